import { IconCalendarPlus, IconUserCheck } from '@tabler/icons-react';
import { lazyScreen } from '../../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../permissions.ts';

export const supervisionScreens: Screen[] = [
  { path: '/team/open-work', component: lazyScreen(async () => (await import('./open-work.tsx')).OpenWork), title: 'supervision:work.nav', nav: { area: 'team', order: 30, icon: IconUserCheck }, permission: may.supervise.name, present: true },
  { path: '/extensions', component: lazyScreen(async () => (await import('./extensions.tsx')).Extensions), title: 'supervision:ext.screen', nav: { area: 'quality', order: 40, icon: IconCalendarPlus }, permission: may.decideExtension.name, present: true },
];
