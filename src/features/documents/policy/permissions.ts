import type { Permission } from '../../../kernel/permission.ts';

export const may = {
  signPolicy: { name: 'policies.sign', roles: ['quality'] },
} as const satisfies Record<string, Permission>;
