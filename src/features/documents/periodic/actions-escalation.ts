import { done } from '../../../kernel/decision.ts';
import { dayIn, isEarlier, startOfDay, type Instant } from '../../../kernel/day.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db } from '../../../platform/db/pool.ts';
import { act, commit } from '../../audit/actions.ts';
import { escalationEvent, stageDays, stagesDue, type Escalated } from './rules-escalation.ts';
import { reviewDueOn, reviewStanding } from './rules.ts';
import { isBehind, loadEscalations, saveEscalations, takeSlot } from './store-escalation.ts';
import { loadReviewRows } from './store.ts';
import type { EscalationStage } from './types.ts';

/** Days begin on a quarter of an hour in every zone: more often there is nothing new to find. */
const SLOT_MS = 15 * 60 * 1000;

/** DOC-08: what became overdue since the last look is escalated, once over all nodes, and again after a standstill. */
export async function escalateReviews(ctx: Context): Promise<void> {
  const slot = slotOf(ctx.now);
  if (!(await isBehind(ctx.db, slot))) return;
  await act(ctx, async (tx) => {
    if (!(await takeSlot(tx, slot))) return done(0);
    const rows = (await loadReviewRows(tx, ctx.now, null)).filter((row) => reviewStanding(row.facts, dayIn(ctx.now, row.zone)).state === 'overdue');
    const taken = await loadEscalations(tx, rows.map((row) => row.version.id), ctx.now);
    const due = rows.flatMap((row): (Escalated & { key: string })[] => {
      const dueOn = reviewDueOn(row.facts);
      if (dueOn === null) return [];
      const before: EscalationStage[] = taken.filter((one) => one.versionId === row.version.id && one.dueOn.equals(dueOn)).map((one) => one.stage);
      return stagesDue(row.facts, row.risk, dayIn(ctx.now, row.zone), before).map((stage) => ({ key: ctx.newId(), id: row.id, number: row.number, risk: row.risk, ownerId: row.owner.id, version: row.version, dueOn, stage }));
    });
    const [first, ...others] = due.map(escalationEvent);
    if (first !== undefined) await commit(ctx, tx, [first, ...others], (audited) => saveEscalations(audited, due, ctx.now));
    return done(due.length);
  });
}

/** The next moment at which a review will be escalated if nobody does it before; for time that is moved by hand, so that the event bears it. */
export async function nextEscalation(db: Db, after: Instant): Promise<Instant | null> {
  const moments = (await loadReviewRows(db, after, null)).flatMap((row) => stageDays(row.facts, row.risk).map((on) => startOfDay(on, row.zone))).filter((at) => isEarlier(after, at));
  return moments.toSorted((a, b) => Temporal.Instant.compare(a, b))[0] ?? null;
}

function slotOf(now: Instant): Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(now.epochMilliseconds / SLOT_MS) * SLOT_MS);
}
