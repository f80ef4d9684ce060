import { refuse, type Refused } from '../../../kernel/decision.ts';
import type { VersionState } from '../types.ts';
import type { ReviewRefusal } from './types.ts';

export type ThreadFacts = { readonly id: string; readonly raisedBy: string; readonly resolved: boolean };

/** Comments belong to the work on a version: from its draft until it is approved. */
export function whyNotComment(state: VersionState): Refused<ReviewRefusal> | null {
  return state === 'draft' || state === 'in_review' ? null : refuse('comments-closed', { state });
}

/** Whoever raised a comment, the author of the version and those who answer for the review settle it. */
export function whyNotSettle(thread: ThreadFacts, act: 'resolved' | 'reopened', person: { readonly id: string; readonly isAuthor: boolean; readonly answers: boolean }): Refused<ReviewRefusal> | null {
  if (person.id !== thread.raisedBy && !person.isAuthor && !person.answers) return refuse('not-your-comment');
  if (act === 'resolved' && thread.resolved) return refuse('already-resolved');
  if (act === 'reopened' && !thread.resolved) return refuse('not-resolved');
  return null;
}

/** A quotation must stand in the section it is taken from. White space does not count: a browser breaks lines and cells its own way. */
export function isQuoted(text: string, quote: string): boolean {
  return flat(text).includes(flat(quote));
}

function flat(text: string): string {
  return text.replaceAll(/\s+/gu, '').toLowerCase();
}
