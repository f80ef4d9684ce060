import { depthOf, splitNumber } from './heading-number.ts';
import { heaviest, isContentsLine } from './pdf-lines.ts';
import type { Line } from './pdf-lines.ts';
import { oneLine, sameWords } from './plain.ts';

/** An entry of the PDF's own outline ("bookmarks"). */
export type OutlineEntry = { readonly title: string; readonly level: number; readonly page: number | null };

/** A line with its heading level, 0 for text. */
export type Marked = { readonly line: Line; readonly text: string; readonly level: number };

export type Marking = { readonly marked: readonly Marked[]; readonly by: 'outline' | 'size' | 'numbers' | 'none' };

const longestHeading = 160;

/**
 * A PDF knows no headings. In order of trust: lines that its outline names; lines printed larger than the body; numbered lines
 * in another face than the body. Numbers decide the level where there are any.
 */
export function markHeadings(lines: readonly Line[], outline: readonly OutlineEntry[]): Marking {
  const body = bodyOf(lines);
  const named = byOutline(lines, outline);
  const numbers = byNumbers(lines, body, named.size >= 3 ? stylesOf(lines, [...named.keys()]) : rareStyles(lines));
  const sizes = named.size >= 3 ? new Map<number, number>() : bySize(lines, body, numbers.size >= 3 ? Math.min(...numbers.keys()) : 0);
  const marked: Marked[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (!line) continue;
    const name = named.get(index);
    const level = name?.level ?? numbers.get(index) ?? sizes.get(index) ?? 0;
    const previous = marked.at(-1);
    if (name) {
      marked.push({ line, text: name.text, level });
      index += name.lines - 1;
    } else if (level > 0 && previous && continues(previous, line, numbers.has(index))) {
      marked[marked.length - 1] = { ...previous, text: `${previous.text} ${line.text}`, line };
    } else marked.push({ line, text: line.text, level });
  }
  return { marked, by: named.size >= 3 ? 'outline' : sizes.size > 0 ? 'size' : numbers.size > 0 ? 'numbers' : 'none' };
}

type Body = { readonly size: number; readonly font: string };

function bodyOf(lines: readonly Line[]): Body {
  const sizes = new Map<string, number>();
  for (const line of lines) sizes.set(line.size.toFixed(1), (sizes.get(line.size.toFixed(1)) ?? 0) + line.text.length);
  const size = Number(heaviest(sizes));
  const fonts = new Map<string, number>();
  for (const line of lines) if (Math.abs(line.size - size) < 0.6) fonts.set(line.font, (fonts.get(line.font) ?? 0) + line.text.length);
  return { size, font: heaviest(fonts) };
}

/** A heading set over two lines is one heading. */
function continues(previous: Marked, line: Line, numbered: boolean): boolean {
  const gap = line.y - previous.line.y;
  return (
    previous.level > 0 && !numbered && previous.line.page === line.page && gap > 0 && gap < line.size * 1.8 && previous.line.font === line.font &&
    Math.abs(previous.line.size - line.size) < 0.6 && previous.text.length + line.text.length < longestHeading
  );
}

function headingLike(line: Line): boolean {
  return line.text.length <= longestHeading && /\p{L}{2}/u.test(line.text) && !isContentsLine(line);
}

type Named = { readonly level: number; readonly text: string; readonly lines: number };

function byOutline(lines: readonly Line[], outline: readonly OutlineEntry[]): Map<number, Named> {
  const found = new Map<number, Named>();
  const firstOfPage = new Map<number, number>();
  for (let index = lines.length - 1; index >= 0; index -= 1) firstOfPage.set(lines[index]?.page ?? 0, index);
  let from = 0;
  for (const entry of outline) {
    const start = entry.page === null ? from : Math.max(from, firstOfPage.get(entry.page) ?? from);
    const hit = find(lines, entry, start);
    if (hit === null) continue;
    const text = lines.slice(hit.at, hit.at + hit.lines).map((line) => line.text).join(' ');
    const { number } = splitNumber(text, null);
    found.set(hit.at, { level: number === null ? Math.min(entry.level, 6) : depthOf(number), text, lines: hit.lines });
    from = hit.at + hit.lines;
  }
  return found;
}

/** The first line, or up to three joined, that says what the outline entry says, with or without its number. */
function find(lines: readonly Line[], entry: OutlineEntry, start: number): { readonly at: number; readonly lines: number } | null {
  const wanted = oneLine(entry.title);
  if (wanted === '') return null;
  for (let at = start; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined || (entry.page !== null && line.page > entry.page)) return null;
    if (isContentsLine(line)) continue;
    let joined = '';
    for (let count = 1; count <= 3; count += 1) {
      joined = oneLine(`${joined} ${lines[at + count - 1]?.text ?? ''}`);
      if (sameWords(joined, wanted) || sameWords(splitNumber(joined, null).heading, wanted)) return { at, lines: count };
      if (joined.length > wanted.length + 12) break;
    }
  }
  return null;
}

/** In a document with numbered headings, the large print before the first of them is the cover, not structure. */
function bySize(lines: readonly Line[], body: Body, firstNumbered: number): Map<number, number> {
  const cover = (line: Line, index: number) => index < firstNumbered && line.page === 1;
  const large = lines.map((line, index) => ({ line, index })).filter(({ line, index }) => line.size > body.size * 1.12 && headingLike(line) && !cover(line, index));
  const ranks = [...new Set(large.map(({ line }) => Math.round(line.size * 2)))].toSorted((a, b) => b - a);
  return new Map(large.map(({ line, index }) => [index, Math.min(ranks.indexOf(Math.round(line.size * 2)) + 1, 6)]));
}

function byNumbers(lines: readonly Line[], body: Body, styles: ReadonlySet<string>): Map<number, number> {
  const found = new Map<number, number>();
  const contents = contentsPages(lines);
  let previous: string | null = null;
  for (const [index, line] of lines.entries()) {
    const distinct = line.font !== body.font || line.size > body.size * 1.12;
    if (!distinct || !styles.has(styleOf(line)) || line.size < body.size * 0.95) continue;
    if (!headingLike(line) || contents.has(line.page) || sentenceLike(line.text)) continue;
    const { number, heading } = splitNumber(line.text, previous);
    if (number === null || !/^\p{Lu}/u.test(heading) || !goesOn(number, previous)) continue;
    previous = number;
    found.set(index, depthOf(number));
  }
  return found;
}

/** An item of a list of references, a step, a sentence: not a heading. */
function sentenceLike(text: string): boolean {
  return /[.;,]$/.test(text) || /\p{Ll}{2}\)?\. \S/u.test(text) || text.split(',').length > 3;
}

/** "3" follows "2", "2.4" or nothing of the kind; a list that starts again at 1 under chapter 8 is a list. */
function goesOn(number: string, previous: string | null): boolean {
  const top = Number.parseInt(number, 10);
  if (previous === null) return Number.isNaN(top) || top <= 2;
  if (Number.isNaN(top)) return true;
  const before = Number.parseInt(previous, 10);
  return depthOf(number) > 1 ? top >= before : top > before && top <= before + 3;
}

function styleOf(line: Line): string {
  return `${line.font}|${line.size.toFixed(1)}`;
}

function stylesOf(lines: readonly Line[], indexes: readonly number[]): Set<string> {
  return new Set(indexes.flatMap((index) => (lines[index] ? [styleOf(lines[index])] : [])));
}

/** Faces that print less than this share of the text may be those of headings. */
const rareShare = 0.15;

function rareStyles(lines: readonly Line[]): Set<string> {
  const chars = new Map<string, number>();
  let all = 0;
  for (const line of lines) {
    chars.set(styleOf(line), (chars.get(styleOf(line)) ?? 0) + line.text.length);
    all += line.text.length;
  }
  return new Set([...chars].filter(([, count]) => count < all * rareShare || chars.size <= 3).map(([style]) => style));
}

function contentsPages(lines: readonly Line[]): Set<number> {
  const counts = new Map<number, { all: number; contents: number }>();
  for (const line of lines) {
    const count = counts.get(line.page) ?? { all: 0, contents: 0 };
    count.all += 1;
    if (isContentsLine(line)) count.contents += 1;
    counts.set(line.page, count);
  }
  return new Set([...counts].filter(([, { all, contents }]) => contents >= 5 && contents > all * 0.4).map(([page]) => page));
}

/** The largest print on the first page, where it is clearly larger than the text. */
export function printedTitle(lines: readonly Line[]): string | null {
  const body = bodyOf(lines);
  const first = lines.filter((line) => line.page === 1);
  const largest = Math.max(0, ...first.map((line) => line.size));
  if (largest < body.size * 1.25) return null;
  const start = first.findIndex((line) => line.size > largest - 0.6);
  const end = first.findIndex((line, index) => index > start && line.size <= largest - 0.6);
  const title = oneLine(first.slice(start, end === -1 ? undefined : end).map((line) => line.text).join(' '));
  return title.length >= 5 && title.length <= 200 ? title : null;
}
