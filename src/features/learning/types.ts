import type { DomainEvent } from '../../kernel/decision.ts';

export type QuestionKind = 'single' | 'multiple' | 'true_false';

/** A question with its key: for the server and those who make the quiz, never for those who take it (ASM-04). */
export type Question = {
  readonly id: string;
  readonly kind: QuestionKind;
  readonly text: string;
  readonly options: readonly Option[];
  /** Ids of the right options. */
  readonly key: readonly string[];
  readonly feedback: string | null;
  /** Numbers of the sections that the question is about. */
  readonly sections: readonly string[];
};
/** The id says nothing about the place of the option, nor whether it is right. */
export type Option = { readonly id: string; readonly text: string; readonly feedback: string | null };

/** How far a practical goes: the learner watches, works under guidance, works alone (ASM-07). */
export const STAGES = ['observe', 'guided', 'independent'] as const;
export type Stage = (typeof STAGES)[number];
/** A line of the checklist. A critical one decides the verdict. */
export type PracticalItem = { readonly id: string; readonly text: string; readonly critical: boolean };
/** On-the-job training. `repetitions`: how often each stage has to go well; 0 leaves the stage out. */
export type Practical = { readonly items: readonly PracticalItem[]; readonly repetitions: Readonly<Record<Stage, number>> };
export type PracticalInput = { readonly items: readonly { readonly text: string; readonly critical: boolean }[]; readonly repetitions: Readonly<Record<Stage, number>> };

export type Module = {
  readonly id: string;
  readonly versionId: string;
  /** Per cent of right answers needed. */
  readonly passMark: number;
  readonly maxAttempts: number;
  readonly minutes: number;
  /** True when an author said the minutes; false when they were counted. */
  readonly minutesStated: boolean;
  readonly questions: readonly Question[];
  readonly practical: Practical | null;
};

/** A question as its author writes it. */
export type QuestionInput = {
  readonly kind: QuestionKind;
  readonly text: string;
  readonly options: readonly { readonly text: string; readonly correct: boolean; readonly feedback: string | null }[];
  readonly feedback: string | null;
  readonly sections: readonly string[];
};
export type ModuleInput = { readonly passMark: number; readonly maxAttempts: number; readonly minutes?: number | undefined; readonly questions: readonly QuestionInput[]; readonly practical?: PracticalInput | null | undefined };

export type Answer = { readonly questionId: string; readonly optionIds: readonly string[] };
export type ScoredQuestion = { readonly questionId: string; readonly correct: boolean; readonly feedback: string | null; readonly sections: readonly string[] };
/** `score`: per cent with two decimals. */
export type Score = { readonly score: number; readonly passed: boolean; readonly results: readonly ScoredQuestion[] };

/** A question as it is shown: no key, no feedback. */
export type ShownQuestion = { readonly id: string; readonly kind: QuestionKind; readonly text: string; readonly options: readonly { readonly id: string; readonly text: string }[] };

/** The version that a module belongs to. */
export type VersionRef = { readonly id: string; readonly documentId: string; readonly number: string; readonly label: string; readonly state: string; readonly siteId: string | null };

export type LearningEvent = DomainEvent & { readonly type: 'ModuleChanged' };
export type LearningRefusal = 'module-frozen' | 'no-right-answer' | 'several-right-answers' | 'true-false-options' | 'same-option-twice' | 'unknown-section' | 'no-critical-item' | 'same-item-twice' | 'no-repetition';
