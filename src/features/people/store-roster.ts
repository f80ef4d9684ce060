import { sql } from 'kysely';
import type { AuditedTx, Context } from '../../platform/context.ts';
import type { RosterCounts, RosterMapping } from './types-roster.ts';

export type RosterRecord = { readonly id: string; readonly fileName: string; readonly sha256: Buffer; readonly mapping: RosterMapping; readonly counts: RosterCounts };

export async function saveRosterImport(audited: AuditedTx, ctx: Context, record: RosterRecord): Promise<void> {
  await sql`insert into roster_import (id, at, by_id, file_name, sha256, mapping, summary)
    values (${record.id}, ${ctx.now}, ${ctx.principal.id}, ${record.fileName}, ${record.sha256}, ${JSON.stringify(record.mapping)}::jsonb, ${JSON.stringify(record.counts)}::jsonb)`.execute(audited);
}
