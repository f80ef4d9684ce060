import { sql } from 'kysely';
import type { Instant } from '../../../kernel/day.ts';
import type { Db } from '../../../platform/db/pool.ts';
import { withRoom } from '../../../platform/db/roomy.ts';
import { isThere, presentPeople, twoQualified } from '../coverage/store.ts';
import { heldOn, holdsAt } from '../../people/store-placement.ts';

/** What a list names; its count is of all. */
export const MOST_NAMED = 500;

type Document = { readonly id: string; readonly number: string; readonly title: string; readonly risk: 'critical' | 'high' | 'medium' | 'low' };
type Ref = { readonly id: string; readonly name: string };

const day = (now: Instant) => sql`(${now}::timestamptz at time zone coalesce((select zone from organisation), 'UTC'))::date`;
/** Rules that hold today or will. */
const rules = (now: Instant) => sql`rule as (select v.rule_id, v.audience, v.document_ids, v.curriculum_ids from matrix_rule_version v where v.superseded_at is null and not isempty(v.effective) and (upper(v.effective) is null or upper(v.effective) > ${day(now)})),
  leads as (select rule_id, unnest(document_ids) as document_id from rule union select r.rule_id, unnest(c.document_ids) from rule r join curriculum_version c on c.curriculum_id = any(r.curriculum_ids) and c.superseded_at is null)`;
const risk = sql`array_position(array['critical', 'high', 'medium', 'low'], d.risk)`;

/** Documents with a version in force or coming to which no rule leads. */
export async function loadWithoutAudience(db: Db, now: Instant): Promise<{ total: number; items: Document[] }> {
  const found = await sql<Document & { total: number }>`with ${rules(now)} select d.id, d.number, d.title, d.risk, count(*) over () as total from document d
    where d.retired_at is null and exists (select from document_version v where v.document_id = d.id and v.state in ('approved', 'effective')) and not exists (select from leads l where l.document_id = d.id)
    order by ${risk}, d.number limit ${MOST_NAMED}`.execute(db);
  return named(found.rows);
}

export type RoleLoad = Ref & { readonly people: number; readonly documents: number; readonly hours: number };

/** What the rules that name a role ask its holders to read in the versions in force: documents, hours, and how many hold it today. */
export async function loadRoleLoads(db: Db, now: Instant): Promise<{ roles: RoleLoad[]; everyone: { documents: number; hours: number } }> {
  const found = await sql<RoleLoad & { id: string | null }>`with ${rules(now)},
    asks as (select distinct role::uuid as role_id, l.document_id from rule r, jsonb_array_elements(r.audience) g, jsonb_path_query(g, '$.all[*] ? (@.kind == "role").ids[*]') named, lateral (select named #>> '{}' as role) x, leads l where l.rule_id = r.rule_id
      union select distinct null::uuid, l.document_id from rule r, jsonb_array_elements(r.audience) g, leads l where l.rule_id = r.rule_id and jsonb_array_length(g -> 'all') = 0),
    reading as (select a.role_id, count(*) as documents, sum(coalesce(m.minutes, 0)) as minutes from asks a join document_version v on v.document_id = a.document_id and v.state = 'effective' left join module m on m.version_id = v.id group by a.role_id),
    holders as (select pr.role_id, count(*) as people from person_role pr join employment e on e.person_id = pr.person_id join site s on s.id = e.site_id where ${holdsAt(now)} and ${heldOn(sql`(${now}::timestamptz at time zone s.zone)::date`)} group by pr.role_id)
    select role.id, coalesce(role.name, '') as name, coalesce(h.people, 0)::int as people, coalesce(r.documents, 0)::int as documents, round(coalesce(r.minutes, 0) / 60.0, 1)::float8 as hours
    from (select id, name from job_role union all select null, null) role left join reading r on r.role_id is not distinct from role.id left join holders h on h.role_id = role.id order by hours desc, name`.execute(db);
  const everyone = found.rows.find(({ id }) => id === null);
  return { roles: found.rows.filter(({ id }) => id !== null), everyone: { documents: everyone?.documents ?? 0, hours: everyone?.hours ?? 0 } };
}

/** Documents that are in several curricula to which rules lead. */
export async function loadInSeveralCurricula(db: Db, now: Instant): Promise<{ total: number; items: (Document & { readonly curricula: Ref[] })[] }> {
  const found = await sql<Document & { curricula: Ref[]; total: number }>`with ${rules(now)},
    used as (select c.curriculum_id, c.name, unnest(c.document_ids) as document_id from curriculum_version c where c.superseded_at is null and c.curriculum_id in (select unnest(curriculum_ids) from rule))
    select d.id, d.number, d.title, d.risk, jsonb_agg(jsonb_build_object('id', u.curriculum_id, 'name', u.name) order by u.name) as curricula, count(*) over () as total
    from used u join document d on d.id = u.document_id where d.retired_at is null group by d.id having count(*) > 1 order by ${risk}, d.number limit ${MOST_NAMED}`.execute(db);
  return named(found.rows);
}

/** Documents that somebody must be qualified on, at the site if one is given, and on which only one person at work there is. */
export async function loadSinglePoints(db: Db, now: Instant, siteId: string | undefined): Promise<{ total: number; items: (Document & { readonly person: Ref })[] }> {
  const there = presentPeople({ at: now, visible: sql`true`, siteId, departmentId: undefined });
  const asked = siteId === undefined ? sql`true` : isThere(sql`o.person_id`);
  const found = await withRoom(db, (tx) => sql<Document & { person: Ref; total: number }>`with ${there}
    select d.id, d.number, d.title, d.risk, jsonb_build_object('id', p.id, 'name', p.name) as person, count(*) over () as total
    from document_version v join document d on d.id = v.document_id
    join lateral (select (array_agg(person_id))[1] as person_id, count(*) as people from (${twoQualified(now)}) two) q on q.people = 1
    join person p on p.id = q.person_id
    where v.state = 'effective' and d.retired_at is null and exists (select from obligation o where o.document_id = d.id and o.until is null and ${asked})
    order by ${risk}, d.number limit ${MOST_NAMED}`.execute(tx));
  return named(found.rows);
}

function named<Row extends { readonly total: number }>(rows: readonly Row[]): { total: number; items: Omit<Row, 'total'>[] } {
  return { total: rows[0]?.total ?? 0, items: rows.map(({ total: _total, ...row }) => row) };
}
