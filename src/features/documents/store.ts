import { sql } from 'kysely';
import type { Day, Instant } from '../../kernel/day.ts';
import type { AuditedTx } from '../../platform/context.ts';
import type { Db, Tx } from '../../platform/db/pool.ts';
import type { SectionRef } from './compare/types.ts';
import type { EffectiveDatePolicy } from './policy/types.ts';
import type { Approval, ChangeClass, DocumentFacts, Risk, TrainingDecision, VersionFacts, VersionState } from './types.ts';

/**
 * Locks a document for one act: two acts on one document follow each other. Weaker than `for update`, so that training
 * being written for the document does not wait.
 */
export async function lockDocument(tx: Tx, documentId: string): Promise<boolean> {
  const locked = await sql`select from document where id = ${documentId} for no key update`.execute(tx);
  return locked.rows.length > 0;
}

export async function documentOf(db: Db, versionId: string): Promise<string | null> {
  const row = await db.selectFrom('document_version').select('document_id').where('id', '=', versionId).executeTakeFirst();
  return row?.document_id ?? null;
}

export async function loadDocument(db: Db, documentId: string): Promise<DocumentFacts | null> {
  const row = await db
    .selectFrom('document as d')
    .innerJoin('organisation as o', (join) => join.onTrue())
    .leftJoin('site as s', 's.id', 'd.site_id')
    .select(['d.id', 'd.number', 'd.title', 'd.risk', 'd.site_id', 'd.owner_id', 'd.retired_at', sql<string>`coalesce(s.zone, o.zone)`.as('zone')])
    .where('d.id', '=', documentId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    id: row.id, number: row.number, title: row.title, siteId: row.site_id, ownerId: row.owner_id, zone: row.zone, retired: row.retired_at !== null,
    risk: row.risk as Risk, // a check constraint of the table
    versions: await loadVersions(db, documentId),
  };
}

async function loadVersions(db: Db, documentId: string): Promise<VersionFacts[]> {
  const rows = await db
    .selectFrom('document_version')
    .select(['id', 'label', 'ordinal', 'state', 'change_class', 'author_id', 'content_sha256', 'training_decision', 'effective_on', 'effective_at'])
    .select(sql<string[]>`array(select person_id from version_coauthor where version_id = document_version.id order by person_id)`.as('coauthor_ids'))
    .select(sql<VersionFacts['attachments']>`(select coalesce(jsonb_agg(jsonb_build_object('fileName', a.file_name, 'sha256', encode(a.sha256, 'hex')) order by a.ordinal), '[]') from version_attachment a where a.version_id = document_version.id)`.as('attachments'))
    .select(sql<Buffer | null>`(select sha256 from version_transcript where version_id = document_version.id)`.as('transcript_sha256'))
    .select(sql<Buffer | null>`(select practical_sha256 from module where version_id = document_version.id)`.as('practical_sha256'))
    .where('document_id', '=', documentId)
    .orderBy('ordinal')
    .execute();
  return rows.map((row) => ({
    id: row.id, label: row.label, ordinal: row.ordinal, authorId: row.author_id, coAuthorIds: row.coauthor_ids, attachments: row.attachments, contentSha256: row.content_sha256.toString('hex'), transcriptSha256: row.transcript_sha256?.toString('hex') ?? null, practicalSha256: row.practical_sha256?.toString('hex') ?? null,
    effectiveOn: row.effective_on, effectiveAt: row.effective_at,
    // check constraints of the table
    state: row.state as VersionState, changeClass: row.change_class as ChangeClass, decision: row.training_decision as TrainingDecision | null,
  }));
}

/** True when the stored file still has the SHA-256 that it is kept and signed under (DOC-03). Computed where the bytes are. */
export async function isContentIntact(db: Db, contentSha256: string): Promise<boolean> {
  const row = await sql<{ intact: boolean }>`select sha256(bytes) = sha256 as intact from content_file where sha256 = ${Buffer.from(contentSha256, 'hex')}`.execute(db);
  return row.rows[0]?.intact === true;
}

export async function loadSections(db: Db, versionId: string): Promise<(SectionRef & { readonly level: number; readonly sha256: Buffer })[]> {
  return db.selectFrom('document_section').select(['ordinal', 'number', 'heading', 'level', 'text', 'html', 'sha256']).where('version_id', '=', versionId).orderBy('ordinal').execute();
}

/** Approved versions whose moment has come, earliest first: the scheduler brings them into force, or asks whether they still have to wait. */
export async function loadDueVersions(db: Db, now: Instant): Promise<{ readonly id: string; readonly effectiveAt: Instant }[]> {
  const rows = await db.selectFrom('document_version').select(['id', 'effective_at']).where('state', '=', 'approved').where('effective_at', '<=', now).orderBy('effective_at').orderBy('id').execute();
  return rows.flatMap((row) => (row.effective_at === null ? [] : [{ id: row.id, effectiveAt: row.effective_at }]));
}

export async function saveSubmission(tx: AuditedTx, versionId: string, now: Instant): Promise<void> {
  await tx.updateTable('document_version').set({ state: 'in_review', submitted_at: now, sent_back_reason: null }).where('id', '=', versionId).execute();
}

export async function saveSentBack(tx: AuditedTx, versionId: string, reason: string): Promise<void> {
  await tx.updateTable('document_version').set({ state: 'draft', submitted_at: null, sent_back_reason: reason }).where('id', '=', versionId).execute();
}

/** `terms`: the policy that counts for this version from now on, and what it makes of its effective date. */
export async function saveApproval(tx: AuditedTx, versionId: string, approval: Approval, effectiveAt: Instant, now: Instant, terms?: { readonly policyId: string; readonly takesEffect: EffectiveDatePolicy }): Promise<void> {
  await tx.updateTable('document_version').set({
    state: 'approved', approved_at: now, approver_id: approval.personId, training_decision: approval.decision, training_reason: approval.reason,
    effective_on: approval.effectiveOn, effective_at: effectiveAt, ...(terms === undefined ? {} : { policy_id: terms.policyId, takes_effect: terms.takesEffect }),
  }).where('id', '=', versionId).execute();
}

/** Both rows in one transaction: there is no instant with two versions in force, and none without (DOC-02). */
export async function saveSwitch(tx: AuditedTx, versionId: string, supersededId: string | null, at: Instant, on: Day): Promise<void> {
  if (supersededId !== null) {
    await tx.updateTable('document_version').set({ state: 'superseded', in_force: sql<string>`tstzrange(lower(in_force), ${at}::timestamptz, '[)')` }).where('id', '=', supersededId).execute();
  }
  await tx.updateTable('document_version').set({ state: 'effective', effective_at: at, effective_on: on, in_force: sql<string>`tstzrange(${at}::timestamptz, null, '[)')` }).where('id', '=', versionId).execute();
}

export async function saveWithdrawal(tx: AuditedTx, versionId: string, now: Instant): Promise<void> {
  await tx.updateTable('document_version').set({ state: 'withdrawn', withdrawn_at: now }).where('id', '=', versionId).execute();
}

export async function saveRetirement(tx: AuditedTx, documentId: string, versionId: string | null, now: Instant): Promise<void> {
  await tx.updateTable('document').set({ retired_at: now }).where('id', '=', documentId).execute();
  if (versionId === null) return;
  await tx.updateTable('document_version').set({ state: 'retired', in_force: sql<string>`tstzrange(lower(in_force), ${now}::timestamptz, '[)')` }).where('id', '=', versionId).execute();
}
