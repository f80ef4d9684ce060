import { sql } from 'kysely';
import { column } from '../../src/platform/db/bulk.ts';
import { requirementsOf } from '../../src/features/matrix/rules.ts';
import { ruleFinder } from '../../src/features/matrix/rules-find.ts';
import { loadRules } from '../../src/features/matrix/store.ts';
import { loadPeople, loadSurroundings, type Standing } from '../../src/features/training/reconcile/store.ts';
import type { Loading } from './load.ts';

const CHUNK = 100_000;

/**
 * One rule for everybody, one for each site, function, department and role. Where there are enough documents each rule has
 * its own; every fifth rule for a role holds at half of the sites only, every fourth leads to a curriculum; two documents of a
 * role are also of its function.
 */
export async function writeRules({ tx, size, authorId }: Loading): Promise<void> {
  const most = Math.max(100, Math.floor(size.documents * 0.9));
  await sql.raw(`create temp table world_rule on commit drop as select row_number() over () as number, r.*, sum(own) over (rows between unbounded preceding and 1 preceding) as before from (
      select 'Everybody' as name, '{}'::uuid[] as roles, '{}'::uuid[] as departments, '{}'::uuid[] as sites, 6 as own, null::text as code
      union all select * from (select 'Site rules of ' || name, '{}'::uuid[], '{}'::uuid[], array[id], 8, null from site order by id) s
      union all select * from (select name, '{}'::uuid[], array[id], '{}'::uuid[], 6, code from department where code ~ '^F[0-9]+$' order by id) f
      union all select * from (select name, '{}'::uuid[], array[id], '{}'::uuid[], 10, null from department where code ~ '^F[0-9]+-' order by id) l
      union all select * from (select 'Work of the ' || name, array[id], '{}'::uuid[], case when row_number() over (order by id) % 5 = 0 then (select array_agg(id) from world_site where place % 2 = 0) else '{}' end, 30, code from job_role where code ~ '^F' order by id) r) r`).execute(tx);
  await sql.raw(`insert into matrix_rule (id, number, created_at) select uuidv7(), number, '2019-02-04 09:00Z' from world_rule order by number`).execute(tx);
  const place = (start: string, step: string): string => `1 + (${start} + ${step}) % ${most}`;
  await sql.raw(`create temp table world_asked on commit drop as select r.number, r.name, r.code, m.id as rule, r.code ~ '-R' and r.number % 4 = 0 as curriculum, uuidv7() as curriculum_id, ${audience('r')} as audience,
      array(select d.id from world_document d where d.n in (select ${place('coalesce(r.before, 0)::int', 'step')} from generate_series(0, r.own - 1) step) or d.n in (select ${place('coalesce(f.before, 0)::int', 'step')} from generate_series(0, 1) step where f.before is not null) order by d.n) as documents
    from world_rule r join matrix_rule m on m.number = r.number left join world_rule f on r.code ~ '-R' and f.code = split_part(r.code, '-', 1)`).execute(tx);
  await sql.raw(`insert into curriculum (id, number, created_at) select curriculum_id, row_number() over (order by number), '2019-02-04 09:00Z' from world_asked where curriculum`).execute(tx);
  await sql.raw(`insert into curriculum_version (id, curriculum_id, version, name, document_ids, owner_id, created_at) select uuidv7(), curriculum_id, 1, name, documents, '${authorId}', '2019-02-04 09:00Z' from world_asked where curriculum`).execute(tx);
  await sql.raw(`insert into matrix_rule_version (id, rule_id, version, name, audience, document_ids, curriculum_ids, effective, owner_id, created_at)
    select uuidv7(), rule, 1, name, audience, case when curriculum then '{}' else documents end, case when curriculum then array[curriculum_id] else '{}' end, daterange('2019-03-04', null), '${authorId}', '2019-02-04 09:00Z' from world_asked order by number`).execute(tx);
}

/** SQL: one group, with the conditions that the rule has. */
function audience(rule: string): string {
  const condition = (kind: string, column: string): string => `case when ${rule}.${column} = '{}' then '[]'::jsonb else jsonb_build_array(jsonb_build_object('kind', '${kind}', 'ids', to_jsonb(${rule}.${column}))) end`;
  return `jsonb_build_array(jsonb_build_object('none', '[]'::jsonb, 'all', ${condition('role', 'roles')} || ${condition('department', 'departments')} || ${condition('site', 'sites')}))`;
}

/** What the rules ask of each way to stand is worked out by the product's own rule, once; who stands so gets it by a join. */
export async function writeObligations({ tx, now }: Loading): Promise<void> {
  const rules = await loadRules(tx, null);
  const people = await loadPeople(tx, now, { personIds: null, documentIds: null }, rules, await loadSurroundings(tx, now));
  const standings = new Map<Standing, number>();
  for (const { standing } of people) if (!standings.has(standing)) standings.set(standing, standings.size);
  await sql`create temp table world_member (person uuid, standing int) on commit drop; create temp table world_required (standing int, document uuid, reason int) on commit drop; create temp table world_reason (reason int, reasons jsonb) on commit drop`.execute(tx);
  for (let start = 0; start < people.length; start += CHUNK) {
    const some = people.slice(start, start + CHUNK);
    await sql`insert into world_member select * from unnest(${column(some.map(({ id }) => id), 'uuid')}, ${column(some.map(({ standing }) => String(standings.get(standing))), 'int')})`.execute(tx);
  }
  const find = ruleFinder(rules);
  const reasons = new Map<string, number>();
  const required = [...standings].flatMap(([{ position }, number]) => (position === null ? [] : [...requirementsOf(position, find(position))].map(([document, why]) => {
    const text = JSON.stringify(why);
    const reason = reasons.get(text) ?? reasons.size;
    reasons.set(text, reason);
    return [String(number), document, String(reason)] as const;
  })));
  await sql`insert into world_reason select ordinality - 1, reasons from unnest(${column([...reasons.keys()], 'jsonb')}) with ordinality as r (reasons)`.execute(tx);
  for (let start = 0; start < required.length; start += CHUNK) {
    const some = required.slice(start, start + CHUNK);
    await sql`insert into world_required select * from unnest(${column(some.map((row) => row[0]), 'int')}, ${column(some.map((row) => row[1]), 'uuid')}, ${column(some.map((row) => row[2]), 'int')})`.execute(tx);
  }
  await sql`analyze world_member, world_required, world_reason`.execute(tx);
  await sql`insert into obligation (id, person_id, document_id, since, reasons)
    select uuidv7(), p.id, q.document, greatest(p.hired::timestamptz + interval '8 hours', '2019-03-04 09:00Z'), w.reasons
    from world_person p join world_member m on m.person = p.id join world_required q on q.standing = m.standing join world_reason w using (reason) join world_document d on d.id = q.document where d.kind <> 'retired' order by p.n`.execute(tx);
}
