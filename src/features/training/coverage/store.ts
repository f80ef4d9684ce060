import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../../platform/db/pool.ts';
import { holdsAt } from '../../people/store-placement.ts';
import type { Risk } from '../types.ts';
import type { ShiftCount } from './rules.ts';

/** Which people count: a condition on person p, and where they work. */
export type Scope = { readonly at: Temporal.Instant; readonly visible: RawBuilder<unknown>; readonly siteId: string | undefined; readonly departmentId: string | undefined };

const isValid = (at: Temporal.Instant): RawBuilder<unknown> => sql`r.event_at <= ${at} and (r.valid_until is null or r.valid_until > ${at})`;
const isOpen = (at: Temporal.Instant): RawBuilder<unknown> => sql`o.since <= ${at} and (o.until is null or o.until > ${at})`;
const inForce = (at: Temporal.Instant): RawBuilder<unknown> => sql`lower(v.in_force) <= ${at} and (upper(v.in_force) is null or upper(v.in_force) > ${at})`;

/** Employment e at site s in department dep, present then, and within what is asked for. */
function isPresent({ at, siteId, departmentId }: Scope): RawBuilder<unknown> {
  return sql`${holdsAt(at)} and e.state = 'active' and (${siteId ?? null}::uuid is null or s.id = ${siteId ?? null}::uuid) and (${departmentId ?? null}::uuid is null or ${departmentId ?? null}::uuid = any(dep.path))`;
}

/**
 * People that a task concerns: qualified on all of its documents, or required to be. By joins over the documents of the tasks:
 * the cost follows how many people know those, however many others there are. `any(array[…])` keeps the planner from the indexes
 * over ranges, which know no order of ids.
 */
function concerned(scope: Scope, tasks: RawBuilder<unknown>): RawBuilder<unknown> {
  const { at, visible } = scope;
  return sql`t as (
      select t.id, t.code, tv.name, tv.document_ids, cardinality(tv.document_ids) as documents, tv.site_id, tv.department_id from task t join task_version tv on tv.task_id = t.id
      where tv.created_at <= ${at} and (tv.superseded_at is null or tv.superseded_at > ${at}) and ${tasks}
    ), part as (
      select t.id, doc.id as document_id, v.id as version_id from t cross join lateral unnest(t.document_ids) as doc (id) left join document_version v on v.document_id = any(array[doc.id]) and ${inForce(at)}
    ), known as (
      select part.id, r.person_id, count(distinct r.document_id) as knows, 0 as asked from part join training_record r on r.version_id = part.version_id where ${isValid(at)} group by part.id, r.person_id
      union all select part.id, o.person_id, 0, count(distinct o.document_id) from part join obligation o on o.document_id = part.document_id where ${isOpen(at)} group by part.id, o.person_id
    ), sums as (
      select known.id, person_id, max(knows) = t.documents as qualified from known join t on t.id = known.id group by known.id, person_id, t.documents having max(knows) = t.documents or max(asked) = t.documents
    ), concerned as (
      select sums.id, p.id as person_id, p.name, dep.name as department, s.name as site, shift.value as shift, sums.qualified
      from sums join t on t.id = sums.id join person p on p.id = sums.person_id join employment e on e.person_id = any(array[p.id]) join site s on s.id = e.site_id join department dep on dep.id = e.department_id
      left join lateral (select a.value from person_attribute a cross join lateral (select (${at}::timestamptz at time zone s.zone)::date as day) today
        where a.person_id = any(array[p.id]) and a.key = 'shift' and lower(a.during) <= day and (upper(a.during) is null or upper(a.during) > day) limit 1) shift on true
      where ${isPresent(scope)} and ${visible} and (t.site_id is null or t.site_id = s.id) and (t.department_id is null or t.department_id = any(dep.path)))`;
}

export type CoverageRow = { readonly id: string; readonly code: string; readonly name: string; readonly documents: number; readonly shifts: readonly ShiftCount[] };

export async function loadCoverage(db: Db, scope: Scope): Promise<CoverageRow[]> {
  const found = await sql<CoverageRow>`with ${concerned(scope, sql`true`)}, counts as (
      select id, shift, count(*) filter (where qualified) as qualified, count(*) filter (where not qualified) as missing from concerned group by id, shift)
    select t.id, t.code, t.name, t.documents, coalesce((select jsonb_agg(jsonb_build_object('shift', c.shift, 'qualified', c.qualified, 'missing', c.missing)) from counts c where c.id = t.id), '[]') as shifts
    from t order by t.code`.execute(db);
  return found.rows;
}

export type CoveringRow = { readonly person: { readonly id: string; readonly name: string }; readonly department: string; readonly site: string; readonly shift: string | null; readonly qualified: boolean; readonly missing: { readonly id: string; readonly number: string }[]; readonly total: number };

/** `shift`: null asks for all, empty for people in no shift. */
export async function loadCovering(db: Db, scope: Scope, taskId: string, only: { readonly shift: string | null; readonly qualified: boolean | null; readonly limit: number }): Promise<CoveringRow[]> {
  const { at } = scope;
  const found = await sql<CoveringRow>`with ${concerned(scope, sql`t.id = ${taskId}::uuid`)}
    select jsonb_build_object('id', c.person_id, 'name', c.name) as person, c.department, c.site, c.shift, c.qualified, c.total,
      coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'number', d.number) order by d.sort_key) from part join document d on d.id = part.document_id
        where not exists (select from training_record r where r.version_id = part.version_id and r.person_id = c.person_id and ${isValid(at)})), '[]') as missing
    from (select *, count(*) over () as total from concerned where (${only.shift}::text is null or coalesce(shift, '') = ${only.shift}) and (${only.qualified}::boolean is null or qualified = ${only.qualified})
      order by qualified desc, lower(name), person_id limit ${only.limit}) c order by c.qualified desc, lower(c.name), c.person_id`.execute(db);
  return found.rows;
}

export type SinglePointRow = { readonly document: { readonly id: string; readonly number: string; readonly title: string; readonly risk: Risk }; readonly people: { readonly id: string; readonly name: string }[] };

/** Two people are looked for per document, no more: enough to know that there is not only one. */
export async function loadSinglePoints(db: Db, scope: Scope, limit: number): Promise<SinglePointRow[]> {
  const { at, visible } = scope;
  const placed = sql`join employment e on e.person_id = any(array[p.id]) join site s on s.id = e.site_id join department dep on dep.id = e.department_id`;
  const found = await sql<SinglePointRow>`select jsonb_build_object('id', d.id, 'number', d.number, 'title', d.title, 'risk', d.risk) as document, qualified.people
    from document d join document_version v on v.document_id = d.id and ${inForce(at)}
    cross join lateral (select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'name', q.name)), '[]') as people from (
      select distinct p.id, p.name from training_record r join person p on p.id = r.person_id ${placed} where r.version_id = v.id and ${isValid(at)} and ${isPresent(scope)} and ${visible} limit 2) q) qualified
    where jsonb_array_length(qualified.people) < 2 and exists (select from obligation o join person p on p.id = o.person_id ${placed} where o.document_id = d.id and ${isOpen(at)} and ${isPresent(scope)} and ${visible})
    order by array_position(array['critical', 'high', 'medium', 'low'], d.risk), d.sort_key, d.number limit ${limit}`.execute(db);
  return found.rows;
}
