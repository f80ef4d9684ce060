import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepUntil } from './rules-signed.ts';

const now = Temporal.Instant.from('2026-03-02T12:00:00Z');

test('TRN-07 a signed answer is kept for the minutes of the policy, or until the answer is known to end', () => {
  assert.deepEqual(keepUntil(now, 60, []), now.add({ hours: 1 }));
  assert.deepEqual(keepUntil(now, 60, [null, now.add({ hours: 2 })]), now.add({ hours: 1 }));
  assert.deepEqual(keepUntil(now, 60, [now.add({ minutes: 20 }), now.add({ minutes: 10 })]), now.add({ minutes: 10 }));
});
