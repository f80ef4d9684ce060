import { sql } from 'kysely';
import type { AuditedTx, Context } from '../../platform/context.ts';
import type { Db, Tx } from '../../platform/db/pool.ts';
import type { RosterCounts, RosterMapping } from './types-roster.ts';

export async function loadHoldShare(db: Db | Tx): Promise<number> {
  const { rows } = await sql<{ share: number }>`select roster_hold_share as share from organisation`.execute(db);
  return rows[0]?.share ?? 100;
}

export async function saveHoldShare(audited: AuditedTx, share: number): Promise<void> {
  await sql`update organisation set roster_hold_share = ${share}`.execute(audited);
}

export type PastImport = { readonly fileName: string; readonly mapping: RosterMapping };

/** The newest imports: what the same source sent before says how to read it now. */
export async function loadPastImports(db: Db | Tx, limit: number): Promise<PastImport[]> {
  const { rows } = await sql<PastImport>`select file_name as "fileName", mapping from roster_import order by at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

export type RosterRecord = { readonly id: string; readonly fileName: string; readonly sha256: Buffer; readonly mapping: RosterMapping; readonly counts: RosterCounts };

export async function saveRosterImport(audited: AuditedTx, ctx: Context, record: RosterRecord): Promise<void> {
  await sql`insert into roster_import (id, at, by_id, file_name, sha256, mapping, summary)
    values (${record.id}, ${ctx.now}, ${ctx.principal.id}, ${record.fileName}, ${record.sha256}, ${JSON.stringify(record.mapping)}::jsonb, ${JSON.stringify(record.counts)}::jsonb)`.execute(audited);
}
