import { sql } from 'kysely';
import type { Db, Tx } from './db/pool.ts';

/** The one place that knows what time it is. A simulation keeps its time in the database, so that all nodes share it. */
export type Clock = { readonly simulated: boolean; now(): Promise<Temporal.Instant> };

export async function openClock(db: Db): Promise<Clock> {
  const { simulation } = await db.selectFrom('instance').select('simulation').executeTakeFirstOrThrow();
  if (!simulation) return { simulated: false, now: () => Promise.resolve(Temporal.Now.instant().round('millisecond')) };
  return {
    simulated: true,
    /** Each reading is a millisecond later than the one before, so that what happens later also looks later. */
    async now() {
      const read = await sql<{ now: Temporal.Instant }>`update instance set simulated_now = simulated_now + interval '1 millisecond' where simulation returning simulated_now as now`.execute(db);
      const row = read.rows[0];
      if (row === undefined) throw new Error('a simulation without its time');
      return row.now;
    },
  };
}

/** Moves a simulation's time forward; the database refuses to go back, and a real data folder has no such column to move. */
export async function setSimulatedTime(db: Db | Tx, to: Temporal.Instant): Promise<void> {
  await sql`update instance set simulated_now = ${to} where simulation and simulated_now < ${to}`.execute(db);
}

/** What a real clock shows, for what a simulation is to end at. */
export function realNow(): Temporal.Instant {
  return Temporal.Now.instant().round('second');
}
