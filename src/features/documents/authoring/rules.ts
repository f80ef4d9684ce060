import type { Instant } from '../../../kernel/day.ts';
import type { AsideCause, Lock, WorkingText } from './types.ts';

/** DOC-12: without a sign of life for so long, nobody is writing any more. */
const LOCK_SECONDS = 120;

/** Who is writing at `now`: a lock without a sign of life for two minutes is none. */
export function holderOf(lock: Lock | null, now: Instant): Lock | null {
  return lock === null || now.since(lock.beatAt).total('seconds') > LOCK_SECONDS ? null : lock;
}

/** Whether this window may go on writing, or begin to. The same person in another window counts as somebody else. */
export function mayHold(lock: Lock | null, me: { readonly personId: string; readonly client: string }, now: Instant): boolean {
  const holder = holderOf(lock, now);
  return holder === null || (holder.personId === me.personId && holder.client === me.client);
}

/** What a save finds: the draft, who writes in it, and the text that is there. */
export type Saving = {
  readonly isDraft: boolean;
  readonly versionSha256: string;
  readonly lock: Lock | null;
  readonly copy: WorkingText | null;
};
export type Sent = { readonly personId: string; readonly client: string; readonly base: number };

export type SaveOutcome = { readonly kind: 'save'; readonly revision: number } | { readonly kind: 'saved-before' } | { readonly kind: 'aside'; readonly cause: AsideCause };

/**
 * DOC-12: a text becomes the text of the draft only when it follows the one that is there and nobody else is writing; in every
 * other case it is kept aside, never dropped. The same text sent again after a lost answer is no second save.
 */
export function outcomeOfSave(saving: Saving, sent: Sent, now: Instant, sameText: boolean): SaveOutcome {
  const { copy } = saving;
  if (copy !== null && sameText && copy.baseSha256 === saving.versionSha256) return { kind: 'saved-before' };
  if (!saving.isDraft) return { kind: 'aside', cause: 'not_a_draft' };
  if (!mayHold(saving.lock, sent, now)) return { kind: 'aside', cause: 'taken_over' };
  if (copy !== null && copy.baseSha256 !== saving.versionSha256 && sent.base > 0) return { kind: 'aside', cause: 'file_replaced' };
  const present = currentRevision(copy, saving.versionSha256);
  return sent.base === present ? { kind: 'save', revision: (copy?.revision ?? 0) + 1 } : { kind: 'aside', cause: 'behind' };
}

/** The revision that writing goes on from: none when there is no text, or when a file was uploaded over it. */
export function currentRevision(copy: WorkingText | null, versionSha256: string): number {
  return copy === null || copy.baseSha256 !== versionSha256 ? 0 : copy.revision;
}

/** Whether there is text that the version does not have yet. */
export function isAhead(copy: Pick<WorkingText, 'revision' | 'putRevision' | 'baseSha256'> | null, versionSha256: string): boolean {
  return copy !== null && copy.baseSha256 === versionSha256 && copy.revision > copy.putRevision;
}
