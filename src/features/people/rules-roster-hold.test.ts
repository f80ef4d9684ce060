import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdOf } from './rules-roster-hold.ts';

const held = (changed: number, leaving: number, employed: number, share = 20): boolean => holdOf({ changed, leaving }, employed, share) !== null;

test('HR-02 a file is held above the share of people employed that it changes or ends, not at it', () => {
  assert.deepEqual([held(20, 0, 100), held(21, 0, 100), held(10, 11, 100), held(10, 10, 100)], [false, true, true, false]);
  assert.deepEqual([held(100, 0, 100, 100), held(11, 0, 1000, 1), held(10, 0, 1000, 1)], [false, true, false]);
});

test('HR-02 a handful of people is never held, and everybody in an organisation that is left by all is', () => {
  assert.deepEqual([held(9, 0, 9), held(0, 10, 10), held(10, 0, 0)], [false, true, true]);
});
