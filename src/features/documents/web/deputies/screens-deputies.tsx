import type { Screen } from '../../../../ui/screen.ts';
import { Deputies } from './deputies.tsx';

export const deputyScreens: Screen[] = [{ path: '/deputies', component: Deputies, title: 'deputies:title', present: true }];
