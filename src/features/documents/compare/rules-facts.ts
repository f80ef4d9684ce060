import type { Mark, SectionRef } from './types.ts';

/** A section as it is compared: white space does not count, upper and lower case only in the words shown. */
export type Facts = {
  readonly section: SectionRef;
  readonly heading: string;
  readonly text: string;
  /** Headings of the chapters it stands in, for telling "Purpose" under Filling from "Purpose" under Cleaning. */
  readonly chapter: string;
  readonly marks: readonly string[];
};

export function factsOf(sections: readonly SectionRef[]): Facts[] {
  const chapters: { readonly level: number; readonly heading: string }[] = [];
  return sections.map((section) => {
    const heading = plain(section.heading ?? '');
    const level = section.level ?? 1;
    while (level > 0 && (chapters.at(-1)?.level ?? 0) >= level) chapters.pop();
    const chapter = chapters.map((one) => one.heading).join(' › ').toLowerCase();
    if (level > 0) chapters.push({ level, heading });
    return { section, heading, text: plain(section.text), chapter, marks: marksIn(section.html) };
  });
}

/** Texts come in lines with single spaces, mostly of plain letters: only others need the work. A loop is ten times as fast as patterns here. */
function plain(text: string): string {
  let ascii = true;
  let tidy = true;
  let gap = true; // the beginning counts as a gap: nothing may stand before the first word
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) ascii = false;
    const space = code === SPACE || code === LINE;
    if ((space && gap) || (code < SPACE && code !== LINE)) tidy = false;
    gap = space;
  }
  const spaced = ascii && tidy && !(gap && text !== '') ? text.replaceAll('\n', ' ') : text.replaceAll(/\s+/gu, ' ').trim();
  return ascii ? spaced : spaced.normalize('NFC');
}

const SPACE = 0x20;
const LINE = 0x0a;

const MARKS: Readonly<Record<string, Mark['what']>> = { sup: 'raised', sub: 'lowered', s: 'struck', del: 'struck' };

const MARKED = ['<img', '<a ', '<su', '<s>', '<del>'];

/** What a reader sees or can follow and the plain text does not tell: "picture …", "link …", "raised 3". */
function marksIn(html: string): string[] {
  if (!MARKED.some((start) => html.includes(start))) return [];
  const marks: string[] = [];
  for (const [, source, target, element, content] of html.matchAll(/<img\b[^>]*?\ssrc="([^"]*)"|<a\b[^>]*?\shref="([^"]*)"|<(sup|sub|s|del)>(.*?)<\/\3>/gsu)) {
    if (source !== undefined) marks.push(`picture ${source}`);
    else if (target !== undefined) marks.push(`link ${target.replaceAll('&amp;', '&')}`);
    else marks.push(`${MARKS[element ?? ''] ?? 'struck'} ${plain((content ?? '').replaceAll(/<[^>]*>/gu, ''))}`);
  }
  return marks;
}

export function differs(a: Facts, b: Facts): boolean {
  return a.text !== b.text || a.heading !== b.heading || a.marks.length !== b.marks.length || a.marks.some((mark, index) => mark !== b.marks[index]);
}

/** Marks that only one side has, each as often as it has it more. */
export function markChanges(a: readonly string[], b: readonly string[]): Mark[] {
  return [...surplus(a, b).map((mark) => asMark('removed', mark)), ...surplus(b, a).map((mark) => asMark('added', mark))];
}

function surplus(of: readonly string[], over: readonly string[]): string[] {
  const spare = new Map<string, number>();
  for (const mark of over) spare.set(mark, (spare.get(mark) ?? 0) + 1);
  return of.filter((mark) => {
    const left = spare.get(mark) ?? 0;
    spare.set(mark, left - 1);
    return left <= 0;
  });
}

const KINDS: readonly Mark['what'][] = ['picture', 'link', 'raised', 'lowered', 'struck'];

function asMark(kind: Mark['kind'], mark: string): Mark {
  const what = KINDS.find((one) => mark.startsWith(`${one} `)) ?? 'struck';
  return { kind, what, value: mark.slice(what.length + 1) };
}

/** Words as numbers, in their order. Two words may share a number; among thousands that is rare, and alikeness is no exact matter. */
export function wordNumbers(text: string): number[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map(numberOf);
}

/** FNV-1a, 32 bits. */
function numberOf(word: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < word.length; index += 1) value = Math.imul(value ^ word.charCodeAt(index), 0x01000193);
  return value;
}

/** The number of words that follow each other. */
export function following(first: number, second: number): number {
  return (Math.imul(first, 31) + second) | 0;
}

/**
 * Its different words and pairs of neighbouring words, heading included: how alike two sections are is how many they share.
 * Without the pairs any two long texts on one subject would be alike.
 */
export function wordsOf({ heading, text }: Facts): ReadonlySet<number> {
  const numbers = wordNumbers(`${heading}\n${text}`);
  const found = new Set(numbers);
  for (const [index, number] of numbers.entries()) if (index > 0) found.add(following(numbers[index - 1] ?? 0, number));
  return found;
}

/** Dice's coefficient: twice what both have by all that each has. */
export function likeness(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  if (a.size + b.size === 0) return 0;
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  let common = 0;
  for (const word of few) if (many.has(word)) common += 1;
  return (2 * common) / (a.size + b.size);
}
