import type { Permission } from '../../kernel/permission.ts';

export const may = {
  readEvents: { name: 'quality.read', roles: ['quality', 'approver', 'inspector'] },
} as const satisfies Record<string, Permission>;
