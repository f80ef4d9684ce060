import { agreement, type Match } from './rules-sequence.ts';
import type { Run } from './types.ts';

export type TextComparison = { readonly runs: readonly Run[]; readonly rough: boolean };

/**
 * Two texts, paragraph by paragraph; where paragraphs differ, sentence by sentence and cell by cell; where those differ, word by word.
 * Nothing is left out: unchanged and added runs put together are `newer` to the letter, unchanged and removed ones hold every word of `older`.
 */
export function compareText(older: string, newer: string): TextComparison {
  if (older === newer) return { runs: older === '' ? [] : [{ kind: 'unchanged', text: newer }], rough: false };
  const found: Found = { steps: [], rough: false };
  refine({ text: older, from: 0, to: older.length }, { text: newer, from: 0, to: newer.length }, 0, found);
  return { runs: runsOf(readable(found.steps.flatMap(peeled))), rough: found.rough };
}

export function countWords(text: string): number {
  return text.match(WORD)?.length ?? 0;
}

/** "2.5", "mg/l" and "re-test" are one word each. */
const WORD = /[\p{L}\p{M}\p{N}]+(?:[.,'’_/-][\p{L}\p{M}\p{N}]+)*/gu;

type Span = { readonly text: string; readonly from: number; readonly to: number };
/** Both texts walked through together: a stretch they share, or what one has instead of what the other has. */
type Step = { same: boolean; old: string; new: string; /** Begins right behind a word, so that white space before its new words is new too. */ glued?: boolean };
type Found = { readonly steps: Step[]; rough: boolean };

type Level = { readonly units: RegExp; /** Shorter units agree by chance. */ readonly shortest: number };
const WORDS = 2;
const LEVELS: readonly Level[] = [
  { units: /[^\n]*\n|[^\n]+$/gu, shortest: 0 },
  { units: /(?:[^\n|.;:!?]+|[|.;:!?](?!\s))*(?:[|.;:!?]\s+|\n|$)/gu, shortest: 16 },
  { units: new RegExp(`\\n|(?:${WORD.source}|[^\\s\\p{L}\\p{M}\\p{N}])[^\\S\\n]*|[^\\S\\n]+`, 'gu'), shortest: 0 },
];
/** Beyond this many words in one changed place, sentences are the finest that is compared. */
const MOST_WORDS = 200_000;

function refine(old: Span, present: Span, depth: number, found: Found): void {
  const level = LEVELS[depth];
  const left = level === undefined || old.from === old.to || present.from === present.to ? null : cut(old, level.units);
  const right = left === null || level === undefined ? null : cut(present, level.units);
  if (left === null || right === null || level === undefined || tooMany(left, right, depth, found)) return add(found, false, slice(old), slice(present));
  const names = new Map<string, number>();
  const { matches, rough } = agreement(namesOf(old.text, left, names, level, -1), namesOf(present.text, right, names, level, -2));
  if (rough) found.rough = true;
  let i = 0;
  let j = 0;
  const end = { a: left.length - 1, b: right.length - 1, length: 0 };
  for (const match of [...(depth === WORDS ? matches : trusted(matches, left, right, end)), end]) {
    refine(within(old, left, i, match.a), within(present, right, j, match.b), depth + 1, found);
    i = match.a + match.length;
    j = match.b + match.length;
    add(found, true, slice(within(old, left, match.a, i)), slice(within(present, right, match.b, j)));
  }
}

/** A longer agreement is kept whatever stands around it. */
const LONG = 300;

/**
 * Drops a short agreement that stands between what only one text has before it and only the other after it: a line that moved
 * past its neighbours would tear apart more than it holds together. What is dropped is looked at again in smaller units.
 */
function trusted(matches: readonly Match[], left: readonly number[], right: readonly number[], end: Match): Match[] {
  const kept: Match[] = [];
  const between = (starts: readonly number[], from: number, to: number): number => (starts[to] ?? 0) - (starts[from] ?? 0);
  let [i, j] = [0, 0];
  for (const [index, match] of matches.entries()) {
    const next = matches[index + 1] ?? end;
    const own = between(left, match.a, match.a + match.length);
    const before = [between(left, i, match.a), between(right, j, match.b)] as const;
    const after = [between(left, match.a + match.length, next.a), between(right, match.b + match.length, next.b)] as const;
    if (own <= LONG && Math.min(before[0] + after[0], before[1] + after[1]) > own + Math.min(...before) + Math.min(...after)) continue;
    kept.push(match);
    [i, j] = [match.a + match.length, match.b + match.length];
  }
  return kept;
}

function tooMany(left: readonly number[], right: readonly number[], depth: number, found: Found): boolean {
  if (depth !== WORDS || left.length + right.length <= MOST_WORDS) return false;
  found.rough = true;
  return true;
}

/** Where each unit begins, and the end. */
function cut({ text, from, to }: Span, units: RegExp): number[] {
  const part = text.slice(from, to);
  const starts = [from];
  for (const { index, 0: { length } } of part.matchAll(units)) if (length > 0 && index > 0) starts.push(from + index);
  return [...starts, to];
}

function within(span: Span, starts: readonly number[], from: number, to: number): Span {
  return { text: span.text, from: starts[from] ?? span.to, to: starts[to] ?? span.to };
}

function slice({ text, from, to }: Span): string {
  return text.slice(from, to);
}

/**
 * A number per unit, equal for equal words however wide the white space after them; units that are too short agree with nothing.
 * A word with a space after it is another than one without: "clean ." is not "clean.".
 */
function namesOf(text: string, starts: readonly number[], names: Map<string, number>, level: Level, unlike: number): Int32Array {
  const numbers = new Int32Array(starts.length - 1);
  const glued = level === LEVELS[WORDS];
  for (let index = 0; index < numbers.length; index += 1) {
    const end = starts[index + 1] ?? text.length;
    const raw = text.slice(starts[index], end);
    const unit = raw.trim();
    if (unit.length < level.shortest) {
      numbers[index] = unlike - 2 * index;
      continue;
    }
    const tight = glued && unit === raw && end < text.length && !isSpace(text, end);
    const key = unit === '' ? raw : tight ? `${unit}\0` : unit;
    const known = names.get(key);
    numbers[index] = known ?? names.size;
    if (known === undefined) names.set(key, names.size);
  }
  return numbers;
}

function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x20 || code === 0x0a || (code > 0x7f && /\s/u.test(text.charAt(at)));
}

/** White space alone is no difference, and neighbours of a kind are put together. */
function add({ steps }: Found, alike: boolean, old: string, present: string): void {
  if (old === '' && present === '') return;
  const same = alike || (old.trim() === '' && present.trim() === '');
  const last = steps.at(-1);
  if (last === undefined || last.same !== same) steps.push({ same, old, new: present });
  else {
    last.old += old;
    last.new += present;
  }
}

const FIRST_WORD = new RegExp(`^(?:${WORD.source})`, 'u');

/**
 * A word counts as another one where it loses the sign after it ("gloves." and "gloves and mask."), so that a space before the sign
 * is not overlooked. Where more than that space differs, the word itself stayed.
 */
function peeled(step: Step): Step[] {
  if (step.same) return [step];
  const word = FIRST_WORD.exec(step.new)?.[0];
  if (word === undefined || FIRST_WORD.exec(step.old)?.[0] !== word) return [step];
  const rest = { same: false, glued: true, old: step.old.slice(word.length), new: step.new.slice(word.length) };
  const onlySpace = rest.old !== '' && rest.old.trim() === ''; // it would stand in neither run, and two words of the older text would run together
  return onlySpace || rest.old.trim() === rest.new.trim() ? [step] : [{ same: true, old: word, new: word }, rest];
}

/** A word or two that happen to stay between two rewritten stretches only break up what is read as one change. */
function readable(steps: readonly Step[]): Step[] {
  const out: Step[] = [];
  for (const [index, step] of steps.entries()) {
    const before = out.at(-1);
    const after = steps[index + 1];
    if (before === undefined) out.push({ ...step });
    else if (before.same === step.same || (after !== undefined && step.same && isIsland(before, step, after))) {
      before.old += step.old;
      before.new += step.new;
    } else out.push({ ...step });
  }
  return out;
}

function isIsland(before: Step, step: Step, after: Step): boolean {
  if (step.new.length > 80 || step.new.includes('\n')) return false;
  const words = Math.max(1, countWords(step.new));
  return words * 2 <= Math.min(weight(before), weight(after));
}

function weight(step: Step): number {
  return Math.max(countWords(step.old), countWords(step.new));
}

function runsOf(steps: readonly Step[]): Run[] {
  const runs: Run[] = [];
  const put = (kind: Run['kind'], text: string): void => {
    const last = runs.at(-1);
    if (text === '') return;
    if (last?.kind === kind) runs[runs.length - 1] = { kind, text: last.text + text };
    else runs.push({ kind, text });
  };
  let gap = ''; // white space that only the older text has before what was removed
  for (const { same, old, new: present, glued } of steps) {
    if (same) {
      put('unchanged', present);
      gap = /\s$/u.test(present) ? '' : (/\s+$/u.exec(old)?.[0] ?? '');
      continue;
    }
    const words = glued === true ? present : present.trimStart(); // a line break before new words belongs to what stood there
    put('unchanged', present.slice(0, present.length - words.length));
    if (old.trim() !== '') put('removed', gap + old);
    put('added', words);
    gap = '';
  }
  return runs;
}
