import { likeness, wordsOf, type Facts } from './rules-facts.ts';
import { agreement } from './rules-sequence.ts';

/** Positions (from 0) of two sections that are the same one in both versions. */
export type Pair = { readonly old: number; readonly present: number };

/** Below this share of common words and pairs of words two sections are not the same one rewritten, but one removed and one added. */
const SAME_SECTION = 0.4;
/** With the same heading, or with the same number between the same neighbours, less is enough. */
const SAME_NAME = 0.15;
const SAME_NUMBER = 0.25;
/** Shorter texts say too little to be found again elsewhere, or to be told apart by their words. */
const FEW_WORDS = 8;

/**
 * Finds for each section of the older version its counterpart in the newer one, from the surest sign to the weakest: first in
 * the order of the text, so that equal headings ("Purpose") stay with their chapters, then anywhere. Each has at most one.
 */
export function align(older: readonly Facts[], newer: readonly Facts[]): Pair[] {
  const work = new Alignment(older, newer);
  work.inOrder(({ section, heading, text }) => [section.number, heading, text].join('\n'));
  work.inOrder(({ heading, text }) => (heading === '' && text === '' ? '' : [heading, text].join('\n')));
  work.anywhere(({ heading, text }) => (text === '' ? '' : [heading, text].join('\n')));
  work.inOrder(({ text }) => (isLong(text) ? text : ''));
  work.anywhere(({ text }) => (isLong(text) ? text : ''));
  work.inOrder(({ section, heading }) => (heading === '' ? '' : [section.number, heading.toLowerCase()].join('\n')));
  work.inOrder(({ chapter, heading }) => (heading === '' ? '' : [chapter, heading.toLowerCase()].join('\n')));
  work.inOrder(({ heading }) => heading.toLowerCase(), SAME_NAME);
  work.anywhere(({ heading }) => heading.toLowerCase(), SAME_NAME);
  work.byLikeness();
  return work.pairs();
}

function isLong(text: string): boolean {
  let spaces = 0;
  for (let at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) if ((spaces += 1) >= FEW_WORDS - 1) return true;
  return false;
}

type Key = (facts: Facts) => string;
type Candidate = { readonly old: number; readonly present: number; readonly score: number };
/** More pairs than this are not weighed against each other; then only sections that share rare words are. */
const MOST_PAIRS = 40_000;
/** A word that stands in more sections than this tells nothing about any. */
const RARE = 12;

class Alignment {
  readonly older: readonly Facts[];
  readonly newer: readonly Facts[];
  /** Per section of the older version the position of its counterpart, and the other way round; -1 without. */
  private readonly partnerOf: Int32Array;
  private readonly taken: Int32Array;
  /** Counterparts that follow each other in both versions: what is looked for in order lies between them. */
  private order: Pair[] = [];
  private readonly words = new Map<Facts, ReadonlySet<number>>();

  constructor(older: readonly Facts[], newer: readonly Facts[]) {
    this.older = older;
    this.newer = newer;
    this.partnerOf = new Int32Array(older.length).fill(-1);
    this.taken = new Int32Array(newer.length).fill(-1);
  }

  pairs(): Pair[] {
    return [...this.partnerOf].flatMap((present, old) => (present < 0 ? [] : [{ old, present }]));
  }

  /** Pairs equal keys between the counterparts found so far, without crossing them. An empty key pairs with nothing. */
  inOrder(key: Key, least = 0): void {
    const found: Pair[] = [];
    let from: Pair = { old: 0, present: 0 };
    for (const anchor of [...this.order, { old: this.older.length, present: this.newer.length }]) {
      const left = this.free(this.partnerOf, from.old, anchor.old);
      const right = left.length === 0 ? [] : this.free(this.taken, from.present, anchor.present);
      found.push(...this.equalIn(left, right, key, least));
      from = { old: anchor.old + 1, present: anchor.present + 1 };
    }
    if (found.length > 0) this.order = [...this.order, ...found].toSorted((a, b) => a.old - b.old);
  }

  private equalIn(left: readonly number[], right: readonly number[], key: Key, least: number): Pair[] {
    if (left.length === 0 || right.length === 0) return [];
    const names = new Map<string, number>();
    const a = Int32Array.from(left, (index, place) => nameOf(names, keyAt(this.older, index, key)) ?? -1 - 2 * place);
    const b = Int32Array.from(right, (index, place) => nameOf(names, keyAt(this.newer, index, key)) ?? -2 - 2 * place);
    return agreement(a, b).matches.flatMap((match) => Array.from({ length: match.length }, (_, step) => ({ old: left[match.a + step] ?? 0, present: right[match.b + step] ?? 0 }))).filter((pair) => this.join(pair, least));
  }

  /** Pairs what is left wherever it stands, when each side has the key exactly once. */
  anywhere(key: Key, least = 0): void {
    const olds = onceBy(this.free(this.partnerOf, 0, this.older.length), (index) => keyAt(this.older, index, key));
    const news = onceBy(this.free(this.taken, 0, this.newer.length), (index) => keyAt(this.newer, index, key));
    for (const [name, old] of olds) {
      const present = news.get(name);
      if (name !== '' && old !== null && present !== undefined && present !== null) this.join({ old, present }, least);
    }
  }

  /** What is left finds the section it shares most words with; the best pairs first, and of equals the one in order. */
  byLikeness(): void {
    const left = this.free(this.partnerOf, 0, this.older.length);
    const right = this.free(this.taken, 0, this.newer.length);
    const candidates = left.length * right.length <= MOST_PAIRS ? left.flatMap((old) => right.map((present) => ({ old, present }))) : this.sharingRareWords(left, right);
    const scored = candidates.flatMap((pair): Candidate[] => {
      const score = this.likenessOf(pair);
      return score < this.needed(pair) ? [] : [{ ...pair, score }];
    });
    for (const pair of scored.toSorted((a, b) => b.score - a.score || Math.abs(a.old - a.present) - Math.abs(b.old - b.present) || a.old - b.old)) {
      if ((this.partnerOf[pair.old] ?? -1) < 0 && (this.taken[pair.present] ?? -1) < 0) this.join(pair, 0);
    }
  }

  private needed({ old, present }: Pair): number {
    const a = this.older[old]?.section.number ?? null;
    const between = a !== null && a === this.newer[present]?.section.number && this.neighbours(old, present);
    return between ? SAME_NUMBER : SAME_SECTION;
  }

  /** The sections before both, or after both, are the same one. */
  private neighbours(old: number, present: number): boolean {
    const before = old === 0 ? present === 0 : this.partnerOf[old - 1] === present - 1;
    const after = old === this.older.length - 1 ? present === this.newer.length - 1 : this.partnerOf[old + 1] === present + 1;
    return before && after;
  }

  private sharingRareWords(left: readonly number[], right: readonly number[]): Pair[] {
    const places = new Map<number, number[]>();
    for (const present of right) for (const word of this.wordsAt(this.newer, present)) append(places, word, present);
    return left.flatMap((old) => {
      const shared = new Map<number, number>();
      for (const word of this.wordsAt(this.older, old)) {
        const found = places.get(word) ?? [];
        if (found.length <= RARE) for (const present of found) shared.set(present, (shared.get(present) ?? 0) + 1);
      }
      return [...shared].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 5).map(([present]) => ({ old, present }));
    });
  }

  private likenessOf({ old, present }: Pair): number {
    return likeness(this.wordsAt(this.older, old), this.wordsAt(this.newer, present));
  }

  private wordsAt(sections: readonly Facts[], index: number): ReadonlySet<number> {
    const facts = sections[index];
    if (facts === undefined) return new Set();
    const known = this.words.get(facts) ?? wordsOf(facts);
    this.words.set(facts, known);
    return known;
  }

  private join(pair: Pair, least: number): boolean {
    if (least > 0 && this.bothSay(pair) && this.likenessOf(pair) < least) return false;
    this.partnerOf[pair.old] = pair.present;
    this.taken[pair.present] = pair.old;
    return true;
  }

  private bothSay({ old, present }: Pair): boolean {
    return isLong(this.older[old]?.text ?? '') && isLong(this.newer[present]?.text ?? '');
  }

  private free(partners: Int32Array, from: number, to: number): number[] {
    const found: number[] = [];
    for (let index = from; index < to; index += 1) if ((partners[index] ?? 0) < 0) found.push(index);
    return found;
  }
}

function keyAt(sections: readonly Facts[], index: number, key: Key): string {
  const facts = sections[index];
  return facts === undefined ? '' : key(facts);
}

function nameOf(names: Map<string, number>, key: string): number | null {
  if (key === '') return null;
  const known = names.get(key) ?? names.size;
  names.set(key, known);
  return known;
}

/** Null for a key that more than one has. */
function onceBy(indexes: readonly number[], key: (index: number) => string): Map<string, number | null> {
  const found = new Map<string, number | null>();
  for (const index of indexes) found.set(key(index), found.has(key(index)) ? null : index);
  return found;
}

function append(places: Map<number, number[]>, word: number, place: number): void {
  const known = places.get(word);
  if (known === undefined) places.set(word, [place]);
  else known.push(place);
}
