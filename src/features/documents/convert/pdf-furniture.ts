import { heaviest } from './pdf-lines.ts';
import type { Line } from './pdf-lines.ts';

export type Cleaned = { readonly lines: readonly Line[]; readonly removed: boolean };

/** How much of a page's height at top and bottom may hold running heads. */
const margin = 0.13;

/**
 * Takes out what is printed on page after page: running heads, page numbers, approval stamps. Only what is the same on many pages
 * goes, apart from one figure that counts with the pages; a heading at the top of a page is not the same as the next one.
 */
export function withoutFurniture(lines: readonly Line[], pages: number): Cleaned {
  if (pages < 3) return { lines, removed: false };
  const largest = bodySize(lines) * 1.05;
  const pagesByKey = new Map<string, Set<number>>();
  for (const line of lines.filter(inMargin)) {
    for (const key of keysOf(line, largest)) pagesByKey.set(key, (pagesByKey.get(key) ?? new Set()).add(line.page));
  }
  const enough = Math.max(3, pages * 0.3);
  const repeats = (line: Line) => keysOf(line, largest).some((key) => (pagesByKey.get(key)?.size ?? 0) >= enough);
  const gone = new Set<Line>();
  for (const page of Map.groupBy(lines, (line) => line.page).values()) {
    const down = page.toSorted((a, b) => a.y - b.y);
    for (const edge of [down, down.toReversed()]) takeFromEdge(edge, (line) => inMargin(line) && (repeats(line) || isRomanPageNumber(line)), gone);
  }
  return { lines: lines.filter((line) => !gone.has(line)), removed: gone.size > 0 };
}

/** Running heads stand outside the text: what comes after a line of the text is text, however often it is repeated. */
function takeFromEdge(fromEdge: readonly Line[], isFurniture: (line: Line) => boolean, gone: Set<Line>): void {
  for (const line of fromEdge) {
    if (!isFurniture(line)) return;
    gone.add(line);
  }
}

function inMargin(line: Line): boolean {
  return line.y < line.pageHeight * margin || line.y > line.pageHeight * (1 - margin);
}

/** The line as it is, and once for each of its figures with that figure counted from the page's own number. */
function keysOf(line: Line, largest: number): string[] {
  const half = line.y < line.pageHeight / 2 ? 'top' : 'bottom';
  // Without words, the place must agree as well: figures at the top of a page may be a table that goes on.
  const place = /\p{L}{3}/u.test(line.text) ? half : `${half} ${Math.round(line.y / 8)}`;
  const figures = line.size > largest ? [] : [...line.text.matchAll(/\d{1,4}/g)].slice(0, 6);
  const counted = figures.map((figure) => {
    const at = figure.index;
    return `${line.text.slice(0, at)}page${Number(figure[0]) - line.page}${line.text.slice(at + figure[0].length)}`;
  });
  return [line.text, ...counted].map((text) => `${place}|${text}`);
}

function bodySize(lines: readonly Line[]): number {
  const sizes = new Map<string, number>();
  for (const line of lines) sizes.set(line.size.toFixed(1), (sizes.get(line.size.toFixed(1)) ?? 0) + line.text.length);
  return Number(heaviest(sizes));
}

function isRomanPageNumber(line: Line): boolean {
  return line.y > line.pageHeight * (1 - margin) && /^[ivxl]{1,6}$/.test(line.text);
}
