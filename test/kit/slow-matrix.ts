import { sql } from 'kysely';
import type { Db } from '../../src/platform/db/pool.ts';

/**
 * What must be required of whom, worked out slowly and obviously: each person, each rule, each document. It shares nothing
 * with the engine but the tables. Rules of this kind: groups of conditions, no exceptions of single persons. The instant must
 * be one at which it is the same day at every site.
 */
export async function slowRequirements(db: Db, day: string): Promise<string[]> {
  const people = (await sql<{ id: string }>`select id from person`.execute(db)).rows;
  const employments = (await sql<{ person: string; first: string; end: string | null; site: string; path: string[] }>`select e.person_id as person, lower(e.during)::text as first, upper(e.during)::text as end, e.site_id as site, d.path from employment e join department d on d.id = e.department_id`.execute(db)).rows;
  const roles = (await sql<{ person: string; first: string; end: string | null; role: string }>`select person_id as person, lower(during)::text as first, upper(during)::text as end, role_id as role from person_role`.execute(db)).rows;
  const rules = (await sql<{ first: string; end: string | null; audience: { all: { kind: string; ids: string[] }[]; none: { kind: string; ids: string[] }[] }[]; documents: string[] }>`select lower(effective)::text as first, upper(effective)::text as end, audience, document_ids as documents from matrix_rule_version where superseded_at is null and not isempty(effective)`.execute(db)).rows;
  const retired = new Set((await sql<{ id: string }>`select id from document where retired_at is not null`.execute(db)).rows.map(({ id }) => id));
  const covers = ({ first, end }: { first: string; end: string | null }): boolean => first <= day && (end === null || day < end);
  const required = new Set<string>();
  for (const { id } of people) {
    const now = employments.find((one) => one.person === id && covers(one));
    if (now === undefined) continue;
    const held = roles.filter((one) => one.person === id && covers(one)).map(({ role }) => role);
    const holds = ({ kind, ids }: { kind: string; ids: string[] }): boolean => (kind === 'role' ? held.some((role) => ids.includes(role)) : kind === 'site' ? ids.includes(now.site) : now.path.some((department) => ids.includes(department)));
    for (const rule of rules) {
      if (!covers(rule)) continue;
      if (!rule.audience.some((group) => group.all.every(holds) && !group.none.some(holds))) continue;
      for (const document of rule.documents) if (!retired.has(document)) required.add(`${id} ${document}`);
    }
  }
  return [...required].toSorted();
}

/** What is kept as required, as of an instant. */
export async function keptRequirements(db: Db, at: Temporal.Instant): Promise<string[]> {
  const found = await sql<{ pair: string }>`select person_id || ' ' || document_id as pair from obligation where since <= ${at} and (until is null or until > ${at}) order by 1`.execute(db);
  return found.rows.map(({ pair }) => pair).toSorted();
}

/** What was open then: version and person. */
export async function keptWork(db: Db, at: Temporal.Instant): Promise<string[]> {
  const found = await sql<{ pair: string }>`select person_id || ' ' || version_id as pair from assignment where assigned_at <= ${at} and (closed_at is null or closed_at > ${at})`.execute(db);
  return found.rows.map(({ pair }) => pair).toSorted();
}

/** Who must be trained, is present, and neither is trained nor has work open on the version in force or on the one that is coming. */
export async function leftOut(db: Db, day: string): Promise<string[]> {
  const found = await sql<{ pair: string }>`select o.person_id || ' ' || o.document_id as pair from obligation o join document d on d.id = o.document_id
    where o.until is null and exists (select from employment e where e.person_id = o.person_id and e.state = 'active' and e.during @> ${day}::date)
      and exists (select from document_version v where v.document_id = d.id and v.state = 'effective')
      and not exists (select from document_version v join training_record r on r.version_id = v.id and r.person_id = o.person_id where v.document_id = d.id and v.state = 'effective')
      and not exists (select from document_version v join assignment a on a.version_id = v.id and a.person_id = o.person_id and a.closed_at is null where v.document_id = d.id and v.state in ('effective', 'approved'))`.execute(db);
  return found.rows.map(({ pair }) => pair);
}
