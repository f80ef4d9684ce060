import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { Frontier } from '../rules-merkle.ts';

/** A lock of the connection, not of a transaction: publishing comes after the commit and is under it too. */
export async function lockSealing(db: Db): Promise<boolean> {
  const found = await sql<{ locked: boolean }>`select pg_try_advisory_lock(hashtext('readback.seal')) as locked`.execute(db);
  return found.rows[0]?.locked ?? false;
}

export async function unlockSealing(db: Db): Promise<void> {
  await sql`select pg_advisory_unlock(hashtext('readback.seal'))`.execute(db);
}

export async function loadLastCheckpoint(db: Db | Tx): Promise<(Frontier & { horizon: string; note: string }) | null> {
  const found = await sql<{ size: number; frontier: Buffer[]; horizon: string; note: string }>`select size, frontier, horizon::text as horizon, note from audit_checkpoint order by size desc limit 1`.execute(db);
  const row = found.rows[0];
  return row === undefined ? null : { size: row.size, roots: row.frontier, horizon: row.horizon, note: row.note };
}

export type Unsealed = { id: string; body: string };

/**
 * Committed events that are not yet in the tree, in the order of their ids. Transactions before the horizon are all
 * committed or gone, so nothing can appear behind what is sealed. A restored database counts transactions anew; then
 * the horizon says nothing and everything is looked through once.
 */
export async function loadUnsealed(tx: Tx, since: string | null, limit: number): Promise<{ events: Unsealed[]; horizon: string; complete: boolean }> {
  const found = await sql<{ horizon: string; usable: boolean }>`select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, ${since}::xid8 is not null and ${since}::xid8 <= pg_snapshot_xmin(pg_current_snapshot()) as usable`.execute(tx);
  const { horizon, usable } = found.rows[0] ?? { horizon: '0', usable: false };
  const from = usable ? sql`xid >= ${since}::xid8` : sql`true`;
  const events = await sql<Unsealed>`select id, body from audit_event e where ${from} and xid < ${horizon}::xid8 and not exists (select from audit_leaf l where l.event_id = e.id) order by id limit ${limit + 1}`.execute(tx);
  const complete = events.rows.length <= limit;
  return { events: events.rows.slice(0, limit), horizon: complete ? horizon : (since ?? '0'), complete };
}

export async function saveLeaves(tx: Tx, first: number, events: readonly Unsealed[], hashes: readonly Uint8Array[]): Promise<void> {
  await sql`insert into audit_leaf (seq, event_id, leaf_hash) select ${first}::bigint + n - 1, id, hash from unnest(${events.map((event) => event.id)}::uuid[], ${hashes.map((hash) => Buffer.from(hash))}::bytea[]) with ordinality as r (id, hash, n)`.execute(tx);
}

export async function saveCheckpoint(tx: Tx, checkpoint: Frontier & { root: Uint8Array; horizon: string; note: string; at: Temporal.Instant }): Promise<void> {
  await sql`insert into audit_checkpoint (size, root, frontier, horizon, note, at) values (${checkpoint.size}, ${Buffer.from(checkpoint.root)}, ${checkpoint.roots.map((root) => Buffer.from(root))}::bytea[], ${checkpoint.horizon}::xid8, ${checkpoint.note}, ${checkpoint.at})`.execute(tx);
}

export async function loadLeavesFrom(db: Db | Tx, first: number, limit: number): Promise<{ seq: number; leafHash: Buffer }[]> {
  const found = await sql<{ seq: number; leafHash: Buffer }>`select seq, leaf_hash as "leafHash" from audit_leaf where seq >= ${first} order by seq limit ${limit}`.execute(db);
  return found.rows;
}

export type TrailRow = { seq: number; eventId: string; leafHash: Buffer; id: string | null; body: string | null; mac: Buffer | null; copies: boolean | null };

const copiesMatch = sql`(e.body::jsonb ->> 'id' = e.id::text and (e.body::jsonb ->> 'at')::timestamptz = e.at and e.body::jsonb ->> 'action' = e.action and e.body::jsonb -> 'subject' ->> 'id' = e.subject_id and e.body::jsonb -> 'subject' ->> 'kind' = e.subject_kind and (e.body::jsonb -> 'actor' ->> 'id') is not distinct from e.actor_id::text)`;

export async function loadTrail(db: Db | Tx, after: number, limit: number): Promise<TrailRow[]> {
  const found = await sql<TrailRow>`select l.seq, l.event_id as "eventId", l.leaf_hash as "leafHash", e.id, e.body, e.mac, ${copiesMatch} as copies from audit_leaf l left join audit_event e on e.id = l.event_id where l.seq > ${after} order by l.seq limit ${limit}`.execute(db);
  return found.rows;
}

export async function loadUnsealedForVerify(db: Db | Tx): Promise<{ id: string; body: string; mac: Buffer; copies: boolean }[]> {
  const found = await sql<{ id: string; body: string; mac: Buffer; copies: boolean }>`select e.id, e.body, e.mac, ${copiesMatch} as copies from audit_event e where not exists (select from audit_leaf l where l.event_id = e.id) order by e.id`.execute(db);
  return found.rows;
}

export async function loadCheckpoints(db: Db | Tx): Promise<{ size: number; root: Buffer; note: string }[]> {
  const found = await sql<{ size: number; root: Buffer; note: string }>`select size, root, note from audit_checkpoint order by size`.execute(db);
  return found.rows;
}

export async function loadOrigin(db: Db | Tx): Promise<string> {
  const found = await sql<{ id: string }>`select id from instance`.execute(db);
  return `readback.${found.rows[0]?.id ?? 'unknown'}`;
}
