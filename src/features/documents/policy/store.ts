import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { Risk } from '../types.ts';
import { DEFAULT_POLICIES } from './rules.ts';
import type { Policy } from './types.ts';

/** The policy of every risk class as it stands now. */
export function loadPolicies(_db: Db | Tx): Promise<Readonly<Record<Risk, Policy>>> {
  return Promise.resolve(DEFAULT_POLICIES);
}
