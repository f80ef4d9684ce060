import type { Permission } from '../../kernel/permission.ts';

export const may = {
  readTrail: { name: 'audit.read', roles: ['quality', 'inspector', 'system_administrator'] },
  verifyTrail: { name: 'audit.verify', roles: ['quality', 'inspector', 'system_administrator', 'service'] },
} as const satisfies Record<string, Permission>;
