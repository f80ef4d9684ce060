import { done, refuse, type Outcome } from '../../kernel/decision.ts';
import type { Instant } from '../../kernel/day.ts';
import { setSimulatedTime } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import { recordEvent } from '../../features/audit/actions.ts';
import { nextDue, runDue } from '../schedule.ts';

/** Stops at every moment at which something is due, so that timed acts bear the time they would have had. */
export async function advance(ctx: Context, simulated: boolean, to: Instant): Promise<Outcome<{ now: Instant; moments: number }>> {
  if (!simulated) return refuse('not-a-simulation');
  if (Temporal.Instant.compare(to, ctx.now) <= 0) return refuse('time-runs-forward');
  const system = (now: Instant): Context => ({ ...ctx, now, newId: ctx.newId, idempotency: null, principal: { kind: 'system', id: null, name: 'the clock', grants: [] } });
  let now = ctx.now;
  let moments = 0;
  await runDue(system, now); // marks the days that have begun, so that the next one is seen to be new
  for (let next = await nextDue(ctx.db, now, to); next !== null; next = await nextDue(ctx.db, now, to)) {
    await setSimulatedTime(ctx.db, next);
    await runDue(system, next);
    now = next;
    moments += 1;
  }
  await setSimulatedTime(ctx.db, to);
  await recordEvent({ ...ctx, now: to }, { type: 'SimulatedTimePassed', subject: { kind: 'simulation', id: 'clock' }, data: { from: ctx.now.toString(), to: to.toString(), moments } });
  return done({ now: to, moments });
}
