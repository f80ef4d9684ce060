import type { Pair } from './rules-align.ts';

/**
 * Of sections that changed places, the most stay, and of as many those with more text; the others moved: a run of pairs that is in order in
 * both versions and weighs most. `pairs` come in the order of the older version.
 */
export function inPlace(pairs: readonly Pair[], weigh: (pair: Pair) => number): ReadonlySet<Pair> {
  const size = pairs.reduce((most, { present }) => Math.max(most, present), -1) + 2;
  const best: (Chain | undefined)[] = Array.from({ length: size });
  let whole: Chain | undefined;
  for (const pair of pairs) {
    const before = heaviestUpTo(best, pair.present);
    const chain: Chain = { pair, before, weight: (before?.weight ?? 0) + weigh(pair) };
    for (let place = pair.present + 1; place < size; place += place & -place) if ((best[place]?.weight ?? 0) < chain.weight) best[place] = chain;
    if ((whole?.weight ?? 0) < chain.weight) whole = chain;
  }
  const still = new Set<Pair>();
  for (let chain = whole; chain !== undefined; chain = chain.before) still.add(chain.pair);
  return still;
}

type Chain = { readonly pair: Pair; readonly before: Chain | undefined; readonly weight: number };

/** A binary indexed tree: the heaviest chain that ends before this place in the newer version. */
function heaviestUpTo(best: readonly (Chain | undefined)[], present: number): Chain | undefined {
  let heaviest: Chain | undefined;
  for (let place = present; place > 0; place -= place & -place) {
    const chain = best[place];
    if (chain !== undefined && chain.weight > (heaviest?.weight ?? 0)) heaviest = chain;
  }
  return heaviest;
}
