import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, type Json } from './json.ts';

describe('canonical JSON', () => {
  it('AUD-02 keys stand in code-unit order whatever order they were given in', () => {
    assert.equal(canonicalJson({ b: 1, a: { d: null, c: [true, 'x'] }, 'é': '€', Z: 0.1 }), '{"Z":0.1,"a":{"c":[true,"x"],"d":null},"b":1,"é":"€"}');
  });

  it('AUD-02 the same value gives the same text, and the text gives back the value', () => {
    fc.assert(fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = canonicalJson(value as Json); // jsonValue makes JSON values
      const again = JSON.parse(text) as Json;
      assert.equal(canonicalJson(again), text);
      assert.equal(JSON.stringify(again, sortedKeys), JSON.stringify(JSON.parse(JSON.stringify(value)), sortedKeys));
    }));
  });

  it('AUD-02 what JSON cannot hold is refused', () => {
    assert.throws(() => canonicalJson(Number.NaN), RangeError);
  });
});

function sortedKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
