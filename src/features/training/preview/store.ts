import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/pool.ts';
import { heldOn, holdsAt } from '../../people/store-placement.ts';

export type AffectedPerson = { id: string; name: string; departmentId: string | null; department: string | null; siteId: string | null; site: string | null; roles: string[] };

export async function loadAffected(tx: Tx, now: Temporal.Instant, personIds: readonly string[]): Promise<Map<string, AffectedPerson>> {
  const found = await sql<AffectedPerson>`select p.id, p.name, here.department_id as "departmentId", here.department, here.site_id as "siteId", here.site,
      coalesce((select array_agg(r.name order by r.name) from person_role pr join job_role r on r.id = pr.role_id where pr.person_id = p.id and ${heldOn(sql`here.day`)}), '{}') as roles
    from person p left join lateral (select d.id as department_id, d.name as department, s.id as site_id, s.name as site, (${now}::timestamptz at time zone s.zone)::date as day from employment e join site s on s.id = e.site_id join department d on d.id = e.department_id
      where e.person_id = p.id and ${holdsAt(now)} limit 1) here on true
    where p.id = any(${[...personIds]}::uuid[])`.execute(tx);
  return new Map(found.rows.map((row) => [row.id, row]));
}

/** People on leave whom the documents concern: they get their training when they are back (MTX-09). */
export async function loadAbsent(tx: Tx, now: Temporal.Instant, documentIds: readonly string[]): Promise<(AffectedPerson & { document: string })[]> {
  const found = await sql<AffectedPerson & { document: string }>`select p.id, p.name, dep.id as "departmentId", dep.name as department, s.id as "siteId", s.name as site, '{}'::text[] as roles, d.number as document
    from obligation o join person p on p.id = o.person_id join document d on d.id = o.document_id join employment e on e.person_id = p.id join site s on s.id = e.site_id join department dep on dep.id = e.department_id
    where o.until is null and o.document_id = any(${[...documentIds]}::uuid[]) and e.state = 'on_leave' and ${holdsAt(now)}`.execute(tx);
  return found.rows;
}

export async function loadMinutes(tx: Tx, versionIds: readonly string[]): Promise<Map<string, number>> {
  const found = await sql<{ id: string; minutes: number }>`select version_id as id, minutes from module where version_id = any(${[...versionIds]}::uuid[])`.execute(tx);
  return new Map(found.rows.map((row) => [row.id, row.minutes]));
}
