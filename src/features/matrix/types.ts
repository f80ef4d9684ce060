import type { DomainEvent } from '../../kernel/decision.ts';
import type { Day } from '../../kernel/day.ts';

/** Whom a rule is for: any of the roles, below any of the departments, at any of the sites; an empty list does not restrict. */
export type Audience = { readonly roleIds: readonly string[]; readonly departmentIds: readonly string[]; readonly siteIds: readonly string[] };

export type RuleContent = {
  readonly name: string;
  readonly audience: Audience;
  readonly documentIds: readonly string[];
  readonly from: Day;
  /** The last day on which the rule holds; null: until it is ended. */
  readonly until: Day | null;
};

/** One version of a rule, as the derivation of requirements needs it. */
export type MatrixRule = RuleContent & { readonly id: string; readonly number: number; readonly version: number };

/** What holds of a person on one day, as far as the matrix asks. Names serve the sentences. */
export type Position = {
  readonly day: Day;
  readonly siteId: string;
  readonly siteName: string;
  readonly departmentPath: readonly string[];
  readonly departmentName: string;
  readonly roles: readonly { readonly id: string; readonly name: string }[];
};

/** Why a document is required: shown verbatim wherever the obligation shows (MTX-07). */
export type Reason = { readonly rule: number; readonly version: number; readonly text: string };

export type MatrixEvent = DomainEvent & { readonly type: 'MatrixRuleCreated' | 'MatrixRuleRevised' | 'MatrixRuleEnded' };

export type MatrixRefusal = 'not-found' | 'not-permitted' | 'rule-ends-before-it-starts' | 'rule-starts-in-the-past' | 'rule-already-ended' | 'rule-ends-earlier' | 'unknown-reference' | 'nothing-changed';
