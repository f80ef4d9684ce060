import { IconListDetails } from '@tabler/icons-react';
import { lazyScreen } from '../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../ui/screen.ts';
import { may } from '../permissions.ts';

/** Writing a rule and the grid are put together in the training feature, which knows the effect and the states. */
export const matrixScreens: Screen[] = [
  { path: '/matrix/rules', component: lazyScreen(async () => (await import('./rules.tsx')).RuleList), title: 'matrix:rules', nav: { area: 'matrix', order: 20, icon: IconListDetails }, permission: may.readMatrix.name },
  { path: '/matrix/rules/$id', component: lazyScreen(async () => (await import('./rule.tsx')).RulePage), title: 'matrix:rules', permission: may.readMatrix.name },
];
