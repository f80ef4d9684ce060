import type { Permission } from '../../../kernel/permission.ts';

export const may = {
  readTypes: { name: 'documents.read-types', roles: ['learner', 'manager', 'author', 'approver', 'training_administrator', 'assessor', 'quality', 'inspector', 'system_administrator', 'service'] },
  /** Who changes a route decides who has to sign: quality, not who runs the system (SEC-01). */
  manageTypes: { name: 'documents.manage-types', roles: ['quality'] },
} as const satisfies Record<string, Permission>;
