// Time must grow with the text, not with its square. Limits are many times what was measured (0.1 to 2 s on two cores), far below what a square would take.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareSections } from './rules.ts';
import { agreement } from './rules-sequence.ts';
import type { SectionRef } from './types.ts';

const MOST_SECONDS = 20;

function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const pick = numbersFrom(7);
const VOCABULARY = Array.from({ length: 3000 }, (_, index) => `w${((index * 7919) % 100_003).toString(36)}`);
const words = (count: number): string => Array.from({ length: count }, () => VOCABULARY[Math.min(pick(3000), pick(3000))]).join(' ');
const sentences = (count: number): string => Array.from({ length: count }, () => `${words(12)}.`).join(' ');
const sections = (texts: readonly string[], heading: (index: number) => string | null = (index) => `Heading ${index}`): SectionRef[] =>
  texts.map((text, index) => ({ ordinal: index + 1, number: String(index + 1), heading: heading(index), text, html: '', level: 1 }));
const reworded = (text: string, share: number): string => text.replaceAll(/w\w+/g, (word) => (pick(100) < share ? 'reworded' : word));

function inTime(older: readonly SectionRef[], newer: readonly SectionRef[]) {
  const started = performance.now();
  const comparison = compareSections(older, newer);
  const seconds = (performance.now() - started) / 1000;
  assert.ok(seconds < MOST_SECONDS, `took ${seconds.toFixed(1)} s`);
  return comparison;
}

test('DOC-13 ten thousand sections: reworded, reversed, shuffled without headings, all different', () => {
  const texts = Array.from({ length: 10_000 }, () => sentences(3));
  assert.equal(inTime(sections(texts), sections(texts.map((text) => reworded(text, 10)))).totals.added, 0);
  assert.equal(inTime(sections(texts), sections(texts.toReversed(), (index) => `Heading ${9999 - index}`)).totals.moved, 9999);
  const nameless = (): null => null;
  const shuffled = texts.map((text) => ({ text, place: pick(1_000_000) })).toSorted((a, b) => a.place - b.place).map(({ text }) => text);
  assert.ok(inTime(sections(texts, nameless), sections(shuffled, nameless)).totals.moved > 9000);
  assert.equal(inTime(sections(texts), sections(texts.map(() => sentences(3)), (index) => `Other ${index}`)).totals.removed, 10_000);
});

test('DOC-13 one section of a megabyte: a word is found; where half or all differs the comparison says that it is rough', () => {
  const text = sentences(13_000);
  const [one] = inTime(sections([text]), sections([text.replace(/w\w+/, 'reworded')])).entries;
  assert.deepEqual([one?.changes.filter(({ kind }) => kind === 'added').map((run) => run.text.trim()), one?.rough], [['reworded'], false]);
  assert.equal(inTime(sections([text]), sections([reworded(text, 50)])).entries[0]?.rough, true);
  assert.equal(inTime(sections([text]), sections([sentences(13_000)])).entries[0]?.rough, true);
  inTime(sections(['a '.repeat(500_000)]), sections([`${'a '.repeat(300_000)}${'b '.repeat(200_000)}`]));
  inTime(sections(['a\n'.repeat(500_000)]), sections(['a\nb\n'.repeat(250_000)]));
  inTime(sections(['. | '.repeat(250_000)]), sections(['| . '.repeat(250_000)]));
});

test('DOC-13 a table of ten thousand rows: some rows changed, a column added, turned upside down', () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => `${index} | ${words(3)} | ${pick(1000)} | N/A`);
  const table = (lines: readonly string[]): SectionRef[] => sections([lines.join('\n')]);
  const { totals } = inTime(table(rows), table(rows.map((row, index) => (index % 10 === 0 ? row.replace('N/A', 'yes') : row))));
  assert.deepEqual([totals.wordsAdded, totals.wordsRemoved], [1000, 1000]);
  assert.equal(inTime(table(rows), table(rows.map((row) => `${row} | new`))).totals.wordsRemoved, 0);
  inTime(table(rows), table(rows.toReversed()));
});

test('DOC-13 a search that is cut short still accounts for everything', () => {
  const a = Int32Array.from({ length: 20_000 }, () => pick(50));
  const b = Int32Array.from({ length: 20_000 }, () => pick(50));
  const { matches, rough } = agreement(a, b);
  assert.equal(rough, true);
  let [endA, endB] = [0, 0];
  for (const match of matches) {
    assert.ok(match.a >= endA && match.b >= endB, 'in order');
    for (let step = 0; step < match.length; step += 1) assert.equal(a[match.a + step], b[match.b + step]);
    [endA, endB] = [match.a + match.length, match.b + match.length];
  }
});
