import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerKeysInUse } from './answer-keys-rules.ts';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const keys = [{ kid: 'a', from: at('1970-01-01T00:00:00Z') }, { kid: 'b', from: at('2026-03-03T08:00:00Z') }];
const inUse = (now: string) => {
  const { signing, published } = answerKeysInUse(keys, at(now));
  return [signing?.kid, published.map((key) => key.kid).join(' ')];
};

test('TRN-07 a new key is published before it signs, and the old one as long as an answer that it signed may be kept', () => {
  assert.deepEqual(inUse('2026-03-02T08:00:00Z'), ['a', 'a b']);
  assert.deepEqual(inUse('2026-03-03T07:59:59.999Z'), ['a', 'a b']);
  assert.deepEqual(inUse('2026-03-03T08:00:00Z'), ['b', 'a b']);
  assert.deepEqual(inUse('2026-03-04T07:59:59.999Z'), ['b', 'a b']);
  assert.deepEqual(inUse('2026-03-04T08:00:00Z'), ['b', 'b']);
});
