import type { z } from 'zod';
import { stagesOf } from '../rules-practical.ts';
import type { Stage } from '../types.ts';
import type { zModule, zModuleInput, zQuestionKind } from '../contract.ts';

export type ModuleInput = z.output<typeof zModuleInput>;
export type Module = z.output<typeof zModule>;
export type QuestionKind = z.output<typeof zQuestionKind>;
export type Question = ModuleInput['questions'][number];
/** A question in the editor; the key keeps its form fields together while it is moved. */
export type DraftQuestion = Question & { readonly key: string };
export type DraftItem = { readonly key: string; readonly text: string; readonly critical: boolean };
export type DraftPractical = { readonly items: readonly DraftItem[]; readonly repetitions: Readonly<Record<Stage, number>> };
export type DraftModule = { readonly passMark: number; readonly maxAttempts: number; readonly minutes: number | null; readonly questions: readonly DraftQuestion[]; readonly practical: DraftPractical | null };

export type QuestionProblem = 'text' | 'options' | 'right' | 'oneRight';

export function draftOf(module: Module): DraftModule {
  return { passMark: module.passMark, maxAttempts: module.maxAttempts, minutes: module.minutes, questions: module.questions.map((question) => ({ ...question, key: question.id })), practical: practicalOf(module) };
}

function practicalOf({ practical }: Module): DraftPractical | null {
  return practical === null ? null : { repetitions: practical.repetitions, items: practical.items.map(({ id, text, critical }) => ({ key: id, text, critical })) };
}

/** Watch once, twice under guidance, once alone: a beginning to change. */
export function emptyPractical(keys: readonly string[]): DraftPractical {
  return { repetitions: { observe: 1, guided: 2, independent: 1 }, items: keys.map((key) => ({ key, text: '', critical: true })) };
}

export type PracticalProblem = 'itemText' | 'critical' | 'repetition';

/** What keeps a practical from being saved; the server checks the same. */
export function practicalProblem(practical: DraftPractical | null): PracticalProblem | null {
  if (practical === null) return null;
  if (practical.items.some(({ text }) => text.trim() === '')) return 'itemText';
  if (!practical.items.some(({ critical }) => critical)) return 'critical';
  return stagesOf(practical).length === 0 ? 'repetition' : null;
}

export function emptyQuestion(key: string): DraftQuestion {
  return { key, kind: 'single', text: '', options: [emptyOption(), emptyOption()], feedback: null, sections: [] };
}

export function emptyOption(): Question['options'][number] {
  return { text: '', correct: false, feedback: null };
}

/** The same question as another kind: true or false has its two answers, single keeps only the first right one. */
export function asKind(question: DraftQuestion, kind: QuestionKind, words: { readonly yes: string; readonly no: string }): DraftQuestion {
  if (kind === 'true_false') return { ...question, kind, options: [{ ...emptyOption(), text: words.yes, correct: true }, { ...emptyOption(), text: words.no }] };
  const options = question.kind === 'true_false' ? [emptyOption(), emptyOption()] : question.options;
  if (kind === 'multiple') return { ...question, kind, options };
  const right = options.findIndex((option) => option.correct);
  return { ...question, kind, options: options.map((option, index) => ({ ...option, correct: index === right })) };
}

export function withRight(question: DraftQuestion, index: number, correct: boolean): DraftQuestion {
  const one = question.kind !== 'multiple';
  return { ...question, options: question.options.map((option, at) => (at === index ? { ...option, correct: one ? true : correct } : one ? { ...option, correct: false } : option)) };
}

/** What keeps a question from being saved; the server checks the same. */
export function problemOf(question: Question): QuestionProblem | null {
  if (question.text.trim() === '') return 'text';
  if (question.options.length < 2 || question.options.some((option) => option.text.trim() === '')) return 'options';
  const right = question.options.filter((option) => option.correct).length;
  if (right === 0) return 'right';
  return question.kind !== 'multiple' && right > 1 ? 'oneRight' : null;
}

export function moduleInput(draft: DraftModule): z.input<typeof zModuleInput> {
  const questions = draft.questions.map(({ kind, text, options, feedback, sections }) => ({ kind, text, options, feedback, sections }));
  const practical = draft.practical === null ? null : { repetitions: draft.practical.repetitions, items: draft.practical.items.map(({ text, critical }) => ({ text, critical })) };
  return { passMark: draft.passMark, maxAttempts: draft.maxAttempts, questions, practical, ...(draft.minutes === null ? {} : { minutes: draft.minutes }) };
}

export function swapped<Item>(items: readonly Item[], index: number, by: -1 | 1): readonly Item[] {
  const [a, b] = [items[index], items[index + by]];
  if (a === undefined || b === undefined) return items;
  return items.map((item, at) => (at === index ? b : at === index + by ? a : item));
}
