import { sql, type RawBuilder } from 'kysely';
import { column } from '../../../platform/db/bulk.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { heldOn, holdsAt } from '../../people/store-placement.ts';
import { equals } from '../standing/store-lists.ts';
import { everyoneBelow } from '../standing/store-visible.ts';
import type { Risk } from '../types.ts';
import type { FilterNames } from './rules-export.ts';
import type { Grouping, Sort } from './types.ts';

export type PeopleAsked = {
  readonly at: Temporal.Instant; readonly visible: RawBuilder<unknown>;
  readonly search?: string | undefined; readonly siteId?: string | undefined; readonly departmentId?: string | undefined; readonly roleId?: string | undefined; readonly managerId?: string | undefined;
  readonly group?: Grouping | undefined; readonly sort: Sort;
};
export type GridPerson = { readonly id: string; readonly name: string; readonly number: string; readonly department: string; readonly site: string; readonly group: string | null };

/** Who works there at that instant and matches, in groups if asked; somebody with two job roles stands in the group of each. */
export async function loadPeople(db: Db | Tx, asked: PeopleAsked, limit: number): Promise<{ rows: GridPerson[]; total: number }> {
  const { at, group, search, roleId, departmentId, managerId } = asked;
  const day = sql`(${at}::timestamptz at time zone s.zone)::date`;
  const roles = sql`person_role pr where pr.person_id = e.person_id and ${heldOn(day)}`;
  const named = group === 'department' ? sql`dep.name` : group === 'site' ? sql`s.name` : group === 'role' ? sql`role.name` : sql`null::text`;
  const from = sql`from employment e join site s on s.id = e.site_id join department dep on dep.id = e.department_id join person p on p.id = e.person_id
    ${group === 'role' ? sql`left join lateral (select j.name from job_role j where j.id in (select pr.role_id from ${roles})) role on true` : sql``}
    where ${holdsAt(at)} and ${equals('e.site_id', asked.siteId)} and ${departmentId === undefined ? sql`true` : sql`dep.path @> array[${departmentId}::uuid]`}
      and ${roleId === undefined ? sql`true` : sql`exists (select from ${roles} and pr.role_id = ${roleId}::uuid)`}
      and ${managerId === undefined ? sql`true` : sql`e.person_id in (${everyoneBelow(managerId, at)})`}
      and ${search === undefined ? sql`true` : sql`strpos(p.search, lower(${search})) > 0`} and ${asked.visible}`;
  const order = asked.sort === 'number' ? sql`"number", id` : sql`lower(name), id`;
  const found = await sql<GridPerson>`select * from (select p.id, p.name, p.employee_number as number, dep.name as department, s.name as site, ${named} as "group" ${from}) rows
    order by "group" nulls last, ${order} limit ${limit + 1}`.execute(db);
  if (found.rows.length <= limit) return { rows: found.rows, total: new Set(found.rows.map(({ id }) => id)).size };
  const counted = await sql<{ total: number }>`select count(distinct p.id) as total ${from}`.execute(db);
  return { rows: found.rows.slice(0, limit), total: counted.rows[0]?.total ?? limit };
}

export type DocumentsAsked = { readonly at: Temporal.Instant; readonly documents?: string | undefined; readonly type?: string | undefined; readonly risk?: Risk | undefined; readonly ownerId?: string | undefined; readonly curriculumId?: string | undefined };
export type GridDocument = { readonly id: string; readonly number: string; readonly title: string; readonly risk: Risk };

/** The procedures that were required of one of these people at that instant, by number; the whole count stands in each row. */
export async function loadDocuments(db: Db | Tx, people: readonly string[], asked: DocumentsAsked, limit: number): Promise<{ rows: GridDocument[]; total: number }> {
  if (people.length === 0) return { rows: [], total: 0 };
  const { at, documents, type, risk } = asked;
  const found = await sql<GridDocument & { total: number }>`with required as materialized (
      select distinct o.document_id from obligation o where o.person_id = any(${column(people, 'uuid')}) and o.since <= ${at} and (o.until is null or o.until > ${at}))
    select d.id, d.number, d.title, d.risk, count(*) over () as total from required join document d on d.id = required.document_id
    where ${documents === undefined ? sql`true` : sql`strpos(d.search, lower(${documents})) > 0`} and ${type === undefined ? sql`true` : sql`d.type = ${type}`}
      and ${risk === undefined ? sql`true` : sql`d.risk = ${risk}`} and ${equals('d.owner_id', asked.ownerId)} and ${inCurriculum(asked.curriculumId, at)}
    order by d.sort_key, d.number limit ${limit}`.execute(db);
  return { rows: found.rows, total: found.rows[0]?.total ?? 0 };
}

/** What the curriculum contained at that instant, whichever rules led there. */
function inCurriculum(id: string | undefined, at: Temporal.Instant): RawBuilder<unknown> {
  return id === undefined ? sql`true` : sql`d.id = any(array(select unnest(c.document_ids) from curriculum_version c where c.curriculum_id = ${id}::uuid and c.created_at <= ${at} and (c.superseded_at is null or c.superseded_at > ${at})))`;
}

/** Those of these people whom the reader may not see. */
export async function countUnseen(db: Db | Tx, people: readonly string[], visible: RawBuilder<unknown>): Promise<{ unseen: number; unknown: number }> {
  const found = await sql<{ seen: number; known: number }>`select count(*) filter (where ${visible})::int as seen, count(*)::int as known from person p where p.id = any(${column(people, 'uuid')})`.execute(db);
  const { seen, known } = found.rows[0] ?? { seen: 0, known: 0 };
  return { unseen: known - seen, unknown: new Set(people).size - known };
}

export type CellRecord = { readonly id: string; readonly kind: 'training' | 'carry_forward'; readonly version: string; readonly at: Temporal.Instant; readonly validUntil: Temporal.Instant | null; readonly signedBy: string | null };

export async function loadCellRecord(db: Db | Tx, recordId: string): Promise<CellRecord | null> {
  const found = await sql<CellRecord>`select r.id, r.kind, v.label as version, r.event_at as at, r.valid_until as "validUntil", s.printed_name as "signedBy"
    from training_record r join document_version v on v.id = r.version_id left join signature s on s.id = r.signature_id where r.id = ${recordId}::uuid`.execute(db);
  return found.rows[0] ?? null;
}

/** The two heads of a cell that nothing is required in. */
export async function loadHeads(db: Db | Tx, personId: string, documentId: string): Promise<{ person: { id: string; name: string }; document: { id: string; number: string; title: string } } | null> {
  const found = await sql<{ person: { id: string; name: string }; document: { id: string; number: string; title: string } }>`select jsonb_build_object('id', p.id, 'name', p.name) as person, jsonb_build_object('id', d.id, 'number', d.number, 'title', d.title) as document
    from person p cross join document d where p.id = ${personId}::uuid and d.id = ${documentId}::uuid`.execute(db);
  return found.rows[0] ?? null;
}

type FilterIds = { readonly siteId?: string | undefined; readonly departmentId?: string | undefined; readonly roleId?: string | undefined; readonly managerId?: string | undefined; readonly ownerId?: string | undefined; readonly curriculumId?: string | undefined };

export async function loadFilterNames(db: Db | Tx, ids: FilterIds): Promise<FilterNames> {
  const name = (table: RawBuilder<unknown>, id: string | undefined): RawBuilder<unknown> => sql`(select name from ${table} where id = ${id ?? null}::uuid)`;
  const found = await sql<FilterNames>`select ${name(sql`site`, ids.siteId)} as site, ${name(sql`department`, ids.departmentId)} as department, ${name(sql`job_role`, ids.roleId)} as role,
    ${name(sql`person`, ids.managerId)} as manager, ${name(sql`person`, ids.ownerId)} as owner,
    (select name from curriculum_version where curriculum_id = ${ids.curriculumId ?? null}::uuid and superseded_at is null) as curriculum`.execute(db);
  return found.rows[0] ?? { site: null, department: null, role: null, manager: null, owner: null, curriculum: null };
}
