import type { Day, Instant } from '../../../kernel/day.ts';
import type { DomainEvent } from '../../../kernel/decision.ts';

export type DocumentVerdict = 'confirm' | 'revise' | 'retire';
export type ModuleVerdict = 'confirm' | 'revise';

/** What decides when a document is reviewed next. */
export type ReviewFacts = {
  readonly reviewMonths: number;
  readonly retired: boolean;
  /** The local day on which the version in force took effect; null: none is in force. */
  readonly effectiveOn: Day | null;
  /** The last review of the version in force; null: none yet. */
  readonly last: { readonly on: Day; readonly at: Instant; readonly document: DocumentVerdict; readonly module: ModuleVerdict | null } | null;
};

export type ReviewState = 'none' | 'planned' | 'soon' | 'overdue' | 'revision_needed' | 'retirement_needed';
export type ReviewStanding = { readonly dueOn: Day | null; readonly state: ReviewState };

export type PeriodicEvent = DomainEvent & { readonly type: 'DocumentReviewed' | 'PeriodicReviewEscalated' };
/** To whom an overdue review is escalated, one after the other. */
export type EscalationStage = 'owner' | 'quality';
export type PeriodicRefusal = 'nothing-in-force' | 'module-verdict-needed' | 'no-module' | 'comment-needed';
export type Verdicts = { readonly document: DocumentVerdict; readonly module: ModuleVerdict | null; readonly comment: string | null };
