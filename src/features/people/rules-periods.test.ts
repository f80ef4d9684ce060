import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { changeDuring, changeProperty, covers, difference, endedAt, endOfRun, extended, joined, overlapping, periodAt, splitAt, startOfRun } from './rules-periods.ts';
import type { Period } from './types.ts';

const FIRST = Temporal.PlainDate.from('2024-01-01');
const day = (offset: number): Temporal.PlainDate => FIRST.add({ days: offset });
const same = (a: string, b: string): boolean => a === b;
const plain = (periods: readonly Period<string>[]): (string | null)[][] => periods.map((period) => [period.from.toString(), period.until?.toString() ?? null, period.value]);

/** Ordered periods without overlap: lengths and gaps in turn, the last one possibly open. */
const timelines = fc.tuple(fc.array(fc.record({ gap: fc.nat(3), length: fc.integer({ min: 1, max: 9 }), value: fc.constantFrom('a', 'b', 'c') }), { maxLength: 6 }), fc.boolean()).map(([parts, open]) => {
  let next = 0;
  const periods: Period<string>[] = parts.map(({ gap, length, value }) => {
    const from = next + gap;
    next = from + length;
    return { from: day(from), until: day(next), value };
  });
  return periods.map((period, index) => (open && index === periods.length - 1 ? { ...period, until: null } : period));
});
const offsets = fc.integer({ min: -3, max: 70 });
const SPAN = Array.from({ length: 90 }, (_, offset) => day(offset - 5));
const valueOn = (periods: readonly Period<string>[], on: Temporal.PlainDate): string | undefined => {
  const holding = periods.filter((period) => covers(period, on));
  assert.ok(holding.length <= 1, `two periods hold ${on.toString()}`);
  return holding[0]?.value;
};

test('MTX-01 splitting never overlaps and never loses a day', () => {
  fc.assert(fc.property(timelines, offsets, (periods, at) => {
    const cut = splitAt(periods, day(at));
    for (const on of SPAN) assert.equal(valueOn(cut, on), valueOn(periods, on));
    assert.ok(!cut.some((period) => covers(period, day(at)) && !period.from.equals(day(at))));
  }));
});

test('MTX-01 a change touches exactly its days, and joining makes no difference to any day', () => {
  fc.assert(fc.property(timelines, offsets, fc.option(fc.integer({ min: 1, max: 20 })), (periods, from, length) => {
    const until = length === null ? null : day(from + length);
    const changed = changeDuring(periods, day(from), until, () => 'x', same);
    for (const on of SPAN) {
      const inside = covers({ from: day(from), until, value: null }, on);
      assert.equal(valueOn(changed, on), inside && valueOn(periods, on) !== undefined ? 'x' : valueOn(periods, on));
    }
    for (const [index, period] of changed.entries()) assert.ok(index === 0 || changed[index - 1]?.until?.equals(period.from) !== true || changed[index - 1]?.value !== period.value);
  }));
});

test('MTX-01 a change holds until the next booked one and stops at a gap', () => {
  fc.assert(fc.property(timelines, offsets, (periods, from) => {
    const changed = changeProperty(periods, day(from), same, () => 'x', same);
    const start = periodAt(periods, day(from));
    const end = start === undefined ? undefined : SPAN.filter((on) => Temporal.PlainDate.compare(on, day(from)) >= 0).find((on) => valueOn(periods, on) !== start.value);
    for (const on of SPAN) {
      const inside = start !== undefined && Temporal.PlainDate.compare(on, day(from)) >= 0 && (end === undefined || Temporal.PlainDate.compare(on, end) < 0);
      assert.equal(valueOn(changed, on), inside ? 'x' : valueOn(periods, on));
    }
  }));
});

test('MTX-10 ending leaves every day before, and none from then on', () => {
  fc.assert(fc.property(timelines, offsets, (periods, end) => {
    const ended = endedAt(periods, day(end));
    for (const on of SPAN) assert.equal(valueOn(ended, on), Temporal.PlainDate.compare(on, day(end)) < 0 ? valueOn(periods, on) : undefined);
  }));
});

test('MTX-01 what is stored afterwards is what was decided, and equal rows stay', () => {
  fc.assert(fc.property(timelines, offsets, (periods, from) => {
    const stored = periods.map((period, index) => ({ ...period, id: `row-${index}` }));
    const after = joined(changeDuring(stored, day(from), null, () => 'x', same), same);
    const { removed, added } = difference(stored, after, same);
    const kept = stored.filter((row) => !removed.includes(row.id));
    assert.deepEqual(plain(joined([...kept, ...added], same)), plain(after));
    assert.deepEqual(difference(stored, stored, same), { removed: [], added: [] });
  }));
});

test('MTX-01 the ends of a stay, over adjoining periods', () => {
  const periods: Period<string>[] = [{ from: day(0), until: day(5), value: 'a' }, { from: day(5), until: day(9), value: 'b' }, { from: day(12), until: null, value: 'a' }];
  assert.equal(endOfRun(periods, day(2))?.toString(), day(9).toString());
  assert.equal(endOfRun(periods, day(10)), undefined);
  assert.equal(endOfRun(periods, day(40)), null);
  assert.equal(startOfRun(periods, day(8)).toString(), day(0).toString());
  assert.deepEqual(plain(extended(periods, day(9), day(11))), plain([{ from: day(0), until: day(5), value: 'a' }, { from: day(5), until: day(11), value: 'b' }, { from: day(12), until: null, value: 'a' }]));
  assert.ok(overlapping(periods, day(8), day(10)));
  assert.ok(!overlapping(periods, day(9), day(12)));
  assert.ok(overlapping(periods, day(9), null));
});
