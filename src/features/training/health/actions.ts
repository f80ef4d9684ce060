import type { z } from 'zod';
import { done, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import type { getMatrixHealth } from './contract.ts';
import { loadInSeveralCurricula, loadRoleLoads, loadSinglePoints, loadWithoutAudience } from './store.ts';

/** MTX-11. */
export async function matrixHealth(ctx: Context): Promise<Outcome<z.input<typeof getMatrixHealth.reply>>> {
  const { db, now } = ctx;
  const [withoutAudience, load, inSeveralCurricula, singlePoints] = await Promise.all([loadWithoutAudience(db, now), loadRoleLoads(db, now), loadInSeveralCurricula(db, now), loadSinglePoints(db, now)]);
  const unasked = load.roles.filter(({ documents }) => documents === 0);
  return done({ withoutAudience, withoutDocuments: { total: unasked.length, items: unasked }, inSeveralCurricula, singlePoints, load });
}
