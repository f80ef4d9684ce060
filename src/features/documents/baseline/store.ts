import { sql } from 'kysely';
import type { Day, Instant } from '../../../kernel/day.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import type { Db } from '../../../platform/db/pool.ts';
import type { NewFile, NewSection } from '../drafting/store.ts';
import { saveDocument, saveVersion } from '../drafting/store.ts';
import { loadCodes } from '../kinds/store.ts';
import type { CleanRow, ImportFacts } from './types.ts';

/** People who work somewhere, sites, and the documents whose numbers the list names. */
export async function loadImportFacts(db: Db, numbers: readonly string[]): Promise<Pick<ImportFacts, 'people' | 'sites' | 'types' | 'documents'> & { readonly zone: string }> {
  const people = await db.selectFrom('person').select(['id', 'employee_number', 'name']).execute();
  const sites = await db.selectFrom('site').select(['id', 'code']).execute();
  const organisation = await db.selectFrom('organisation').select('zone').executeTakeFirst();
  const documents = await sql<{ number: string; label: string | null; sha256: string | null }>`select d.number, v.label, encode(v.content_sha256, 'hex') as sha256
    from document d left join document_version v on v.document_id = d.id where lower(d.number) = any (${numbers.map((number) => number.toLowerCase())}::text[]) order by d.number, v.ordinal`.execute(db);
  const byNumber = new Map<string, { label: string; contentSha256: string }[]>();
  for (const { number, label, sha256 } of documents.rows) {
    const versions = byNumber.get(number) ?? [];
    if (label !== null && sha256 !== null) versions.push({ label, contentSha256: sha256 });
    byNumber.set(number, versions);
  }
  return {
    zone: organisation?.zone ?? 'UTC', sites, types: await loadCodes(db), people: people.map((person) => ({ id: person.id, employeeNumber: person.employee_number, name: person.name })),
    documents: [...byNumber].map(([number, versions]) => ({ number, versions })),
  };
}

export type NewBaseline = { readonly id: string; readonly fileName: string; readonly sha256: Buffer; readonly manifestSha256: Buffer; readonly versions: number; readonly signerId: string };

export async function saveBaseline(tx: AuditedTx, baseline: NewBaseline, now: Instant): Promise<void> {
  await tx.insertInto('document_baseline').values({ id: baseline.id, file_name: baseline.fileName, sha256: baseline.sha256, manifest_sha256: baseline.manifestSha256, versions: baseline.versions, signer_id: baseline.signerId, signed_at: now }).execute();
}

export type Imported = { readonly row: CleanRow; readonly documentId: string; readonly versionId: string; readonly file: NewFile; readonly sections: readonly NewSection[] };

/** The document and its version, still a draft so that it can get its sections and its training module. */
export async function saveImported(tx: AuditedTx, { row, documentId, versionId, file, sections }: Imported, baseline: NewBaseline, now: Instant): Promise<void> {
  const { number, title, type, ownerId, risk, reviewMonths, siteId } = row;
  await saveDocument(tx, { id: documentId, number, title, type, ownerId, risk, reviewMonths, siteId }, now);
  await saveVersion(tx, { id: versionId, documentId, label: row.label, changeClass: 'major', changeSummary: row.summary, authorId: baseline.signerId, baseline: { id: baseline.id, row: row.line, statedEffectiveOn: row.statedEffectiveOn } }, file, sections, now);
}

/** All at once into force, from now: when they were in force elsewhere is stated, not known. */
export async function saveInForce(tx: AuditedTx, baselineId: string, now: Instant, today: Day): Promise<void> {
  await sql`update document_version set state = 'effective', effective_at = ${now}, effective_on = ${today}, in_force = tstzrange(${now}::timestamptz, null, '[)') where baseline_id = ${baselineId}`.execute(tx);
}
