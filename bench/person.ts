// What one change of a person's role costs until all that follows is committed, over HTTP, against the least that an authenticated route does: one select.
import { listSites, movePerson } from '../src/features/people/contract.ts';
import { percentile, rounded, timed } from './world/measure.ts';
import { openWorld, type World } from './world/open.ts';

type Result = Readonly<Record<string, string | number | boolean>>;

const PEOPLE = 60;
const MOST_RATIO = 6;

export async function run(options: { readonly people: number; readonly documents: number }, say: (line: string) => void): Promise<Result> {
  const world = await openWorld(options, say);
  try {
    return await measure(world, options, say);
  } finally {
    await world.close();
  }
}

/** People who are at work and whose role is another's in the same function: each is given that other one. */
export async function measure({ superuser, staff: { trainer } }: World, options: { readonly people: number; readonly documents: number }, say: (line: string) => void): Promise<Result> {
  const found = await superuser.query<{ id: string; role: string }>(`select p.id, (select r.id from job_role r where split_part(r.code, '-', 1) = split_part(held.code, '-', 1) and r.id <> held.id order by md5(p.id::text || r.id::text) limit 1) as role
    from person p join person_role pr on pr.person_id = p.id join job_role held on held.id = pr.role_id join employment e on e.person_id = p.id
    where e.state = 'active' and e.during @> date '2026-03-02' and upper(e.during) is null and lower(e.during) < '2026-03-01' order by md5(p.id::text) limit $1`, [PEOPLE * 2]);
  const people = [...new Map(found.rows.map((row) => [row.id, row])).values()].slice(0, PEOPLE + 5);
  const moves: number[] = [];
  const reads: number[] = [];
  const before = await written(superuser);
  for (const [index, { id, role }] of people.entries()) {
    const move = await timed(() => trainer.client.call(movePerson, { params: { id }, body: { from: '2026-03-02', roleIds: [role] } }));
    const read = await timed(() => trainer.client.call(listSites, {}));
    if (index < 5) continue; // the first ones warm up
    moves.push(move * 1000);
    reads.push(read * 1000);
  }
  const after = await written(superuser);
  const [p50, p99] = [percentile(moves, 0.5), percentile(moves, 0.99)];
  const [readP50, readP99] = [percentile(reads, 0.5), percentile(reads, 0.99)];
  const ratio = rounded(p50 / readP50);
  say(`a change ${p50.toFixed(1)} ms, a select ${readP50.toFixed(1)} ms`);
  return {
    ...options, changes: moves.length, obligationsEach: rounded((after.opened - before.opened) / people.length), endedEach: rounded((after.ended - before.ended) / people.length),
    p50Milliseconds: rounded(p50), p99Milliseconds: rounded(p99), leastMilliseconds: rounded(Math.min(...moves)), selectP50Milliseconds: rounded(readP50), selectP99Milliseconds: rounded(readP99), ratio, ratioOfP99: rounded(p99 / readP99), mostRatio: MOST_RATIO, ok: ratio <= MOST_RATIO,
  };
}

async function written(superuser: World['superuser']): Promise<{ opened: number; ended: number }> {
  const found = await superuser.query<{ opened: string; ended: string }>(`select count(*) filter (where action = 'ObligationOpened') as opened, count(*) filter (where action = 'ObligationEnded') as ended from audit_event`);
  return { opened: Number(found.rows[0]?.opened), ended: Number(found.rows[0]?.ended) };
}
