import type { Pair } from './rules-align.ts';
import { following, wordNumbers, type Facts } from './rules-facts.ts';

/** One section that became several, or several that became one; positions from 0, in the order in which their words stand in the whole. */
export type Division = { readonly whole: number; readonly parts: readonly number[] };
export type Divisions = { readonly splits: readonly Division[]; readonly merges: readonly Division[]; /** Cut down to a part of itself, or grown around what it was. */ readonly pairs: readonly Pair[] };

/** A part brings at least this share of its runs of three words from the whole. */
const MOSTLY = 0.6;
/** Less text than this is found in any section by chance. */
const FEWEST_WORDS = 8;
/** Words that follow each other like this in more sections are boilerplate. */
const COMMON = 8;

/**
 * New sections without a counterpart whose words come from an older section that no longer has them: it was split. The same the
 * other way round for what was merged. A section takes part in one division only.
 */
export function divisions(older: readonly Facts[], newer: readonly Facts[], pairs: readonly Pair[]): Divisions {
  const counterpart = new Map(pairs.map(({ old, present }) => [old, present]));
  const reverse = new Map(pairs.map(({ old, present }) => [present, old]));
  const splits = divided(older, newer, counterpart, reverse);
  const split = new Set(splits.map(({ whole }) => whole));
  const used = new Set(splits.flatMap(({ parts }) => parts));
  const merges = divided(newer, older, reverse, counterpart).filter(({ whole, parts }) => !used.has(whole) && !parts.some((part) => split.has(part)));
  const real = ({ parts }: Division): boolean => parts.length > 1;
  return {
    splits: splits.filter(real), merges: merges.filter(real),
    pairs: [
      ...splits.filter((one) => !real(one)).map(({ whole, parts: [part = 0] }) => ({ old: whole, present: part })),
      ...merges.filter((one) => !real(one)).map(({ whole, parts: [part = 0] }) => ({ old: part, present: whole })),
    ],
  };
}

function divided(wholes: readonly Facts[], parts: readonly Facts[], counterpart: ReadonlyMap<number, number>, reverse: ReadonlyMap<number, number>): Division[] {
  const loose = parts.flatMap(({ text }, index) => {
    if (reverse.has(index)) return [];
    const runs = runsOf(text);
    return runs.length >= FEWEST_WORDS - 2 ? [{ index, runs }] : [];
  });
  if (loose.length === 0) return [];
  const wanted = new Set(loose.flatMap(({ runs }) => runs));
  // What reads as before has lost nothing.
  const places = placesOf(wholes, (index) => wholes[index]?.text !== parts[counterpart.get(index) ?? -1]?.text, wanted);
  const kept = new Map<number, ReadonlySet<number>>();
  const byWhole = new Map<number, number[]>();
  for (const { index, runs } of loose) {
    const whole = sourceOf(runs, places, (candidate) => keptBy(candidate, parts, counterpart, kept));
    if (whole !== null) byWhole.set(whole, [...(byWhole.get(whole) ?? []), index]);
  }
  return [...byWhole].map(([whole, found]) => {
    const own = counterpart.get(whole);
    const all = own === undefined ? found : [own, ...found];
    return { whole, parts: inOrderOf(wholes[whole]?.text ?? '', all, parts) };
  });
}

/** Where runs of three words that matter stand: per run the sections that have it. */
function placesOf(wholes: readonly Facts[], looked: (index: number) => boolean, wanted: ReadonlySet<number>): Map<number, number[]> {
  const places = new Map<number, number[]>();
  for (const [index, { text }] of wholes.entries()) {
    if (!looked(index)) continue;
    for (const run of new Set(runsOf(text))) {
      if (!wanted.has(run)) continue;
      const known = places.get(run);
      if (known === undefined) places.set(run, [index]);
      else known.push(index);
    }
  }
  return places;
}

/** The section that most of these words come from; what its counterpart still has was not taken out of it. */
function sourceOf(runs: readonly number[], places: ReadonlyMap<number, readonly number[]>, kept: (whole: number) => ReadonlySet<number>): number | null {
  const counts = new Map<number, number>();
  for (const run of runs) {
    const found = places.get(run) ?? [];
    if (found.length > COMMON) continue;
    for (const whole of found) counts.set(whole, (counts.get(whole) ?? 0) + 1);
  }
  const best = [...counts].filter(([, count]) => count >= runs.length * MOSTLY).toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0];
  if (best === undefined) return null;
  const still = kept(best);
  return runs.filter((run) => !still.has(run) && (places.get(run) ?? []).includes(best)).length >= runs.length * MOSTLY ? best : null;
}

function keptBy(whole: number, parts: readonly Facts[], counterpart: ReadonlyMap<number, number>, known: Map<number, ReadonlySet<number>>): ReadonlySet<number> {
  const own = counterpart.get(whole);
  const kept = known.get(whole) ?? new Set(own === undefined ? [] : runsOf(parts[own]?.text ?? ''));
  known.set(whole, kept);
  return kept;
}

/** Parts as their words stand in the whole, so that comparing them one after the other meets the whole in order. */
function inOrderOf(whole: string, indexes: readonly number[], parts: readonly Facts[]): number[] {
  const firsts = new Map<number, number>();
  for (const [place, run] of runsOf(whole).entries()) if (!firsts.has(run)) firsts.set(run, place);
  const place = new Map(indexes.map((index) => [index, middle(runsOf(parts[index]?.text ?? '').flatMap((run) => firsts.get(run) ?? []))]));
  return indexes.toSorted((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0) || a - b);
}

function middle(places: readonly number[]): number {
  return places.toSorted((a, b) => a - b)[Math.floor(places.length / 2)] ?? 0;
}

/** Each three words in a row as a number; two different runs may meet in one, which the shares above allow for. */
function runsOf(text: string): number[] {
  const numbers = wordNumbers(text);
  return numbers.slice(2).map((last, index) => following(following(numbers[index] ?? 0, numbers[index + 1] ?? 0), last));
}
