/** Where two sequences agree: `length` elements from `a` in the first and from `b` in the second. */
export type Match = { readonly a: number; readonly b: number; readonly length: number };

export type Agreement = { readonly matches: readonly Match[]; /** The search was cut short: there may be more in common. */ readonly rough: boolean };

/** Steps of one search before it takes the best division found so far: time grows with the length, never with its square. */
const MOST_STEPS = 400;

/**
 * A longest common subsequence by Myers' method in linear space (E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986).
 * What occurs on one side only is left out first: it cannot agree with anything. The same input always gives the same answer.
 */
export function agreement(a: Int32Array, b: Int32Array): Agreement {
  const left = sharedWith(a, b);
  const right = sharedWith(b, a);
  const search = searchIn(left.map((index) => at(a, index)), right.map((index) => at(b, index)));
  const open: Box[] = [{ a: 0, aEnd: left.length, b: 0, bEnd: right.length }];
  for (let box = open.pop(); box !== undefined; box = open.pop()) open.push(...divide(search, box));
  return { matches: stretches(left, right, search), rough: search.rough };
}

type Box = { readonly a: number; readonly aEnd: number; readonly b: number; readonly bEnd: number };
type Search = {
  readonly a: Int32Array; readonly b: Int32Array; readonly onlyA: Uint8Array; readonly onlyB: Uint8Array;
  /** The farthest point reached on each diagonal, from the beginning and from the end; diagonals begin at -shift. */
  readonly forward: Int32Array; readonly backward: Int32Array; readonly shift: number; rough: boolean;
};

/** Typed arrays give `undefined` only past their end, where nothing here reads. */
const at = (values: Int32Array, index: number): number => values[index] ?? 0;

function sharedWith(values: Int32Array, others: Int32Array): Int32Array {
  const known = new Set(others);
  const kept = new Int32Array(values.length);
  let count = 0;
  for (let index = 0; index < values.length; index += 1) if (known.has(at(values, index))) kept[count++] = index;
  return kept.subarray(0, count);
}

function searchIn(a: Int32Array, b: Int32Array): Search {
  const size = a.length + b.length + 3;
  return { a, b, onlyA: new Uint8Array(a.length), onlyB: new Uint8Array(b.length), forward: new Int32Array(size), backward: new Int32Array(size), shift: b.length + 1, rough: false };
}

/** Takes what agrees at both ends off a box; what is left is marked, or divided at a point that a shortest path passes. */
function divide(search: Search, box: Box): Box[] {
  const { a, b, onlyA, onlyB } = search;
  let { a: a0, aEnd: a1, b: b0, bEnd: b1 } = box;
  while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) { a0 += 1; b0 += 1; }
  while (a0 < a1 && b0 < b1 && a[a1 - 1] === b[b1 - 1]) { a1 -= 1; b1 -= 1; }
  const middle = a0 === a1 || b0 === b1 ? null : middleOf(search, { a: a0, aEnd: a1, b: b0, bEnd: b1 });
  if (middle === null) {
    onlyA.fill(1, a0, a1);
    onlyB.fill(1, b0, b1);
    return [];
  }
  return [{ a: middle.a, aEnd: a1, b: middle.b, bEnd: b1 }, { a: a0, aEnd: middle.a, b: b0, bEnd: middle.b }];
}

type Point = { readonly a: number; readonly b: number };
/** The diagonals looked at, and whether the two searches meet in the forward or the backward step. */
type Bounds = { fromLow: number; fromHigh: number; toLow: number; toHigh: number; readonly odd: boolean };

/** Null where the search came nowhere. */
function middleOf(search: Search, box: Box): Point | null {
  const { forward, backward, shift } = search;
  const from = box.a - box.b;
  const to = box.aEnd - box.bEnd;
  const bounds: Bounds = { fromLow: from, fromHigh: from, toLow: to, toHigh: to, odd: ((from - to) & 1) !== 0 };
  forward[from + shift] = box.a;
  backward[to + shift] = box.aEnd;
  for (let step = 1; step < MOST_STEPS; step += 1) {
    const met = stepForward(search, box, bounds) ?? stepBackward(search, box, bounds);
    if (met !== null) return met;
  }
  search.rough = true;
  return farthest(search, box, bounds);
}

function stepForward({ a, b, forward, backward, shift }: Search, box: Box, bounds: Bounds): Point | null {
  const { aEnd, bEnd } = box;
  if (bounds.fromLow > box.a - bEnd) { bounds.fromLow -= 1; forward[bounds.fromLow - 1 + shift] = -1; } else bounds.fromLow += 1;
  if (bounds.fromHigh < aEnd - box.b) { bounds.fromHigh += 1; forward[bounds.fromHigh + 1 + shift] = -1; } else bounds.fromHigh -= 1;
  for (let diagonal = bounds.fromHigh; diagonal >= bounds.fromLow; diagonal -= 2) {
    const k = diagonal + shift;
    const below = at(forward, k - 1);
    const above = at(forward, k + 1);
    let x = below >= above ? below + 1 : above;
    let y = x - diagonal;
    while (x < aEnd && y < bEnd && a[x] === b[y]) { x += 1; y += 1; }
    forward[k] = x;
    if (bounds.odd && bounds.toLow <= diagonal && diagonal <= bounds.toHigh && at(backward, k) <= x) return { a: x, b: y };
  }
  return null;
}

const NOWHERE = 0x7fffffff;

function stepBackward({ a, b, forward, backward, shift }: Search, box: Box, bounds: Bounds): Point | null {
  const { a: aStart, b: bStart } = box;
  if (bounds.toLow > aStart - box.bEnd) { bounds.toLow -= 1; backward[bounds.toLow - 1 + shift] = NOWHERE; } else bounds.toLow += 1;
  if (bounds.toHigh < box.aEnd - bStart) { bounds.toHigh += 1; backward[bounds.toHigh + 1 + shift] = NOWHERE; } else bounds.toHigh -= 1;
  for (let diagonal = bounds.toHigh; diagonal >= bounds.toLow; diagonal -= 2) {
    const k = diagonal + shift;
    const below = at(backward, k - 1);
    const above = at(backward, k + 1);
    let x = below < above ? below : above - 1;
    let y = x - diagonal;
    while (x > aStart && y > bStart && a[x - 1] === b[y - 1]) { x -= 1; y -= 1; }
    backward[k] = x;
    if (!bounds.odd && bounds.fromLow <= diagonal && diagonal <= bounds.fromHigh && x <= at(forward, k)) return { a: x, b: y };
  }
  return null;
}

/** The point with the most behind it, from whichever end the search came farther. */
function farthest({ forward, backward, shift }: Search, box: Box, bounds: Bounds): Point | null {
  let ahead: Point = { a: box.a, b: box.b };
  for (let diagonal = bounds.fromHigh; diagonal >= bounds.fromLow; diagonal -= 2) {
    const x = Math.min(at(forward, diagonal + shift), box.aEnd, box.bEnd + diagonal);
    if (x - diagonal >= box.b && 2 * x - diagonal > ahead.a + ahead.b) ahead = { a: x, b: x - diagonal };
  }
  let behind: Point = { a: box.aEnd, b: box.bEnd };
  for (let diagonal = bounds.toHigh; diagonal >= bounds.toLow; diagonal -= 2) {
    const x = Math.max(at(backward, diagonal + shift), box.a, box.b + diagonal);
    if (x - diagonal <= box.bEnd && 2 * x - diagonal < behind.a + behind.b) behind = { a: x, b: x - diagonal };
  }
  const gone = ahead.a + ahead.b - box.a - box.b;
  const come = box.aEnd + box.bEnd - behind.a - behind.b;
  return gone === 0 && come === 0 ? null : gone >= come ? ahead : behind;
}

/** The elements that were not marked agree one after the other; those next to each other in the whole sequences make one match. */
function stretches(left: Int32Array, right: Int32Array, { onlyA, onlyB }: Search): Match[] {
  const matches: { a: number; b: number; length: number }[] = [];
  let j = 0;
  for (let i = 0; i < left.length; i += 1) {
    if (onlyA[i] === 1) continue;
    while (onlyB[j] === 1) j += 1;
    const a = at(left, i);
    const b = at(right, j);
    const last = matches.at(-1);
    if (last !== undefined && last.a + last.length === a && last.b + last.length === b) last.length += 1;
    else matches.push({ a, b, length: 1 });
    j += 1;
  }
  return matches;
}
