import { sql, type RawBuilder } from 'kysely';
import { endOfDay, type Day, type WorkingCalendar } from '../../../kernel/day.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { holdsAt } from '../../people/store-placement.ts';
import type { Extendable, Waiting } from './types.ts';

const site = (at: Temporal.Instant): RawBuilder<unknown> => sql`left join lateral (select s.zone, s.working_days, s.holidays from employment e join site s on s.id = e.site_id where e.person_id = a.person_id and ${holdsAt(at)} limit 1) here on true`;
const today = (at: Temporal.Instant): RawBuilder<unknown> => sql`(${at}::timestamptz at time zone coalesce(here.zone, a.zone))::date`;

/** Held against every other act on it until the end of the transaction. */
export async function loadExtendable(tx: Tx, id: string, at: Temporal.Instant): Promise<(Extendable & { calendar: WorkingCalendar }) | null> {
  const found = await sql<Extendable & { workingDays: number[]; holidays: Day[] }>`select a.id, a.person_id as "personId", a.due_on as "dueOn", ${today(at)} as today, a.closed_at is not null as closed, a.closed_why as "closedWhy",
      (select count(*) from extension_request x where x.assignment_id = a.id and x.decision = 'approved') as approved, exists (select from extension_request x where x.assignment_id = a.id and x.decision is null) as waits,
      coalesce(here.working_days, '{1,2,3,4,5}') as "workingDays", coalesce(here.holidays, '{}') as holidays
    from assignment a ${site(at)} where a.id = ${id}::uuid for update of a`.execute(tx);
  const row = found.rows[0];
  if (row === undefined) return null;
  const { workingDays, holidays, ...work } = row;
  return { ...work, calendar: { workingDays, holidays } };
}

export async function saveRequest(tx: AuditedTx, ctx: Context, of: { readonly id: string; readonly assignmentId: string; readonly by: string; readonly reason: string; readonly from: Day; readonly to: string }): Promise<void> {
  await tx.insertInto('extension_request').values({ id: of.id, assignment_id: of.assignmentId, requested_by: of.by, requested_at: ctx.now, reason: of.reason, from_due_on: of.from, to_due_on: Temporal.PlainDate.from(of.to) }).execute();
}

export async function loadWaiting(tx: Tx, id: string, at: Temporal.Instant): Promise<(Waiting & { zone: string }) | null> {
  const found = await sql<Waiting & { zone: string }>`select x.id, x.assignment_id as "assignmentId", a.person_id as "personId", x.requested_by as "requestedBy", x.from_due_on as "fromDueOn", x.to_due_on as "toDueOn", a.due_on as "dueOn", ${today(at)} as today,
      a.closed_at is not null as closed, a.closed_why as "closedWhy", x.decision is not null as decided, a.zone
    from extension_request x join assignment a on a.id = x.assignment_id ${site(at)} where x.id = ${id}::uuid for update of x, a`.execute(tx);
  return found.rows[0] ?? null;
}

export async function saveDecision(tx: AuditedTx, ctx: Context, waiting: Waiting & { readonly zone: string }, of: { readonly by: string; readonly decision: 'approved' | 'declined'; readonly reason: string }): Promise<void> {
  await sql`update extension_request set decided_by = ${of.by}, decided_at = ${ctx.now}, decision = ${of.decision}, decision_reason = ${of.reason} where id = ${waiting.id}`.execute(tx);
  if (of.decision === 'approved') await sql`update assignment set due_on = ${waiting.toDueOn}, due_at = ${endOfDay(waiting.toDueOn, waiting.zone)} where id = ${waiting.assignmentId} and closed_at is null`.execute(tx);
}

const instant = (column: RawBuilder<unknown>): RawBuilder<unknown> => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const documentRef = sql`jsonb_build_object('id', d.id, 'number', d.number, 'title', d.title, 'risk', d.risk)`;
const extension = sql`jsonb_build_object('id', x.id, 'assignmentId', x.assignment_id, 'person', jsonb_build_object('id', p.id, 'name', p.name), 'document', ${documentRef}, 'versionLabel', v.label,
  'requestedBy', (select jsonb_build_object('id', q.id, 'name', q.name) from person q where q.id = x.requested_by), 'requestedAt', ${instant(sql`x.requested_at`)}, 'reason', x.reason, 'fromDueOn', x.from_due_on, 'toDueOn', x.to_due_on, 'overdueSince', ${instant(sql`a.overdue_since`)},
  'decision', x.decision, 'decidedBy', (select jsonb_build_object('id', q.id, 'name', q.name) from person q where q.id = x.decided_by), 'decidedAt', ${instant(sql`x.decided_at`)}, 'decisionReason', x.decision_reason)`;

export type Row = { id: string; [member: string]: unknown };

export async function loadExtensions(db: Db, where: RawBuilder<unknown>, orderBy: RawBuilder<unknown>, limit: number): Promise<Row[]> {
  const found = await sql<{ row: Row }>`select ${extension} as row from extension_request x join assignment a on a.id = x.assignment_id join person p on p.id = a.person_id join document d on d.id = a.document_id join document_version v on v.id = a.version_id
    where ${where} order by ${orderBy} limit ${limit}`.execute(db);
  return found.rows.map((entry) => entry.row);
}

type Attempts = { readonly used: number; readonly allowed: number; readonly passed: boolean };
/** Of assignment a with module m, as the rule wants them. */
const ATTEMPTS = sql`(select jsonb_build_object('used', count(*) filter (where q.submitted_at is not null), 'allowed', coalesce(m.max_attempts, 1) + a.extra_attempts, 'passed', coalesce(bool_or(q.passed), false)) from quiz_attempt q where q.assignment_id = a.id)`;

/** Open work on which an assessment was failed. */
export async function loadFailed(db: Db, visible: RawBuilder<unknown>): Promise<{ readonly id: string; readonly attempts: Attempts }[]> {
  const found = await sql<{ id: string; attempts: Attempts }>`select a.id, ${ATTEMPTS} as attempts from assignment a join person p on p.id = a.person_id left join module m on m.version_id = a.version_id
    where a.failed_at is not null and a.closed_at is null and ${visible}`.execute(db);
  return found.rows;
}

/** Open work by due moment; `after` is the place at which the page before ended. */
export async function loadOpenWork(db: Db, at: Temporal.Instant, where: RawBuilder<unknown>, after: { readonly dueAt: string; readonly id: string } | null, limit: number): Promise<(Row & { dueAt: string; attempts: Attempts })[]> {
  const from = after === null ? sql`true` : sql`(a.due_at, a.id) > (${after.dueAt}::timestamptz, ${after.id}::uuid)`;
  const found = await sql<{ row: Row & { dueAt: string; attempts: Attempts } }>`select jsonb_build_object('id', a.id, 'person', jsonb_build_object('id', p.id, 'name', p.name), 'document', ${documentRef}, 'versionLabel', v.label, 'path', a.path, 'cause', a.cause, 'pathWhy', a.path_why,
      'dueOn', a.due_on, 'dueAt', a.due_at, 'overdueSince', ${instant(sql`a.overdue_since`)},
      'attempts', ${ATTEMPTS},
      'lastScore', (select q.score from quiz_attempt q where q.assignment_id = a.id and q.submitted_at is not null order by q.number desc limit 1),
      'extensions', (select count(*) from extension_request x where x.assignment_id = a.id and x.decision = 'approved'), 'waiting', (select x.to_due_on from extension_request x where x.assignment_id = a.id and x.decision is null),
      'absent', exists (select from employment e join site s on s.id = e.site_id where e.person_id = p.id and e.state = 'on_leave' and ${holdsAt(at)})) as row
    from assignment a join person p on p.id = a.person_id join document d on d.id = a.document_id join document_version v on v.id = a.version_id left join module m on m.version_id = v.id
    where a.closed_at is null and ${from} and ${where} order by a.due_at, a.id limit ${limit}`.execute(db);
  return found.rows.map((entry) => entry.row);
}

export async function saveNotCompetent(tx: AuditedTx, ctx: Context, assignmentId: string, reason: string): Promise<void> {
  await sql`update assignment set not_competent_at = ${ctx.now}, failed_at = coalesce(failed_at, ${ctx.now}), closed_at = ${ctx.now}, closed_as = 'cancelled', closed_why = ${`marked not competent: ${reason}`} where id = ${assignmentId} and closed_at is null`.execute(tx);
}
