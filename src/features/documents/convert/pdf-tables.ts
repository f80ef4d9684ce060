import type { Marked } from './pdf-headings.ts';
import type { Cell, Line } from './pdf-lines.ts';
import { escapeHtml } from './plain.ts';

/** How far the beginnings, the ends or the middles of cells in one column lie apart, in points. */
const LOOSE = 4;
const FEWEST_ROWS = 2;

/** Where the cells of a column reach from and to; `cell` is the one that the next are measured by. */
type Column = { x: number; end: number; readonly cell: Cell };

/**
 * A table that begins at this line, told by cells that stand below each other: a PDF knows no tables. Lines that fit no column end it.
 * Null for anything else; nothing is lost either way, the words only stand in rows or in paragraphs.
 */
export function tableAt(marked: readonly Marked[], from: number): { readonly html: string; readonly lines: number } | null {
  const first = rowIn(marked[from]);
  if (first === null) return null;
  const columns: Column[] = first.cells.map(columnFrom);
  const rows: Cell[][] = [[...first.cells]];
  let last = first;
  let at = from + 1;
  for (; at < marked.length; at += 1) {
    const line = lineIn(marked[at], last);
    if (line === null) break;
    const places = line.cells.map((cell) => placeIn(columns, cell));
    const known = places.filter((place) => place >= 0).length;
    if (line.cells.length > 1 && known >= 2 && !isItem(line)) {
      for (const cell of line.cells) widen(columns, cell);
      rows.push([...line.cells]);
    } else if (known === line.cells.length && Math.min(...places) > 0) rows.at(-1)?.push(...line.cells); // a cell that goes on below
    else break;
    last = line;
  }
  return rows.length < FEWEST_ROWS ? null : { html: htmlOf(rows, columns), lines: at - from };
}

function rowIn(entry: Marked | undefined): Line | null {
  return entry === undefined || entry.level > 0 || entry.line.cells.length < 2 || isItem(entry.line) ? null : entry.line;
}

function lineIn(entry: Marked | undefined, last: Line): Line | null {
  if (entry === undefined || entry.level > 0) return null;
  const { line } = entry;
  const gap = line.y - last.y;
  return line.page === last.page && gap > 0 && gap < line.size * 4 ? line : null;
}

/** "1.   Wash your hands": a step of a list, set with a tab. */
function isItem({ cells }: Line): boolean {
  return cells.length === 2 && /^(?:[•●▪■◦○–—·*o\uf0b7-]|\(?[a-z]\)|\(?[\d.]{1,8}[.)]|\(?[ivx]{1,4}[.)])$/i.test(cells[0]?.text ?? '');
}

function columnFrom(cell: Cell): Column {
  return { x: cell.x, end: cell.end, cell };
}

/** The column whose beginning, end or middle the cell shares; -1 for none. */
function placeIn(columns: readonly Column[], cell: Cell): number {
  return columns.findIndex(({ cell: other }) => Math.abs(other.x - cell.x) <= LOOSE || Math.abs(other.end - cell.end) <= LOOSE || Math.abs(other.x + other.end - cell.x - cell.end) <= 2 * LOOSE);
}

/** The column it shares an edge with, else the one it lies under; -1 for none. */
function nearestIn(columns: readonly Column[], cell: Cell): number {
  const exact = placeIn(columns, cell);
  return exact >= 0 ? exact : columns.findIndex(({ x, end }) => Math.min(end, cell.end) - Math.max(x, cell.x) > Math.min(end - x, cell.end - cell.x) / 2);
}

function widen(columns: Column[], cell: Cell): void {
  const column = columns[nearestIn(columns, cell)];
  if (column === undefined) columns.push(columnFrom(cell));
  else {
    column.x = Math.min(column.x, cell.x);
    column.end = Math.max(column.end, cell.end);
  }
}

function htmlOf(rows: readonly (readonly Cell[])[], columns: readonly Column[]): string {
  const order = columns.map((column, place) => ({ column, place })).toSorted((a, b) => a.column.x - b.column.x).map(({ place }) => place);
  const body = rows.map((row) => {
    const texts = columns.map((): string[] => []);
    for (const cell of row) texts[Math.max(nearestIn(columns, cell), 0)]?.push(cell.text);
    return `<tr>${order.map((place) => `<td>${escapeHtml((texts[place] ?? []).join(' '))}</td>`).join('')}</tr>`;
  });
  return `<table>${body.join('')}</table>`;
}
