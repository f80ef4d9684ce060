import { dayIn, isEarlier, type Instant } from '../../../kernel/day.ts';
import { accept, refuse, type Decision } from '../../../kernel/decision.ts';
import type { PlannedChange } from '../reconcile/types.ts';
import type { Drift, SweepEvent, SweepRefusal } from './types.ts';

const NIGHT = { from: 2, until: 6 } as const;
/** A server that stood still at night catches up when it has not looked for so long. */
const LONGEST_HOURS = 30;

/** MTX-04: the night for which everything is looked at now; null while it is not night, or that was done. `last` is the night looked at last. */
export function nightDue(now: Instant, zone: string, last: Instant | null): Instant | null {
  const today = nightOf(dayIn(now, zone), zone);
  const night = isEarlier(now, today) ? nightOf(dayIn(now, zone).subtract({ days: 1 }), zone) : today;
  if (last !== null && !isEarlier(last, night)) return null;
  const { hour } = now.toZonedDateTimeISO(zone);
  const isNight = hour >= NIGHT.from && hour < NIGHT.until;
  return isNight || isMissing(now, last) ? night : null;
}

function nightOf(day: Temporal.PlainDate, zone: string): Instant {
  return day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour: NIGHT.from }) }).toInstant();
}

/** No night was looked at for longer than a night and a day; before the first one nothing is missing. */
export function isMissing(now: Instant, last: Instant | null): boolean {
  return last !== null && isEarlier(last.add({ hours: LONGEST_HOURS }), now);
}

export function driftOf({ personId, documentId, change }: PlannedChange, mended: boolean): Drift {
  return { personId, documentId, versionId: 'version' in change ? change.version.id : null, what: change.kind, mended };
}

export type Reviewable = { readonly id: string; readonly drift: number; readonly brokeOff: boolean; readonly reviewed: boolean };

/** What was found is looked into once, in words. */
export function reviewSweep({ id, drift, brokeOff, reviewed }: Reviewable, note: string): Decision<SweepEvent, SweepRefusal> {
  if (drift === 0 && !brokeOff) return refuse('nothing-found');
  if (reviewed) return refuse('reviewed-already');
  return accept({ type: 'SweepReviewed', subject: { kind: 'sweep', id }, data: { drift }, why: note });
}
