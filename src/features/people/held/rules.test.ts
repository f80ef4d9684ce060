import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differenceOf, discard, isSame, refuseDecided, writtenEffect } from './rules.ts';
import type { EffectLine, HeldFile } from './types.ts';

const line = (number: string, what = 'department Filling → Packing.', kind: EffectLine['kind'] = 'changed'): EffectLine => ({ number, name: `Worker ${number}`, kind, what });
const WAITING: HeldFile = {
  id: 'h', at: Temporal.Instant.from('2026-03-02T09:00:00Z'), byId: 'p', byName: 'Ada Quinn', fileName: 'feed.csv', sha256: 'ab', hold: { touched: 12, employed: 20, share: 20 },
  counts: { hired: 0, changed: 12, leaving: 0, unchanged: 0, rejected: 0 }, state: 'waiting', decidedAt: null, decidedByName: null, why: null,
};

test('HR-02 what a held file would do now is told apart from what it would have done when it came', () => {
  const then = [line('1'), line('2'), line('3', 'Last day 2026-03-31.', 'leaving')];
  assert.ok(isSame(differenceOf(then, then.toReversed())));
  const now = [line('1', 'department Stores → Packing.'), line('3', 'Last day 2026-03-31.', 'leaving'), line('4')];
  const { more, fewer, otherwise } = differenceOf(then, now);
  assert.deepEqual([more, fewer, otherwise].map((lines) => lines.map(({ number }) => number)), [['4'], ['2'], ['1']]);
  assert.deepEqual(differenceOf([line('1')], [line('1', 'Last day 2026-03-02.', 'leaving')]).otherwise.length, 1);
  assert.ok(!isSame(differenceOf([], [line('1')])) && !isSame(differenceOf([line('1')], [])));
});

test('HR-02 an effect is written the same whatever the order and the names, and otherwise when one line differs', () => {
  assert.equal(writtenEffect([line('1'), line('2')]), writtenEffect([line('2'), { ...line('1'), name: 'Renamed' }]));
  assert.notEqual(writtenEffect([line('1')]), writtenEffect([line('1', 'department Filling → Stores.')]));
  assert.notEqual(writtenEffect([line('1')]), writtenEffect([line('1'), line('2')]));
});

test('HR-02 whoever decides second is told who was first', () => {
  assert.equal(refuseDecided(WAITING), null);
  const gone: HeldFile = { ...WAITING, state: 'discarded', decidedAt: WAITING.at, decidedByName: 'Ben Daly', why: 'Wrong export' };
  assert.deepEqual(refuseDecided(gone)?.refusal.detail, { file: 'feed.csv', state: 'discarded', by: 'Ben Daly', at: '2026-03-02T09:00:00Z' });
  assert.equal(discard(gone, 'again').ok, false);
  const decided = discard(WAITING, 'Wrong export');
  assert.deepEqual(decided.ok && decided.events.map(({ type, why, subject }) => [type, why, subject.id]), [['RosterDiscarded', 'Wrong export', 'ab']]);
});
