import { sql } from 'kysely';
import type { Day, Instant } from '../../../kernel/day.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { loadAttributes } from '../../people/store-attributes.ts';
import { heldOn, holdsAt } from '../../people/store-placement.ts';
import type { Position } from '../types.ts';
import type { Since, WhyFacts } from './types.ts';

type Row = { day: Day; site_id: string; site: string; department_id: string; department: string; path: string[]; roles: { id: string; name: string }[]; site_since: Day | null; department_since: Day | null };

/** Where a person stands at an instant, by the day of their own site, and since when without a break; null: not employed. */
export async function loadStandingPlace(db: Db | Tx, personId: string, at: Instant): Promise<{ position: Position; since: Since } | null> {
  const since = (column: 'site_id' | 'department_id') => sql`(select max(upper(x.during)) from employment x where x.person_id = h.person_id and upper(x.during) <= h.starts and x.${sql.ref(column)} <> h.${sql.ref(column)})`;
  const first = (column: 'site_id' | 'department_id') => sql`(select min(lower(x.during)) from employment x where x.person_id = h.person_id and lower(x.during) <= h.starts and x.${sql.ref(column)} = h.${sql.ref(column)} and lower(x.during) >= coalesce(${since(column)}, '-infinity'::date))`;
  const found = await sql<Row>`with h as (select e.person_id, e.site_id, e.department_id, lower(e.during) as starts, (${at}::timestamptz at time zone s.zone)::date as day, s.name as site
      from employment e join site s on s.id = e.site_id where e.person_id = ${personId}::uuid and ${holdsAt(at)} limit 1)
    select h.day, h.site_id, h.site, h.department_id, d.name as department, d.path, ${first('site_id')} as site_since, ${first('department_id')} as department_since,
      coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by r.name) from person_role pr join job_role r on r.id = pr.role_id where pr.person_id = h.person_id and ${heldOn(sql`h.day`)}), '[]') as roles
    from h join department d on d.id = h.department_id`.execute(db);
  const row = found.rows[0];
  if (row === undefined) return null;
  return {
    position: { day: row.day, siteId: row.site_id, siteName: row.site, departmentPath: row.path, departmentName: row.department, roles: row.roles, attributes: (await loadAttributes(db, [personId], at)).get(personId) ?? [] },
    since: { site: row.site_since, department: row.department_since },
  };
}

export async function loadSubjects(db: Db | Tx, personId: string, documentId: string, at: Instant): Promise<Pick<WhyFacts, 'person' | 'document' | 'keptTrained'> | null> {
  const found = await sql<{ name: string; number: string; risk: WhyFacts['document']['risk']; retired: boolean; published: boolean; keptTrained: boolean }>`select p.name, d.number, d.risk, coalesce(d.retired_at <= ${at}, false) as retired,
      exists (select from document_version v where v.document_id = d.id and v.approved_at <= ${at} and v.state not in ('draft', 'in_review')) as published,
      exists (select from training_record t where t.person_id = p.id and t.document_id = d.id and t.event_at <= ${at})
        and (select rp.retrain_prior_completers from risk_policy rp where rp.risk = d.risk and (rp.signed_at is null or rp.signed_at <= ${at}) order by rp.version desc limit 1) as "keptTrained"
    from person p, document d where p.id = ${personId}::uuid and d.id = ${documentId}::uuid`.execute(db);
  const row = found.rows[0];
  return row === undefined ? null : { person: { id: personId, name: row.name }, document: { id: documentId, number: row.number, retired: row.retired, published: row.published, risk: row.risk }, keptTrained: row.keptTrained };
}
