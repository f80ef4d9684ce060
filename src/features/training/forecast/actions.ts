import type { Db, Tx } from '../../../platform/db/pool.ts';
import { pacesOf } from './rules.ts';
import { loadPast, loadPastOf } from './store.ts';
import type { Paces } from './types.ts';

/** Up to this many people are judged by their own pace; of more, the paces of their departments give the same share. */
export const OWN_PACE = 2000;

export async function loadPaces(db: Db | Tx, at: Temporal.Instant, personIds: readonly string[]): Promise<Paces> {
  return pacesOf(personIds.length > OWN_PACE ? [] : await loadPastOf(db, at, personIds), await loadPast(db, at));
}
