import type { Db, Tx } from '../../../platform/db/pool.ts';
import { pacesOf } from './rules.ts';
import { loadPast, loadPastOf } from './store.ts';
import type { Paces } from './types.ts';

export async function loadPaces(db: Db | Tx, at: Temporal.Instant, personIds: readonly string[]): Promise<Paces> {
  return pacesOf(await loadPastOf(db, at, personIds), await loadPast(db, at));
}
