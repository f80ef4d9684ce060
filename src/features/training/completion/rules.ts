import { isEarlier, type Instant } from '../../../kernel/day.ts';
import type { Practical } from '../../learning/types.ts';
import { isPassed } from '../practical/rules.ts';
import type { Repetition } from '../practical/types.ts';
import type { Path } from '../types.ts';

export type SectionRef = { readonly ordinal: number; readonly number: string | null };
export type Seen = { readonly ordinal: number; readonly lastSeenAt: Instant; readonly seconds: number };
export type Attempt = { readonly id: string; readonly number: number; readonly submittedAt: Instant | null; readonly passed: boolean | null; readonly missedSections: readonly string[] };

/** How far one assignment is. */
export type Progress = {
  readonly path: Path;
  readonly sections: readonly SectionRef[];
  /** Ordinals of the sections that changed since the version trained on; what a refresher and a notice are about. */
  readonly changed: readonly number[];
  readonly seen: readonly Seen[];
  readonly questions: number;
  readonly attempts: readonly Attempt[];
  readonly maxAttempts: number;
  /** Null: this path of this version asks for none. */
  readonly practical: { readonly practical: Practical; readonly repetitions: readonly Repetition[] } | null;
};

export type Step = 'read' | 'quiz' | 'practical' | 'sign';

/** TRN-04: the steps of this path in their order. A notice has no assessment (IMP-01); the path *practical* nothing else. */
export function stepsOf({ path, questions, practical }: Pick<Progress, 'path' | 'questions' | 'practical'>): Step[] {
  if (isOnlyPractical({ path, practical })) return ['practical', 'sign'];
  return ['read', ...(path === 'notice' || questions === 0 ? [] : ['quiz' as const]), ...(practical === null ? [] : ['practical' as const]), 'sign'];
}

function isOnlyPractical({ path, practical }: Pick<Progress, 'path' | 'practical'>): boolean {
  return path === 'practical' && practical !== null;
}

/** TRN-04: reading and quiz are done, and the practical is not passed yet. */
export function waitsForAssessor(progress: Progress): boolean {
  return nextStep(progress) === 'practical';
}

/** The sections that must be read: all on the full path, the changed ones on a refresher; all when nothing readable changed. */
export function requiredSections({ path, sections, changed, practical }: Pick<Progress, 'path' | 'sections' | 'changed' | 'practical'>): number[] {
  if (isOnlyPractical({ path, practical })) return [];
  const all = sections.map((section) => section.ordinal);
  if (path !== 'refresher' && path !== 'notice') return all;
  const some = all.filter((ordinal) => changed.includes(ordinal));
  return some.length === 0 ? all : some;
}

/** Sections still to be read: never seen, or behind a missed item and not seen again since that attempt (ASM-05). */
export function unread(progress: Progress): number[] {
  const last = progress.attempts.filter((attempt) => attempt.submittedAt !== null).at(-1);
  const again = last === undefined || last.passed === true ? [] : sectionsBehind(last.missedSections, progress.sections);
  return requiredSections(progress).concat(again).filter((ordinal, index, all) => {
    if (all.indexOf(ordinal) !== index) return false;
    const seen = progress.seen.find((candidate) => candidate.ordinal === ordinal);
    if (seen === undefined) return true;
    return again.includes(ordinal) && last?.submittedAt != null && !isEarlier(last.submittedAt, seen.lastSeenAt);
  });
}

/** Ordinals of the sections with these numbers, and of those below them ("5.2" covers "5.2.1"). */
export function sectionsBehind(numbers: readonly string[], sections: readonly SectionRef[]): number[] {
  return sections.filter((section) => section.number !== null && numbers.some((number) => isWithin(section.number ?? '', number))).map((section) => section.ordinal);
}

export function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`);
}

export function hasPassed(progress: Pick<Progress, 'attempts'>): boolean {
  return progress.attempts.some((attempt) => attempt.passed === true);
}

export function attemptsLeft(progress: Pick<Progress, 'attempts' | 'maxAttempts'>): number {
  return Math.max(0, progress.maxAttempts - progress.attempts.filter((attempt) => attempt.submittedAt !== null).length);
}

/** ASM-05: no attempt is left and none passed; a supervisor decides how to go on. */
export function isLocked(progress: Progress): boolean {
  const used = progress.attempts.filter((attempt) => attempt.submittedAt !== null).length;
  return stepsOf(progress).includes('quiz') && isOutOfAttempts({ used, allowed: progress.maxAttempts, passed: hasPassed(progress) });
}

export function isOutOfAttempts({ used, allowed, passed }: { readonly used: number; readonly allowed: number; readonly passed: boolean }): boolean {
  return !passed && used >= allowed;
}

/** TRN-04: the first step that is not done; null when all are. */
export function nextStep(progress: Progress): Step {
  if (unread(progress).length > 0 && !hasPassed(progress)) return 'read';
  if (stepsOf(progress).includes('quiz') && !hasPassed(progress)) return 'quiz';
  if (progress.practical !== null && !isPassed(progress.practical.practical, progress.practical.repetitions)) return 'practical';
  return 'sign';
}

/**
 * The questions a path asks: all on the full path; on a refresher those about the changed sections,
 * or all when no question is about them: policy may ask for more, never for less (TRN-02).
 */
export function questionsFor<Question extends { readonly sections: readonly string[] }>(path: Path, questions: readonly Question[], changed: readonly SectionRef[]): readonly Question[] {
  if (path === 'notice') return [];
  if (path !== 'refresher') return questions;
  const numbers = changed.flatMap((section) => section.number ?? []);
  const about = questions.filter((question) => question.sections.some((tag) => numbers.some((number) => isWithin(number, tag) || isWithin(tag, number))));
  return about.length === 0 ? questions : about;
}

/** SIG-01: what completing a training signs, word for word. */
export function trainingStatement(facts: { readonly name: string; readonly number: string; readonly title: string; readonly label: string; readonly contentSha256: string; readonly path: Path; readonly score: number | null; readonly changed: readonly string[]; /** Of the practical, in words. */ readonly practical: string | null }): string {
  const what = `${facts.number} “${facts.title}”, version ${facts.label} (SHA-256 ${facts.contentSha256})`;
  const quiz = facts.score === null ? '' : `, and passed its assessment with ${facts.score} %`;
  const passed = facts.practical === null ? quiz : `${quiz}, and ${facts.practical}`;
  if (facts.path === 'practical' && facts.practical !== null) return `I, ${facts.name}, have been assessed again on ${what}, and ${facts.practical}.`;
  if (facts.path === 'refresher' || facts.path === 'notice') {
    const sections = facts.changed.length === 0 ? 'its changes' : `its changed sections (${facts.changed.join(', ')})`;
    return `I, ${facts.name}, have read and understood ${sections} in ${what}${passed}.`;
  }
  return `I, ${facts.name}, have read and understood ${what}${passed}.`;
}
