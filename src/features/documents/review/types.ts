import type { Day, Instant } from '../../../kernel/day.ts';
import type { DomainEvent } from '../../../kernel/decision.ts';
import type { ProductRole } from '../../../kernel/permission.ts';

/** Who signs a step: any one holder of a product role for the document's site, people by name, or who stands in a relation to the document. */
export type Who =
  | { readonly kind: 'role'; readonly role: ReviewRole }
  | { readonly kind: 'people'; readonly personIds: readonly string[] }
  /** The document's owner; where the owner is the author, the owner's manager. */
  | { readonly kind: 'owner' }
  /** The author's manager. */
  | { readonly kind: 'manager' };

export const REVIEW_ROLES = ['author', 'approver', 'quality', 'training_administrator', 'manager', 'assessor'] as const satisfies readonly ProductRole[];
export type ReviewRole = (typeof REVIEW_ROLES)[number];

export type RouteStep = {
  readonly name: string;
  readonly meaning: 'reviewed' | 'approved';
  readonly who: Who;
  /** Of several people: each of them, or any one. */
  readonly need: 'all' | 'any';
  /** Working days from the opening of its stage. */
  readonly days: number;
  /** A deputy may sign on behalf of whoever the step names. */
  readonly deputies: boolean;
};

/** Stages follow each other; the steps of one stage run side by side. The approval that decides training comes last. */
export type Route = {
  readonly stages: readonly { readonly steps: readonly RouteStep[] }[];
  readonly approval: { readonly who: Who; readonly days: number };
  /** No approval while a comment is unresolved. */
  readonly commentsBlock: boolean;
  /** One person may sign steps of several stages. */
  readonly sameSigner: boolean;
};

export type Ref = { readonly id: string; readonly name: string };

export type StepSignature = { readonly by: Ref; readonly onBehalfOf: Ref | null; readonly signedAt: Instant };

export type StepFacts = {
  readonly id: string;
  readonly stage: number;
  readonly ordinal: number;
  readonly name: string;
  readonly meaning: 'reviewed' | 'approved';
  /** The approval that decides training. */
  readonly final: boolean;
  /** Any one holder of this product role; null: the people of `people`. */
  readonly role: ReviewRole | null;
  readonly need: 'all' | 'any';
  readonly days: number;
  readonly deputies: boolean;
  readonly openedAt: Instant | null;
  readonly dueOn: Day | null;
  readonly doneAt: Instant | null;
  /** Who may sign it: those named, or who holds the role at present. Whoever wrote the version is never among them. */
  readonly people: readonly Ref[];
  readonly signatures: readonly StepSignature[];
};

export type ReviewOutcome = 'approved' | 'sent_back' | 'taken_back';

export type ReviewFacts = {
  readonly id: string;
  readonly versionId: string;
  /** 1 for the first submission of the version. */
  readonly number: number;
  readonly authorId: string;
  /** Who wrote it with the author. None of them signs a step either. */
  readonly coAuthorIds: readonly string[];
  readonly commentsBlock: boolean;
  readonly sameSigner: boolean;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly endedBy: Ref | null;
  readonly outcome: ReviewOutcome | null;
  readonly endReason: string | null;
  readonly steps: readonly StepFacts[];
};

/** Someone about to sign: what they are and for whom they may stand in today. */
export type Reviewer = {
  readonly personId: string;
  /** Product roles they hold for the document's site. */
  readonly roles: readonly string[];
  readonly standsInFor: readonly Ref[];
};

/** A step as it is about to begin with its review. */
export type NewStep = Pick<StepFacts, 'stage' | 'ordinal' | 'name' | 'meaning' | 'final' | 'role' | 'need' | 'days' | 'deputies' | 'people'>;

export type ReviewEvent = DomainEvent & {
  readonly type: 'ReviewStarted' | 'ReviewStepSigned' | 'ReviewStageOpened' | 'ReviewStepReassigned' | 'SubmissionTakenBack' | 'ReviewCommented' | 'ReviewCommentAnswered' | 'ReviewCommentResolved' | 'ReviewCommentReopened';
};

export type ReviewRefusal =
  | 'no-review' | 'stage-not-open' | 'step-done' | 'step-is-approval' | 'not-your-step' | 'author-reviews' | 'already-signed-step' | 'signed-other-stage'
  | 'review-unfinished' | 'comments-unresolved' | 'route-has-nobody' | 'deputies-not-allowed'
  | 'reassign-author' | 'reassign-same' | 'reassign-from' | 'reassign-approver' | 'person-unknown'
  | 'comments-closed' | 'section-unknown' | 'quote-not-there' | 'not-your-comment' | 'already-resolved' | 'not-resolved';
