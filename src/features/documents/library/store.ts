import { sql } from 'kysely';
import type { Day, Instant } from '../../../kernel/day.ts';
import type { Db } from '../../../platform/db/pool.ts';
import type { ChangeClass, Risk, TrainingDecision, VersionState } from '../types.ts';

/** Whose drafts and former versions the reader may see: of all documents without a site and of these sites, or everywhere. */
export type Sight = { readonly everywhere: boolean; readonly siteIds: readonly string[] };

export type Ref = { readonly id: string; readonly name: string };
export type DocumentRow = {
  readonly id: string; readonly number: string; readonly title: string; readonly type: string; readonly risk: Risk; readonly owner: Ref; readonly site: Ref | null;
  readonly reviewMonths: number; readonly retiredAt: Instant | null; readonly zone: string; readonly seesAll: boolean;
  readonly inForce: { readonly id: string; readonly label: string; readonly effectiveAt: Instant } | null;
  readonly coming: { readonly id: string; readonly label: string; readonly state: VersionState; readonly effectiveOn: Day | null } | null;
};
export type Filter = { readonly at: Instant; readonly words: readonly string[]; readonly type: string | null; readonly risk: Risk | null; readonly state: VersionState | null; readonly id: string | null };

type Raw = {
  id: string; number: string; title: string; type: string; risk: Risk; owner_id: string; owner_name: string; site_id: string | null; site_name: string | null;
  review_months: number; retired_at: Instant | null; zone: string; sees_all: boolean;
  in_force_id: string | null; in_force_label: string | null; in_force_at: Instant | null;
  coming_id: string | null; coming_label: string | null; coming_state: VersionState | null; coming_on: Day | null;
};

/** Documents by number, as they stood at `at`. Without sight of all versions, only those with a version in force then. */
export async function loadDocuments(db: Db, sight: Sight, filter: Filter, page: { readonly after: string | null; readonly limit: number }): Promise<DocumentRow[]> {
  const rows = await sql<Raw>`select found.* from (${matching(sight, filter)}) found
    where ${page.after}::text is null or (found.sort_key, found.number) > (natural_key(${page.after}), ${page.after}::text)
    order by found.sort_key, found.number limit ${page.limit}`.execute(db);
  return rows.rows.map(toRow);
}

export async function countDocuments(db: Db, sight: Sight, filter: Filter): Promise<number> {
  const counted = await sql<{ total: number }>`select count(*) as total from (${matching(sight, filter)}) found`.execute(db);
  return counted.rows[0]?.total ?? 0;
}

function matching(sight: Sight, filter: Filter) {
  const { at } = filter;
  return sql`select d.id, d.number, d.sort_key, d.title, d.type, d.risk, d.owner_id, owner.name as owner_name, d.site_id, site.name as site_name, d.review_months,
      case when d.retired_at <= ${at} then d.retired_at end as retired_at, coalesce(site.zone, organisation.zone) as zone, may.sees_all,
      now_in_force.id as in_force_id, now_in_force.label as in_force_label, now_in_force.effective_at as in_force_at,
      coming.id as coming_id, coming.label as coming_label, coming.state as coming_state, coming.effective_on as coming_on
    from document d cross join organisation join person owner on owner.id = d.owner_id left join site on site.id = d.site_id
    cross join lateral (select ${sight.everywhere}::boolean or coalesce(d.site_id = any (${[...sight.siteIds]}::uuid[]), false) as sees_all) may
    left join lateral (select v.id, v.label, v.effective_at from document_version v
      where v.document_id = d.id and version_state_at(v, ${at}) = 'effective' order by v.effective_at desc limit 1) now_in_force on true
    left join lateral (select v.id, v.label, version_state_at(v, ${at}) as state, case when v.approved_at <= ${at} then v.effective_on end as effective_on from document_version v
      where may.sees_all and v.document_id = d.id and version_state_at(v, ${at}) in ('draft', 'in_review', 'approved') order by v.ordinal desc limit 1) coming on true
    where d.created_at <= ${at} and (may.sees_all or now_in_force.id is not null)
      and d.search like all (${filter.words.map((word) => `%${word.toLowerCase().replaceAll(/[\\%_]/gu, '\\$&')}%`)}::text[])
      and (${filter.type}::text is null or d.type = ${filter.type})
      and (${filter.risk}::text is null or d.risk = ${filter.risk})
      and (${filter.id}::uuid is null or d.id = ${filter.id})
      and (${filter.state}::text is null or exists (select from document_version v
        where v.document_id = d.id and (may.sees_all or v.id = now_in_force.id) and version_state_at(v, ${at}) = ${filter.state}))`;
}

function toRow(raw: Raw): DocumentRow {
  return {
    id: raw.id, number: raw.number, title: raw.title, type: raw.type, risk: raw.risk, reviewMonths: raw.review_months, retiredAt: raw.retired_at, zone: raw.zone, seesAll: raw.sees_all,
    owner: { id: raw.owner_id, name: raw.owner_name },
    site: raw.site_id === null || raw.site_name === null ? null : { id: raw.site_id, name: raw.site_name },
    inForce: raw.in_force_id === null || raw.in_force_label === null || raw.in_force_at === null ? null : { id: raw.in_force_id, label: raw.in_force_label, effectiveAt: raw.in_force_at },
    coming: raw.coming_id === null || raw.coming_label === null || raw.coming_state === null ? null : { id: raw.coming_id, label: raw.coming_label, state: raw.coming_state, effectiveOn: raw.coming_on },
  };
}

export type VersionRow = {
  readonly id: string; readonly documentId: string; readonly number: string; readonly title: string; readonly label: string; readonly ordinal: number;
  readonly changeClass: ChangeClass; readonly changeSummary: string; readonly state: VersionState; readonly author: Ref; readonly coAuthors: readonly Ref[]; readonly approver: Ref | null;
  readonly fileName: string; readonly mediaType: string; readonly contentSha256: string; readonly transcriptSha256: string | null; readonly createdAt: Instant; readonly submittedAt: Instant | null; readonly sentBackReason: string | null;
  readonly approvedAt: Instant | null; readonly trainingDecision: TrainingDecision | null; readonly trainingReason: string | null;
  readonly effectiveOn: Day | null; readonly effectiveAt: Instant | null; readonly inForceFrom: Instant | null; readonly inForceUntil: Instant | null;
  /** Where an imported version came from: it has no approval here. */
  readonly baseline: { readonly id: string; readonly fileName: string; readonly row: number; readonly statedEffectiveOn: string; readonly signer: Ref } | null;
};

/** The versions of a document, newest first, as they stood at `at`: nothing that happened later shows. */
export async function loadVersionRows(db: Db, documentId: string, at: Instant): Promise<VersionRow[]> {
  const rows = await sql<VersionRow & { authorId: string; authorName: string; approverId: string | null; approverName: string | null }>`select v.id, v.document_id as "documentId", d.number, d.title, v.label, v.ordinal,
      v.change_class as "changeClass", v.change_summary as "changeSummary", version_state_at(v, ${at}) as state, v.author_id as "authorId", author.name as "authorName",
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by c.named_at), '[]') from version_coauthor c join person p on p.id = c.person_id where c.version_id = v.id and c.named_at <= ${at}) as "coAuthors",
      case when known.approved then v.approver_id end as "approverId", approver.name as "approverName", v.file_name as "fileName", v.media_type as "mediaType", encode(v.content_sha256, 'hex') as "contentSha256",
      (select encode(sha256, 'hex') from version_transcript where version_id = v.id) as "transcriptSha256", v.created_at as "createdAt", case when v.submitted_at <= ${at} then v.submitted_at end as "submittedAt", v.sent_back_reason as "sentBackReason",
      case when known.approved then v.approved_at end as "approvedAt", case when known.approved then v.training_decision end as "trainingDecision", case when known.approved then v.training_reason end as "trainingReason",
      case when known.approved then v.effective_on end as "effectiveOn", case when known.approved then v.effective_at end as "effectiveAt",
      case when lower(v.in_force) <= ${at} then lower(v.in_force) end as "inForceFrom", case when upper(v.in_force) <= ${at} then upper(v.in_force) end as "inForceUntil",
      case when b.id is not null then jsonb_build_object('id', b.id, 'fileName', b.file_name, 'row', v.baseline_row, 'statedEffectiveOn', v.stated_effective_on, 'signer', jsonb_build_object('id', signer.id, 'name', signer.name)) end as baseline
    from document_version v join document d on d.id = v.document_id join person author on author.id = v.author_id left join person approver on approver.id = v.approver_id
    left join document_baseline b on b.id = v.baseline_id left join person signer on signer.id = b.signer_id
    cross join lateral (select coalesce(v.approved_at <= ${at}, v.baseline_id is not null) as approved) known
    where v.document_id = ${documentId} and v.created_at <= ${at} order by v.ordinal desc`.execute(db);
  return onlyOneInForce(rows.rows.map(({ authorId, authorName, approverId, approverName, ...version }) => ({
    ...version, author: { id: authorId, name: authorName }, approver: approverId === null || approverName === null ? null : { id: approverId, name: approverName },
  })));
}

/** Asked about the future, the version that will be in force then has superseded the present one. */
function onlyOneInForce(versions: readonly VersionRow[]): VersionRow[] {
  const newest = versions.find((version) => version.state === 'effective');
  return versions.map((version) => (version.state === 'effective' && version !== newest ? { ...version, state: 'superseded' } : version));
}

export async function loadModuleFacts(db: Db, versionId: string): Promise<{ id: string; passMark: number; maxAttempts: number; minutes: number; questions: number; practical: boolean } | null> {
  const row = await sql<{ id: string; passMark: number; maxAttempts: number; minutes: number; questions: number; practical: boolean }>`select id, pass_mark as "passMark", max_attempts as "maxAttempts", minutes, practical is not null as practical,
    (select count(*) from question where module_id = module.id) as questions from module where version_id = ${versionId}`.execute(db);
  return row.rows[0] ?? null;
}

export async function loadFile(db: Db, contentSha256: string): Promise<Buffer | null> {
  const row = await db.selectFrom('content_file').select('bytes').where('sha256', '=', Buffer.from(contentSha256, 'hex')).executeTakeFirst();
  return row?.bytes ?? null;
}
