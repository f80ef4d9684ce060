import { lazyScreen } from '../../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../permissions.ts';

/** The editor is large and few people write: it is loaded when it is opened. */
export const authoringScreens: Screen[] = [
  { path: '/versions/$id/write', component: lazyScreen(async () => (await import('./write.tsx')).WriteScreen), title: 'authoring:title', permission: may.readAllVersions.name, frame: 'focus', present: true },
];
