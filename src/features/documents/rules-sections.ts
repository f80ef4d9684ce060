/** A section as far as comparing needs it. `html` is looked at for its pictures only. */
export type SectionRef = { readonly ordinal: number; readonly number: string | null; readonly heading: string | null; readonly text: string; readonly html: string };

/** One difference between two versions. `ordinal` counts in the newer version, `oldOrdinal` in the older one. */
export type SectionChange = {
  readonly kind: 'changed' | 'added' | 'removed';
  readonly ordinal: number | null;
  readonly oldOrdinal: number | null;
  readonly number: string | null;
  readonly heading: string | null;
};

/** Below this share of common words two sections are not the same one rewritten, but one removed and one added. */
const SAME_SECTION = 0.5;
/** More pairs than this are not compared word by word; what is left then counts as removed and added. */
const MOST_PAIRS = 250_000;

/**
 * What a reader of `older` finds different in `newer`: what a refresher is about (TRN-02). Sections find their counterpart by
 * number and heading, then heading, then equal text, then similar text. A new number or a new place alone is no change; a
 * new heading, new words or a new picture is. Order: as in the newer version, then what was removed.
 */
export function changedSections(older: readonly SectionRef[], newer: readonly SectionRef[]): SectionChange[] {
  const pairs = align(older.map(factsOf), newer.map(factsOf));
  const counterparts = new Map(pairs.map(([old, present]) => [present.section, old]));
  const kept = new Set(pairs.map(([old]) => old.section));
  const changes: SectionChange[] = [];
  for (const section of newer) {
    const old = counterparts.get(section);
    if (old === undefined) changes.push({ kind: 'added', ordinal: section.ordinal, oldOrdinal: null, number: section.number, heading: section.heading });
    else if (differs(old, factsOf(section))) changes.push({ kind: 'changed', ordinal: section.ordinal, oldOrdinal: old.section.ordinal, number: section.number, heading: section.heading });
  }
  for (const section of older) {
    if (!kept.has(section)) changes.push({ kind: 'removed', ordinal: null, oldOrdinal: section.ordinal, number: section.number, heading: section.heading });
  }
  return changes;
}

type Facts = { readonly section: SectionRef; readonly heading: string; readonly text: string; readonly pictures: string };
type Pair = readonly [old: Facts, present: Facts];

function factsOf(section: SectionRef): Facts {
  return { section, heading: plain(section.heading ?? ''), text: plain(section.text), pictures: [...section.html.matchAll(/<img[^>]*?\ssrc="([^"]*)"/giu)].map((match) => match[1]).join('\n') };
}

function plain(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
}

function differs(a: Facts, b: Facts): boolean {
  return a.text !== b.text || a.heading !== b.heading || a.pictures !== b.pictures;
}

function align(older: readonly Facts[], newer: readonly Facts[]): Pair[] {
  const pairs: Pair[] = [];
  let left = older;
  let right = newer;
  for (const key of KEYS) {
    const found = pairBy(left, right, key);
    pairs.push(...found);
    left = without(left, found.map(([old]) => old));
    right = without(right, found.map(([, present]) => present));
  }
  return [...pairs, ...pairBySimilarity(left, right)];
}

/** In order of trust; an empty key pairs with nothing. */
const KEYS: readonly ((facts: Facts) => string)[] = [
  ({ section, heading, text }) => (heading === '' && text === '' ? '' : JSON.stringify([section.number, heading, text])),
  ({ section, heading }) => (heading === '' ? '' : JSON.stringify([section.number, heading.toLowerCase()])),
  ({ heading }) => heading.toLowerCase(),
  ({ text }) => text,
];

/** The first with a key goes with the first, the second with the second. */
function pairBy(older: readonly Facts[], newer: readonly Facts[], key: (facts: Facts) => string): Pair[] {
  const waiting = new Map<string, Facts[]>();
  for (const old of older) waiting.set(key(old), [...(waiting.get(key(old)) ?? []), old]);
  const pairs: Pair[] = [];
  for (const present of newer) {
    const name = key(present);
    const old = name === '' ? undefined : waiting.get(name)?.shift();
    if (old !== undefined) pairs.push([old, present]);
  }
  return pairs;
}

function pairBySimilarity(older: readonly Facts[], newer: readonly Facts[]): Pair[] {
  if (older.length * newer.length > MOST_PAIRS) return [];
  const oldWords = older.map(({ text }) => wordsIn(text));
  const newWords = newer.map(({ text }) => wordsIn(text));
  const candidates = older.flatMap((old, i) => newer.map((present, j) => ({ old, present, share: share(oldWords[i], newWords[j]) })));
  const taken = new Set<Facts>();
  const pairs: Pair[] = [];
  for (const { old, present } of candidates.filter((candidate) => candidate.share >= SAME_SECTION).toSorted((a, b) => b.share - a.share)) {
    if (taken.has(old) || taken.has(present)) continue;
    taken.add(old).add(present);
    pairs.push([old, present]);
  }
  return pairs;
}

function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}

/** Dice's coefficient: twice the common words by all words of both. */
function share(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): number {
  if (a === undefined || b === undefined || a.size + b.size === 0) return 0;
  let common = 0;
  for (const word of a) if (b.has(word)) common += 1;
  return (2 * common) / (a.size + b.size);
}

function without(all: readonly Facts[], taken: readonly Facts[]): Facts[] {
  const gone = new Set(taken);
  return all.filter((facts) => !gone.has(facts));
}
