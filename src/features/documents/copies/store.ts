import { sql } from 'kysely';
import type { Instant } from '../../../kernel/day.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import type { Db } from '../../../platform/db/pool.ts';
import type { VersionState } from '../types.ts';
import type { CopyEnd, CopyFact } from './types.ts';

export type CopyRow = CopyFact & { readonly siteId: string | null; readonly title: string; readonly issuerId: string; readonly issuerName: string; readonly issuedAt: Instant; readonly endedAt: Instant | null; readonly note: string | null };
type Which = { readonly documentId: string } | { readonly id: string } | 'to-recall';

/** Copies of a document, one copy, or all that are out of versions no longer in force; the newest first. */
export async function loadCopies(db: Db, which: Which): Promise<CopyRow[]> {
  const where = which === 'to-recall' ? sql`c.ended_at is null and v.state <> 'effective'` : 'id' in which ? sql`c.id = ${which.id}` : sql`c.document_id = ${which.documentId}`;
  const rows = await sql<CopyRow & { versionState: VersionState; endedAs: CopyEnd | null }>`select c.id, c.document_id as "documentId", c.version_id as "versionId", v.state as "versionState", d.number as "docNumber", d.title, d.site_id as "siteId", v.label, c.number, c.holder,
      c.issuer_id as "issuerId", p.name as "issuerName", c.issued_at as "issuedAt", c.ended_at as "endedAt", c.ended_as as "endedAs", c.note
    from controlled_copy c join document d on d.id = c.document_id join document_version v on v.id = c.version_id join person p on p.id = c.issuer_id
    where ${where} order by d.sort_key, c.number desc limit 1000`.execute(db);
  return rows.rows;
}

export type NewCopy = { readonly id: string; readonly documentId: string; readonly versionId: string; readonly number: number; readonly holder: string; readonly issuerId: string };

export async function saveCopy(tx: AuditedTx, copy: NewCopy, now: Instant): Promise<void> {
  await tx.insertInto('controlled_copy').values({ id: copy.id, document_id: copy.documentId, version_id: copy.versionId, number: copy.number, holder: copy.holder, issuer_id: copy.issuerId, issued_at: now }).execute();
}

export async function saveEnd(tx: AuditedTx, id: string, as: CopyEnd, note: string | null, now: Instant): Promise<void> {
  await tx.updateTable('controlled_copy').set({ ended_at: now, ended_as: as, note }).where('id', '=', id).execute();
}
