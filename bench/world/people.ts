import { sql } from 'kysely';
import type { Loading } from './load.ts';
import { chance, FIRST, FUNCTIONS, LAST, ROLES, SITES, TEAM, texts } from './size.ts';

/** Sites in several zones beside the first one, the tree of departments, the roles. */
export async function writeOrganisation({ tx, size }: Loading): Promise<void> {
  const sites = SITES.slice(0, size.sites - 1);
  await sql.raw(`insert into site (id, code, name, zone, working_days, holidays) select uuidv7(), code, name, zone, days::smallint[], '{2026-01-01,2026-04-06,2026-12-25,2026-12-28}'
    from unnest(${texts(sites.map((site) => site[0]))}, ${texts(sites.map((site) => site[1]))}, ${texts(sites.map((site) => site[2]))}, ${texts(sites.map((site) => site[3]))}) s (code, name, zone, days)`).execute(tx);
  await sql.raw(`create temp table world_site on commit drop as select row_number() over (order by id) - 1 as place, id, zone from site`).execute(tx);
  await sql.raw(`insert into department (id, code, name, parent_id, path) select id, 'OPS', 'Operations', null, array[id] from (select uuidv7() as id) d`).execute(tx);
  await sql.raw(`insert into department (id, code, name, parent_id, path) select d.id, 'F' || d.place, d.name, r.id, r.path || d.id
    from (select uuidv7() as id, place, (${texts(FUNCTIONS)})[place + 1] as name from generate_series(0, ${size.functions - 1}) place) d, department r where r.code = 'OPS'`).execute(tx);
  await sql.raw(`insert into department (id, code, name, parent_id, path) select d.id, f.code || '-' || leaf, f.name || ' ' || leaf, f.id, f.path || d.id
    from department f cross join generate_series(1, ${size.leaves}) leaf cross join lateral (select uuidv7() as id where leaf > 0) d where f.code ~ '^F[0-9]+$'`).execute(tx);
  await sql.raw(`insert into job_role (id, code, name) select uuidv7(), 'F' || f || '-R' || r, (${texts(FUNCTIONS)})[f + 1] || ' ' || (${texts(ROLES)})[r + 1]
    from generate_series(0, ${size.functions - 1}) f cross join generate_series(0, ${size.rolesPerFunction - 1}) r`).execute(tx);
}

/**
 * In a large company 2,000 people work where it began, all others elsewhere. Teams of twelve share site and department; the first of a team leads it and reports to a leader further up. Three of
 * a hundred have left, two are on leave; one in six has a second role.
 */
export async function writePeople({ tx, size, now }: Loading): Promise<void> {
  const today = `date '${now.toString().slice(0, 10)}'`;
  await sql.raw(`create temp table world_person on commit drop as
    select n, uuidv7() as id, team, s.id as site, s.zone, d.id as department, f, ${today} - 30 - ${chance('n', 1, 4000)} as hired,
      case when n % ${TEAM} <> 1 and ${chance('n', 2, 100)} < 3 then 'left' when n % ${TEAM} <> 1 and ${chance('n', 2, 100)} < 5 then 'on_leave' else 'active' end as state
    from (select n, (n - 1) / ${TEAM} as team, ${chance(`(n - 1) / ${TEAM}`, 3, size.functions)} as f from generate_series(1, ${size.people}) n) p
    join world_site s on s.place = case when p.team < ${size.oldSite} then 0 when ${size.oldSite} = 0 then ${chance(`'site' || p.team`, 4, size.sites)} else 1 + ${chance(`'site' || p.team`, 4, size.sites - 1)} end
    join department d on d.code = 'F' || p.f || '-' || (1 + ${chance(`'leaf' || p.team`, 5, size.leaves)})`).execute(tx);
  await sql.raw('create unique index on world_person (n); analyze world_person').execute(tx);
  await sql.raw(`insert into person (id, employee_number, name, email) select id, 'W-' || lpad(n::text, 6, '0'), (${texts(FIRST)})[1 + ${chance('n', 6, FIRST.length)}] || ' ' || (${texts(LAST)})[1 + ${chance('n', 7, LAST.length)}], 'w' || n || '@example.com' from world_person order by n`).execute(tx);
  const manager = `(select m.id from world_person m where m.n = case when p.n % ${TEAM} = 1 then 1 + (p.team / ${TEAM}) * ${TEAM} else p.n - (p.n - 1) % ${TEAM} end and m.n <> p.n)`;
  await sql.raw(`insert into employment (id, person_id, during, state, site_id, department_id, manager_id)
    select uuidv7(), p.id, e.during, e.state, p.site, p.department, ${manager} from world_person p cross join lateral (
      select daterange(hired, case p.state when 'left' then greatest(hired + 1, ${today} - 1 - ${chance('p.n', 8, 200)}) when 'on_leave' then ${today} - 10 end) as during, 'active' as state
      union all select daterange(${today} - 10, null), 'on_leave' where p.state = 'on_leave') e`).execute(tx);
  await sql.raw(`insert into person_role (id, person_id, role_id, during) select uuidv7(), p.id, r.id, daterange(hired, null)
    from world_person p join job_role r on r.code = any(array['F' || p.f || '-R' || case when n % ${TEAM} = 1 then 10 else (p.team + ${chance('p.n', 9, 4)}) % 10 end] || case when n % 6 = 0 then array['F' || p.f || '-R' || 11] else '{}' end)`).execute(tx);
  await sql.raw(`insert into world_person (id, site, zone, department, hired, state) select e.person_id, s.id, s.zone, e.department_id, lower(e.during), 'active' from employment e join site s on s.id = e.site_id where not exists (select from world_person p where p.id = e.person_id)`).execute(tx); // who set the product up
}
