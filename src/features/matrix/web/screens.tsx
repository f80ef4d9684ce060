import { IconListDetails } from '@tabler/icons-react';
import type { Screen } from '../../../ui/screen.ts';
import { may } from '../permissions.ts';
import { RulePage } from './rule.tsx';
import { RuleList } from './rules.tsx';

/** Writing a rule and the grid are put together in the training feature, which knows the effect and the states. */
export const matrixScreens: Screen[] = [
  { path: '/matrix/rules', component: RuleList, title: 'matrix:rules', nav: { area: 'matrix', order: 20, icon: IconListDetails }, permission: may.readMatrix.name },
  { path: '/matrix/rules/$id', component: RulePage, title: 'matrix:rules', permission: may.readMatrix.name },
];
