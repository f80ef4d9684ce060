import type { Instant } from '../../../kernel/day.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import type { Db } from '../../../platform/db/pool.ts';

export type Transcript = { readonly text: string; readonly sha256: string; readonly by: string; readonly at: Instant };

export async function loadTranscript(db: Db, versionId: string): Promise<Transcript | null> {
  const row = await db.selectFrom('version_transcript as t').innerJoin('person as p', 'p.id', 't.written_by')
    .select(['t.text', 't.sha256', 'p.name as by', 't.written_at as at']).where('t.version_id', '=', versionId).executeTakeFirst();
  return row === undefined ? null : { ...row, sha256: row.sha256.toString('hex') };
}

export async function saveTranscript(tx: AuditedTx, versionId: string, text: string, sha256: Buffer, personId: string, now: Instant): Promise<void> {
  await tx.deleteFrom('version_transcript').where('version_id', '=', versionId).execute();
  await tx.insertInto('version_transcript').values({ version_id: versionId, text, sha256, written_by: personId, written_at: now }).execute();
}
