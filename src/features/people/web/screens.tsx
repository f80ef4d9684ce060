import { IconBuildingFactory2, IconUsers } from '@tabler/icons-react';
import { lazyScreen } from '../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../ui/screen.ts';
import { may } from '../permissions.ts';
import { PeopleList } from './list.tsx';

/** The person page and the roster are put together in the training feature, which adds what follows for training. */
export const peopleScreens: Screen[] = [
  { path: '/people', component: PeopleList, title: 'people:people', nav: { area: 'records', order: 10, icon: IconUsers }, permission: may.listPeople.name },
  { path: '/people/new', component: lazyScreen(async () => (await import('./hire.tsx')).HirePerson), title: 'people:hire.title', permission: may.managePeople.name },
  { path: '/organisation', component: lazyScreen(async () => (await import('./organisation.tsx')).Organisation), title: 'people:org.title', nav: { area: 'administration', order: 10, icon: IconBuildingFactory2 }, permission: may.manageOrganisation.name },
];
