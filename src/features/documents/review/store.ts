import { sql } from 'kysely';
import type { Day, Instant } from '../../../kernel/day.ts';
import type { WorkingCalendar } from '../../../kernel/day.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import type { Db } from '../../../platform/db/pool.ts';
import { employedToday } from '../../access/store.ts';
import type { NewStep, Ref, ReviewFacts, ReviewOutcome, StepFacts, StepSignature } from './types.ts';

type ReviewRow = {
  id: string; versionId: string; number: number; authorId: string; coAuthorIds: string[]; commentsBlock: boolean; sameSigner: boolean;
  startedAt: Instant; endedAt: Instant | null; endedById: string | null; endedByName: string | null; outcome: ReviewOutcome | null; endReason: string | null;
};
type StepRow = Omit<StepFacts, 'people' | 'signatures'> & { readonly reviewId: string };

/** The reviews of a version, the newest first: at most one of them is running. */
export async function loadReviewsOf(db: Db, versionId: string, now: Instant): Promise<ReviewFacts[]> {
  const found = await sql<{ id: string }>`select id from review where version_id = ${versionId} order by number desc`.execute(db);
  return loadReviews(db, found.rows.map((row) => row.id), now);
}

export async function loadRunningReview(db: Db, versionId: string, now: Instant): Promise<ReviewFacts | null> {
  const found = await sql<{ id: string }>`select id from review where version_id = ${versionId} and ended_at is null`.execute(db);
  return (await loadReviews(db, found.rows.map((row) => row.id), now))[0] ?? null;
}

/** Whole reviews, in bulk, in the order of the ids. */
export async function loadReviews(db: Db, ids: readonly string[], now: Instant): Promise<ReviewFacts[]> {
  if (ids.length === 0) return [];
  const all = sql`${[...ids]}::uuid[]`;
  const [reviews, steps, people, signatures] = await Promise.all([
    sql<ReviewRow>`select r.id, r.version_id as "versionId", r.number, r.started_by as "authorId", array(select c.person_id from version_coauthor c where c.version_id = r.version_id) as "coAuthorIds", r.comments_block as "commentsBlock", r.same_signer as "sameSigner",
        r.started_at as "startedAt", r.ended_at as "endedAt", r.ended_by as "endedById", p.name as "endedByName", r.outcome, r.end_reason as "endReason"
      from review r left join person p on p.id = r.ended_by where r.id = any(${all}) order by array_position(${all}, r.id)`.execute(db),
    sql<StepRow>`select id, review_id as "reviewId", stage, ordinal, name, meaning, final, role, need, days, deputies, opened_at as "openedAt", due_on as "dueOn", done_at as "doneAt"
      from review_step where review_id = any(${all}) order by stage, ordinal`.execute(db),
    // Named people stay, whatever becomes of them: an absent one is reassigned, not forgotten.
    sql<Ref & { stepId: string }>`select s.id as "stepId", p.id, p.name from review_step s join review_signer n on n.step_id = s.id join person p on p.id = n.person_id where s.review_id = any(${all})
      union
      select s.id, p.id, p.name from review_step s join review r on r.id = s.review_id join document_version v on v.id = r.version_id join document d on d.id = v.document_id
        join role_grant g on g.role = s.role and g.revoked_at is null and (g.site_id is null or g.site_id = d.site_id)
        join person p on p.id = g.person_id left join account a on a.person_id = p.id
      where s.review_id = any(${all}) and r.ended_at is null and p.id <> r.started_by and not exists (select from version_coauthor c where c.version_id = r.version_id and c.person_id = p.id) and a.disabled_at is null and ${employedToday('p.id', now)}
      order by name`.execute(db),
    sql<{ stepId: string; signedAt: Instant; byId: string; byName: string; forId: string | null; forName: string | null }>`select g.step_id as "stepId", g.signed_at as "signedAt", p.id as "byId", p.name as "byName", q.id as "forId", q.name as "forName"
      from review_signature g join review_step s on s.id = g.step_id join person p on p.id = g.person_id left join person q on q.id = g.on_behalf_of
      where s.review_id = any(${all}) order by g.signed_at, g.id`.execute(db),
  ]);
  const peopleOf = Map.groupBy(people.rows, (row) => row.stepId);
  const signaturesOf = Map.groupBy(signatures.rows, (row) => row.stepId);
  const stepsOf = Map.groupBy(steps.rows, (row) => row.reviewId);
  return reviews.rows.map(({ endedById, endedByName, ...review }) => ({
    ...review,
    endedBy: endedById === null || endedByName === null ? null : { id: endedById, name: endedByName },
    steps: (stepsOf.get(review.id) ?? []).map((step) => ({
      ...step,
      people: (peopleOf.get(step.id) ?? []).map(({ id, name }) => ({ id, name })),
      signatures: (signaturesOf.get(step.id) ?? []).map((row): StepSignature => ({
        signedAt: row.signedAt, by: { id: row.byId, name: row.byName }, onBehalfOf: row.forId === null || row.forName === null ? null : { id: row.forId, name: row.forName },
      })),
    })),
  }));
}

export async function versionOfStep(db: Db, stepId: string): Promise<{ readonly versionId: string; readonly reviewId: string } | null> {
  const row = await sql<{ versionId: string; reviewId: string }>`select r.version_id as "versionId", r.id as "reviewId" from review_step s join review r on r.id = s.review_id where s.id = ${stepId}`.execute(db);
  return row.rows[0] ?? null;
}

/** Where the days of a document are counted: its site's calendar, else Monday to Friday. */
export async function loadCalendar(db: Db, siteId: string | null): Promise<WorkingCalendar> {
  const row = siteId === null ? undefined : await db.selectFrom('site').select(['working_days', 'holidays']).where('id', '=', siteId).executeTakeFirst();
  return { workingDays: row?.working_days ?? [1, 2, 3, 4, 5], holidays: row?.holidays ?? [] };
}

export type NewReview = { readonly id: string; readonly versionId: string; readonly authorId: string; readonly commentsBlock: boolean; readonly sameSigner: boolean };

export async function saveReview(tx: AuditedTx, review: NewReview, steps: readonly (NewStep & { readonly id: string })[], now: Instant): Promise<void> {
  await sql`insert into review (id, version_id, number, started_at, started_by, comments_block, same_signer)
    select ${review.id}, ${review.versionId}, coalesce(max(number), 0) + 1, ${now}, ${review.authorId}, ${review.commentsBlock}, ${review.sameSigner} from review where version_id = ${review.versionId}`.execute(tx);
  await tx.insertInto('review_step').values(steps.map((step) => ({
    id: step.id, review_id: review.id, stage: step.stage, ordinal: step.ordinal, name: step.name, meaning: step.meaning, final: step.final,
    role: step.role, need: step.need, days: step.days, deputies: step.deputies,
  }))).execute();
  const named = steps.flatMap((step) => (step.role === null ? step.people.map((person) => ({ step_id: step.id, person_id: person.id })) : []));
  if (named.length > 0) await tx.insertInto('review_signer').values(named).execute();
}

export async function saveOpened(tx: AuditedTx, steps: readonly { readonly id: string; readonly dueOn: Day }[], now: Instant): Promise<void> {
  for (const step of steps) await tx.updateTable('review_step').set({ opened_at: now, due_on: step.dueOn }).where('id', '=', step.id).execute();
}

export type NewSignature = { readonly id: string; readonly stepId: string; readonly personId: string; readonly onBehalfOf: string | null; readonly done: boolean };

export async function saveStepSignature(tx: AuditedTx, signature: NewSignature, now: Instant): Promise<void> {
  await tx.insertInto('review_signature').values({ id: signature.id, step_id: signature.stepId, person_id: signature.personId, on_behalf_of: signature.onBehalfOf, signed_at: now }).execute();
  if (signature.done) await tx.updateTable('review_step').set({ done_at: now }).where('id', '=', signature.stepId).execute();
}

export async function saveEnd(tx: AuditedTx, versionId: string, end: { readonly outcome: ReviewOutcome; readonly byId: string | null; readonly reason: string | null }, now: Instant): Promise<void> {
  await tx.updateTable('review').set({ ended_at: now, ended_by: end.byId, outcome: end.outcome, end_reason: end.reason }).where('version_id', '=', versionId).where('ended_at', 'is', null).execute();
}

/** The step is for these people by name from now on. */
export async function saveSigners(tx: AuditedTx, stepId: string, personIds: readonly string[]): Promise<void> {
  await tx.updateTable('review_step').set({ role: null }).where('id', '=', stepId).execute();
  await tx.deleteFrom('review_signer').where('step_id', '=', stepId).execute();
  await tx.insertInto('review_signer').values(personIds.map((id) => ({ step_id: stepId, person_id: id }))).execute();
}

/** Somebody who can be asked to sign: employed now, with an account that is not disabled. */
export async function loadEmployed(db: Db, personId: string, now: Instant): Promise<Ref | null> {
  const found = await sql<Ref>`select p.id, p.name from person p join account a on a.person_id = p.id where p.id = ${personId} and a.disabled_at is null and ${employedToday('p.id', now)}`.execute(db);
  return found.rows[0] ?? null;
}

export async function isHolder(db: Db, personId: string, role: string, siteId: string | null): Promise<boolean> {
  const found = await sql`select from role_grant where person_id = ${personId} and role = ${role} and revoked_at is null and (site_id is null or site_id = ${siteId})`.execute(db);
  return found.rows.length > 0;
}
