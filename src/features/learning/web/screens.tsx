import { lazyScreen } from '../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../ui/screen.ts';
import { may } from '../permissions.ts';

export const learningScreens: Screen[] = [{ path: '/versions/$id/module', component: lazyScreen(async () => (await import('./module.tsx')).ModulePage), title: 'learning:module', permission: may.readModule.name }];
