import { sql } from 'kysely';
import type { Day, Instant } from '../../kernel/day.ts';
import type { Target } from '../../kernel/permission.ts';
import type { AuditedTx } from '../../platform/context.ts';
import type { Db, Tx } from '../../platform/db/pool.ts';
import { PREPARED } from '../../platform/db/prepared.ts';
import { difference } from './rules-periods.ts';
import { sameAttribute, samePlacement, sameRole } from './rules-changes.ts';
import { employedOn, holdsAt } from './store-placement.ts';
import type { Attribute, Department, Identity, JobRole, Organisation, PersonAfter, PersonHistory, Placement, Presence, References, Site, Stored } from './types.ts';

export async function loadOrganisation(db: Db | Tx): Promise<Organisation | null> {
  return (await db.selectFrom('organisation').select(['name', 'zone']).executeTakeFirst()) ?? null;
}

export async function saveOrganisation(audited: AuditedTx, organisation: Organisation): Promise<void> {
  await sql`insert into organisation (name, zone) values (${organisation.name}, ${organisation.zone})
    on conflict (singleton) do update set name = excluded.name, zone = excluded.zone`.execute(audited);
}

export async function loadSites(db: Db | Tx): Promise<Site[]> {
  const { rows } = await sql<Site>`select id, code, name, zone, locale, working_days as "workingDays", holidays from site order by lower(name), code`.execute(db);
  return rows;
}

export async function saveSites(audited: AuditedTx, sites: readonly Site[]): Promise<void> {
  for (const site of sites) await sql`insert into site (id, code, name, zone, locale, working_days, holidays)
    values (${site.id}, ${site.code}, ${site.name}, ${site.zone}, ${site.locale}, ${[...site.workingDays]}::smallint[], ${site.holidays.map(String)}::date[])`.execute(audited);
}

export async function loadDepartments(db: Db | Tx): Promise<Department[]> {
  const { rows } = await sql<Department>`select id, code, name, parent_id as "parentId", path from department order by lower(name), code`.execute(db);
  return rows;
}

export async function saveDepartments(audited: AuditedTx, departments: readonly Department[]): Promise<void> {
  for (const row of departments) await sql`insert into department (id, code, name, parent_id, path) values (${row.id}, ${row.code}, ${row.name}, ${row.parentId}, ${[...row.path]}::uuid[])`.execute(audited);
}

export async function loadJobRoles(db: Db | Tx): Promise<JobRole[]> {
  return db.selectFrom('job_role').select(['id', 'code', 'name']).orderBy(sql`lower(name)`).orderBy('code').execute();
}

export async function saveJobRoles(audited: AuditedTx, roles: readonly JobRole[]): Promise<void> {
  for (const role of roles) await sql`insert into job_role (id, code, name) values (${role.id}, ${role.code}, ${role.name})`.execute(audited);
}

export async function loadReferences(db: Db | Tx, personIds: readonly string[]): Promise<References> {
  const [sites, departments, roles, people] = [await loadSites(db), await loadDepartments(db), await loadJobRoles(db), await loadNames(db, personIds)];
  const byId = <Item extends { readonly id: string }>(items: readonly Item[]): Map<string, Item> => new Map(items.map((item) => [item.id, item]));
  return { sites: byId(sites), departments: byId(departments), roles: byId(roles), people };
}

/** Names by id, of those ids that are people's. */
export async function loadNames(db: Db | Tx, personIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from person where id = any(${[...personIds]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Everyone above the person on a day, or at an instant by the day of each one's own site; nearest first. A circle in the line ends where it closes. */
export async function loadManagerIds(db: Db | Tx, personId: string, when: Day | Instant): Promise<string[]> {
  const holds = when instanceof Temporal.Instant ? holdsAt(when) : employedOn(sql`${when}::date`);
  const { rows } = await sql<{ id: string }>`${PREPARED}
    with recursive line as (
      select e.manager_id as id, 1 as step from employment e join site s on s.id = e.site_id where e.person_id = ${personId} and ${holds} and e.manager_id is not null
      union all
      select e.manager_id, line.step + 1 from line join employment e on e.person_id = line.id join site s on s.id = e.site_id
      where ${holds} and e.manager_id is not null
    ) cycle id set closed using way
    select id from line where not closed and id <> ${personId} order by step`.execute(db);
  return rows.map((row) => row.id);
}

/** Whom an act concerns, for permits(): by the placement that holds now, else the last one before, else the first to come. Null: no such person. */
export async function loadTarget(db: Db | Tx, personId: string, now: Instant): Promise<Target | null> {
  const begun = sql`lower(e.during) <= (${now}::timestamptz at time zone s.zone)::date`;
  const { rows } = await sql<{ site_id: string | null; path: string[] | null }>`
    select e.site_id, d.path from person p
    left join lateral (
      select e.site_id, e.department_id from employment e join site s on s.id = e.site_id where e.person_id = p.id
      order by ${holdsAt(now)} desc, ${begun} desc, case when ${begun} then lower(e.during) end desc, lower(e.during) limit 1
    ) e on true
    left join department d on d.id = e.department_id
    where p.id = ${personId}`.execute(db);
  const row = rows[0];
  if (row === undefined) return null;
  return { personId, managerIds: await loadManagerIds(db, personId, now), siteId: row.site_id, departmentPath: row.path ?? [] };
}

/** One person with history; with `lock` nobody else can change them until the transaction ends. */
export async function loadPersonHistory(db: Db | Tx, personId: string, lock = false): Promise<PersonHistory | null> {
  if (lock) await sql`select id from person where id = ${personId} for update`.execute(db);
  return (await loadHistories(db, sql`p.id = ${personId}`))[0] ?? null;
}

export async function loadPersonByNumber(db: Db | Tx, employeeNumber: string): Promise<PersonHistory | null> {
  return (await loadHistories(db, sql`p.employee_number = ${employeeNumber}`))[0] ?? null;
}

export async function loadPersonByEmail(db: Db | Tx, email: string): Promise<Identity | null> {
  const { rows } = await sql<Identity>`select id, employee_number as "employeeNumber", name, email from person where lower(email) = lower(${email})`.execute(db);
  return rows[0] ?? null;
}

type EmploymentRow = { id: string; person_id: string; from: Day; until: Day | null; state: Presence; site_id: string; department_id: string; manager_id: string | null; manager_name: string | null };
type AttributeRow = { id: string; person_id: string; from: Day; until: Day | null; key: string; value: string };
type RoleRow = { id: string; person_id: string; from: Day; until: Day | null; role_id: string };

/** People that meet the condition on person p, with their whole history: four queries, however many they are. */
export async function loadHistories(db: Db | Tx, condition: ReturnType<typeof sql> = sql`true`): Promise<PersonHistory[]> {
  const people = await sql<Identity>`select p.id, p.employee_number as "employeeNumber", p.name, p.email from person p where ${condition}`.execute(db);
  const employments = await sql<EmploymentRow>`select e.id, e.person_id, lower(e.during) as "from", upper(e.during) as until, e.state, e.site_id, e.department_id, e.manager_id, e.manager_name
    from employment e join person p on p.id = e.person_id where ${condition} order by e.person_id, lower(e.during)`.execute(db);
  const roles = await sql<RoleRow>`select r.id, r.person_id, lower(r.during) as "from", upper(r.during) as until, r.role_id
    from person_role r join person p on p.id = r.person_id where ${condition} order by r.person_id, lower(r.during), r.role_id`.execute(db);
  const attributes = await sql<AttributeRow>`select a.id, a.person_id, lower(a.during) as "from", upper(a.during) as until, a.key, a.value
    from person_attribute a join person p on p.id = a.person_id where ${condition} order by a.person_id, lower(a.during), a.key`.execute(db);
  const placed = Map.groupBy(employments.rows, (row) => row.person_id);
  const held = Map.groupBy(roles.rows, (row) => row.person_id);
  const said = Map.groupBy(attributes.rows, (row) => row.person_id);
  return people.rows.map((person) => ({
    ...person,
    employments: (placed.get(person.id) ?? []).map((row): Stored<Placement> => ({ id: row.id, from: row.from, until: row.until, value: { siteId: row.site_id, departmentId: row.department_id, managerId: row.manager_id, managerName: row.manager_name, state: row.state } })),
    roles: (held.get(person.id) ?? []).map((row) => ({ id: row.id, from: row.from, until: row.until, value: row.role_id })),
    attributes: (said.get(person.id) ?? []).map((row): Stored<Attribute> => ({ id: row.id, from: row.from, until: row.until, value: { key: row.key, value: row.value } })),
  }));
}

/** Acts on one known person share the lock; what adds people or places, and an import, has it alone. Ends with the transaction. */
export async function lockPeople(tx: Tx, how: 'shared' | 'alone'): Promise<void> {
  await (how === 'alone' ? sql`select pg_advisory_xact_lock(hashtext('people'))` : sql`select pg_advisory_xact_lock_shared(hashtext('people'))`).execute(tx);
}

export type PersonChange = { readonly before: PersonHistory | null; readonly after: PersonAfter };

/** Stores people as decided, any number in a handful of statements; periods that stay the same keep their rows. */
export async function savePeople(audited: AuditedTx, newId: () => string, changes: readonly PersonChange[]): Promise<void> {
  await saveIdentities(audited, changes);
  const employments = changes.map(({ before, after }) => ({ personId: after.id, ...difference(before?.employments ?? [], after.employments, samePlacement) }));
  const roles = changes.map(({ before, after }) => ({ personId: after.id, ...difference(before?.roles ?? [], after.roles, sameRole) }));
  const attributes = changes.map(({ before, after }) => ({ personId: after.id, ...difference(before?.attributes ?? [], after.attributes, sameAttribute) }));
  const spans = (period: { readonly from: Day; readonly until: Day | null }): { first: string; past: string | null } => ({ first: period.from.toString(), past: period.until?.toString() ?? null });
  const newEmployments = employments.flatMap(({ personId, added }) => added.map((period) => ({ id: newId(), person: personId, ...spans(period), state: period.value.state, site: period.value.siteId, department: period.value.departmentId, manager: period.value.managerId, manager_name: period.value.managerName })));
  const newRoles = roles.flatMap(({ personId, added }) => added.map((period) => ({ id: newId(), person: personId, ...spans(period), role: period.value })));
  const newAttributes = attributes.flatMap(({ personId, added }) => added.map((period) => ({ id: newId(), person: personId, ...spans(period), ...period.value })));
  await sql`delete from employment where id = any(${employments.flatMap(({ removed }) => removed)}::uuid[])`.execute(audited);
  await sql`delete from person_role where id = any(${roles.flatMap(({ removed }) => removed)}::uuid[])`.execute(audited);
  await sql`delete from person_attribute where id = any(${attributes.flatMap(({ removed }) => removed)}::uuid[])`.execute(audited);
  await sql`insert into employment (id, person_id, during, state, site_id, department_id, manager_id, manager_name)
    select id, person, daterange(first, past, '[)'), state, site, department, manager, manager_name
    from jsonb_to_recordset(${JSON.stringify(newEmployments)}::jsonb) as r (id uuid, person uuid, first date, past date, state text, site uuid, department uuid, manager uuid, manager_name text)`.execute(audited);
  await sql`insert into person_role (id, person_id, role_id, during) select id, person, role, daterange(first, past, '[)')
    from jsonb_to_recordset(${JSON.stringify(newRoles)}::jsonb) as r (id uuid, person uuid, first date, past date, role uuid)`.execute(audited);
  await sql`insert into person_attribute (id, person_id, key, value, during) select id, person, key, value, daterange(first, past, '[)')
    from jsonb_to_recordset(${JSON.stringify(newAttributes)}::jsonb) as r (id uuid, person uuid, first date, past date, key text, value text)`.execute(audited);
}

async function saveIdentities(audited: AuditedTx, changes: readonly PersonChange[]): Promise<void> {
  const fields = ({ after }: PersonChange): object => ({ id: after.id, number: after.employeeNumber, name: after.name, email: after.email });
  const added = changes.filter(({ before }) => before === null).map(fields);
  const renamed = changes.filter(({ before, after }) => before !== null && (before.name !== after.name || before.email !== after.email));
  const readdressed = renamed.filter(({ before, after }) => before?.email !== after.email).map(({ after }) => after.id);
  await sql`update person set email = null where id = any(${readdressed}::uuid[])`.execute(audited); // so that two people can exchange addresses
  await sql`update person p set name = r.name, email = r.email from jsonb_to_recordset(${JSON.stringify(renamed.map(fields))}::jsonb) as r (id uuid, name text, email text) where p.id = r.id`.execute(audited);
  await sql`insert into person (id, employee_number, name, email) select id, number, name, email
    from jsonb_to_recordset(${JSON.stringify(added)}::jsonb) as r (id uuid, number text, name text, email text)`.execute(audited);
}
