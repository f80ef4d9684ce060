import { IconFileImport } from '@tabler/icons-react';
import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../permissions.ts';
import { BaselineImport } from './baseline.tsx';

export const baselineScreens: Screen[] = [
  { path: '/procedures/import', component: BaselineImport, title: 'baseline:title', nav: { area: 'procedures', order: 30, icon: IconFileImport }, permission: may.importBaseline.name, present: true },
];
