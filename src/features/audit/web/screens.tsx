import { IconHistory } from '@tabler/icons-react';
import type { Screen } from '../../../ui/screen.ts';
import { may } from '../permissions.ts';
import { AuditTrail } from './trail.tsx';

export const auditScreens: Screen[] = [{ path: '/audit', component: AuditTrail, title: 'audit:trail', nav: { area: 'records', order: 30, icon: IconHistory }, permission: may.readTrail.name }];
