import { sql, type RawBuilder } from 'kysely';
import type { Day, Instant } from '../../kernel/day.ts';
import type { Grant } from '../../kernel/permission.ts';
import type { Db } from '../../platform/db/pool.ts';
import { employedOn, heldOn, saidOn } from './store-placement.ts';
import type { Attribute, PersonState } from './types.ts';

type Named = { readonly id: string; readonly name: string };
export type PersonRow = { readonly id: string; readonly employeeNumber: string; readonly name: string; readonly email: string | null; readonly state: PersonState; readonly site: Named | null; readonly department: Named | null; readonly manager: Named | null; readonly roles: readonly Named[]; readonly attributes: readonly Attribute[] };

/** Whose rows may be seen: by grants (each for a site, a department's subtree, or everywhere), or oneself and everyone below. */
export type Visible = { readonly grants: readonly Grant[] } | { readonly below: string };

export type PeopleQuery = {
  readonly visible: Visible; readonly at: Instant; readonly limit: number; readonly after: { readonly name: string; readonly id: string } | null;
  readonly search: string | undefined; readonly siteId: string | undefined; readonly departmentId: string | undefined; readonly roleId: string | undefined; readonly managerId: string | undefined; readonly attribute: string | undefined; readonly value: string | undefined; readonly state: PersonState | undefined;
};

/**
 * The placement of person p at an instant, by the day at its site: the newest begun, else the first to come.
 * It holds until the next one begins there, so that a move across time zones leaves no hour without a placement.
 */
function placedAt(at: Instant): RawBuilder<unknown> {
  return sql`left join lateral (
    select e.site_id, e.department_id, e.manager_id, s.name as site_name, d.name as department_name, d.path, t.today,
      case when lower(e.during) > t.today then 'future'
        when upper(e.during) is null or upper(e.during) > t.today or upper(e.during) = e.next then e.state
        when e.next is not null then 'future' else 'left' end as state
    from (select *, lead(lower(during)) over (order by lower(during)) as next from employment where person_id = p.id) e
    join site s on s.id = e.site_id join department d on d.id = e.department_id
    cross join lateral (select (${at}::timestamptz at time zone s.zone)::date as today) t
    order by lower(e.during) <= t.today desc, case when lower(e.during) <= t.today then lower(e.during) end desc, lower(e.during)
    limit 1
  ) w on true`;
}

const columns = sql`p.id, p.employee_number as "employeeNumber", p.name, p.email, coalesce(w.state, 'left') as state,
  case when w.site_id is not null then jsonb_build_object('id', w.site_id, 'name', w.site_name) end as site,
  case when w.department_id is not null then jsonb_build_object('id', w.department_id, 'name', w.department_name) end as department,
  (select jsonb_build_object('id', m.id, 'name', m.name) from person m where m.id = w.manager_id) as manager,
  coalesce((select jsonb_agg(jsonb_build_object('id', j.id, 'name', j.name) order by j.name, j.id) from person_role pr join job_role j on j.id = pr.role_id
    where pr.person_id = p.id and (${heldOn(sql`w.today`)} or (w.state = 'future' and lower(pr.during) > w.today))), '[]') as roles,
  coalesce((select jsonb_agg(jsonb_build_object('key', pa.key, 'value', pa.value) order by pa.key) from person_attribute pa
    where pa.person_id = p.id and (${saidOn(sql`w.today`)} or (w.state = 'future' and lower(pa.during) > w.today))), '[]') as attributes`;

export async function findPeople(db: Db, query: PeopleQuery): Promise<{ rows: PersonRow[]; total: number }> {
  const where = conditions(query);
  const from = sql`from person p ${placedAt(query.at)} where ${where}`;
  const page = query.after === null ? sql`true` : sql`(lower(p.name), p.id) > (${query.after.name}, ${query.after.id}::uuid)`;
  const { rows } = await sql<PersonRow>`select ${columns} ${from} and ${page} order by lower(p.name), p.id limit ${query.limit}`.execute(db);
  const unplaced = 'grants' in query.visible && isEverywhere(query.visible.grants) && query.siteId === undefined && query.departmentId === undefined && query.roleId === undefined && query.managerId === undefined && query.attribute === undefined && query.state === undefined;
  const counted = await sql<{ total: number }>`select count(*) as total ${unplaced ? sql`from person p where ${where}` : from}`.execute(db);
  return { rows, total: counted.rows[0]?.total ?? 0 };
}

export async function findPerson(db: Db, personId: string, at: Instant): Promise<PersonRow | null> {
  const { rows } = await sql<PersonRow>`select ${columns} from person p ${placedAt(at)} where p.id = ${personId}`.execute(db);
  return rows[0] ?? null;
}

function conditions(query: PeopleQuery): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [visibleTo(query.visible, query.at)];
  for (const word of (query.search ?? '').toLowerCase().split(/\s+/u).filter(Boolean)) parts.push(sql`p.search like ${`%${word.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`}`);
  if (query.siteId !== undefined) parts.push(sql`w.site_id = ${query.siteId}::uuid`);
  if (query.departmentId !== undefined) parts.push(sql`${query.departmentId}::uuid = any(w.path)`);
  if (query.managerId !== undefined) parts.push(sql`w.manager_id = ${query.managerId}::uuid`);
  if (query.roleId !== undefined) parts.push(sql`exists (select from person_role pr where pr.person_id = p.id and pr.role_id = ${query.roleId}::uuid and ${heldOn(sql`w.today`)})`);
  if (query.attribute !== undefined) parts.push(sql`exists (select from person_attribute pa where pa.person_id = p.id and pa.key = ${query.attribute.trim().toLowerCase()} and (${query.value ?? null}::text is null or pa.value = ${query.value ?? null}) and ${saidOn(sql`w.today`)})`);
  if (query.state !== undefined) parts.push(sql`coalesce(w.state, 'left') = ${query.state}`);
  return sql.join(parts, sql` and `);
}

function visibleTo(visible: Visible, at: Instant): RawBuilder<unknown> {
  if ('below' in visible) return sql`(p.id = ${visible.below}::uuid or p.id in (${everyoneBelow(visible.below, at)}))`;
  if (isEverywhere(visible.grants)) return sql`true`;
  const each = visible.grants.map((grant) => sql`(${grant.siteId}::uuid is null or w.site_id = ${grant.siteId}::uuid) and (${grant.departmentId}::uuid is null or ${grant.departmentId}::uuid = any(w.path))`);
  return sql`(${sql.join(each.map((part) => sql`(${part})`), sql` or `)})`;
}

function isEverywhere(grants: readonly Grant[]): boolean {
  return grants.some((grant) => grant.siteId === null && grant.departmentId === null);
}

function everyoneBelow(managerId: string, at: Instant): RawBuilder<unknown> {
  const holds = employedOn(sql`(${at}::timestamptz at time zone s.zone)::date`);
  return sql`with recursive below as (
    select e.person_id from employment e join site s on s.id = e.site_id where e.manager_id = ${managerId}::uuid and ${holds}
    union
    select e.person_id from below join employment e on e.manager_id = below.person_id join site s on s.id = e.site_id where ${holds}
  ) select person_id from below`;
}

export type PersonPeriods = {
  readonly employments: readonly { readonly from: Day; readonly until: Day | null; readonly state: 'active' | 'on_leave'; readonly site: Named; readonly department: Named; readonly manager: Named | null; readonly managerName: string | null }[];
  readonly rolePeriods: readonly { readonly role: Named; readonly from: Day; readonly until: Day | null }[];
  readonly attributePeriods: readonly (Attribute & { readonly from: Day; readonly until: Day | null })[];
};

export async function loadPeriods(db: Db, personId: string): Promise<PersonPeriods> {
  const employments = await sql<PersonPeriods['employments'][number]>`
    select lower(e.during) as "from", upper(e.during) as until, e.state, jsonb_build_object('id', s.id, 'name', s.name) as site, jsonb_build_object('id', d.id, 'name', d.name) as department,
      case when m.id is not null then jsonb_build_object('id', m.id, 'name', m.name) end as manager, e.manager_name as "managerName"
    from employment e join site s on s.id = e.site_id join department d on d.id = e.department_id left join person m on m.id = e.manager_id
    where e.person_id = ${personId} order by lower(e.during)`.execute(db);
  const roles = await sql<PersonPeriods['rolePeriods'][number]>`
    select jsonb_build_object('id', j.id, 'name', j.name) as role, lower(r.during) as "from", upper(r.during) as until
    from person_role r join job_role j on j.id = r.role_id where r.person_id = ${personId} order by lower(r.during), j.name`.execute(db);
  const attributes = await sql<PersonPeriods['attributePeriods'][number]>`select key, value, lower(during) as "from", upper(during) as until
    from person_attribute where person_id = ${personId} order by lower(during), key`.execute(db);
  return { employments: employments.rows, rolePeriods: roles.rows, attributePeriods: attributes.rows };
}
