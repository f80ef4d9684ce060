import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coverageOf, coverOf } from './rules.ts';

test('MTX-11 only one qualified person is a single point of failure, and nobody is worse', () => {
  assert.deepEqual([0, 1, 2, 40].map(coverOf), ['nobody', 'one', 'enough', 'enough']);
});

test('MTX-11 a task may be safe over all and still hang on one person in one shift; who is in no shift comes last', () => {
  const coverage = coverageOf([{ shift: null, qualified: 2, missing: 0 }, { shift: 'night', qualified: 1, missing: 3 }, { shift: 'day', qualified: 4, missing: 1 }]);
  assert.deepEqual([coverage.qualified, coverage.missing, coverage.cover], [7, 4, 'enough']);
  assert.deepEqual(coverage.shifts.map((one) => [one.shift, one.cover]), [['day', 'enough'], ['night', 'one'], [null, 'enough']]);
  assert.deepEqual(coverageOf([]), { qualified: 0, missing: 0, cover: 'nobody', shifts: [] });
});
