import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { holdsAt } from '../../people/store-placement.ts';
import type { Cause, Path } from '../types.ts';

/** A version whose cycle is asked about, at an instant. `people` is a condition on person p: whom the reader may see. */
export type Asked = { readonly versionId: string; readonly documentId: string; readonly at: Temporal.Instant; readonly people: RawBuilder<unknown>; readonly running: boolean; readonly tookEffect: boolean };

/**
 * One line for each person whom the version affected, as it was known at the instant: with their last assignment for it (a
 * completed one before others) and their record, and those on leave whose training has not begun. `key` as in the rules.
 * Lateness that is older than the assignment came with the switch from the version before (IMP-07), not sooner.
 */
function lines({ versionId, documentId, at, people, running, tookEffect }: Asked): RawBuilder<unknown> {
  return sql`
    assigned as materialized (select distinct on (a.person_id) a.person_id, a.id, a.path, a.cause, a.covers, a.assigned_at, a.due_on, a.due_at,
        case when a.overdue_since <= ${at} and (a.overdue_since >= a.assigned_at or ${tookEffect}) then a.overdue_since end as overdue_since,
        case when a.closed_at <= ${at} then a.closed_at end as closed_at,
        case when a.closed_at <= ${at} then a.closed_as end as closed_as, case when a.closed_at <= ${at} then a.closed_why end as closed_why
      from assignment a where a.version_id = ${versionId}::uuid and a.assigned_at <= ${at} order by a.person_id, (a.closed_as = 'completed' and a.closed_at <= ${at}) desc nulls last, a.id desc),
    recorded as materialized (select distinct on (r.person_id) r.person_id, r.id, r.kind, r.event_at from training_record r
      where r.version_id = ${versionId}::uuid and r.event_at <= ${at} order by r.person_id, (r.kind = 'training') desc, r.id desc),
    here as materialized (select e.person_id, e.state, e.department_id, e.site_id from employment e join site s on s.id = e.site_id where ${holdsAt(at)}
      and (e.person_id in (select person_id from assigned) or e.person_id in (select person_id from recorded) or e.state = 'on_leave')),
    away as (select o.person_id from obligation o join here on here.person_id = o.person_id and here.state = 'on_leave'
      where ${running} and o.document_id = ${documentId}::uuid and o.since <= ${at} and (o.until is null or o.until > ${at})),
    line as materialized (select p.id as person_id, p.name, p.employee_number, p.search, a.id as assignment_id, a.path, a.cause, a.covers, a.assigned_at, a.due_on, a.overdue_since, a.closed_why,
        case when a.closed_as = 'completed' then a.closed_at else r.event_at end as completed_at, r.id as record_id, here.department_id, here.site_id,
        concat_ws(' ', coalesce(a.closed_as, '-'), coalesce(r.kind, '-'), case when least(a.due_at, a.overdue_since) <= coalesce(a.closed_at, ${at}) then 'late' else '-' end, case when here.state = 'on_leave' then 'leave' else '-' end) as key
      from (select person_id from assigned union select person_id from recorded union select person_id from away) who join person p on p.id = who.person_id
      left join assigned a on a.person_id = p.id left join recorded r on r.person_id = p.id left join here on here.person_id = p.id where ${people})`;
}

/** Lines alike in what the summary asks: what came of them, on which local day they were completed or else since when and where they wait. */
export type LineGroup = { key: string; day: string | null; departmentId: string | null; siteId: string | null; waited: number | null; people: number };

/** All lines in one pass; as many groups as there are days and places, not people. */
export async function groupLines(db: Db | Tx, asked: Asked, zone: string): Promise<LineGroup[]> {
  const found = await sql<LineGroup>`with ${lines(asked)}, grouped as (
      select key, (completed_at at time zone ${zone})::date as day, case when completed_at is null then department_id end as department_id, case when completed_at is null then site_id end as site_id,
        case when completed_at is null then floor(extract(epoch from ${asked.at}::timestamptz - assigned_at) / 86400)::int end as waited from line)
    select key, day::text, department_id as "departmentId", site_id as "siteId", waited, count(*)::int as people from grouped group by key, day, department_id, site_id, waited`.execute(db);
  return found.rows;
}

export type CycleLine = {
  personId: string; name: string; sortName: string; employeeNumber: string; department: string | null; site: string | null; key: string; path: Path | null; cause: Cause | null; covers: string[];
  assignmentId: string | null; assignedAt: Temporal.Instant | null; dueOn: Temporal.PlainDate | null; overdueSince: Temporal.Instant | null; completedAt: Temporal.Instant | null; closedWhy: string | null; recordId: string | null;
};
export type LinePage = { readonly keys: readonly string[] | null; readonly search: string | null; readonly after: { readonly name: string; readonly id: string } | null; readonly limit: number };

export async function countLines(db: Db | Tx, asked: Asked, { keys, search }: Pick<LinePage, 'keys' | 'search'>): Promise<number> {
  const found = await sql<{ count: number }>`with ${lines(asked)} select count(*) as count from line where ${matches(keys, search)}`.execute(db);
  return found.rows[0]?.count ?? 0;
}

function matches(keys: LinePage['keys'], search: string | null): RawBuilder<unknown> {
  return sql`(${keys === null} or key = any(${[...(keys ?? [])]}::text[])) and (${search}::text is null or strpos(search, lower(${search}::text)) > 0)`;
}

/** Lines by name. */
export async function loadLines(db: Db | Tx, asked: Asked, { keys, search, after, limit }: LinePage): Promise<CycleLine[]> {
  const found = await sql<CycleLine>`with ${lines(asked)},
    page as (select * from line where ${matches(keys, search)}
      and (${after?.id ?? null}::uuid is null or (lower(name), person_id) > (${after?.name ?? ''}, ${after?.id ?? null}::uuid)) order by lower(name), person_id limit ${limit})
    select page.person_id as "personId", page.name, lower(page.name) as "sortName", page.employee_number as "employeeNumber", dep.name as department, s.name as site, page.key, page.path, page.cause,
      coalesce((select array_agg(v.label order by v.ordinal) from document_version v where v.id = any(page.covers)), '{}') as covers,
      page.assignment_id as "assignmentId", page.assigned_at as "assignedAt", page.due_on as "dueOn", page.overdue_since as "overdueSince", page.completed_at as "completedAt", page.closed_why as "closedWhy", page.record_id as "recordId"
    from page left join department dep on dep.id = page.department_id left join site s on s.id = page.site_id order by lower(page.name), page.person_id`.execute(db);
  return found.rows;
}

/** The day zone of the document: its site's, or the organisation's. */
export async function loadZone(db: Db | Tx, documentId: string): Promise<string> {
  const found = await sql<{ zone: string }>`select coalesce(s.zone, o.zone) as zone from document d cross join organisation o left join site s on s.id = d.site_id where d.id = ${documentId}::uuid`.execute(db);
  return found.rows[0]?.zone ?? 'UTC';
}
