import type { Candidate, Match, Query } from './types.ts';

const LONGEST_QUERY = 200;
const MOST_WORDS = 12;
const SHORTEST_BEGINNING = 3;
const SHORTEST_ALIKE = 4;

/** Takes apart what was typed; null when there is nothing in it to look for. */
export function readQuery(typed: string): Query | null {
  const text = typed.replaceAll(/\p{Cc}/gu, ' ').replaceAll(/\s+/gu, ' ').trim().slice(0, LONGEST_QUERY);
  const words = (text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}._/-]*/gu) ?? []).map((word) => word.replace(/[._/-]+$/u, '')).slice(0, MOST_WORDS);
  if (words.length === 0) return null;
  const last = words.at(-1) ?? '';
  const quoted = text.endsWith('"');
  const alike = words.filter((word) => word.length >= SHORTEST_ALIKE && !/\d/u.test(word));
  return { text, words, alike, begun: quoted || last.length < SHORTEST_BEGINNING || !/^[\p{L}\p{N}]+$/u.test(last) ? null : last };
}

/** SOP-012, sop 12 and SOP_0012 are meant as the same number; the database keeps the same form beside each number. */
export function plainNumber(number: string): string {
  return number.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '').replaceAll(/(\D|^)0+(?=\d)/gu, '$1');
}

/** What is like a title only by chance is not shown. */
export const LEAST_SIMILARITY = 0.45;

/** DOC-11: how a document was found: its number before its title, its title before its headings, these before its text. */
export function matchOf(candidate: Candidate, query: Query): Match | null {
  const asked = plainNumber(query.text);
  if (asked !== '' && candidate.numberPlain === asked) return 'number';
  if (asked.length >= 2 && /\d/u.test(asked) && candidate.numberPlain.startsWith(asked)) return 'number-begins';
  const named = `${candidate.number} ${candidate.title}`.toLowerCase();
  if (query.words.every((word) => named.includes(word))) return 'title';
  if (candidate.inHeading) return 'heading';
  if (candidate.weight !== null && candidate.similarity < SURELY_SIMILAR) return 'text';
  if (candidate.similarity >= LEAST_SIMILARITY) return 'title-similar';
  return candidate.weight === null ? null : 'text';
}

/** A title as like as this was meant, also when the words stand in the text too. */
const SURELY_SIMILAR = 0.7;

const RANK: Readonly<Record<Match, number>> = { 'number': 0, 'number-begins': 1, 'title': 2, 'heading': 3, 'title-similar': 4, 'text': 5 };

export type Ranked = { readonly candidate: Candidate; readonly match: Match };

/** The best first; what is equally good in the order of the numbers. */
export function rank(candidates: readonly Candidate[], query: Query): Ranked[] {
  const ranked = candidates.flatMap((candidate): Ranked[] => {
    const match = matchOf(candidate, query);
    return match === null ? [] : [{ candidate, match }];
  });
  return ranked.toSorted((a, b) => RANK[a.match] - RANK[b.match] || scoreOf(b) - scoreOf(a) || compare(a.candidate.sortKey, b.candidate.sortKey));
}

/** Within one way of being found: titles by how like they are, text by the weight of its words. */
function scoreOf({ candidate, match }: Ranked): number {
  if (match === 'title-similar') return candidate.similarity;
  return match === 'heading' || match === 'text' ? (candidate.weight ?? 0) : 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export type Part = { readonly text: string; readonly marked: boolean };

/** Cuts a snippet whose marked words stand between the two marks; the marks cannot occur in the text itself. */
export function partsOf(snippet: string, open: string, close: string): Part[] {
  return snippet.split(open).flatMap((piece, index): Part[] => {
    const [first = '', ...rest] = piece.split(close);
    if (index === 0) return first === '' ? [] : [{ text: first, marked: false }];
    return [{ text: first, marked: true }, { text: rest.join(''), marked: false }].filter((part) => part.text !== '');
  });
}
