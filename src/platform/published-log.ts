import { closeSync, existsSync, fstatSync, ftruncateSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The audit tree as published outside the database: a file with the 32-byte hash of every leaf, and one with the signed
 * checkpoints, both only ever appended to. Whoever rewrites the database does not thereby rewrite these.
 */
export type PublishedLog = { readonly leaves: Buffer; readonly notes: readonly string[] };

const LEAF_BYTES = 32;
const SEPARATOR = '\n';

export function readPublished(folder: string): PublishedLog {
  const leaves = join(folder, 'leaves.bin');
  const notes = join(folder, 'checkpoints.txt');
  return {
    leaves: existsSync(leaves) ? whole(readFileSync(leaves)) : Buffer.alloc(0),
    notes: existsSync(notes) ? readFileSync(notes, 'utf8').split(/\n\n(?=[^—])/u).map((note) => (note.endsWith('\n') ? note : `${note}\n`)).filter((note) => note.trim() !== '') : [],
  };
}

function whole(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length - (bytes.length % LEAF_BYTES));
}

export function publishedCount(folder: string): number {
  const file = join(folder, 'leaves.bin');
  if (!existsSync(file)) return 0;
  const handle = openSync(file, 'r');
  try {
    return Math.floor(fstatSync(handle).size / LEAF_BYTES);
  } finally {
    closeSync(handle);
  }
}

/** Appends leaves and one note, in this order, so that a crash between them leaves a shorter promise, never a wrong one. */
export function publish(folder: string, leaves: readonly Uint8Array[], note: string): void {
  mkdirSync(folder, { recursive: true });
  appendSynced(join(folder, 'leaves.bin'), Buffer.concat(leaves), LEAF_BYTES);
  appendSynced(join(folder, 'checkpoints.txt'), Buffer.from(`${note}${SEPARATOR}`), 1);
}

function appendSynced(file: string, bytes: Buffer, unit: number): void {
  const handle = openSync(file, 'a+');
  try {
    const { size } = fstatSync(handle);
    if (size % unit !== 0) ftruncateSync(handle, size - (size % unit));
    writeSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
