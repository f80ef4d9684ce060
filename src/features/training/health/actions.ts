import type { z } from 'zod';
import { done, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import type { getMatrixHealth } from './contract.ts';
import { loadInSeveralCurricula, loadRoleLoads, loadSinglePoints, loadWithoutAudience } from './store.ts';

/** MTX-11. What hangs on one person is asked of the company, or of one site: whoever is qualified elsewhere does not help it. */
export async function matrixHealth(ctx: Context, siteId: string | undefined): Promise<Outcome<z.input<typeof getMatrixHealth.reply>>> {
  const { db, now } = ctx;
  const [withoutAudience, load, inSeveralCurricula, singlePoints] = await Promise.all([loadWithoutAudience(db, now), loadRoleLoads(db, now), loadInSeveralCurricula(db, now), loadSinglePoints(db, now, siteId)]);
  const unasked = load.roles.filter(({ documents }) => documents === 0);
  return done({ withoutAudience, withoutDocuments: { total: unasked.length, items: unasked }, inSeveralCurricula, singlePoints, load });
}
