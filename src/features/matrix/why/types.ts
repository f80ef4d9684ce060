import type { Day } from '../../../kernel/day.ts';
import type { Risk } from '../../documents/types.ts';
import type { PersonException } from '../exceptions/types.ts';
import type { Audience, MatrixRule, Position } from '../types.ts';

/** A stretch of days in which something held of a person without a break up to the day asked about. */
export type Since = { readonly site: Day | null; readonly department: Day | null };

/** All that says why a document is or is not required of a person on a day. */
export type WhyFacts = {
  readonly person: { readonly id: string; readonly name: string };
  readonly document: { readonly id: string; readonly number: string; readonly retired: boolean; /** A version is approved, in force or coming. */ readonly published: boolean; readonly risk: Risk };
  /** IMP-03: completed a version before, and the policy of then keeps such people trained. */
  readonly keptTrained: boolean;
  /** Null: not employed on that day. */
  readonly position: Position | null;
  readonly since: Since;
  /** Rules that lead to the document, in force or not. */
  readonly rules: readonly MatrixRule[];
  readonly exception: PersonException | null;
  readonly names: ReadonlyMap<string, string>;
};

export type WhyKind = 'required' | 'added' | 'kept_trained' | 'exempted' | 'no_rule_reaches' | 'no_rule_asks' | 'not_employed' | 'retired';

/** A rule that was considered; `met` says whether it reaches the person. */
export type Considered = { readonly id: string; readonly number: number; readonly version: number; readonly name: string; readonly met: boolean; readonly curriculum: { readonly id: string; readonly name: string; readonly version: number } | null; readonly audience: Audience; readonly sentence: string };

export type Why = { readonly required: boolean; readonly kind: WhyKind; readonly sentence: string; readonly rules: readonly Considered[] };
