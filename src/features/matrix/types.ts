import type { DomainEvent } from '../../kernel/decision.ts';
import type { Day } from '../../kernel/day.ts';

/** What is asked of a person: any of the roles, anywhere below any of the departments, at any of the sites, or any of the values of an attribute. */
export type Condition =
  | { readonly kind: 'role' | 'department' | 'site'; readonly ids: readonly string[] }
  | { readonly kind: 'attribute'; readonly key: string; readonly values: readonly string[] };

/** A person is in it when all of the conditions hold and none of the exceptions does; nothing asked is everyone. */
export type Group = { readonly all: readonly Condition[]; readonly none: readonly Condition[] };

/** Whom a rule is for: whoever is in any of the groups. Never empty. */
export type Audience = readonly Group[];

/** An audience of one group without exceptions; an empty list does not restrict. */
export type SimpleAudience = { readonly roleIds: readonly string[]; readonly departmentIds: readonly string[]; readonly siteIds: readonly string[] };

export type RuleContent = {
  readonly name: string;
  readonly audience: Audience;
  readonly documentIds: readonly string[];
  readonly curriculumIds: readonly string[];
  readonly from: Day;
  /** The last day on which the rule holds; null: until it is ended. */
  readonly until: Day | null;
};

/** A named set of documents, in one of its versions. */
export type Curriculum = { readonly id: string; readonly number: number; readonly version: number; readonly name: string; readonly documentIds: readonly string[] };

/** One version of a rule, as the derivation of requirements needs it. */
export type MatrixRule = Omit<RuleContent, 'curriculumIds'> & { readonly id: string; readonly number: number; readonly version: number; readonly curricula: readonly Curriculum[] };

/** What holds of a person on one day, as far as the matrix asks. Names serve the sentences. */
export type Position = {
  readonly day: Day;
  readonly siteId: string;
  readonly siteName: string;
  readonly departmentPath: readonly string[];
  readonly departmentName: string;
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
};

/** Why a document is required: shown verbatim wherever the obligation shows (MTX-07). Rule 0 is no rule of the matrix. */
export type Reason = { readonly rule: number; readonly version: number; readonly text: string };

export type MatrixEvent = DomainEvent & { readonly type: 'MatrixRuleCreated' | 'MatrixRuleRevised' | 'MatrixRuleEnded' };

export type MatrixRefusal = 'not-found' | 'not-permitted' | 'rule-ends-before-it-starts' | 'rule-starts-in-the-past' | 'rule-already-ended' | 'rule-ends-earlier' | 'unknown-reference' | 'leads-nowhere' | 'nothing-changed';
