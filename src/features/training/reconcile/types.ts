import type { Day, Instant, WorkingCalendar } from '../../../kernel/day.ts';
import type { EffectiveDatePolicy, Policy } from '../../documents/policy/types.ts';
import type { Reason } from '../../matrix/types.ts';
import type { Recurrence } from '../recurrence/types.ts';
import type { Cause, Path, Risk, TrainingDecision } from '../types.ts';

/** A version that people can be required to train on: approved, in force, or once in force. */
export type VersionFact = {
  readonly id: string;
  readonly ordinal: number;
  readonly label: string;
  readonly changeClass: 'major' | 'minor' | 'editorial';
  readonly decision: TrainingDecision;
  readonly effectiveOn: Day;
  /** Whether it waits for people to be trained (DOC-06). */
  readonly takesEffect: EffectiveDatePolicy;
  /** Its training has a practical (ASM-07). */
  readonly practical: boolean;
  readonly state: 'approved' | 'effective' | 'superseded' | 'withdrawn' | 'retired';
};

export type DocumentFact = {
  readonly id: string; readonly number: string; readonly risk: Risk; readonly retired: boolean; readonly versions: readonly VersionFact[];
  /** Of the document's risk class, as it stands now. */
  readonly policy: Policy;
  readonly recurrence: Recurrence;
};

export type PersonFact = { readonly employed: boolean; readonly onLeave: boolean; readonly day: Day; readonly zone: string; readonly calendar: WorkingCalendar };

export type OpenAssignment = { readonly id: string; readonly versionId: string; readonly overdueSince: Instant | null; /** Null: no leave since the assignment. */ readonly paused: PausedWork | null; /** Null: it was not assigned ahead. */ readonly ahead: AheadWork | null };

/** Assigned before the change that will require it (MTX-08). */
export type AheadWork = { readonly startsOn: Day; readonly reasons: readonly Reason[]; readonly dueOn: Day; readonly assignedOn: Day; readonly zone: string; /** Quality approved a later due date for it (TRN-03). */ readonly extended: boolean };

/** What lies ahead of a person: the days on which something begins, and what the first of them that asks for the document asks. */
export type Ahead = {
  readonly starts: readonly string[];
  readonly required: { readonly startsOn: Day; readonly reasons: readonly Reason[]; /** As they will stand then. */ readonly person: PersonFact } | null;
};

/** What the due date after a leave hangs on (MTX-09); `until` is the day of return, also in `countedUntil`: what is counted already. */
export type PausedWork = {
  readonly dueOn: Day; readonly assignedOn: Day; readonly zone: string; readonly countedUntil: Day | null;
  readonly leaves: readonly { readonly from: Day; readonly until: Day }[];
};
/** The last record of a person for a version. `carried`: without training, by a carry-forward or a notice (IMP-05). */
export type TrainedVersion = { readonly versionId: string; readonly validUntil: Instant | null; readonly carried: boolean; readonly at: Instant };

/** All that is known of one person and one document at the moment of reconciling. */
export type Facts = {
  readonly person: PersonFact;
  readonly document: DocumentFact;
  /** Null: the matrix does not ask for it. */
  readonly required: readonly Reason[] | null;
  /** MTX-06: the person is exempted; why, in words. Nothing is required then, by whatever reason. */
  readonly exempt: string | null;
  readonly obligation: { readonly id: string; readonly reasons: readonly Reason[] } | null;
  readonly open: readonly OpenAssignment[];
  readonly trained: readonly TrainedVersion[];
  /** Versions of which they were told that these take their qualification away (IMP-03). */
  readonly noticed: readonly string[];
  /** Null: nothing begins later than today. */
  readonly ahead: Ahead | null;
  /** The assessment was failed, or they were marked not competent, and they have not been trained since (TRN-02); with the lateness of what that ended. */
  readonly failed: { readonly overdueSince: Instant | null } | null;
  /** The last leave that has ended; null: none, or a short one (MTX-09). */
  readonly away: Leave | null;
};

/** Days of a leave: `until` is the day of return. */
export type Leave = { readonly from: Day; readonly until: Day };

/** One difference between what is and what should be. */
export type Change =
  | { readonly kind: 'open-obligation'; readonly reasons: readonly Reason[] }
  | { readonly kind: 'restate-obligation'; readonly id: string; readonly reasons: readonly Reason[] }
  | { readonly kind: 'end-obligation'; readonly id: string; readonly why: string }
  | { readonly kind: 'assign'; readonly version: VersionFact; readonly path: Path; readonly cause: Cause; readonly covers: readonly string[]; readonly dueOn: Day; readonly overdueSince: Instant | null; readonly driftLimit: boolean; readonly pathWhy: string; readonly ahead: { readonly startsOn: Day; readonly reasons: readonly Reason[] } | null }
  | { readonly kind: 'restate-ahead'; readonly assignmentId: string; readonly was: Day; readonly from: Day; readonly dueOn: Day; readonly startsOn: Day; readonly reasons: readonly Reason[]; readonly zone: string }
  | { readonly kind: 'keep-overdue'; readonly assignmentId: string; readonly since: Instant }
  | { readonly kind: 'move-due'; readonly assignmentId: string; readonly from: Day; readonly dueOn: Day; readonly zone: string; readonly countedUntil: Day }
  | { readonly kind: 'carry-forward'; readonly version: VersionFact; readonly fromVersionId: string; readonly validUntil: Instant | null; readonly required: boolean }
  | { readonly kind: 'announce-lapse'; readonly version: VersionFact; readonly fromVersionId: string }
  | { readonly kind: 'close'; readonly assignmentId: string; readonly as: 'superseded' | 'cancelled'; readonly why: string };

export type PlannedChange = { readonly personId: string; readonly documentId: string; readonly zone: string; readonly change: Change };

/** What called for reconciling, where the person's own change decides the cause of new assignments. */
export type Hint = 'hire' | 'transfer' | 'return' | 'rule' | 'none';
export type Scope = {
  readonly personIds: readonly string[] | null;
  readonly documentIds: readonly string[] | null;
  /** Only people who already have the obligation: enough where neither rules nor people changed. */
  readonly obligedOnly?: boolean;
};
