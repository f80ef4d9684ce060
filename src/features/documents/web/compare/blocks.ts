import type { Piece } from '../../compare/rules-told.ts';

/** A paragraph, or the rows of a table as cells of pieces. */
export type Block = { readonly pieces: readonly Piece[]; readonly rows: readonly (readonly (readonly Piece[])[])[] | null };

const BAR = ' | ';
/** One line with a bar may be anything; two in a row are a table. */
const FEWEST_ROWS = 2;

/** Marked text as paragraphs and tables: text has a line per paragraph and row, and a bar between cells. */
export function blocksOf(pieces: readonly Piece[]): Block[] {
  const lines = linesOf(pieces);
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const run = rowsFrom(lines, at);
    if (run >= FEWEST_ROWS) {
      blocks.push({ pieces: [], rows: lines.slice(at, at + run).map(cellsOf) });
      at += run;
    } else {
      blocks.push({ pieces: lines[at] ?? [], rows: null });
      at += 1;
    }
  }
  return blocks;
}

function rowsFrom(lines: readonly (readonly Piece[])[], from: number): number {
  let count = 0;
  while (lines[from + count]?.some((piece) => piece.text.includes(BAR)) === true) count += 1;
  return count;
}

function linesOf(pieces: readonly Piece[]): Piece[][] {
  const lines: Piece[][] = [[]];
  for (const piece of pieces) {
    for (const [index, text] of piece.text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (text !== '' || piece.kind === 'gap') lines.at(-1)?.push(withText(piece, text));
    }
  }
  return lines.filter((line) => line.length > 0);
}

function cellsOf(line: readonly Piece[]): Piece[][] {
  const cells: Piece[][] = [[]];
  for (const piece of line) {
    for (const [index, text] of piece.text.split(BAR).entries()) {
      if (index > 0) cells.push([]);
      if (text !== '' || piece.kind === 'gap') cells.at(-1)?.push(withText(piece, text));
    }
  }
  return cells;
}

function withText(piece: Piece, text: string): Piece {
  return piece.kind === 'gap' ? piece : { kind: piece.kind, text };
}
