import { IconClipboardCheck } from '@tabler/icons-react';
import { lazyScreen } from '../../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../permissions.ts';

export const practicalScreens: Screen[] = [
  { path: '/practicals', component: lazyScreen(async () => (await import('./waiting.tsx')).ToAssess), title: 'practical:wait.nav', nav: { area: 'team', order: 35, icon: IconClipboardCheck }, permission: may.assess.name, present: true },
  { path: '/practicals/$id', component: lazyScreen(async () => (await import('./assess.tsx')).AssessPage), title: 'practical:assess.screen', permission: may.assess.name, present: true },
  { path: '/versions/$id/assessors', component: lazyScreen(async () => (await import('./assessors.tsx')).AssessorsPage), title: 'practical:list.screen', permission: may.readAssessors.name, present: true },
];
