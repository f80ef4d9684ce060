import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundedCache } from './bounded-cache.ts';

test('a bounded cache drops what was not asked for longest, and never holds more than its limit', () => {
  const cache = boundedCache<string>(10);
  cache.set('a', 'A', 4);
  cache.set('b', 'B', 4);
  assert.equal(cache.get('a'), 'A');
  cache.set('c', 'C', 4);
  assert.deepEqual([cache.get('a'), cache.get('b'), cache.get('c')], ['A', undefined, 'C']);
  cache.set('d', 'D', 11);
  assert.deepEqual([cache.get('a'), cache.get('c'), cache.get('d')], ['A', 'C', undefined]);
  cache.set('a', 'AA', 2);
  cache.set('e', 'E', 4);
  assert.deepEqual([cache.get('a'), cache.get('c'), cache.get('e')], ['AA', 'C', 'E']);
});
