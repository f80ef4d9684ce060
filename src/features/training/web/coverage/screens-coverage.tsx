import { IconSubtask, IconUserCheck, IconUsersGroup } from '@tabler/icons-react';
import { lazyScreen } from '../../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../permissions.ts';

export const coverageScreens: Screen[] = [
  { path: '/coverage', component: lazyScreen(async () => (await import('./coverage.tsx')).Coverage), title: 'coverage:title', nav: { area: 'team', order: 10, icon: IconUsersGroup }, permission: may.readOverview.name },
  { path: '/readiness', component: lazyScreen(async () => (await import('../roles/role.tsx')).RolePage), title: 'roles:title', nav: { area: 'team', order: 20, icon: IconUserCheck }, permission: may.readOverview.name },
  { path: '/tasks', component: lazyScreen(async () => (await import('../tasks/tasks.tsx')).Tasks), title: 'tasks:title', nav: { area: 'matrix', order: 40, icon: IconSubtask }, permission: may.readOverview.name },
];
