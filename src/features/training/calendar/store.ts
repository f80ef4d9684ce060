import { sql } from 'kysely';
import { endOfDay, type Day, type Instant } from '../../../kernel/day.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import { column } from '../../../platform/db/bulk.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { employedOn } from '../../people/store-placement.ts';
import type { Moved, OpenWork } from './rules.ts';

/** Who works at the site on a day, and whose first placement to come is there. */
const atSite = (siteId: string, on: Day) => sql`select distinct e.person_id from employment e where e.site_id = ${siteId}::uuid and (${employedOn(sql`${on}::date`)} or lower(e.during) > ${on}::date
  and not exists (select from employment c where c.person_id = e.person_id and lower(c.during) < lower(e.during) and (upper(c.during) is null or upper(c.during) > ${on}::date)))`;

/** Open work of these people that is not late, in one query. */
export async function loadWorkAt(db: Db | Tx, siteId: string, on: Day, now: Instant): Promise<OpenWork[]> {
  const found = await sql<OpenWork>`with who as materialized (${atSite(siteId, on)}), extended as materialized (select distinct assignment_id from extension_request where decision = 'approved')
    select a.id, a.person_id as "personId", a.document_id as "documentId", a.version_id as "versionId", a.cause, a.assigned_at as "assignedAt", a.zone, a.due_on as "dueOn", a.leave_counted_until is not null as resumed, x.assignment_id is not null as extended
    from who join assignment a on a.person_id = who.person_id left join extended x on x.assignment_id = a.id
    where a.closed_at is null and a.overdue_since is null and a.due_at > ${now} order by a.due_on, a.id`.execute(db);
  return found.rows;
}

export async function countLateAt(db: Db | Tx, siteId: string, on: Day, now: Instant): Promise<number> {
  const found = await sql<{ count: number }>`select count(*) as count from (${atSite(siteId, on)}) who join assignment a on a.person_id = who.person_id where a.closed_at is null and (a.overdue_since is not null or a.due_at <= ${now})`.execute(db);
  return found.rows[0]?.count ?? 0;
}

export async function loadPeopleAt(db: Db | Tx, siteId: string, on: Day): Promise<string[]> {
  const found = await sql<{ person_id: string }>`${atSite(siteId, on)}`.execute(db);
  return found.rows.map((row) => row.person_id);
}

export async function saveMoved(tx: AuditedTx, rows: readonly Moved[]): Promise<void> {
  const of = (value: (row: Moved) => string, type: 'uuid' | 'date' | 'timestamptz' | 'text') => column(rows.map(value), type);
  await sql`update assignment a set due_on = r.due_on, due_at = r.due_at, zone = r.zone
    from unnest(${of((row) => row.id, 'uuid')}, ${of((row) => row.to.toString(), 'date')}, ${of((row) => endOfDay(row.to, row.zone).toString(), 'timestamptz')}, ${of((row) => row.zone, 'text')}) as r (id, due_on, due_at, zone)
    where a.id = r.id and a.closed_at is null`.execute(tx);
}
