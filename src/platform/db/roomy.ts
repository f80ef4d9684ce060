import { sql } from 'kysely';
import type { Db, Tx } from './pool.ts';

/**
 * For questions that look at everybody: their hash tables stay in memory, and nothing is compiled first, which costs more
 * than it saves.
 */
export function withRoom<Result>(db: Db, ask: (tx: Tx) => Promise<Result>): Promise<Result> {
  return db.transaction().setAccessMode('read only').execute(async (tx) => {
    await sql`select set_config('work_mem', '64MB', true), set_config('jit', 'off', true)`.execute(tx);
    return ask(tx);
  });
}
