import { IconStack2 } from '@tabler/icons-react';
import { lazyScreen } from '../../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../permissions.ts';

/** Writing a curriculum is put together in the training feature, which knows its effect. */
export const curriculaScreens: Screen[] = [
  { path: '/matrix/curricula', component: lazyScreen(async () => (await import('./curricula.tsx')).CurriculumList), title: 'curricula:title', nav: { area: 'matrix', order: 30, icon: IconStack2 }, permission: may.readMatrix.name },
  { path: '/matrix/curricula/$id', component: lazyScreen(async () => (await import('./curriculum.tsx')).CurriculumPage), title: 'curricula:title', permission: may.readMatrix.name },
];
