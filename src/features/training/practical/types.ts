import type { Instant } from '../../../kernel/day.ts';
import type { PracticalItem, Stage } from '../../learning/types.ts';

/** An item of the checklist as it was assessed. */
export type AssessedItem = PracticalItem & { readonly done: boolean; readonly remark: string | null };
export type Repetition = {
  readonly id: string; readonly number: number; readonly stage: Stage; readonly place: string; readonly batch: string | null; readonly items: readonly AssessedItem[];
  /** Every critical item was done. */
  readonly competent: boolean;
  readonly assessor: { readonly id: string; readonly name: string }; readonly at: Instant; readonly digest: string;
  /** The repetition that it corrects, and why. */
  readonly correctsId: string | null; readonly reason: string | null;
};
export type StageProgress = { readonly stage: Stage; readonly required: number; readonly done: number };

/** What an assessor enters. */
export type RepetitionInput = {
  readonly stage: Stage; readonly place: string; readonly batch: string | null;
  readonly items: readonly { readonly id: string; readonly done: boolean; readonly remark: string | null }[];
  readonly correctsId: string | null; readonly reason: string | null;
};

/** What lets somebody assess: their own record of the same version, or the signed list of initial assessors. */
export type Basis = { readonly by: 'qualified' | 'initial'; readonly id: string };
export type AssessorFacts = { readonly assessorId: string; readonly learnerId: string; readonly recordId: string | null; readonly listId: string | null };

export type PracticalRefusal =
  | 'own-practical' | 'assessor-not-qualified' | 'no-practical' | 'practical-not-ready' | 'practical-passed' | 'learner-absent' | 'practical-closed' | 'stage-too-early' | 'stage-not-asked'
  | 'items-missing' | 'remark-missing' | 'unknown-repetition' | 'corrected-already' | 'correction-reason'
  | 'own-listing' | 'list-unchanged' | 'version-not-approved' | 'unknown-assessor';
