import type { Permission } from '../../../kernel/permission.ts';

export const may = {
  readWhy: { name: 'matrix.why', roles: ['training_administrator', 'assessor', 'quality', 'inspector', 'approver', 'service'], own: true, reports: true },
} as const satisfies Record<string, Permission>;
