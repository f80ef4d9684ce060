import { IconUserExclamation } from '@tabler/icons-react';
import { lazyScreen } from '../../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../permissions.ts';

export const exceptionsScreens: Screen[] = [
  { path: '/matrix/exceptions', component: lazyScreen(async () => (await import('./exceptions.tsx')).ExceptionList), title: 'exceptions:title', nav: { area: 'matrix', order: 40, icon: IconUserExclamation }, permission: may.readMatrix.name },
];
