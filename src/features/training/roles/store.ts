import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../../platform/db/pool.ts';
import { heldOn, holdsAt } from '../../people/store-placement.ts';
import type { Risk } from '../types.ts';

type Scope = { readonly at: Temporal.Instant; readonly roleId: string; readonly siteId: string | undefined; /** A condition on person p. */ readonly visible: RawBuilder<unknown> };

/** Who holds the role, and what is required of them with whether they are qualified on it. A document with no version in force asks nothing yet. */
function holders({ at, roleId, siteId, visible }: Scope): RawBuilder<unknown> {
  return sql`holder as materialized (
      select distinct on (p.id) p.id, p.name, dep.name as department, s.name as site, e.state = 'on_leave' as absent
      from person_role pr join person p on p.id = pr.person_id join employment e on e.person_id = p.id join site s on s.id = e.site_id join department dep on dep.id = e.department_id
      where pr.role_id = ${roleId}::uuid and ${heldOn(sql`(${at}::timestamptz at time zone s.zone)::date`)} and ${holdsAt(at)} and (${siteId ?? null}::uuid is null or s.id = ${siteId ?? null}::uuid) and ${visible} order by p.id
    ), need as (
      select distinct on (h.id, d.id) h.id as person_id, h.absent, d.id, d.number, d.title, d.risk, d.sort_key,
        exists (select from training_record r where r.version_id = v.id and r.person_id = h.id and r.event_at <= ${at} and (r.valid_until is null or r.valid_until > ${at})) as qualified
      from holder h join obligation o on o.person_id = h.id and o.since <= ${at} and (o.until is null or o.until > ${at}) join document d on d.id = o.document_id
      join document_version v on v.document_id = d.id and lower(v.in_force) <= ${at} and (upper(v.in_force) is null or upper(v.in_force) > ${at}))`;
}

export type HolderRow = { readonly id: string; readonly name: string; readonly department: string; readonly site: string; readonly absent: boolean; readonly parts: { readonly risk: Risk; readonly qualified: boolean }[] };

export async function loadHolders(db: Db, scope: Scope): Promise<HolderRow[]> {
  const found = await sql<HolderRow>`with ${holders(scope)}, sums as (select person_id, jsonb_agg(jsonb_build_object('risk', risk, 'qualified', qualified)) as parts from need group by person_id)
    select h.*, coalesce(sums.parts, '[]') as parts from holder h left join sums on sums.person_id = h.id order by lower(h.name), h.id`.execute(db);
  return found.rows;
}

export type RoleDocument = { readonly document: { readonly id: string; readonly number: string; readonly title: string; readonly risk: Risk }; readonly required: number; readonly qualified: number };

/** People on leave are left out of coverage (MTX-09). */
export async function loadRoleDocuments(db: Db, scope: Scope): Promise<RoleDocument[]> {
  const found = await sql<RoleDocument>`with ${holders(scope)}
    select jsonb_build_object('id', id, 'number', number, 'title', title, 'risk', risk) as document, count(*) filter (where not absent) as required, count(*) filter (where qualified and not absent) as qualified
    from need group by id, number, title, risk, sort_key order by array_position(array['critical', 'high', 'medium', 'low'], risk), sort_key`.execute(db);
  return found.rows;
}

/** What each of these people misses, critical documents first. */
export async function loadMissing(db: Db, scope: Scope, personIds: readonly string[]): Promise<Map<string, RoleDocument['document'][]>> {
  const found = await sql<{ id: string; missing: RoleDocument['document'][] }>`with ${holders({ ...scope, visible: sql`p.id = any(${[...personIds]}::uuid[])` })}
    select person_id as id, jsonb_agg(jsonb_build_object('id', id, 'number', number, 'title', title, 'risk', risk) order by array_position(array['critical', 'high', 'medium', 'low'], risk), sort_key) as missing
    from need where not qualified group by person_id`.execute(db);
  return new Map(found.rows.map((row) => [row.id, row.missing]));
}
