// What looking at everything costs where nothing is wrong, against one plain hash join of the obligations with the records of the same pairs.
import type pg from 'pg';
import { runSweep } from '../src/features/training/contract.ts';
import { best, rounded, timed } from './world/measure.ts';
import { openWorld, type World } from './world/open.ts';

type Result = Readonly<Record<string, string | number | boolean>>;

const ROUNDS = 3;
const MOST_RATIO = 3;
const MOST_MEGABYTES = 512;

export async function run(options: { readonly people: number; readonly documents: number }, say: (line: string) => void): Promise<Result> {
  const world = await openWorld(options, say);
  try {
    const { pairs, seconds, joinSeconds, drift, peakMegabytes } = await measureSweep(world, ROUNDS, say);
    const ratio = rounded(seconds / joinSeconds);
    return { ...options, pairs, seconds: rounded(seconds), pairsPerSecond: Math.round(pairs / seconds), joinSeconds: rounded(joinSeconds), ratio, mostRatio: MOST_RATIO, peakMegabytes, mostMegabytes: MOST_MEGABYTES, drift, ok: drift === 0 && ratio <= MOST_RATIO && peakMegabytes < MOST_MEGABYTES };
  } finally {
    await world.close();
  }
}

export async function measureSweep(world: World, rounds: number, say: (line: string) => void): Promise<{ pairs: number; seconds: number; joinSeconds: number; drift: number; peakMegabytes: number }> {
  await plainJoin(world.superuser); // both find the tables in memory, as far as they fit
  const sweeps: number[] = [];
  const joins: number[] = [];
  let drift = 0;
  world.server.resetPeak();
  for (let round = 1; round <= rounds; round += 1) {
    sweeps.push(await timed(async () => (drift += (await world.staff.trainer.client.call(runSweep, {})).drift)));
    joins.push(await best(1, () => plainJoin(world.superuser)));
    say(`round ${round}: swept in ${sweeps.at(-1)?.toFixed(2)} s, joined in ${joins.at(-1)?.toFixed(2)} s`);
  }
  const peakMegabytes = world.server.peakMegabytes() ?? 0;
  const pairs = Number((await world.superuser.query<{ count: string }>('select count(*) from obligation where until is null')).rows[0]?.count);
  return { pairs, seconds: Math.min(...sweeps), joinSeconds: Math.min(...joins), drift, peakMegabytes };
}

/** As much memory for the join as the sweep gives its own. */
async function plainJoin(superuser: pg.Client): Promise<void> {
  await superuser.query(`begin; set local work_mem = '64MB'; set local enable_nestloop = off; set local enable_mergejoin = off;
    select count(*) from obligation o join training_record r on r.person_id = o.person_id and r.document_id = o.document_id where o.until is null; commit`);
}
