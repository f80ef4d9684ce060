import type { Db } from '../../../platform/db/pool.ts';
import { isNoteSignedBy, verifierKey, type Keys } from '../../../platform/keys.ts';
import { readPublished, type PublishedLog } from '../../../platform/published-log.ts';
import { classify, finding, parseNote } from '../rules.ts';
import { append, EMPTY, leafHash, rootOf, type Frontier } from '../rules-merkle.ts';
import { macOf } from '../store.ts';
import type { Finding } from '../types.ts';
import { sha256 } from './actions.ts';
import { loadCheckpoints, loadOrigin, loadTrail, loadUnsealedForVerify, type TrailRow } from './store.ts';

const BATCH = 10_000;
const HASH_BYTES = 32;

export type Verification = { ok: boolean; events: number; sealed: number; unsealed: number; checkpoints: number; root: string; signedBy: string; finding: Finding | null };

/** AUD-03: recomputes the whole trail from the stored events and compares it with what was signed and published. */
export async function verifyTrail(db: Db, keys: Pick<Keys, 'mac' | 'public'>, folder: string): Promise<Verification> {
  const published = readPublished(folder);
  const origin = await loadOrigin(db);
  const promised = promisedRoots(published, await loadCheckpoints(db), keys);
  const walked = await walk(db, keys.mac, published, promised.roots);
  const unsealed = await loadUnsealedForVerify(db);
  const stray = unsealed.find((event) => !event.copies || !macOf(keys.mac, event.body).equals(event.mac));
  const found = walked.finding ?? promised.finding ?? (stray === undefined ? null : finding('inserted', null, stray.id, `Event ${stray.id}, not yet sealed, was not written by this product's server: its authentication code is wrong.`));
  return { ok: found === null, events: walked.tree.size + unsealed.length, sealed: walked.tree.size, unsealed: unsealed.length, checkpoints: promised.roots.size, root: Buffer.from(rootOf(sha256, walked.tree)).toString('base64'), signedBy: verifierKey(origin, keys.public), finding: found };
}

/** Root by size, from the published notes and those in the database; each must be signed. */
function promisedRoots(published: PublishedLog, stored: readonly { size: number; note: string }[], keys: Pick<Keys, 'public'>): { roots: Map<number, string>; finding: Finding | null } {
  const roots = new Map<number, string>();
  for (const note of [...published.notes, ...stored.map((row) => row.note)]) {
    const parsed = parseNote(note);
    if (parsed === null || !isNoteSignedBy(parsed, keys.public)) return { roots, finding: finding('unsigned', null, null, `A checkpoint is not signed with this installation's key: ${note.split('\n').slice(0, 2).join(', ')}.`) };
    const known = roots.get(parsed.size);
    if (known !== undefined && known !== parsed.root) return { roots, finding: finding('forked', parsed.size - 1, null, `Two signed checkpoints of ${parsed.size} events disagree.`) };
    roots.set(parsed.size, parsed.root);
  }
  return { roots, finding: null };
}

async function walk(db: Db, mac: Buffer, published: PublishedLog, roots: ReadonlyMap<number, string>): Promise<{ tree: Frontier; finding: Finding | null }> {
  let tree: Frontier = EMPTY;
  const total = published.leaves.length / HASH_BYTES;
  for (;;) {
    const rows = await loadTrail(db, tree.size - 1, BATCH);
    for (const [index, row] of rows.entries()) {
      const wrong = check(row, rows[index + 1], tree.size, mac, published);
      if (wrong !== null) return { tree, finding: wrong };
      tree = append(sha256, tree, row.leafHash);
      const promised = roots.get(tree.size);
      if (promised !== undefined && promised !== Buffer.from(rootOf(sha256, tree)).toString('base64')) return { tree, finding: finding('forked', row.seq, row.eventId, `Up to event ${row.seq} (${row.eventId}) the trail does not give the root that was signed: events at or before it were changed.`) };
    }
    if (rows.length < BATCH) break;
  }
  const longest = Math.max(total, ...roots.keys());
  if (tree.size < longest) return { tree, finding: classify({ seq: tree.size, eventId: null, here: null, next: null, published: null, publishedNext: null, publishedAt: null }) };
  return { tree, finding: null };
}

const hashOf = (row: TrailRow | undefined): string | null => (row?.body == null ? null : Buffer.from(leafHash(sha256, Buffer.from(row.body, 'utf8'))).toString('hex'));

function check(row: TrailRow, next: TrailRow | undefined, position: number, mac: Buffer, { leaves }: PublishedLog): Finding | null {
  const at = (seq: number): string | null => (seq * HASH_BYTES < leaves.length ? leaves.subarray(seq * HASH_BYTES, (seq + 1) * HASH_BYTES).toString('hex') : null);
  const here = hashOf(row);
  const published = at(position);
  const beyondPublished = position * HASH_BYTES >= leaves.length;
  const differs = row.seq !== position || here === null || (!beyondPublished && here !== published) || (beyondPublished && here !== row.leafHash.toString('hex'));
  if (differs) {
    const elsewhere = here === null ? -1 : indexOfHash(leaves, here);
    if (row.seq !== position) return finding('removed', position, null, `The event that was sealed as ${position} was removed from the trail.`);
    return classify({ seq: position, eventId: row.eventId, here, next: hashOf(next), published: published ?? row.leafHash.toString('hex'), publishedNext: at(position + 1), publishedAt: elsewhere < 0 ? null : elsewhere });
  }
  if (here !== row.leafHash.toString('hex')) return finding('altered', position, row.eventId, `The leaf of event ${position} (${row.eventId}) was altered.`);
  if (row.mac === null || row.body === null || !macOf(mac, row.body).equals(row.mac)) return finding('inserted', position, row.eventId, `Event ${position} (${row.eventId}) was not written by this product's server: its authentication code is wrong.`);
  if (row.copies !== true) return finding('altered', position, row.eventId, `Event ${position} (${row.eventId}) was altered: its search columns do not say what its sealed text says.`);
  return null;
}

function indexOfHash(leaves: Buffer, hex: string): number {
  const wanted = Buffer.from(hex, 'hex');
  for (let seq = 0; seq * HASH_BYTES < leaves.length; seq += 1) if (leaves.subarray(seq * HASH_BYTES, (seq + 1) * HASH_BYTES).equals(wanted)) return seq;
  return -1;
}
