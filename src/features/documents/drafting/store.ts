import { sql } from 'kysely';
import type { Day, Instant } from '../../../kernel/day.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { ChangeClass, Risk } from '../types.ts';

export type NewDocument = { readonly id: string; readonly number: string; readonly title: string; readonly type: string; readonly ownerId: string; readonly risk: Risk; readonly reviewMonths: number; readonly siteId: string | null };
export type NewFile = { readonly sha256: Buffer; readonly bytes: Buffer; readonly fileName: string; readonly mediaType: string };
export type NewVersion = { readonly id: string; readonly documentId: string; readonly label: string; readonly changeClass: ChangeClass; readonly changeSummary: string; readonly authorId: string; readonly baseline?: { readonly id: string; readonly row: number; readonly statedEffectiveOn: Day } };
export type NewSection = { readonly ordinal: number; readonly number: string | null; readonly heading: string | null; readonly level: number; readonly text: string; readonly html: string; readonly sha256: string };

/** Held until the end of the transaction, so that two who register at once follow each other. */
export async function lockNumbers(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('document.number'))`.execute(tx);
}

/** What stands against registering the document, asked under `lockNumbers`. */
export async function loadForRegistering(tx: Tx, number: string, ownerId: string, siteId: string | null): Promise<{ readonly numberTaken: boolean; readonly ownerKnown: boolean; readonly siteKnown: boolean }> {
  const found = await sql<{ number_taken: boolean; owner_known: boolean; site_known: boolean }>`select
    exists (select from document where lower(number) = lower(${number})) as number_taken,
    exists (select from person where id = ${ownerId}) as owner_known,
    (${siteId}::uuid is null or exists (select from site where id = ${siteId})) as site_known`.execute(tx);
  const row = found.rows[0];
  return { numberTaken: row?.number_taken === true, ownerKnown: row?.owner_known === true, siteKnown: row?.site_known === true };
}

export async function saveDocument(tx: AuditedTx, document: NewDocument, now: Instant): Promise<void> {
  await tx.insertInto('document').values({
    id: document.id, number: document.number, title: document.title, type: document.type, owner_id: document.ownerId, risk: document.risk,
    review_months: document.reviewMonths, site_id: document.siteId, created_at: now,
  }).execute();
}

export async function saveVersion(tx: AuditedTx, version: NewVersion, file: NewFile, sections: readonly NewSection[], now: Instant): Promise<void> {
  await saveFile(tx, file);
  await sql`insert into document_version (id, document_id, label, ordinal, change_class, change_summary, author_id, state, file_name, media_type, content_sha256, created_at, baseline_id, baseline_row, stated_effective_on)
    select ${version.id}, ${version.documentId}, ${version.label}, coalesce(max(ordinal), 0) + 1, ${version.changeClass}, ${version.changeSummary},
      ${version.authorId}, 'draft', ${file.fileName}, ${file.mediaType}, ${file.sha256}, ${now},
      ${version.baseline?.id ?? null}::uuid, ${version.baseline?.row ?? null}::integer, ${version.baseline?.statedEffectiveOn ?? null}::date
    from document_version where document_id = ${version.documentId}`.execute(tx);
  await saveSections(tx, version.id, sections);
}

export async function saveContent(tx: AuditedTx, versionId: string, file: NewFile, sections: readonly NewSection[]): Promise<void> {
  await saveFile(tx, file);
  await tx.updateTable('document_version').set({ file_name: file.fileName, media_type: file.mediaType, content_sha256: file.sha256 }).where('id', '=', versionId).execute();
  await tx.deleteFrom('version_transcript').where('version_id', '=', versionId).execute(); // typed from the file that goes
  await replaceSections(tx, versionId, sections);
}

export async function replaceSections(tx: AuditedTx, versionId: string, sections: readonly NewSection[]): Promise<void> {
  await tx.deleteFrom('document_section').where('version_id', '=', versionId).execute();
  await saveSections(tx, versionId, sections);
}

/** The original bytes, once however many versions have them. They stay when a draft goes. */
export async function saveFile(tx: AuditedTx, file: Pick<NewFile, 'sha256' | 'bytes'>): Promise<void> {
  await tx.insertInto('content_file').values({ sha256: file.sha256, bytes: file.bytes }).onConflict((conflict) => conflict.doNothing()).execute();
}

async function saveSections(tx: AuditedTx, versionId: string, sections: readonly NewSection[]): Promise<void> {
  await sql`insert into document_section (version_id, ordinal, number, heading, level, text, html, sha256)
    select ${versionId}::uuid, ordinal, number, heading, level, text, html, decode(sha256, 'hex')
    from unnest(${sections.map((section) => section.ordinal)}::integer[], ${sections.map((section) => section.number)}::text[], ${sections.map((section) => section.heading)}::text[],
      ${sections.map((section) => section.level)}::smallint[], ${sections.map((section) => section.text)}::text[], ${sections.map((section) => section.html)}::text[], ${sections.map((section) => section.sha256)}::text[])
      as s (ordinal, number, heading, level, text, html, sha256)`.execute(tx);
}

/** The draft with its module; a version that was ever submitted is refused by the database. */
export async function deleteDraft(tx: AuditedTx, versionId: string): Promise<void> {
  await sql`delete from question where module_id in (select id from module where version_id = ${versionId})`.execute(tx);
  await tx.deleteFrom('module').where('version_id', '=', versionId).execute();
  await tx.deleteFrom('version_transcript').where('version_id', '=', versionId).execute();
  await tx.deleteFrom('document_section').where('version_id', '=', versionId).execute();
  await tx.deleteFrom('document_version').where('id', '=', versionId).execute();
}

/** Where a document belongs, as far as permission depends on it. */
export async function loadSiteOf(db: Db, documentId: string): Promise<{ readonly siteId: string | null } | null> {
  const row = await db.selectFrom('document').select('site_id').where('id', '=', documentId).executeTakeFirst();
  return row === undefined ? null : { siteId: row.site_id };
}
