import { child, children, everyElement, integer, parseXml, value } from './docx-styles.ts';
import type { Element } from './tree.ts';

type Level = { readonly start: number; readonly format: string; readonly pattern: string };
type List = { readonly abstractId: string; readonly levels: readonly Level[]; readonly starts: ReadonlyMap<number, number> };

/** The number Word would print before a paragraph: "4.1" with its parts, so that lists can be told from clauses. */
export type Label = { readonly text: string; readonly count: number; readonly format: string; readonly parts: number };

export type Numbering = ReadonlyMap<string, List>;

export function readNumbering(xml: string): Numbering {
  const root = parseXml(xml).children;
  const abstracts = new Map(everyElement(root, 'w:abstractNum').map((element) => [element.attribs['w:abstractNumId'] ?? '', element]));
  const lists = new Map<string, List>();
  for (const num of everyElement(root, 'w:num')) {
    const abstractId = value(child(num, 'w:abstractNumId')) ?? '';
    const abstract = abstracts.get(abstractId);
    if (abstract === undefined) continue;
    lists.set(num.attribs['w:numId'] ?? '', { abstractId, levels: levelsOf(abstract), starts: startsOf(num) });
  }
  return lists;
}

function levelsOf(abstract: Element): Level[] {
  const levels: Level[] = [];
  for (const level of children(abstract, 'w:lvl')) {
    const index = integer(level.attribs['w:ilvl'] ?? null) ?? 0;
    if (index < 0 || index > 8) continue;
    levels[index] = {
      start: integer(value(child(level, 'w:start'))) ?? 1,
      format: value(child(level, 'w:numFmt')) ?? 'decimal',
      pattern: value(child(level, 'w:lvlText')) ?? '',
    };
  }
  return levels;
}

function startsOf(num: Element): Map<number, number> {
  return new Map(
    children(num, 'w:lvlOverride').flatMap((override) => {
      const start = integer(value(child(override, 'w:startOverride')));
      const level = integer(override.attribs['w:ilvl'] ?? null);
      return start === null || level === null ? [] : [[level, start] as const];
    }),
  );
}

/** Counts through a document as Word does: lists of one definition share their counters, a level restarts below a higher one. */
export function counter(numbering: Numbering): (numId: string, level: number) => Label | null {
  const counts = new Map<string, (number | undefined)[]>();
  const begun = new Set<string>();
  return (numId, level) => {
    const list = numbering.get(numId);
    const definition = list?.levels[level];
    if (list === undefined || definition === undefined) return null;
    const state = counts.get(list.abstractId) ?? [];
    counts.set(list.abstractId, state);
    if (!begun.has(numId)) {
      begun.add(numId);
      for (const overridden of list.starts.keys()) state[overridden] = undefined;
    }
    const startAt = (index: number) => list.starts.get(index) ?? list.levels[index]?.start ?? 1;
    state[level] = (state[level] ?? startAt(level) - 1) + 1;
    state.length = level + 1;
    if (definition.format === 'bullet' || definition.format === 'none') return null;
    let parts = 0;
    const text = definition.pattern.replace(/%([1-9])/g, (_, digit: string) => {
      const index = Number(digit) - 1;
      parts += 1;
      return printed(state[index] ?? startAt(index), list.levels[index]?.format ?? 'decimal');
    });
    return { text: text.trim(), count: state[level] ?? 1, format: definition.format, parts };
  };
}

function printed(count: number, format: string): string {
  if (format === 'lowerLetter') return letters(count);
  if (format === 'upperLetter') return letters(count).toUpperCase();
  if (format === 'lowerRoman') return roman(count);
  if (format === 'upperRoman') return roman(count).toUpperCase();
  if (format === 'decimalZero') return String(count).padStart(2, '0');
  return String(count);
}

/** Word goes on with aa, bb, cc after z. */
function letters(count: number): string {
  const index = Math.max(count - 1, 0);
  return String.fromCodePoint(97 + (index % 26)).repeat(Math.min(Math.floor(index / 26) + 1, 20));
}

const romans: readonly (readonly [number, string])[] = [
  [1000, 'm'], [900, 'cm'], [500, 'd'], [400, 'cd'], [100, 'c'], [90, 'xc'], [50, 'l'], [40, 'xl'], [10, 'x'], [9, 'ix'], [5, 'v'], [4, 'iv'], [1, 'i'],
];

function roman(count: number): string {
  let rest = Math.min(Math.max(count, 0), 9999);
  let text = '';
  for (const [size, sign] of romans) {
    text += sign.repeat(Math.floor(rest / size));
    rest %= size;
  }
  return text;
}
