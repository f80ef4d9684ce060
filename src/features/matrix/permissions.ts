import type { Permission } from '../../kernel/permission.ts';

export const may = {
  readMatrix: { name: 'matrix.read', roles: ['manager', 'author', 'approver', 'training_administrator', 'assessor', 'quality', 'inspector', 'system_administrator', 'service'] },
  writeRules: { name: 'matrix.write', roles: ['training_administrator'] },
  approveChanges: { name: 'matrix.approve', roles: ['training_administrator', 'quality'] },
  signMatrixPolicy: { name: 'matrix.sign-policy', roles: ['quality'] },
} as const satisfies Record<string, Permission>;
