import { IconHourglass } from '@tabler/icons-react';
import { lazyScreen } from '../../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../permissions.ts';

/** The page of one file is put together in the training feature, like the import. */
export const heldScreens: Screen[] = [
  { path: '/people/held', component: lazyScreen(async () => (await import('./list.tsx')).Waiting), title: 'held:title', nav: { area: 'administration', order: 16, icon: IconHourglass }, permission: may.seeHeldRoster.name },
];
