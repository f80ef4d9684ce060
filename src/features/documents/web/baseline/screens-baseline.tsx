import { IconFileImport } from '@tabler/icons-react';
import { lazyScreen } from '../../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../permissions.ts';

export const baselineScreens: Screen[] = [
  { path: '/procedures/import', component: lazyScreen(async () => (await import('./baseline.tsx')).BaselineImport), title: 'baseline:title', nav: { area: 'procedures', order: 30, icon: IconFileImport }, permission: may.importBaseline.name, present: true },
];
