import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { act, commit } from '../../audit/actions.ts';
import { may } from '../permissions.ts';
import { sweep, type Sweep } from '../reconcile/actions-sweep.ts';
import { visiblePeople } from '../standing/store-visible.ts';
import type * as contract from './contract.ts';
import { driftOf, isMissing, nightDue, reviewSweep } from './rules.ts';
import { countWaiting, loadDrift, loadNights, loadReviewable, loadSweep, loadSweeps, saveReview, saveSweep, takeNight } from './store.ts';
import type { Drift, SweepCause, SweepEvent, SweepRefusal } from './types.ts';

type Reply<E extends { reply: z.ZodType }> = Loose<z.input<E['reply']>>;
const MOST_KEPT = 2000;

/** MTX-04: looks at everything and keeps what was found, also when it breaks off, so that a person is told. */
export async function sweepAndKeep(ctx: Context, cause: SweepCause): Promise<Sweep> {
  const kept: Drift[] = [];
  let drift = 0;
  const started = performance.now();
  const keep = (found: Sweep | null): Promise<unknown> => {
    const facts = { id: ctx.newId(), cause, byId: ctx.principal.kind === 'person' ? ctx.principal.id : null, startedAt: ctx.now, seconds: Math.round(performance.now() - started) / 1000, people: found?.people ?? 0, drift, brokeOff: found === null };
    const event: SweepEvent = { type: found === null ? 'SweepBrokeOff' : 'SweepFinished', subject: { kind: 'sweep', id: facts.id }, data: { cause, people: facts.people, drift, added: found?.added ?? 0, cancelled: found?.cancelled ?? 0 } };
    return act({ ...ctx, idempotency: null }, async (tx) => {
      await commit(ctx, tx, [event], (audited) => saveSweep(audited, facts, kept));
      return done(null);
    });
  };
  try {
    const found = await sweep(ctx, (changes, mended) => {
      drift += changes.length;
      kept.push(...changes.slice(0, MOST_KEPT - kept.length).map((change) => driftOf(change, mended)));
    });
    await keep(found);
    return found;
  } catch (error) {
    await keep(null);
    throw error;
  }
}

/** Every night once over all nodes; a night that was missed is caught up with. */
export async function sweepAtNight(ctx: Context): Promise<void> {
  const nights = await loadNights(ctx.db);
  const night = nights === null ? null : nightDue(ctx.now, nights.zone, nights.last);
  if (night === null || !(await takeNight(ctx.db, night))) return;
  const { drift } = await sweepAndKeep(ctx, 'night');
  if (drift > 0) ctx.log.warn({ drift }, 'the nightly look at everything found what acts had missed');
}

export async function sweeps(ctx: Context): Promise<Outcome<Reply<typeof contract.listSweeps>>> {
  const [items, waiting, nights] = await Promise.all([loadSweeps(ctx.db), countWaiting(ctx.db), loadNights(ctx.db)]);
  return done({ items, waiting, missing: isMissing(ctx.now, nights?.last ?? null) });
}

export async function sweepDetail(ctx: Context, id: string): Promise<Outcome<Reply<typeof contract.getSweep>>> {
  const found = await loadSweep(ctx.db, id);
  if (found === null) return refuse('not-found', { what: 'sweep' });
  return done({ ...found, items: await loadDrift(ctx.db, id, visiblePeople(ctx.principal, may.readHealth, ctx.now)) });
}

export function reviewOf(ctx: Context, id: string, note: string): Promise<Outcome<Record<string, never>, SweepRefusal | 'not-found' | 'not-permitted'>> {
  return act(ctx, async (tx) => {
    const { principal } = ctx;
    const found = await loadReviewable(tx, id);
    if (found === null) return refuse('not-found', { what: 'sweep' });
    if (principal.kind !== 'person') return refuse('not-permitted', { needs: 'a person' });
    const decision = reviewSweep(found, note);
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, (audited) => saveReview(audited, id, principal.id, ctx.now, note));
    return done({});
  });
}
