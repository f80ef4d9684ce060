import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../../platform/db/pool.ts';
import { withRoom } from '../../../platform/db/roomy.ts';
import { holdsAt } from '../../people/store-placement.ts';
import type { Risk } from '../types.ts';
import type { ShiftCount } from './rules.ts';

/** Which people count: a condition on person p, and where they work. */
export type Scope = { readonly at: Temporal.Instant; readonly visible: RawBuilder<unknown>; readonly siteId: string | undefined; readonly departmentId: string | undefined };

const isValid = (at: Temporal.Instant): RawBuilder<unknown> => sql`r.event_at <= ${at} and (r.valid_until is null or r.valid_until > ${at})`;
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
    ), wanted as (select distinct document_id, version_id from part
    ), fact as materialized (
      select wanted.document_id, held.person_id, true as qualified from wanted cross join lateral (select distinct r.person_id from training_record r where r.version_id = wanted.version_id and ${isValid(at)}) held
      union all select wanted.document_id, asked.person_id, false from wanted cross join lateral (
        select o.person_id from obligation o where o.document_id = wanted.document_id and o.until is null and o.since <= ${at}
        union all select o.person_id from obligation o where o.document_id = wanted.document_id and o.until > ${at} and o.since <= ${at}) asked
    ), sums as materialized (
      select part.id, fact.person_id, count(*) filter (where fact.qualified) = t.documents as qualified from fact join part on part.document_id = fact.document_id join t on t.id = part.id
      group by part.id, fact.person_id, t.documents having count(*) filter (where fact.qualified) = t.documents or count(*) filter (where not fact.qualified) = t.documents
    ), placed as materialized (
      select p.id, p.name, dep.name as department, dep.path, s.id as site_id, s.name as site, shift.value as shift
      from (select distinct person_id from sums) who join person p on p.id = who.person_id join employment e on e.person_id = any(array[p.id]) join site s on s.id = e.site_id join department dep on dep.id = e.department_id
      left join lateral (select a.value from person_attribute a cross join lateral (select (${at}::timestamptz at time zone s.zone)::date as day) today
        where a.person_id = any(array[p.id]) and a.key = 'shift' and lower(a.during) <= day and (upper(a.during) is null or upper(a.during) > day) limit 1) shift on true
      where ${isPresent(scope)} and ${visible}
    ), concerned as (
      select sums.id, placed.id as person_id, placed.name, department, site, shift, sums.qualified from sums join placed on placed.id = sums.person_id join t on t.id = sums.id
      where (t.site_id is null or t.site_id = placed.site_id) and (t.department_id is null or t.department_id = any(placed.path)))`;
}

export type CoverageRow = { readonly id: string; readonly code: string; readonly name: string; readonly documents: number; readonly shifts: readonly ShiftCount[] };

export async function loadCoverage(db: Db, scope: Scope): Promise<CoverageRow[]> {
  const found = await withRoom(db, (tx) => sql<CoverageRow>`with ${concerned(scope, sql`true`)}, counts as (
      select id, shift, count(*) filter (where qualified) as qualified, count(*) filter (where not qualified) as missing from concerned group by id, shift
    ), told as materialized (select id, jsonb_agg(jsonb_build_object('shift', shift, 'qualified', qualified, 'missing', missing)) as shifts from counts group by id)
    select t.id, t.code, t.name, t.documents, coalesce(told.shifts, '[]') as shifts from t left join told on told.id = t.id order by t.code`.execute(tx));
  return found.rows;
}

export type CoveringRow = { readonly person: { readonly id: string; readonly name: string }; readonly department: string; readonly site: string; readonly shift: string | null; readonly qualified: boolean; readonly missing: { readonly id: string; readonly number: string }[]; readonly total: number };

/** `shift`: null asks for all, empty for people in no shift. */
export async function loadCovering(db: Db, scope: Scope, taskId: string, only: { readonly shift: string | null; readonly qualified: boolean | null; readonly limit: number; readonly offset: number }): Promise<CoveringRow[]> {
  const { at } = scope;
  const found = await sql<CoveringRow>`with ${concerned(scope, sql`t.id = ${taskId}::uuid`)}
    select jsonb_build_object('id', c.person_id, 'name', c.name) as person, c.department, c.site, c.shift, c.qualified, c.total,
      coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'number', d.number) order by d.sort_key) from part join document d on d.id = part.document_id
        where not exists (select from training_record r where r.version_id = part.version_id and r.person_id = c.person_id and ${isValid(at)})), '[]') as missing
    from (select *, count(*) over () as total from concerned where (${only.shift}::text is null or coalesce(shift, '') = ${only.shift}) and (${only.qualified}::boolean is null or qualified = ${only.qualified})
      order by qualified desc, lower(name), person_id limit ${only.limit} offset ${only.offset}) c order by c.qualified desc, lower(c.name), c.person_id`.execute(db);
  return found.rows;
}

export type SinglePointRow = { readonly document: { readonly id: string; readonly number: string; readonly title: string; readonly risk: Risk }; readonly people: { readonly id: string; readonly name: string }[]; readonly total: number };

/**
 * Those of whom only two are looked for per document, enough to know that there is not only one: by an index that has them in
 * order, each looked up among the people present, who are found once.
 */
export async function loadSinglePoints(db: Db, scope: Scope, page: { readonly limit: number; readonly offset: number }): Promise<SinglePointRow[]> {
  const { at } = scope;
  const found = await withRoom(db, (tx) => sql<SinglePointRow>`with ${presentPeople(scope)}
    select jsonb_build_object('id', d.id, 'number', d.number, 'title', d.title, 'risk', d.risk) as document, qualified.people, count(*) over () as total
    from document d join document_version v on v.document_id = d.id and ${inForce(at)}
    cross join lateral (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name)), '[]') as people from (${twoQualified(at)}) q join person p on p.id = q.person_id) qualified
    where case when jsonb_array_length(qualified.people) < 2 then
      exists (select from obligation o where o.document_id = d.id and o.until is null and o.since <= ${at} and ${isThere(sql`o.person_id`)})
      or exists (select from obligation o where o.document_id = d.id and o.until > ${at} and o.since <= ${at} and ${isThere(sql`o.person_id`)}) end
    order by array_position(array['critical', 'high', 'medium', 'low'], d.risk), d.sort_key, d.number limit ${page.limit} offset ${page.offset}`.execute(tx));
  return found.rows;
}

/** Those who are present and within the scope, found once. */
export function presentPeople(scope: Scope): RawBuilder<unknown> {
  return sql`present as materialized (select p.id from person p join employment e on e.person_id = p.id join site s on s.id = e.site_id join department dep on dep.id = e.department_id where ${isPresent(scope)} and ${scope.visible})`;
}

/** Up to two people present who are qualified on version v. */
export function twoQualified(at: Temporal.Instant): RawBuilder<unknown> {
  return sql`select distinct r.person_id from training_record r where r.version_id = v.id and ${isValid(at)} and ${isThere(sql`r.person_id`)} limit 2`;
}

/** `is true` keeps this a look into one hash table for each row read; as a join, all rows of a document would be read first. */
export function isThere(personId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${personId} in (select id from present)) is true`;
}
