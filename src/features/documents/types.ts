import type { Day, Instant } from '../../kernel/day.ts';
import type { DomainEvent } from '../../kernel/decision.ts';

export const RISKS = ['critical', 'high', 'medium', 'low'] as const;
export type Risk = (typeof RISKS)[number];
export type ChangeClass = 'major' | 'minor' | 'editorial';
export type VersionState = 'draft' | 'in_review' | 'approved' | 'effective' | 'superseded' | 'withdrawn' | 'retired';
export type TrainingDecision = 'retrain' | 'refresher' | 'notify' | 'none';

/** What can be done to a version. The last three follow from time or from the document, not from a person's click on the version. */
export type VersionAct = 'replace' | 'submit' | 'discard' | 'sendBack' | 'takeBack' | 'approve' | 'withdraw' | 'becomeEffective' | 'supersede' | 'retire';

export type DocumentFacts = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly risk: Risk;
  readonly siteId: string | null;
  readonly ownerId: string;
  /** IANA name of the zone in which the document's days begin: its site's, else the organisation's. */
  readonly zone: string;
  readonly retired: boolean;
  /** Every version, in the order of creation. */
  readonly versions: readonly VersionFacts[];
};

export type VersionFacts = {
  readonly id: string;
  readonly label: string;
  readonly ordinal: number;
  readonly state: VersionState;
  readonly changeClass: ChangeClass;
  readonly authorId: string;
  /** Who writes the version beside its author. */
  readonly coAuthorIds: readonly string[];
  readonly contentSha256: string;
  /** Files that belong to the version beside its text, in their order; they are signed with it. */
  readonly attachments: readonly { readonly fileName: string; readonly sha256: string }[];
  /** Of the practical of its training module; null: it has none. */
  readonly practicalSha256?: string | null;
  /** Of the text that its author typed, where the file is scanned (DOC-23). */
  readonly transcriptSha256?: string | null;
  /** The training decision that approving took; null until then. */
  readonly decision: TrainingDecision | null;
  readonly effectiveOn: Day | null;
  readonly effectiveAt: Instant | null;
};

/** A version together with its document: what the rules look at. */
export type Subject = { readonly document: DocumentFacts; readonly version: VersionFacts };

export type Approval = { readonly personId: string; readonly effectiveOn: Day; readonly decision: TrainingDecision; readonly reason: string | null };

export type DocumentEvent = DomainEvent & {
  readonly type:
    | 'DocumentCreated' | 'DocumentRetired'
    | 'VersionDrafted' | 'VersionContentReplaced' | 'DraftDiscarded' | 'VersionSubmitted' | 'VersionSentBack' | 'VersionApproved'
    | 'VersionBecameEffective' | 'VersionSuperseded' | 'VersionWithdrawn' | 'VersionRetired' | 'FileDownloaded'
    | 'VersionTranscribed' | 'CoAuthorNamed' | 'WritingTakenOver';
};

export type DocumentRefusal =
  | 'wrong-state' | 'document-retired' | 'not-the-author' | 'author-approves'
  | 'effective-date-past' | 'effective-date-order' | 'not-yet-due'
  | 'decision-refused' | 'reason-needed'
  | 'type-unknown' | 'number-needed' | 'number-by-hand'
  | 'number-taken' | 'label-taken' | 'label-not-later' | 'open-version-exists' | 'versions-underway'
  | 'owner-needed' | 'owner-unknown' | 'site-unknown'
  | 'file-refused' | 'content-damaged'
  | 'being-written' | 'text-not-in-version';
