import { sql } from 'kysely';
import type { Db, Tx } from './db/pool.ts';

/** The one place that knows what time it is. A simulation keeps its time in the database, so that all nodes share it. */
export type Clock = { readonly simulated: boolean; now(): Promise<Temporal.Instant> };

export async function openClock(db: Db): Promise<Clock> {
  const { simulation } = await db.selectFrom('instance').select('simulation').executeTakeFirstOrThrow();
  if (!simulation) return { simulated: false, now: () => Promise.resolve(Temporal.Now.instant().round('millisecond')) };
  return {
    simulated: true,
    async now() {
      const row = await db.selectFrom('instance').select('simulated_now').executeTakeFirstOrThrow();
      if (row.simulated_now === null) throw new Error('a simulation without its time');
      return row.simulated_now;
    },
  };
}

/** Moves a simulation's time forward; the database refuses to go back, and a real data folder has no such column to move. */
export async function setSimulatedTime(db: Db | Tx, to: Temporal.Instant): Promise<void> {
  await sql`update instance set simulated_now = ${to} where simulation`.execute(db);
}
