import { IconBuildingFactory2, IconUsers } from '@tabler/icons-react';
import type { Screen } from '../../../ui/screen.ts';
import { may } from '../permissions.ts';
import { HirePerson } from './hire.tsx';
import { PeopleList } from './list.tsx';
import { Organisation } from './organisation.tsx';
import { RosterImport } from './roster.tsx';

/** The person page itself is put together in the training feature, which adds the training file. */
export const peopleScreens: Screen[] = [
  { path: '/people', component: PeopleList, title: 'people:people', nav: { area: 'records', order: 10, icon: IconUsers }, permission: may.listPeople.name },
  { path: '/people/new', component: HirePerson, title: 'people:hire.title', permission: may.managePeople.name },
  { path: '/people/roster', component: RosterImport, title: 'people:roster.title', permission: may.managePeople.name },
  { path: '/organisation', component: Organisation, title: 'people:org.title', nav: { area: 'administration', order: 10, icon: IconBuildingFactory2 }, permission: may.manageOrganisation.name },
];
