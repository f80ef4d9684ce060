import { diffWordsWithSpace } from 'diff';

export type Piece = { readonly kind: 'same' | 'inserted' | 'deleted' | 'gap'; readonly text: string };

/** Words of unchanged text kept on each side of a change. */
const CONTEXT_WORDS = 12;
const TIMEOUT_MS = 400;

/** Old against new, word by word, with long unchanged stretches cut; null when the texts are too different or too long to compare. */
export function wordDiff(oldHtml: string, newHtml: string): readonly Piece[] | null {
  const parts = diffWordsWithSpace(textOf(oldHtml), textOf(newHtml), { timeout: TIMEOUT_MS });
  if (parts === undefined) return null;
  const pieces = parts.map((part): Piece => ({ kind: part.added === true ? 'inserted' : part.removed === true ? 'deleted' : 'same', text: part.value }));
  if (!pieces.some((piece) => piece.kind !== 'same')) return [];
  return pieces.flatMap((piece, index) => (piece.kind === 'same' ? shorten(piece.text, index > 0, index < pieces.length - 1) : [piece]));
}

function shorten(text: string, before: boolean, after: boolean): Piece[] {
  const words = text.match(/\S+\s*|\s+/gu) ?? [];
  const keep = (before ? CONTEXT_WORDS : 0) + (after ? CONTEXT_WORDS : 0);
  if (words.length <= keep + 4) return [{ kind: 'same', text }];
  const head = before ? words.slice(0, CONTEXT_WORDS).join('') : '';
  const tail = after ? words.slice(-CONTEXT_WORDS).join('') : '';
  const shown: Piece[] = [{ kind: 'same', text: head }, { kind: 'gap', text: '' }, { kind: 'same', text: tail }];
  return shown.filter((piece) => piece.kind === 'gap' || piece.text !== '');
}

const BLOCKS = 'p, li, tr, h1, h2, h3, h4, h5, h6, div, blockquote, pre, br';

/** The words of a section, one block a line. Parsed apart from the page, so nothing in it runs or loads. */
export function textOf(html: string): string {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  for (const block of parsed.querySelectorAll(BLOCKS)) block.append('\n');
  for (const cell of parsed.querySelectorAll('td, th')) cell.append(' ');
  return (parsed.body.textContent ?? '').replaceAll(/[^\S\n]+/gu, ' ').replaceAll(/ ?\n[ \n]*/gu, '\n').trim();
}
