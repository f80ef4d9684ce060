import { sql } from 'kysely';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { sha256Of } from '../../../platform/spreadsheet.ts';
import type { RosterMapping } from '../types-roster.ts';
import type { EffectLine, HeldContent, HeldFile } from './types.ts';

const columns = sql`id, at, by_id as "byId", by_name as "byName", file_name as "fileName", encode(sha256, 'hex') as sha256, jsonb_build_object('touched', touched, 'employed', employed, 'share', share) as hold, counts, state,
  decided_at as "decidedAt", decided_by_name as "decidedByName", why`;

function readingOf(mapping: RosterMapping, sheet: string | null): Buffer {
  return sha256Of(Buffer.from(JSON.stringify([mapping, sheet])));
}

/** The same file, read the same way, that waits already. */
export async function findWaiting(tx: Tx, file: { readonly sha256: string; readonly mapping: RosterMapping; readonly sheet: string | null }): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from roster_held where sha256 = decode(${file.sha256}, 'hex') and reading = ${readingOf(file.mapping, file.sheet)} and state = 'waiting'`.execute(tx);
  return rows[0]?.id ?? null;
}

export async function countWaiting(db: Db | Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from roster_held where state = 'waiting'`.execute(db);
  return rows[0]?.count ?? 0;
}

/** What waits, then what was decided last. */
export async function listHeldFiles(db: Db, limit: number): Promise<HeldFile[]> {
  const { rows } = await sql<HeldFile>`select ${columns} from roster_held order by state = 'waiting' desc, at desc, id limit ${limit}`.execute(db);
  return rows;
}

/** With `lock`, held against others until the transaction ends. */
export async function loadHeldFile(db: Db | Tx, id: string, lock = false): Promise<{ readonly file: HeldFile; readonly content: HeldContent | null } | null> {
  const { rows } = await sql<HeldFile & { bytes: Buffer | null; sheet: string | null; mapping: RosterMapping; effect: EffectLine[] | null }>`select ${columns}, bytes, sheet, mapping, effect from roster_held where id = ${id} ${lock ? sql`for update` : sql``}`.execute(db);
  const row = rows[0];
  if (row === undefined) return null;
  const { bytes, sheet, mapping, effect, ...file } = row;
  return { file, content: bytes === null || effect === null ? null : { bytes, sheet, mapping, effect } };
}

/** A file that came later than this one and waits or was imported; the newest. */
export async function loadLater(db: Db, file: HeldFile): Promise<{ fileName: string; at: Temporal.Instant; imported: boolean } | null> {
  const { rows } = await sql<{ fileName: string; at: Temporal.Instant; imported: boolean }>`select * from (
      (select file_name as "fileName", at, true as imported from roster_import where at > ${file.at} order by at desc limit 1)
      union all (select file_name, at, false from roster_held where at > ${file.at} and state = 'waiting' order by at desc limit 1)
    ) later order by at desc limit 1`.execute(db);
  return rows[0] ?? null;
}

export async function saveHeldFile(audited: AuditedTx, ctx: Context, file: HeldFile, { bytes, sheet, mapping, effect }: HeldContent): Promise<void> {
  await sql`insert into roster_held (id, at, by_id, by_name, file_name, sha256, sheet, mapping, reading, touched, employed, share, counts, bytes, effect, state)
    values (${file.id}, ${file.at}, ${ctx.principal.id}, ${file.byName}, ${file.fileName}, decode(${file.sha256}, 'hex'), ${sheet}, ${JSON.stringify(mapping)}::jsonb, ${readingOf(mapping, sheet)},
      ${file.hold.touched}, ${file.hold.employed}, ${file.hold.share}, ${JSON.stringify(file.counts)}::jsonb, ${bytes}, ${JSON.stringify(effect)}::jsonb, 'waiting')`.execute(audited);
}

/** With the decision the file itself goes: its digest, its counts and the audit trail remain. */
export async function saveDecision(audited: AuditedTx, ctx: Context, id: string, decision: { readonly state: 'imported' | 'discarded'; readonly why: string; readonly importId: string | null }): Promise<void> {
  await sql`update roster_held set state = ${decision.state}, why = ${decision.why}, import_id = ${decision.importId}, decided_at = ${ctx.now}, decided_by = ${ctx.principal.id}, decided_by_name = ${ctx.principal.name},
    bytes = null, effect = null where id = ${id}`.execute(audited);
}
