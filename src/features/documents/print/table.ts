import type { Line } from './lines.ts';
import type { Paper } from './page.ts';
import type { Cell, Run } from './runs.ts';

const SIZE = 8.75;
const LEADING = SIZE * 1.35;
const PAD = 4;

type Laid = { readonly lines: readonly Line[]; readonly x: number; readonly width: number; readonly head: boolean };

/** A table with columns as wide as their words ask for; a row that fits no page goes on over the next. */
export function drawTable(paper: Paper, rows: readonly (readonly Cell[])[], left: number): void {
  const widths = columnWidths(paper, rows);
  if (widths.length === 0) return;
  paper.element('Table', () => {
    const laid = rows.map((row) => layRow(paper, row, widths, left));
    const head = laid[0]?.every((cell) => cell.head) === true && laid.length > 1 ? laid[0] : null;
    for (const row of laid) drawRow(paper, row, row === head ? null : head);
  });
  paper.gap(8);
}

function columnWidths(paper: Paper, rows: readonly (readonly Cell[])[]): number[] {
  const columns = Math.min(40, Math.max(0, ...rows.map((row) => (row.length === 1 && (row[0]?.span ?? 1) >= 1000 ? 1 : row.reduce((sum, cell) => sum + cell.span, 0)))));
  const wishes = Array.from({ length: columns }, () => ({ least: 24, most: 24 }));
  for (const row of rows) {
    let column = 0;
    for (const cell of row) {
      const wish = cell.span === 1 ? wishes[column] : undefined;
      if (wish !== undefined) {
        wish.least = Math.max(wish.least, Math.min(130, widest(paper.lines(wordPerLine(cell), 10_000, SIZE)) + 2 * PAD + 1));
        wish.most = Math.max(wish.most, widest(paper.lines(cell.runs, 420, SIZE)) + 2 * PAD + 1);
      }
      column += cell.span;
    }
  }
  return shareOut(wishes, paper.width);
}

function wordPerLine(cell: Cell): Run[] {
  return cell.runs.map((run) => ({ ...run, text: run.text.replaceAll(/[ \t]+/gu, '\n') }));
}

function widest(lines: readonly Line[]): number {
  return Math.max(0, ...lines.map((line) => line.reduce((sum, piece) => sum + piece.width, 0)));
}

/** Each column gets what it needs at least, and its part of the rest by what it could use. */
export function shareOut(wishes: readonly { readonly least: number; readonly most: number }[], width: number): number[] {
  const least = wishes.reduce((sum, wish) => sum + wish.least, 0);
  if (least >= width) return wishes.map((wish) => (wish.least / least) * width);
  const more = wishes.reduce((sum, wish) => sum + Math.max(0, wish.most - wish.least), 0);
  const rest = Math.min(width - least, more);
  return wishes.map((wish) => wish.least + (more === 0 ? 0 : (rest * Math.max(0, wish.most - wish.least)) / more));
}

function layRow(paper: Paper, row: readonly Cell[], widths: readonly number[], left: number): Laid[] {
  let column = 0;
  let x = left;
  return row.map((cell): Laid => {
    const width = Math.max(24, widths.slice(column, column + cell.span).reduce((sum, one) => sum + one, 0));
    const laid = { lines: paper.lines(cell.runs, width - 2 * PAD, SIZE), x, width, head: cell.head };
    column += cell.span;
    x += width;
    return laid;
  });
}

/** `head` is said again where the row begins a new page. */
function drawRow(paper: Paper, cells: readonly Laid[], head: readonly Laid[] | null): void {
  const count = Math.max(1, ...cells.map((cell) => cell.lines.length));
  if (paper.room(Math.min(count, 12) * LEADING + 2 * PAD) && head !== null) drawRow(paper, head, null);
  paper.element('TR', () => {
    for (let from = 0; from < count;) {
      paper.room(LEADING + 2 * PAD);
      const { y } = paper.pdf;
      const fits = Math.max(1, Math.min(count - from, Math.floor((paper.bottom - y - 2 * PAD) / LEADING)));
      for (const cell of cells) drawCell(paper, cell, y, from, fits);
      paper.pdf.y = y + fits * LEADING + 2 * PAD;
      from += fits;
    }
  });
}

function drawCell(paper: Paper, cell: Laid, y: number, from: number, fits: number): void {
  const height = fits * LEADING + 2 * PAD;
  const tag = cell.head ? 'TH' : 'TD';
  paper.element(tag, () => {
    paper.mark(tag);
    if (cell.head) paper.pdf.rect(cell.x, y, cell.width, height).fill('#eeeeee');
    paper.pdf.rect(cell.x, y, cell.width, height).lineWidth(0.5).stroke('#888888');
    for (const [index, line] of cell.lines.slice(from, from + fits).entries()) paper.line(line, cell.x + PAD, y + PAD + index * LEADING, SIZE);
  });
}
