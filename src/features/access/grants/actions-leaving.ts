import type { Context } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { commit } from '../../audit/actions.ts';
import { aboutPerson } from '../accounts/actions.ts';
import { loadGrantsOfLeavers, saveRevocations } from '../accounts/store.ts';
import { lapsedGrants } from '../rules.ts';
import { dataOf } from './actions.ts';

/**
 * MTX-10: of these people, takes the product roles that were granted before they last left. Asked when somebody leaves and
 * when they come back, so that a day nobody looked at the time between leaves nothing behind.
 */
export async function endRolesOfLeavers(ctx: Context, tx: Tx, personIds: readonly string[], ending: boolean): Promise<void> {
  const lapsed = lapsedGrants(await loadGrantsOfLeavers(tx, personIds, ctx.now), ending);
  const [first, ...rest] = lapsed.map((grant) => aboutPerson('RoleRevoked', grant.personId, dataOf(grant), 'left employment'));
  if (first === undefined) return;
  await commit(ctx, tx, [first, ...rest], (audited) => saveRevocations(audited, lapsed.map((grant) => grant.id), ctx.now));
}
