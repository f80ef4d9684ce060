import type { Day } from '../../../kernel/day.ts';
import type { DomainEvent } from '../../../kernel/decision.ts';
import type { CurriculumContent } from '../curricula/types.ts';
import type { RuleContent } from '../types.ts';

/** What somebody wants to change; null: something new. */
export type ProposedChange =
  | { readonly kind: 'rule'; readonly ruleId: string | null; readonly ownerId: string | null; readonly content: RuleContent }
  | { readonly kind: 'rule_end'; readonly ruleId: string; readonly lastDay: Day; readonly reason: string }
  | { readonly kind: 'curriculum'; readonly curriculumId: string | null; readonly content: CurriculumContent };

export type ProposalDecision = 'approved' | 'returned' | 'withdrawn';
export type Proposal = { readonly id: string; readonly proposedBy: string; readonly decision: ProposalDecision | null };
export type ProposalEvent = DomainEvent & { readonly type: 'MatrixChangeProposed' | 'MatrixChangeApproved' | 'MatrixChangeReturned' | 'MatrixChangeWithdrawn' };
export type ProposalRefusal = 'own-proposal' | 'others-proposal' | 'proposal-decided' | 'effect-changed';
