import { sql } from 'kysely';
import { endOfDay } from '../../../kernel/day.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import { column } from '../../../platform/db/bulk.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { holdsAt } from '../../people/store-placement.ts';
import type { OpenWork, Redated } from './rules.ts';

type Row = Omit<OpenWork, 'calendar'> & { workingDays: number[]; holidays: Temporal.PlainDate[] };

/** The open assignments of a version with the calendar of the site where each person works at `at`. */
export async function loadOpenWork(db: Db | Tx, versionId: string, at: Temporal.Instant): Promise<OpenWork[]> {
  const found = await sql<Row>`select a.id, a.person_id as "personId", a.cause, a.assigned_at as "assignedAt", a.zone, a.due_on as "dueOn", a.overdue_since as "overdueSince", a.leave_counted_until is not null or exists (select from extension_request x where x.assignment_id = a.id and x.decision = 'approved') as resumed,
      coalesce(here.working_days, '{1,2,3,4,5}') as "workingDays", coalesce(here.holidays, '{}') as holidays
    from assignment a left join lateral (select s.working_days, s.holidays from employment e join site s on s.id = e.site_id where e.person_id = a.person_id and ${holdsAt(at)} limit 1) here on true
    where a.version_id = ${versionId}::uuid and a.closed_at is null order by a.id`.execute(db);
  return found.rows.map(({ workingDays, holidays, ...work }) => ({ ...work, calendar: { workingDays, holidays } }));
}

export async function saveRedated(tx: AuditedTx, rows: readonly Redated[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`update assignment a set due_on = r.due_on, due_at = r.due_at
    from unnest(${column(rows.map((row) => row.id), 'uuid')}, ${column(rows.map((row) => row.to.toString()), 'date')}, ${column(rows.map((row) => endOfDay(row.to, row.zone).toString()), 'timestamptz')}) as r (id, due_on, due_at)
    where a.id = r.id and a.closed_at is null`.execute(tx);
}

export async function countCompleted(db: Db, versionId: string): Promise<number> {
  const found = await sql<{ count: number }>`select count(distinct person_id) as count from training_record where version_id = ${versionId}::uuid`.execute(db);
  return found.rows[0]?.count ?? 0;
}
