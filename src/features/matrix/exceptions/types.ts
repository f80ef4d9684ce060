import type { DomainEvent } from '../../../kernel/decision.ts';
import type { Day } from '../../../kernel/day.ts';

/** MTX-06: one person is exempted from a document, or given one more than the rules ask for. */
export type ExceptionKind = 'exemption' | 'addition';
/** `until` is the last day on which it holds. */
export type PersonException = { readonly id: string; readonly kind: ExceptionKind; readonly from: Day; readonly until: Day; readonly reason: string };

/** What granting one depends on. */
export type GrantFacts = {
  readonly id: string;
  readonly today: Day;
  readonly signer: { readonly id: string; readonly isQuality: boolean };
  readonly person: { readonly id: string; readonly name: string };
  readonly document: { readonly id: string; readonly number: string; readonly critical: boolean; readonly retired: boolean };
  /** Those of this person and document that were not taken back. */
  readonly others: readonly PersonException[];
};

export type ExceptionEvent = DomainEvent & { readonly type: 'ExceptionGranted' | 'ExceptionEnded' };
export type ExceptionRefusal = 'not-found' | 'not-permitted' | 'own-exception' | 'quality-signs-critical' | 'exception-in-the-past' | 'exception-period' | 'exception-overlaps' | 'exception-ended' | 'document-retired';
