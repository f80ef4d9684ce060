import type { DomainEvent } from '../../../kernel/decision.ts';
import type { PlannedChange } from '../reconcile/types.ts';

export type SweepCause = 'night' | 'asked';

/** What differed, by what puts it right, and whether that was done. */
export type Drift = { readonly personId: string; readonly documentId: string; readonly versionId: string | null; readonly what: PlannedChange['change']['kind']; readonly mended: boolean };

export type SweepEvent = DomainEvent & { readonly type: 'SweepFinished' | 'SweepBrokeOff' | 'SweepReviewed' };
export type SweepRefusal = 'nothing-found' | 'reviewed-already';
