import { Util } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** One line of print. Positions in points from the top left of the page as it is seen. */
export type Line = {
  readonly page: number;
  readonly text: string;
  readonly size: number;
  readonly font: string;
  readonly x: number;
  readonly y: number;
  readonly pageHeight: number;
  /** Wide gaps: cells of a table or columns of a form. */
  readonly tabular: boolean;
  /** The pieces between wide gaps, from left to right. */
  readonly cells: readonly Cell[];
};

export type Cell = { readonly text: string; readonly x: number; readonly end: number };

type Piece = { readonly text: string; readonly x: number; readonly y: number; readonly width: number; readonly size: number; readonly font: string };

export async function linesOf(page: PDFPageProxy): Promise<Line[]> {
  const viewport = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent({ includeMarkedContent: false });
  const lines: Line[] = [];
  let pieces: Piece[] = [];
  const flush = () => {
    const line = join(pieces, page.pageNumber, viewport.height);
    if (line) lines.push(line);
    pieces = [];
  };
  for (const item of items) {
    if (!('str' in item)) continue;
    const matrix: number[] = Util.transform(viewport.transform, item.transform);
    const [, , c = 0, d = 0, x = 0, y = 0] = matrix;
    const piece = { text: item.str, x, y, width: item.width, size: Math.hypot(c, d), font: item.fontName };
    const last = pieces.findLast((other) => other.text.trim() !== '');
    if (last && item.str.trim() !== '' && startsLine(last, piece)) flush();
    if (item.str !== '') pieces.push(piece);
  }
  flush();
  return lines;
}

/** A new line: another height, or back to the left. Raised and lowered figures stay on their line. */
function startsLine(last: Piece, piece: Piece): boolean {
  const size = Math.max(last.size, piece.size, 1);
  return Math.abs(piece.y - last.y) > size * 0.55 || piece.x < last.x - size;
}

function join(pieces: readonly Piece[], page: number, pageHeight: number): Line | null {
  let text = '';
  const cells: { text: string; x: number; end: number }[] = [];
  let end: number | null = null;
  const weights = new Map<string, number>();
  for (const piece of pieces) {
    const gap = end === null ? 0 : piece.x - end;
    if (piece.text.trim() === '') {
      if (!text.endsWith(' ')) text += ' ';
      continue;
    }
    if (gap > piece.size * 0.2 && !text.endsWith(' ')) text += ' ';
    const cell = cells.at(-1);
    if (cell === undefined || gap > piece.size * 2) cells.push({ text: piece.text, x: piece.x, end: piece.x + piece.width });
    else {
      cell.text = `${cell.text}${text.endsWith(' ') && !cell.text.endsWith(' ') ? ' ' : ''}${piece.text}`;
      cell.end = piece.x + piece.width;
    }
    text += piece.text;
    end = piece.x + piece.width;
    const key = `${piece.font}|${piece.size.toFixed(1)}`;
    weights.set(key, (weights.get(key) ?? 0) + piece.text.length);
  }
  const clean = text.replace(/\s+/g, ' ').trim();
  const first = pieces.find((piece) => piece.text.trim() !== '');
  if (clean === '' || !first) return null;
  const [font = '', size = '0'] = heaviest(weights).split('|');
  return { page, text: clean, size: Number(size), font, x: first.x, y: first.y, pageHeight, tabular: cells.length > 1, cells: cells.map((cell) => ({ ...cell, text: cell.text.replace(/\s+/g, ' ').trim() })) };
}

export function heaviest(weights: ReadonlyMap<string, number>): string {
  let best = '';
  let most = -1;
  for (const [key, weight] of weights) {
    if (weight > most) [best, most] = [key, weight];
  }
  return best;
}

/** A line of a table of contents ends in a page number after dots or a gap. */
export function isContentsLine(line: Line): boolean {
  return /(?:\.\s?){4,}/.test(line.text) || (/\s\d{1,3}$/.test(line.text) && line.tabular);
}

/** Such a line with dots and nothing after the page number says nothing that the headings do not. */
function isLeader(line: Line): boolean {
  return /(?:\.\s?){5,}\s*(?:\d{1,4}|[ivxl]{1,6})$/i.test(line.text);
}

const fewestLeaders = 5;

/** A table of contents goes: its page numbers mean nothing here, and each revision would change them all. */
export function withoutContents(lines: readonly Line[]): { readonly lines: readonly Line[]; readonly removed: boolean } {
  if (lines.filter(isLeader).length < fewestLeaders) return { lines, removed: false };
  return { lines: lines.filter((line) => !isLeader(line)), removed: true };
}
