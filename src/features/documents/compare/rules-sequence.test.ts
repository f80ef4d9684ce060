import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diffArrays } from 'diff';
import fc from 'fast-check';
import { agreement } from './rules-sequence.ts';

test('DOC-13 as much agrees as another implementation of the same search finds', () => {
  const sequence = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 });
  fc.assert(fc.property(sequence, sequence, (left, right) => {
    const { matches, rough } = agreement(Int32Array.from(left), Int32Array.from(right));
    const common = matches.reduce((sum, match) => sum + match.length, 0);
    const expected = diffArrays(left, right).filter((part) => !part.added && !part.removed).reduce((sum, part) => sum + part.count, 0);
    assert.deepEqual([common, rough], [expected, false]);
    for (const match of matches) assert.deepEqual(left.slice(match.a, match.a + match.length), right.slice(match.b, match.b + match.length));
  }), { numRuns: 500 });
});
