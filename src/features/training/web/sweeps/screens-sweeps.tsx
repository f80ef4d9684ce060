import { IconZoomCheck } from '@tabler/icons-react';
import { lazyScreen } from '../../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../permissions.ts';

export const sweepScreens: Screen[] = [
  { path: '/matrix/sweeps', component: lazyScreen(async () => (await import('./sweeps.tsx')).Sweeps), title: 'sweeps:title', nav: { area: 'matrix', order: 60, icon: IconZoomCheck }, permission: may.readHealth.name, present: true },
  { path: '/matrix/sweeps/$id', component: lazyScreen(async () => (await import('./sweep.tsx')).SweepPage), title: 'sweeps:one', permission: may.readHealth.name, present: true },
];
