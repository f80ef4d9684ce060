import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { append, EMPTY, leafHash, rootOf, type Frontier, type Hash } from './rules-merkle.ts';

const sha256: Hash = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** RFC 9162, 2.1.1, word for word and slowly: the oracle for the frontier. */
function slowRoot(entries: readonly Uint8Array[]): Uint8Array {
  const [only] = entries;
  if (only === undefined) return sha256();
  if (entries.length === 1) return leafHash(sha256, only);
  let split = 1;
  while (split * 2 < entries.length) split *= 2;
  return sha256(Uint8Array.of(1), slowRoot(entries.slice(0, split)), slowRoot(entries.slice(split)));
}

const grow = (entries: readonly Uint8Array[]): Frontier => entries.reduce((tree: Frontier, entry) => append(sha256, tree, leafHash(sha256, entry)), EMPTY);

describe('the Merkle tree', () => {
  it('AUD-02 the empty tree and the empty leaf have the hashes of RFC 9162', () => {
    assert.equal(hex(rootOf(sha256, EMPTY)), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    assert.equal(hex(leafHash(sha256, new Uint8Array())), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  });

  it('AUD-02 a tree grown leaf by leaf has the root that the definition gives', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: 70 }), (entries) => {
      assert.equal(hex(rootOf(sha256, grow(entries))), hex(slowRoot(entries)));
    }));
  });

  it('AUD-03 changing, removing, adding or exchanging one entry changes the root', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.uint8Array({ minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 40, selector: (bytes) => hex(bytes) }), fc.nat(), (entries, pick) => {
      const index = pick % (entries.length - 1);
      const root = hex(rootOf(sha256, grow(entries)));
      const altered = entries.with(index, Uint8Array.of(...(entries[index] ?? []), 0));
      const exchanged = entries.with(index, entries[index + 1] ?? new Uint8Array()).with(index + 1, entries[index] ?? new Uint8Array());
      for (const other of [altered, exchanged, entries.toSpliced(index, 1), entries.toSpliced(index, 0, new Uint8Array())]) assert.notEqual(hex(rootOf(sha256, grow(other))), root);
    }));
  });
});
