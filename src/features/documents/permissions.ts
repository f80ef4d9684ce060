import type { Permission } from '../../kernel/permission.ts';

export const may = {
  readDocuments: { name: 'documents.read', roles: ['learner', 'manager', 'author', 'approver', 'training_administrator', 'assessor', 'quality', 'inspector', 'system_administrator', 'service'] },
  /** Drafts, versions under review and superseded ones. */
  readAllVersions: { name: 'documents.read-all-versions', roles: ['author', 'approver', 'training_administrator', 'quality', 'inspector', 'service'] },
  writeDocuments: { name: 'documents.write', roles: ['author', 'service'] },
  /** Writing a draft in the product: by people, in their own name. */
  writeText: { name: 'documents.write-text', roles: ['author'] },
  submitVersion: { name: 'documents.submit', roles: ['author'] },
  approveVersion: { name: 'documents.approve', roles: ['approver'] },
  withdrawVersion: { name: 'documents.withdraw', roles: ['approver', 'quality'] },
  retireDocument: { name: 'documents.retire', roles: ['approver', 'quality'] },
  /** Controlled copies on paper: to issue them, to print them, to end them. */
  issueCopies: { name: 'documents.issue-copies', roles: ['author', 'approver', 'quality'] },
  /** Taking over what was in force in another system, signed. */
  importBaseline: { name: 'documents.import-baseline', roles: ['quality'] },
} as const satisfies Record<string, Permission>;
