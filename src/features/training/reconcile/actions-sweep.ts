import { act, recordEvent } from '../../audit/actions.ts';
import { done } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import { reconcile } from './actions.ts';

export type Sweep = { people: number; drift: number; added: number; cancelled: number };

/** MTX-04: reconciles everything. What it finds was missed by an act and is reported as drift. */
export async function sweep(ctx: Context): Promise<Sweep> {
  const outcome = await act(ctx, async (tx) => {
    const found = await reconcile(ctx, tx, { personIds: null, documentIds: null }, 'none');
    return done({ people: found.people, drift: found.changes, added: found.assigned, cancelled: found.closed });
  });
  if (!outcome.ok) throw new Error(`a sweep cannot be refused, yet it was: ${outcome.refusal.code}`);
  await recordEvent(ctx, { type: 'SweepFinished', subject: { kind: 'training', id: 'everything' }, data: outcome.reply });
  return outcome.reply;
}
