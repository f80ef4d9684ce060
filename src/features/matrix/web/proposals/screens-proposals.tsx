import { IconChecklist } from '@tabler/icons-react';
import { lazyScreen } from '../../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../permissions.ts';

/** The page of a change is put together in the training feature, which shows its effect. */
export const proposalsScreens: Screen[] = [
  { path: '/matrix/proposals', component: lazyScreen(async () => (await import('./list.tsx')).ProposalList), title: 'proposals:title', nav: { area: 'matrix', order: 25, icon: IconChecklist }, permission: may.readMatrix.name, present: true },
];
