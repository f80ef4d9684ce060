import { IconCopyCheck } from '@tabler/icons-react';
import type { Screen } from '../../../../ui/screen.ts';
import { may } from '../../permissions.ts';
import { CopiesToRecall } from './copies.tsx';

export const copyScreens: Screen[] = [
  { path: '/copies', component: CopiesToRecall, title: 'copies:title', nav: { area: 'procedures', order: 25, icon: IconCopyCheck }, permission: may.issueCopies.name },
];
