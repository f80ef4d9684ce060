import type { Day } from '../../../kernel/day.ts';
import type { DomainEvent } from '../../../kernel/decision.ts';

export type Ref = { readonly id: string; readonly name: string };

/** From `from` to `until`, both included, `deputy` acts on behalf of `person` (ESC-04). */
export type DeputyFacts = {
  readonly id: string;
  readonly person: Ref;
  readonly deputy: Ref;
  readonly from: Day;
  readonly until: Day;
  /** Signs steps of reviews on their behalf. */
  readonly reviews: boolean;
  /** Gets what a manager gets about their people. */
  readonly escalations: boolean;
  /** Only for documents of this site; null: for all. */
  readonly site: Ref | null;
  readonly ended: boolean;
};

export type DeputyEvent = DomainEvent & { readonly type: 'DeputyNamed' | 'DeputyEnded' };

export type DeputyRefusal = 'own-deputy' | 'deputy-unknown' | 'deputy-site-unknown' | 'deputy-ends-before-start' | 'deputy-past' | 'deputy-too-long' | 'deputy-for-nothing' | 'deputy-ended';
