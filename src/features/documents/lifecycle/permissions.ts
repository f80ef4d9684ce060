import type { Permission } from '../../../kernel/permission.ts';

export const may = {
  moveDate: { name: 'documents.move-date', roles: ['approver', 'quality'] },
  overrideHold: { name: 'documents.override-hold', roles: ['quality'] },
} as const satisfies Record<string, Permission>;
