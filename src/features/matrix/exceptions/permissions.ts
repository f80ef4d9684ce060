import type { Permission } from '../../../kernel/permission.ts';

export const may = {
  readExceptions: { name: 'exceptions.read', roles: ['training_administrator', 'quality', 'inspector', 'service'], own: true, reports: true },
  exemptFromCritical: { name: 'exceptions.critical', roles: ['quality'] },
  grantExceptions: { name: 'exceptions.grant', roles: ['training_administrator', 'quality'] },
} as const satisfies Record<string, Permission>;
