import { sql } from 'kysely';
import { dayIn, type Day, type Instant } from '../../../kernel/day.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { Risk } from '../types.ts';
import type { DocumentVerdict, ModuleVerdict, ReviewFacts, Verdicts } from './types.ts';

type Ref = { readonly id: string; readonly name: string };
export type ReviewRow = {
  readonly id: string; readonly number: string; readonly title: string; readonly risk: Risk; readonly owner: Ref; readonly site: Ref | null; readonly zone: string;
  readonly version: { readonly id: string; readonly label: string }; readonly hasModule: boolean; readonly facts: ReviewFacts;
};
type Raw = Omit<ReviewRow, 'facts'> & { reviewMonths: number; since: Instant; lastOn: Day | null; lastAt: Instant | null; lastDocument: DocumentVerdict | null; lastModule: ModuleVerdict | null };

/** Documents with a version in force at an instant, and the last review of that version; all of them, or those with these ids. */
export async function loadReviewRows(db: Db | Tx, at: Instant, ids: readonly string[] | null): Promise<ReviewRow[]> {
  const found = await sql<Raw>`select d.id, d.number, d.title, d.risk, jsonb_build_object('id', p.id, 'name', p.name) as owner, case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end as site,
      coalesce(s.zone, organisation.zone) as zone, jsonb_build_object('id', v.id, 'label', v.label) as version, exists (select from module m where m.version_id = v.id) as "hasModule", d.review_months as "reviewMonths",
      lower(v.in_force) as since, r.reviewed_on as "lastOn", r.reviewed_at as "lastAt", r.document_verdict as "lastDocument", r.module_verdict as "lastModule"
    from document d cross join organisation join person p on p.id = d.owner_id left join site s on s.id = d.site_id
    join document_version v on v.document_id = d.id and v.in_force @> ${at}::timestamptz
    left join lateral (select * from periodic_review r where r.document_id = d.id and r.version_id = v.id and r.reviewed_at <= ${at} order by r.reviewed_at desc limit 1) r on true
    where (d.retired_at is null or d.retired_at > ${at}) and ${ids === null ? sql`true` : sql`d.id = any(${[...ids]}::uuid[])`} order by d.sort_key, d.number`.execute(db);
  return found.rows.map(({ reviewMonths, since, lastOn, lastAt, lastDocument, lastModule, ...row }) => ({
    ...row, facts: { reviewMonths, retired: false, effectiveOn: dayIn(since, row.zone), last: lastOn === null || lastAt === null || lastDocument === null ? null : { on: lastOn, at: lastAt, document: lastDocument, module: lastModule } },
  }));
}

export type ReviewVersion = { readonly id: string; readonly version: { readonly id: string; readonly label: string }; readonly dueOn: Day; readonly reviewedOn: Day; readonly reviewer: Ref; readonly document: DocumentVerdict; readonly module: ModuleVerdict | null; readonly comment: string | null; readonly signatureId: string };

/** Every review of a document, newest first. */
export async function loadReviews(db: Db, documentId: string): Promise<ReviewVersion[]> {
  const found = await sql<ReviewVersion>`select r.id, jsonb_build_object('id', v.id, 'label', v.label) as version, r.due_on as "dueOn", r.reviewed_on as "reviewedOn", jsonb_build_object('id', p.id, 'name', p.name) as reviewer,
      r.document_verdict as document, r.module_verdict as module, r.comment, r.signature_id as "signatureId"
    from periodic_review r join document_version v on v.id = r.version_id join person p on p.id = r.reviewer_id where r.document_id = ${documentId}::uuid order by r.reviewed_at desc`.execute(db);
  return found.rows;
}

export async function saveReview(tx: AuditedTx, ctx: Context, of: { readonly id: string; readonly documentId: string; readonly versionId: string; readonly dueOn: Day; readonly on: Day; readonly reviewerId: string; readonly signatureId: string }, verdicts: Verdicts): Promise<void> {
  await tx.insertInto('periodic_review').values({
    id: of.id, document_id: of.documentId, version_id: of.versionId, due_on: of.dueOn, reviewed_at: ctx.now, reviewed_on: of.on, reviewer_id: of.reviewerId,
    document_verdict: verdicts.document, module_verdict: verdicts.module, comment: verdicts.comment, signature_id: of.signatureId,
  }).execute();
}
