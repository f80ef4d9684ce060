/** SHA-256, given by the caller so that these rules stay free of the world. */
export type Hash = (...parts: readonly Uint8Array[]) => Uint8Array;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** RFC 9162, 2.1.1: a leaf cannot be mistaken for a node. */
export function leafHash(hash: Hash, data: Uint8Array): Uint8Array {
  return hash(LEAF, data);
}

function nodeHash(hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash(NODE, left, right);
}

/**
 * A tree kept as the roots of its perfect subtrees, largest first: one for each 1-bit of its size.
 * Appending costs O(1) hashes on average, whatever the size.
 */
export type Frontier = { readonly size: number; readonly roots: readonly Uint8Array[] };

export const EMPTY: Frontier = { size: 0, roots: [] };

export function append(hash: Hash, frontier: Frontier, leaf: Uint8Array): Frontier {
  const roots = [...frontier.roots];
  let root = leaf;
  for (let size = frontier.size; size % 2 === 1; size = (size - 1) / 2) {
    const left = roots.pop();
    if (left === undefined) throw new RangeError('the frontier has fewer roots than its size has 1-bits');
    root = nodeHash(hash, left, root);
  }
  return { size: frontier.size + 1, roots: [...roots, root] };
}

/** The root of the tree (RFC 9162, 2.1.1); of the empty tree it is the hash of nothing. */
export function rootOf(hash: Hash, { roots }: Frontier): Uint8Array {
  return roots.length === 0 ? hash() : roots.toReversed().reduce((right, left) => nodeHash(hash, left, right));
}
