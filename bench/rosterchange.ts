// What an import costs that gives 500 people another role, against writing the same rows as often by plain SQL, a transaction for each person.
import type pg from 'pg';
import { importRoster } from '../src/features/people/contract.ts';
import { rounded, timed } from './world/measure.ts';
import { openWorld, type World } from './world/open.ts';

type Result = Readonly<Record<string, string | number | boolean>>;

const CHANGES = 500;
const MOST_RATIO = 4;
const TABLES = ['audit_event', 'obligation', 'assignment', 'person_role'] as const;

export async function run(options: { readonly people: number; readonly documents: number }, say: (line: string) => void): Promise<Result> {
  const world = await openWorld(options, say);
  try {
    const { seconds, people, rows, plainSeconds } = await measureRosterchange(world, say);
    const ratio = rounded(seconds / plainSeconds);
    return { ...options, changed: people, rows, seconds: rounded(seconds), rowsPerSecond: Math.round(rows / seconds), plainSeconds: rounded(plainSeconds), ratio, mostRatio: MOST_RATIO, peakMegabytes: world.server.peakMegabytes() ?? 0, ok: ratio <= MOST_RATIO && people > CHANGES / 2 };
  } finally {
    await world.close();
  }
}

export async function measureRosterchange(world: World, say: (line: string) => void): Promise<{ seconds: number; people: number; rows: number; plainSeconds: number }> {
  const file = await rosterOf(world.superuser);
  const seconds = await timed(() => bringIn(world, file));
  const plain = await writePlainly(world.superuser);
  say(`${plain.people} people in ${seconds.toFixed(2)} s, ${plain.rows} rows written plainly in ${plain.plainSeconds.toFixed(2)} s`);
  return { seconds, ...plain };
}

/** People at work, each with another role of their function than now. */
async function rosterOf(superuser: pg.Client): Promise<Buffer> {
  const found = await superuser.query<{ line: string }>(`select p.employee_number || ',' || p.name || ',' || p.email || ',' || lower(e.during) || ',' || s.code || ',' || d.code || ',' || (select r.code from job_role r where split_part(r.code, '-', 1) = split_part(held.code, '-', 1) and r.id <> held.id order by md5(p.id::text || r.id::text) limit 1) as line
    from person p join employment e on e.person_id = p.id join site s on s.id = e.site_id join department d on d.id = e.department_id join lateral (select r.* from person_role pr join job_role r on r.id = pr.role_id where pr.person_id = p.id limit 1) held on true
    where e.state = 'active' and upper(e.during) is null and lower(e.during) < '2026-03-01' and p.email is not null and not exists (select from employment other where other.person_id = p.id and other.id <> e.id) order by md5(p.id::text) limit ${CHANGES}`);
  return Buffer.from(['number,name,email,from,site,department,role', ...found.rows.map(({ line }) => line)].join('\n'));
}

async function bringIn({ staff: { trainer } }: World, bytes: Buffer): Promise<void> {
  const mapping = { employeeNumber: 'number', name: ['name'], email: 'email', from: 'from', dateFormat: 'YYYY-MM-DD' as const, site: 'site', department: 'department', role: 'role', createMissing: { departments: false, roles: false, sites: {} } };
  const { counts } = await trainer.client.call(importRoster, { file: { name: 'roster.csv', bytes }, body: { mapping, confirm: { reason: 'In a small company these are many' } } });
  if (counts.changed < CHANGES / 2) throw new Error(`only ${counts.changed} of ${CHANGES} people were changed`);
}

/** The rows that the import wrote, into copies of the tables with their indexes: all that belongs to one person in one transaction. */
async function writePlainly(superuser: pg.Client): Promise<{ people: number; rows: number; plainSeconds: number }> {
  await superuser.query(`${TABLES.map((table) => `create table plain_${table} (like ${table} including all);`).join('')}
    create table wanted as select e.id as event, coalesce(body::jsonb -> 'data' ->> 'person', subject_id)::uuid as person from audit_event e
      where xid = (select xid from audit_event where action = 'PersonMoved' order by id desc limit 1) and (action = 'PersonMoved' or body::jsonb -> 'data' ? 'person'); create index on wanted (person); analyze wanted`);
  const people = (await superuser.query<{ person: string }>('select distinct person from wanted')).rows.map(({ person }) => person);
  const started = (await superuser.query<{ at: Temporal.Instant }>(`select at from audit_event where id = (select event from wanted limit 1)`)).rows[0]?.at;
  const plainSeconds = await timed(async () => {
    for (const person of people) {
      await superuser.query('begin');
      await superuser.query('insert into plain_audit_event select e.* from wanted w join audit_event e on e.id = w.event where w.person = $1', [person]);
      await superuser.query('insert into plain_obligation select * from obligation where person_id = $1 and (since >= $2 or until >= $2)', [person, started]);
      await superuser.query('insert into plain_assignment select * from assignment where person_id = $1 and (assigned_at >= $2 or closed_at >= $2)', [person, started]);
      await superuser.query(`insert into plain_person_role select * from person_role where person_id = $1 and (lower(during) = '2026-03-02' or upper(during) = '2026-03-02')`, [person]);
      await superuser.query('commit');
    }
  });
  const counted = await superuser.query<{ rows: string }>(`select ${TABLES.map((table) => `(select count(*) from plain_${table})`).join(' + ')} as rows`);
  return { people: people.length, rows: Number(counted.rows[0]?.rows), plainSeconds };
}
