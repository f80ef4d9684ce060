import { IconHeartbeat } from '@tabler/icons-react';
import { lazyScreen } from '../../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../permissions.ts';

export const healthScreens: Screen[] = [
  { path: '/matrix/health', component: lazyScreen(async () => (await import('./health.tsx')).MatrixHealth), title: 'health:title', nav: { area: 'matrix', order: 50, icon: IconHeartbeat }, permission: may.readHealth.name, present: true },
];
