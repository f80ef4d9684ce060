import type { Screen } from '../../../ui/screen.ts';
import { may } from '../permissions.ts';
import { ModulePage } from './module.tsx';

export const learningScreens: Screen[] = [{ path: '/versions/$id/module', component: ModulePage, title: 'learning:module', permission: may.readModule.name }];
