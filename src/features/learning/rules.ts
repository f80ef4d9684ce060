import { accept, refuse, type Decision, type Refused } from '../../kernel/decision.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { validatePractical } from './rules-practical.ts';
import type { Answer, LearningEvent, LearningRefusal, ModuleInput, Question, QuestionInput, Score, ScoredQuestion, ShownQuestion, VersionRef } from './types.ts';

/** Reading speed of a careful reader of procedures, in words per minute. */
const WORDS_PER_MINUTE = 200;

/** Minutes for reading the sections and answering the questions, one minute each; at least 1. */
export function minutesFor(sections: readonly { readonly text: string }[], questions: readonly unknown[]): number {
  const words = sections.reduce((sum, { text }) => sum + (text.match(/\S+/gu)?.length ?? 0), 0);
  return Math.max(1, Math.ceil(words / WORDS_PER_MINUTE) + questions.length);
}

/** DOC-09: pass mark, attempts and quiz change while the version is a draft; `sectionNumbers` are those of the version. */
export function changeModule(version: VersionRef, input: ModuleInput, sectionNumbers: readonly string[]): Decision<LearningEvent, LearningRefusal> {
  if (version.state !== 'draft') return refuse('module-frozen', { label: version.label });
  const practical = input.practical ?? null;
  const fault = validateModule(input, sectionNumbers) ?? (practical === null ? null : validatePractical(practical));
  if (fault !== null) return fault;
  const about = practical === null ? {} : { practical: { items: practical.items.length, repetitions: practical.repetitions } };
  return accept(moduleChanged(version, { passMark: input.passMark, maxAttempts: input.maxAttempts, questions: input.questions.length, ...about }));
}

export function moduleChanged(version: VersionRef, data: JsonObject): LearningEvent {
  return { type: 'ModuleChanged', subject: { kind: 'version', id: version.id }, data: { documentId: version.documentId, number: version.number, label: version.label, ...data } };
}

/** ASM-03: the sections that a question is about, after they got other numbers; only those that are there. */
export function retagged(tags: readonly string[], renumbered: Readonly<Record<string, readonly string[]>>, present: ReadonlySet<string | null>): string[] {
  const moved = tags.flatMap((tag) => (Object.hasOwn(renumbered, tag) ? (renumbered[tag] ?? []) : [tag]));
  return [...new Set(moved)].filter((number) => present.has(number));
}

/** The first thing that makes the quiz unanswerable, with the number of the question, counted from 1; null when there is none. */
export function validateModule(input: ModuleInput, sectionNumbers: readonly string[]): Refused<LearningRefusal> | null {
  for (const [index, question] of input.questions.entries()) {
    const found = faultOf(question, sectionNumbers);
    if (found !== null) return refuse(found.code, { question: index + 1, ...found.detail });
  }
  return null;
}

function faultOf(question: QuestionInput, sectionNumbers: readonly string[]): { readonly code: LearningRefusal; readonly detail?: JsonObject } | null {
  const right = question.options.filter((option) => option.correct).length;
  if (right === 0) return { code: 'no-right-answer' };
  if (question.kind !== 'multiple' && right > 1) return { code: 'several-right-answers', detail: { right } };
  if (question.kind === 'true_false' && question.options.length !== 2) return { code: 'true-false-options', detail: { options: question.options.length } };
  const seen = new Set<string>();
  for (const { text } of question.options) {
    const plain = text.trim().replaceAll(/\s+/gu, ' ').toLowerCase();
    if (seen.has(plain)) return { code: 'same-option-twice', detail: { option: text } };
    seen.add(plain);
  }
  const unknown = question.sections.find((number) => !sectionNumbers.includes(number));
  return unknown === undefined ? null : { code: 'unknown-section', detail: { section: unknown } };
}

/**
 * A question counts when exactly its right options are chosen; there is no partial credit. Passed when the share of right
 * answers reaches the pass mark, compared without rounding. A question without an answer is wrong; of two answers the last counts.
 */
export function scoreAttempt(questions: readonly Question[], answers: readonly Answer[], passMark: number): Score {
  const chosen = new Map(answers.map((answer) => [answer.questionId, new Set(answer.optionIds)]));
  const results = questions.map((question) => resultOf(question, chosen.get(question.id) ?? new Set()));
  const right = results.filter((result) => result.correct).length;
  const all = questions.length;
  return { score: all === 0 ? 100 : Math.round((right * 10_000) / all) / 100, passed: right * 100 >= passMark * all, results };
}

function resultOf(question: Question, chosen: ReadonlySet<string>): ScoredQuestion {
  const correct = chosen.size === question.key.length && question.key.every((id) => chosen.has(id));
  const wrongly = question.options.find((option) => chosen.has(option.id) && !question.key.includes(option.id) && option.feedback !== null);
  return { questionId: question.id, correct, feedback: wrongly?.feedback ?? question.feedback, sections: question.sections };
}

/**
 * The questions as a learner sees them, in an order drawn afresh, without key and feedback (ASM-04). True and false keep
 * their places. `random` gives numbers from 0 up to, not including, 1.
 */
export function presentQuestions(questions: readonly Question[], random: () => number): ShownQuestion[] {
  return shuffled(questions, random).map(({ id, kind, text, options }) => ({
    id, kind, text, options: (kind === 'true_false' ? [...options] : shuffled(options, random)).map((option) => ({ id: option.id, text: option.text })),
  }));
}

/** Fisher and Yates. */
function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [mixed[last], mixed[other]];
    if (a === undefined || b === undefined) continue;
    mixed[last] = b;
    mixed[other] = a;
  }
  return mixed;
}
