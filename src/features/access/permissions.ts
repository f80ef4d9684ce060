import type { Permission } from '../../kernel/permission.ts';

export const may = {
  anyone: { name: 'access.anyone', roles: [], open: true },
  signedIn: { name: 'access.signed-in', roles: ['service'], own: true },
  manageAccounts: { name: 'access.manage-accounts', roles: ['system_administrator'] },
  readAccounts: { name: 'access.read-accounts', roles: ['system_administrator', 'quality', 'inspector'] },
  manageKeys: { name: 'access.manage-keys', roles: ['system_administrator'] },
  simulate: { name: 'access.simulate', roles: ['system_administrator', 'service'] },
} as const satisfies Record<string, Permission>;
