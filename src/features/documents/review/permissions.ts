import { permits, type Permission, type Principal } from '../../../kernel/permission.ts';
import { REVIEW_ROLES } from './types.ts';

/** A step names whom it waits for, by role or by name; therefore anyone signed in may knock, and the review says who may sign. */
export const may = {
  readReviews: { name: 'reviews.read', roles: ['author', 'approver', 'training_administrator', 'quality', 'inspector'], own: true },
  signStep: { name: 'reviews.sign', roles: ['author', 'approver', 'training_administrator', 'quality', 'manager', 'assessor'], own: true },
  sendBack: { name: 'reviews.send-back', roles: ['approver'], own: true },
  takeBack: { name: 'reviews.take-back', roles: ['author'] },
  comment: { name: 'reviews.comment', roles: ['author', 'approver', 'training_administrator', 'quality'], own: true },
  /** Document control: gives a step to somebody else, sees every review that runs, settles comments. */
  controlReviews: { name: 'reviews.control', roles: ['quality'] },
} as const satisfies Record<string, Permission>;

/** The product roles by which somebody may sign steps for documents of this site. */
export function rolesAt(principal: Principal, siteId: string | null): readonly string[] {
  return REVIEW_ROLES.filter((role) => permits(principal, { name: role, roles: [role] }, { siteId }));
}

/** AUD-06: an inspector is a guest who reads. No step, comment or deputyship is theirs, although these are open to everyone who is named. */
export function onlyReads(principal: Principal): boolean {
  const held = principal.grants.filter((grant) => grant.role !== 'learner');
  return held.length > 0 && held.every((grant) => grant.role === 'inspector');
}
