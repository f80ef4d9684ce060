import type { Permission } from '../../../kernel/permission.ts';

export const may = {
  /** The owner of the document too. */
  reviewDocument: { name: 'documents.review-periodically', roles: ['approver', 'quality'], own: true },
} as const satisfies Record<string, Permission>;
