import type { Permission } from '../../../kernel/permission.ts';

export const may = {
  changeFacts: { name: 'documents.change-facts', roles: ['approver', 'quality'] },
} as const satisfies Record<string, Permission>;
