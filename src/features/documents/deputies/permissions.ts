import type { Permission } from '../../../kernel/permission.ts';

export const may = {
  /** Everyone names their own deputies and sees whom they stand in for. */
  nameDeputies: { name: 'deputies.name', roles: [], own: true },
} as const satisfies Record<string, Permission>;
