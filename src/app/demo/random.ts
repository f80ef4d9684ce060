export type Random = {
  /** From 0 up to, but without, 1. */
  unit(): number;
  /** A whole number between the two, both included. */
  whole(from: number, to: number): number;
  chance(share: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
};

/** Chance that is the same each time. It hangs on the words given, so that the order in which people act changes nothing. */
export function randomOf(...words: readonly (string | number)[]): Random {
  let state = hashOf(words.join('\n'));
  const unit = (): number => {
    state = (state + 0x6d2b79f5) | 0; // mulberry32
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    unit,
    whole: (from, to) => from + Math.floor(unit() * (to - from + 1)),
    chance: (share) => unit() < share,
    pick(items) {
      const item = items[Math.floor(unit() * items.length)];
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
  };
}

/** FNV-1a */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}

/** The items in an order that hangs on the word alone. */
export function shuffled<Item>(items: readonly Item[], word: string, nameOf: (item: Item) => string): Item[] {
  return items.map((item) => ({ item, place: randomOf(word, nameOf(item)).unit() })).toSorted((a, b) => a.place - b.place).map(({ item }) => item);
}
