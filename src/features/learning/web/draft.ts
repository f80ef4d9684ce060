import type { z } from 'zod';
import type { zModule, zModuleInput, zQuestionKind } from '../contract.ts';

export type ModuleInput = z.output<typeof zModuleInput>;
export type Module = z.output<typeof zModule>;
export type QuestionKind = z.output<typeof zQuestionKind>;
export type Question = ModuleInput['questions'][number];
/** A question in the editor; the key keeps its form fields together while it is moved. */
export type DraftQuestion = Question & { readonly key: string };
export type DraftModule = { readonly passMark: number; readonly maxAttempts: number; readonly minutes: number | null; readonly questions: readonly DraftQuestion[] };

export type QuestionProblem = 'text' | 'options' | 'right' | 'oneRight';

export function draftOf(module: Module): DraftModule {
  return { passMark: module.passMark, maxAttempts: module.maxAttempts, minutes: module.minutes, questions: module.questions.map((question) => ({ ...question, key: question.id })) };
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
  return { passMark: draft.passMark, maxAttempts: draft.maxAttempts, questions, ...(draft.minutes === null ? {} : { minutes: draft.minutes }) };
}

export function swapped<Item>(items: readonly Item[], index: number, by: -1 | 1): readonly Item[] {
  const [a, b] = [items[index], items[index + by]];
  if (a === undefined || b === undefined) return items;
  return items.map((item, at) => (at === index ? b : at === index + by ? a : item));
}
