import { sql } from 'kysely';
import type { Instant } from '../../../kernel/day.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import type { Db } from '../../../platform/db/pool.ts';
import { saveFile } from '../drafting/store.ts';
import type { Attachment, NewAttachment } from './types.ts';

export type Row = Attachment & { readonly addedBy: { readonly id: string; readonly name: string } | null; readonly addedAt: Instant };

export async function loadAttachments(db: Db, versionId: string): Promise<Row[]> {
  const rows = await sql<Row & { byId: string | null; byName: string | null }>`select a.id, a.ordinal, a.file_name as "fileName", a.description, a.media_type as "mediaType", a.size, encode(a.sha256, 'hex') as sha256,
      p.id as "byId", p.name as "byName", a.added_at as "addedAt"
    from version_attachment a left join person p on p.id = a.added_by where a.version_id = ${versionId} order by a.ordinal`.execute(db);
  return rows.rows.map(({ byId, byName, ...row }) => ({ ...row, addedBy: byId === null || byName === null ? null : { id: byId, name: byName } }));
}

export async function versionOfAttachment(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom('version_attachment').select('version_id').where('id', '=', id).executeTakeFirst();
  return row?.version_id ?? null;
}

/** The first attachment whose stored bytes are no longer what was stored; null when all are. Computed where the bytes are. */
export async function findDamagedAttachment(db: Db, versionId: string): Promise<{ readonly fileName: string; readonly sha256: string } | null> {
  const rows = await sql<{ fileName: string; sha256: string }>`select a.file_name as "fileName", encode(a.sha256, 'hex') as sha256
    from version_attachment a join content_file f on f.sha256 = a.sha256 where a.version_id = ${versionId} and sha256(f.bytes) <> f.sha256 order by a.ordinal limit 1`.execute(db);
  return rows.rows[0] ?? null;
}

export async function saveAttachment(tx: AuditedTx, versionId: string, id: string, file: NewAttachment & { readonly bytes: Buffer }, by: string | null, now: Instant): Promise<void> {
  const sha256 = Buffer.from(file.sha256, 'hex');
  await saveFile(tx, { sha256, bytes: file.bytes });
  await sql`insert into version_attachment (id, version_id, ordinal, file_name, description, media_type, sha256, size, added_by, added_at)
    select ${id}, ${versionId}, coalesce(max(ordinal), 0) + 1, ${file.fileName}, ${file.description}, ${file.mediaType}, ${sha256}, ${file.size}, ${by}::uuid, ${now}
    from version_attachment where version_id = ${versionId}`.execute(tx);
}

/** Attachments of one version become those of another: the same files, in the same order. */
export async function copyAttachments(tx: AuditedTx, versionId: string, copies: readonly { readonly id: string; readonly from: string }[], by: string | null, now: Instant): Promise<void> {
  await sql`insert into version_attachment (id, version_id, ordinal, file_name, description, media_type, sha256, size, added_by, added_at)
    select copy.id, ${versionId}::uuid, row_number() over (order by a.ordinal), a.file_name, a.description, a.media_type, a.sha256, a.size, ${by}::uuid, ${now}::timestamptz
    from unnest(${copies.map((copy) => copy.id)}::uuid[], ${copies.map((copy) => copy.from)}::uuid[]) as copy (id, from_id) join version_attachment a on a.id = copy.from_id`.execute(tx);
}

export async function saveDescription(tx: AuditedTx, id: string, description: string): Promise<void> {
  await tx.updateTable('version_attachment').set({ description }).where('id', '=', id).execute();
}

export async function saveOrder(tx: AuditedTx, versionId: string, ids: readonly string[]): Promise<void> {
  await sql`update version_attachment a set ordinal = placed.place from unnest(${[...ids]}::uuid[]) with ordinality as placed (id, place)
    where a.id = placed.id and a.version_id = ${versionId}`.execute(tx);
}

export async function deleteAttachment(tx: AuditedTx, id: string): Promise<void> {
  await tx.deleteFrom('version_attachment').where('id', '=', id).execute();
}
