import type { Line } from './pdf-lines.ts';

export type Cleaned = { readonly lines: readonly Line[]; readonly removed: boolean };

/** How much of a page's height at top and bottom may hold running heads. */
const margin = 0.13;

/** Takes out what is printed on page after page at the same height: running heads, page numbers, approval stamps. */
export function withoutFurniture(lines: readonly Line[], pages: number): Cleaned {
  if (pages < 3) return { lines, removed: false };
  const pagesByKey = new Map<string, Set<number>>();
  for (const line of lines.filter(inMargin)) {
    const key = keyOf(line);
    const seen = pagesByKey.get(key) ?? new Set();
    pagesByKey.set(key, seen.add(line.page));
  }
  const enough = Math.max(3, pages * 0.3);
  const repeats = (line: Line) => (pagesByKey.get(keyOf(line))?.size ?? 0) >= enough;
  const kept = lines.filter((line) => !inMargin(line) || (!repeats(line) && !isPageNumber(line.text)));
  return { lines: kept, removed: kept.length < lines.length };
}

function inMargin(line: Line): boolean {
  return line.y < line.pageHeight * margin || line.y > line.pageHeight * (1 - margin);
}

/** Page numbers differ from page to page, the words do not. Lines of figures only count when they stand at one height. */
function keyOf(line: Line): string {
  const text = line.text.replace(/\d+/g, '#');
  const half = line.y < line.pageHeight / 2 ? 'top' : 'bottom';
  return /\p{L}{4}/u.test(text) ? `${half}|${text}` : `${Math.round(line.y / 8)}|${text}`;
}

function isPageNumber(text: string): boolean {
  return /^[-–—]?\s*(?:page\s+)?(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|\/)\s*\d{1,4})?\s*[-–—]?$/i.test(text);
}
