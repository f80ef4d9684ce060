import type { DomainEvent } from '../../../kernel/decision.ts';
import type { Risk } from '../types.ts';

/** When an approved version takes effect (DOC-06). */
export type EffectiveDatePolicy = 'date' | 'all_trained' | 'gate';
/** How training recurs where a document has no setting of its own (TRN-10). */
export type RenewalPolicy = 'none' | 'rolling' | 'anniversary';

/** The settings of one risk class. Versioned and signed; what counts for an act is the version current at that moment. */
export type Policy = {
  readonly effectiveDate: EffectiveDatePolicy;
  /** DOC-06, *gate*: the share of present, required people who must be trained, in whole per cent. */
  readonly gatePercent: number;
  /** DOC-07: calendar days that must remain for training when an effective date is moved earlier. */
  readonly minimumTrainingDays: number;
  /** TRN-03: calendar days from assignment to due date, at the most, for a revision. */
  readonly revisionDays: number;
  /** TRN-03: calendar days from start or assignment to due date for people new to a document. */
  readonly initialDays: number;
  /** IMP-05: after this many versions carried forward in succession, or this many months, the next revision is a full retrain. */
  readonly driftVersions: number;
  readonly driftMonths: number;
  /** IMP-03: whoever ever completed the document is retrained too, although nothing requires it of them now. */
  readonly retrainPriorCompleters: boolean;
  /** TRN-10: training recurs so many months after it was completed, or on its anniversary, which early completion keeps. */
  readonly renewalBasis: RenewalPolicy;
  readonly renewalMonths: number;
  /** TRN-10: days ahead of its end at which a renewal is assigned. */
  readonly renewalWindowDays: number;
  /** TRN-10: being trained on a new version counts as the periodic training. */
  readonly revisionRenews: boolean;
  /** TRN-02: more than the changed sections, also where a minor change would be a refresher. */
  readonly fullForMinor: boolean;
  /** MTX-09: after a longer leave people are assessed again although they are qualified; 0: never. */
  readonly absenceMonths: number;
};

export type Policies = Readonly<Record<Risk, Policy>>;

/** A policy as it is kept: a version of its risk class. */
export type KeptPolicy = { readonly id: string; readonly risk: Risk; readonly version: number; readonly settings: Policy };

export type PolicyEvent = DomainEvent & { readonly type: 'PolicySigned' };
export type PolicyRefusal = 'policy-out-of-range' | 'weaker-than-high' | 'policy-unchanged';
