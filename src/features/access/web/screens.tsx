import type { Screen } from '../../../ui/screen.ts';
import { Account } from './account.tsx';
import { Invitation } from './invitation.tsx';
import { SetUp } from './set-up.tsx';

export const accessScreens: readonly Screen[] = [
  { path: '/set-up', component: SetUp, title: 'access:setup.title', frame: 'bare' },
  { path: '/invitation', component: Invitation, title: 'access:invitation.title', frame: 'bare' },
  { path: '/account', component: Account, title: 'access:account.title', present: true },
];
