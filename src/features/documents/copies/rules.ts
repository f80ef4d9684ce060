import { accept, refuse, type Decision } from '../../../kernel/decision.ts';
import type { VersionState } from '../types.ts';
import type { ControlledCopyEvent, ControlledCopyRefusal, CopyEnd, CopyFact } from './types.ts';

type Decided = Decision<ControlledCopyEvent, ControlledCopyRefusal>;
export type Issue = { readonly id: string; readonly documentId: string; readonly versionId: string; readonly docNumber: string; readonly label: string; readonly state: VersionState; readonly number: number; readonly holder: string };

/** DOC-10: only the version in force is issued, and nobody holds two copies of it. */
export function issue(copy: Issue, others: readonly CopyFact[]): Decided {
  const { id, documentId, versionId, docNumber, label, state, number, holder } = copy;
  if (state !== 'effective') return refuse('copy-not-in-force', { label });
  const held = others.find((other) => other.versionId === versionId && other.endedAs === null && other.holder.toLowerCase() === holder.toLowerCase());
  if (held !== undefined) return refuse('holder-has-copy', { holder, number: held.number });
  return accept({ type: 'ControlledCopyIssued', subject: { kind: 'controlledCopy', id }, data: { documentId, versionId, number: docNumber, label, copy: number, holder } });
}

export function end(copy: CopyFact, as: CopyEnd, note: string | null): Decided {
  if (copy.endedAs !== null) return refuse('copy-ended', { number: copy.number, as: copy.endedAs });
  const event: ControlledCopyEvent = { type: 'ControlledCopyEnded', subject: { kind: 'controlledCopy', id: copy.id }, data: { documentId: copy.documentId, number: copy.docNumber, label: copy.label, copy: copy.number, holder: copy.holder, as } };
  return accept(note === null ? event : { ...event, why: note });
}

/** A copy that is out of a version nobody is to work by any more. */
export function isToRecall({ endedAs, versionState }: Pick<CopyFact, 'endedAs' | 'versionState'>): boolean {
  return endedAs === null && versionState !== 'effective';
}
