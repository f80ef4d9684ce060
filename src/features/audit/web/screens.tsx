import { IconHistory } from '@tabler/icons-react';
import { lazyScreen } from '../../../ui/lazy-screen.tsx';
import type { Screen } from '../../../ui/screen.ts';
import { may } from '../permissions.ts';

export const auditScreens: Screen[] = [{ path: '/audit', component: lazyScreen(async () => (await import('./trail.tsx')).AuditTrail), title: 'audit:trail', nav: { area: 'records', order: 30, icon: IconHistory }, permission: may.readTrail.name }];
