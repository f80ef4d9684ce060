import type { Permission } from '../../kernel/permission.ts';

export const may = {
  readModule: { name: 'learning.read-module', roles: ['author', 'approver', 'training_administrator', 'quality', 'inspector', 'service'] },
  writeModule: { name: 'learning.write-module', roles: ['author', 'training_administrator', 'service'] },
} as const satisfies Record<string, Permission>;
