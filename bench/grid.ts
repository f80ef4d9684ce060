// What the grid of a site costs: its first screen over HTTP and the workbook of all its cells, against plain SQL that gives the same cells as CSV.
import type pg from 'pg';
import { createKey } from '../src/features/access/contract.ts';
import { exportGrid, getCells, getGrid } from '../src/features/training/grid/contract.ts';
import { openWorld, type World } from './world/open.ts';

type Result = Readonly<Record<string, string | number | boolean>>;
type Say = (line: string) => void;

const SITE_OF = 2000;
const MOST_RATIO = 3;
const SCREEN = { people: 60, documents: 60 } as const; // what the web app asks for at once

export async function run(options: { readonly people: number; readonly documents: number }, say: Say): Promise<Result> {
  const world = await openWorld(options, say);
  try {
    return await measure(world, options, say);
  } finally {
    await world.close();
  }
}

async function measure({ server, superuser, staff }: World, options: { readonly people: number; readonly documents: number }, say: Say): Promise<Result> {
  const { token } = await staff.administrator.client.call(createKey, { body: { name: 'export', role: 'service' } });
  const { site, frame, screen, plainScreen } = await measureScreen({ superuser, staff }, say);
  server.resetPeak();
  const download = async (format: 'xlsx' | 'csv'): Promise<Buffer> => Buffer.from(await (await fetch(`${server.url}/api/v1${exportGrid.path}?siteId=${site.id}&format=${format}`, { headers: { authorization: `Bearer ${token}` } })).arrayBuffer());
  let workbook = 0;
  const xlsx = await best(3, async () => void (workbook = (await download('xlsx')).length));
  const megabytes = server.peakMegabytes() ?? 0;
  let lines: string[] = [];
  const plain = await best(3, async () => void (lines = await plainCsv(superuser, site.id)));
  const plainRows = await best(3, () => plainRowsOf(superuser, site.id));
  say(`workbook ${ms(xlsx)} ms; plain SQL: the required cells one a row ${ms(plainRows)} ms, all cells as a matrix ${ms(plain)} ms`);
  const differences = differing((await download('csv')).toString().trimEnd().split('\r\n').slice(1), lines);
  const [screenRatio, xlsxRatio] = [ratio(screen, plainScreen), ratio(xlsx, Math.min(plain, plainRows))];
  return {
    people: options.people, documents: options.documents, sitePeople: frame.people.length, siteDocuments: frame.documents.length, cells: frame.people.length * frame.documents.length,
    screenMilliseconds: ms(screen), plainScreenMilliseconds: ms(plainScreen), screenRatio, xlsxMilliseconds: ms(xlsx), plainRowsMilliseconds: ms(plainRows), plainMatrixMilliseconds: ms(plain), xlsxRatio, xlsxBytes: workbook, peakMegabytes: megabytes,
    differences, mostRatio: MOST_RATIO, ok: screenRatio <= MOST_RATIO && xlsxRatio <= MOST_RATIO && differences === 0,
  };
}

/** Rows, columns and first cells of the site that is nearest to 2,000 people. */
export async function measureScreen({ superuser, staff }: Pick<World, 'superuser' | 'staff'>, say: Say) {
  const { client } = staff.trainer;
  await superuser.query('analyze');
  const site = (await superuser.query<{ id: string; name: string; people: number }>(`select s.id, s.name, count(*)::int as people from employment e join site s on s.id = e.site_id where e.during @> date '2026-03-02' group by 1 order by abs(count(*) - ${SITE_OF}) limit 1`)).rows[0];
  if (site === undefined) throw new Error('the company has no site');
  const query = { siteId: site.id };
  const frame = await client.call(getGrid, { query });
  say(`${site.name}: ${frame.people.length} people, ${frame.documents.length} procedures`);
  const screen = await best(7, async () => {
    const { people, documents } = await client.call(getGrid, { query });
    await client.call(getCells, { body: { people: people.slice(0, SCREEN.people).map(([id]) => id), documents: documents.slice(0, SCREEN.documents).map(([id]) => id) } });
  });
  const plainScreen = await best(7, () => plainScreenOf(superuser, site.id));
  say(`first screen ${ms(screen)} ms, plain SQL ${ms(plainScreen)} ms`);
  return { site, frame, screen, plainScreen };
}

const ms = (seconds: number): number => Math.round(seconds * 10_000) / 10;
const ratio = (ours: number, plain: number): number => Math.round((ours / plain) * 100) / 100;

async function best(times: number, work: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let turn = 0; turn < times; turn += 1) {
    const started = performance.now();
    await work();
    least = Math.min(least, (performance.now() - started) / 1000);
  }
  return least;
}

/** The states of today as somebody would write them in one go, without the product's code. */
const STATES = `here as materialized (select e.person_id, p.name, p.employee_number, dep.name as department, s.name as site, e.state from employment e join person p on p.id = e.person_id join department dep on dep.id = e.department_id join site s on s.id = e.site_id
    where e.site_id = $1 and e.during @> date '2026-03-02'),
  asked as materialized (select o.person_id, o.document_id from obligation o join here using (person_id) where o.until is null),
  known as (select r.person_id, r.document_id, bool_or(v.state = 'effective' and (r.valid_until is null or r.valid_until > timestamptz '2026-03-02T14:00:00Z')) as covered, bool_or(v.state in ('superseded', 'retired')) as before, bool_or(v.state = 'approved') as ahead
    from training_record r join here using (person_id) join document_version v on v.id = r.version_id group by 1, 2),
  work as (select a.person_id, a.document_id, bool_or(v.state = 'effective') as current, bool_or(v.state <> 'effective') as other, min(least(a.due_at, a.overdue_since)) as due
    from assignment a join here using (person_id) join document_version v on v.id = a.version_id where a.closed_at is null group by 1, 2),
  states as (select asked.person_id, asked.document_id, case when here.state = 'on_leave' then 'Absent' when work.due <= timestamptz '2026-03-02T14:00:00Z' then 'Overdue'
      when known.covered then case when work.other then 'In training window' else 'Qualified' end
      when not exists (select from document_version v where v.document_id = asked.document_id and v.state = 'effective') then case when work.other or known.ahead then 'In training window' else '' end
      when known.ahead and work.current is not true then 'In training window' when known.before then 'Trained on previous version'
      when work.due <= timestamptz '2026-03-16T14:00:00Z' then 'Due soon' else 'Not qualified' end as state
    from asked join here using (person_id) left join known using (person_id, document_id) left join work using (person_id, document_id))`;
const SHOWN = `shown as materialized (select d.id, d.sort_key, d.number from document d where d.id in (select document_id from asked))`;

/** One line of CSV for each person, a column for each procedure. */
async function plainCsv(superuser: pg.Client, siteId: string): Promise<string[]> {
  const found = await superuser.query<{ line: string }>(`with ${STATES}, ${SHOWN}
    select concat_ws(',', here.name, here.employee_number, here.department, here.site, string_agg(coalesce(states.state, ''), ',' order by shown.sort_key, shown.number)) as line
    from here cross join shown left join states on states.person_id = here.person_id and states.document_id = shown.id
    group by here.person_id, here.name, here.employee_number, here.department, here.site order by lower(here.name), here.person_id`, [siteId]);
  return found.rows.map(({ line }) => line);
}

/** Only the cells that say something, each a line of its own: the least that leaves nothing out. */
async function plainRowsOf(superuser: pg.Client, siteId: string): Promise<void> {
  await superuser.query(`with ${STATES} select concat_ws(',', here.name, here.employee_number, d.number, states.state) as line from states join here using (person_id) join document d on d.id = states.document_id`, [siteId]);
}

/** The heads of all rows and columns, and the cells of the first of them. */
async function plainScreenOf(superuser: pg.Client, siteId: string): Promise<void> {
  const heads = `here as materialized (select e.person_id, p.name, p.employee_number from employment e join person p on p.id = e.person_id where e.site_id = $1 and e.during @> date '2026-03-02')`;
  const people = await superuser.query<{ id: string }>(`with ${heads} select person_id as id, name, employee_number from here order by lower(name), person_id`, [siteId]);
  const documents = await superuser.query<{ id: string }>(`with ${heads} select d.id, d.number, d.title, d.risk from document d where d.id in (select o.document_id from obligation o join here using (person_id) where o.until is null) order by d.sort_key, d.number`, [siteId]);
  const cells = STATES.replace(`where e.site_id = $1`, `where e.site_id = $1 and e.person_id = any($2::uuid[])`);
  await superuser.query(`with ${cells} select person_id, string_agg(document_id || ' ' || state, ',') from states where document_id = any($3::uuid[]) group by 1`,
    [siteId, people.rows.slice(0, SCREEN.people).map(({ id }) => id), documents.rows.slice(0, SCREEN.documents).map(({ id }) => id)]);
}

/** How many people have another row in the product's file than in the plain one. */
function differing(ours: readonly string[], plain: readonly string[]): number {
  const known = new Set(plain);
  return Math.abs(ours.length - plain.length) + ours.filter((line) => !known.has(line)).length;
}
