import { dayIn, endOfDay, isBefore, isEarlier, type Day, type Instant } from '../../../kernel/day.ts';
import type { Policy } from '../../documents/policy/types.ts';
import type { Completion, KeptSetting, LastRecord, Recurrence, Validity, YearDay } from './types.ts';

type OfPolicy = Pick<Policy, 'renewalBasis' | 'renewalMonths' | 'renewalWindowDays' | 'revisionRenews'>;
type Recurring = Exclude<Recurrence, { basis: 'none' }>;

/** TRN-10: how training on a document recurs: by its own setting, else by the policy of its risk class. */
export function recurrenceOf(kept: Pick<KeptSetting, 'setting' | 'signedAt'> | null, policy: OfPolicy): Recurrence {
  const setting = kept?.setting ?? { basis: 'policy' };
  if (setting.basis === 'calendar') return { ...setting, since: dayIn(kept?.signedAt ?? Temporal.Instant.fromEpochMilliseconds(0), 'UTC') };
  if (setting.basis === 'rolling' || setting.basis === 'anniversary') return setting;
  if (setting.basis === 'none' || policy.renewalBasis === 'none') return { basis: 'none', windowDays: policy.renewalWindowDays };
  return { basis: policy.renewalBasis, months: policy.renewalMonths, windowDays: policy.renewalWindowDays, revisionRenews: policy.revisionRenews };
}

function inYear(year: number, { month, day }: YearDay): Day {
  return Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' });
}

/** The first such day of a year on or after `day`. */
export function nextOfYear(day: Day, wanted: YearDay): Day {
  const same = inYear(day.year, wanted);
  return isBefore(same, day) ? inYear(day.year + 1, wanted) : same;
}

/** The last such day of a year on or before `day`: a window may begin in the year before its end. */
function lastOfYear(day: Day, wanted: YearDay): Day {
  const same = inYear(day.year, wanted);
  return isBefore(day, same) ? inYear(day.year - 1, wanted) : same;
}

/** From opening to due date in days, as the years have it: with 29 February between them, and without. */
export function windowLengths(opens: YearDay, due: YearDay): number[] {
  const lengths = [2023, 2024, 2025].map((year) => {
    const dueOn = inYear(year, due);
    return lastOfYear(dueOn, opens).until(dueOn, { largestUnit: 'day' }).days;
  });
  return [...new Set(lengths)];
}

/** The first day on which a renewal due on `dueOn` is assigned; a record that was made to end on another day than the calendar's has as long. */
export function opensOn(recurrence: Recurrence, dueOn: Day): Day {
  if (recurrence.basis !== 'calendar') return dueOn.subtract({ days: recurrence.windowDays });
  if (inYear(dueOn.year, recurrence.due).equals(dueOn)) return lastOfYear(dueOn, recurrence.opens);
  return dueOn.subtract({ days: windowLengths(recurrence.opens, recurrence.due)[0] ?? 0 });
}

/**
 * TRN-10: when the training completed on `completed` is due again, and the anchor of its anniversaries. `before`: the end that
 * it was due by. An anniversary keeps its anchor when training is early inside the window, or late: lateness earns no longer
 * cycle. Earlier than the window it begins anew. A calendar asks once a year, whoever was trained inside the window is done.
 */
export function nextAfter(recurrence: Recurring, completed: Day, before: { readonly dueOn: Day; readonly anchorOn: Day } | null): { dueOn: Day; anchorOn: Day | null } {
  if (recurrence.basis === 'rolling') return { dueOn: completed.add({ months: recurrence.months }), anchorOn: null };
  if (recurrence.basis === 'calendar') {
    const dueOn = nextOfYear(completed, recurrence.due);
    return { dueOn: isBefore(completed, opensOn(recurrence, dueOn)) ? dueOn : nextOfYear(dueOn.add({ days: 1 }), recurrence.due), anchorOn: null };
  }
  const anchorOn = before === null || isBefore(completed, opensOn(recurrence, before.dueOn)) ? completed : before.anchorOn;
  for (let cycles = 1; ; cycles += 1) {
    const dueOn = anchorOn.add({ months: recurrence.months * cycles }); // counted from the anchor: 31 January, 28 February, 31 March
    if (isBefore(completed, opensOn(recurrence, dueOn))) return { dueOn, anchorOn };
  }
}

/** The last day that ends at the person's site before a validity does: it never lapses on a day that was promised. */
export function lastDayOf(validUntil: Instant, zone: string): Day {
  return dayIn(validUntil, zone).subtract({ days: 1 });
}

/** When a qualification has to be renewed; null: never. Records made before anything recurred have no end of their own: it is counted for them. */
export function dueOnOf(recurrence: Recurrence, record: Pick<LastRecord, 'validUntil' | 'trainedAt'>, zone: string): Day | null {
  if (record.validUntil !== null) return lastDayOf(record.validUntil, zone);
  if (recurrence.basis === 'none') return null;
  const { dueOn } = nextAfter(recurrence, dayIn(record.trainedAt, zone), null);
  return recurrence.basis === 'calendar' && isBefore(dueOn, recurrence.since) ? nextOfYear(recurrence.since, recurrence.due) : dueOn;
}

/**
 * TRN-10: how long the record of a completed training is valid. A notice renews nothing. Being trained on another version
 * than before renews only where that counts as the periodic training; otherwise the end stays, unless it has passed.
 */
export function validityOf(recurrence: Recurrence, completion: Completion, last: LastRecord | null): Validity {
  const before = last === null ? null : beforeOf(recurrence, last, completion.zone);
  const ahead = before !== null && !isEarlier(before.validUntil, completion.at);
  const keeps = completion.notice || (last !== null && last.versionId !== completion.versionId && recurrence.basis !== 'none' && !recurrence.revisionRenews);
  if (keeps && ahead) return { validUntil: before.validUntil, anchorOn: before.anchorOn };
  if (recurrence.basis === 'none' || (completion.notice && last === null)) return { validUntil: null, anchorOn: null };
  const { dueOn, anchorOn } = nextAfter(recurrence, dayIn(completion.at, completion.zone), before);
  return { validUntil: endOfDay(dueOn, completion.zone), anchorOn };
}

function beforeOf(recurrence: Recurrence, last: LastRecord, zone: string): { validUntil: Instant; dueOn: Day; anchorOn: Day } | null {
  const dueOn = dueOnOf(recurrence, last, zone);
  if (dueOn === null) return null;
  return { dueOn, validUntil: last.validUntil ?? endOfDay(dueOn, zone), anchorOn: last.anchorOn ?? dayIn(last.trainedAt, zone) };
}
