import { IconFileSettings } from '@tabler/icons-react';
import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../kinds/permissions.ts';
import { KindList } from './kind-list.tsx';
import { KindPage, NewKind } from './kind-page.tsx';

export const kindScreens: Screen[] = [
  { path: '/document-types', component: KindList, title: 'kinds:title', nav: { area: 'procedures', order: 30, icon: IconFileSettings }, permission: may.manageTypes.name, present: true },
  { path: '/document-types/new', component: NewKind, title: 'kinds:list.new', permission: may.manageTypes.name, present: true },
  { path: '/document-types/$id', component: KindPage, title: 'kinds:title', permission: may.readTypes.name, present: true },
];
