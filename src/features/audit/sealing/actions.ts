import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../../../platform/db/pool.ts';
import { signNote, type Keys } from '../../../platform/keys.ts';
import { publish, publishedCount } from '../../../platform/published-log.ts';
import { checkpointText } from '../rules.ts';
import { append, EMPTY, leafHash, rootOf, type Frontier, type Hash } from '../rules-merkle.ts';
import { loadLastCheckpoint, loadLeavesFrom, loadOrigin, loadUnsealed, lockSealing, saveCheckpoint, saveLeaves, unlockSealing } from './store.ts';

const BATCH = 20_000;

export const sha256: Hash = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

export type Seal = { readonly keys: Keys; readonly folder: string };

/**
 * AUD-02: gives committed events their places in the tree, signs the new checkpoint and publishes both outside the
 * database. One sealer at a time over all nodes; the others find the lock taken and leave. Returns the events sealed.
 */
export async function seal(db: Db, settings: Seal, now: Temporal.Instant): Promise<number> {
  return db.connection().execute(async (connection) => {
    if (!(await lockSealing(connection))) return 0;
    try {
      let sealed = 0;
      for (;;) {
        const step = await sealBatch(connection, settings, now);
        if (step.hashes.length > 0) publish(settings.folder, step.hashes, step.note);
        sealed += step.hashes.length;
        if (!step.more) return sealed;
      }
    } finally {
      await unlockSealing(connection);
    }
  });
}

async function sealBatch(db: Db, { keys, folder }: Seal, now: Temporal.Instant): Promise<{ hashes: Uint8Array[]; note: string; more: boolean }> {
  return db.transaction().execute(async (tx) => {
    const last = await loadLastCheckpoint(tx);
    const count = publishedCount(folder);
    if (count > (last?.size ?? 0)) throw new Error(`The database holds ${last?.size ?? 0} sealed audit events, but ${count} were published in ${folder}: events were removed. Nothing more is sealed. Run ./readback verify.`);
    await catchUp(tx, folder, count, last);
    const { events, horizon, complete } = await loadUnsealed(tx, last?.horizon ?? null, BATCH);
    if (events.length === 0) return { hashes: [], note: '', more: false };
    const hashes = events.map((event) => leafHash(sha256, Buffer.from(event.body, 'utf8')));
    const tree = hashes.reduce((frontier: Frontier, leaf) => append(sha256, frontier, leaf), last ?? EMPTY);
    const root = rootOf(sha256, tree);
    const origin = await loadOrigin(tx);
    const note = signNote(origin, checkpointText({ origin, size: tree.size, root: Buffer.from(root).toString('base64') }), keys);
    await saveLeaves(tx, last?.size ?? 0, events, hashes);
    await saveCheckpoint(tx, { ...tree, root, horizon, note, at: now });
    return { hashes, note, more: !complete };
  });
}

/** What another run sealed but could not publish before it was killed. */
async function catchUp(tx: Parameters<typeof loadLeavesFrom>[0], folder: string, count: number, last: (Frontier & { note: string }) | null): Promise<void> {
  if (last === null || count >= last.size) return;
  const missing = await loadLeavesFrom(tx, count, last.size - count);
  publish(folder, missing.map((leaf) => leaf.leafHash), last.note);
}

/** The newest checkpoint for whoever wants to keep a copy elsewhere. */
export async function currentCheckpoint(db: Db): Promise<string | null> {
  const found = await sql<{ note: string }>`select note from audit_checkpoint order by size desc limit 1`.execute(db);
  return found.rows[0]?.note ?? null;
}
