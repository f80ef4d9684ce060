import { earlierDay, isBefore, laterDay, type Day } from '../../kernel/day.ts';
import type { Period, Stored } from './types.ts';

/** Periods of days as ordered lists: [from, until) with until = null for "no end known". No function here makes two overlap (MTX-01). */

type Same<Value> = (a: Value, b: Value) => boolean;

export function covers(period: Period<unknown>, day: Day): boolean {
  return !isBefore(day, period.from) && (period.until === null || isBefore(day, period.until));
}

export function periodAt<Value, P extends Period<Value>>(periods: readonly P[], day: Day): P | undefined {
  return periods.find((period) => covers(period, day));
}

export function endsNoLaterThan(period: Period<unknown>, day: Day): boolean {
  return period.until !== null && !isBefore(day, period.until);
}

/** The same days and values, with a boundary at `day` wherever a period runs across it. */
export function splitAt<Value>(periods: readonly Period<Value>[], day: Day): Period<Value>[] {
  return periods.flatMap((period) => (isBefore(period.from, day) && covers(period, day)
    ? [{ from: period.from, until: day, value: period.value }, { from: day, until: period.until, value: period.value }]
    : [{ from: period.from, until: period.until, value: period.value }]));
}

/** Neighbours that hold the same value become one period; order by first day. */
export function joined<Value>(periods: readonly Period<Value>[], same: Same<Value>): Period<Value>[] {
  const result: Period<Value>[] = [];
  for (const period of periods.toSorted((a, b) => Temporal.PlainDate.compare(a.from, b.from))) {
    const last = result.at(-1);
    if (last !== undefined && last.until !== null && last.until.equals(period.from) && same(last.value, period.value)) result[result.length - 1] = { ...last, until: period.until };
    else result.push({ from: period.from, until: period.until, value: period.value });
  }
  return result;
}

/** Changes the value on the days from `from` up to `until` (null: to the end); days without a period stay without one. */
export function changeDuring<Value>(periods: readonly Period<Value>[], from: Day, until: Day | null, change: (value: Value) => Value, same: Same<Value>): Period<Value>[] {
  const cut = until === null ? splitAt(periods, from) : splitAt(splitAt(periods, from), until);
  const inside = (period: Period<Value>): boolean => !isBefore(period.from, from) && (until === null || isBefore(period.from, until));
  return joined(cut.map((period) => (inside(period) ? { ...period, value: change(period.value) } : period)), same);
}

/**
 * Changes one property from `from` on, until the next change of that property that is already booked, or a gap.
 * A move booked for July stays when one for May is entered; a leave in between does not stop the May one.
 */
export function changeProperty<Value>(periods: readonly Period<Value>[], from: Day, property: Same<Value>, change: (value: Value) => Value, same: Same<Value>): Period<Value>[] {
  const start = periodAt(periods, from);
  if (start === undefined) return joined(periods, same);
  let until = start.until;
  for (const period of periods.filter((candidate) => isBefore(from, candidate.from))) {
    if (until === null || !until.equals(period.from) || !property(period.value, start.value)) break;
    until = period.until;
  }
  return changeDuring(periods, from, until, change, same);
}

/** Nothing from `day` on. */
export function endedAt<Value>(periods: readonly Period<Value>[], day: Day): Period<Value>[] {
  return periods.flatMap((period) => {
    if (!isBefore(period.from, day)) return [];
    return [{ from: period.from, until: period.until === null ? day : earlierDay(period.until, day), value: period.value }];
  });
}

/** Periods that ended exactly at `end` end at `later` instead. */
export function extended<Value>(periods: readonly Period<Value>[], end: Day, later: Day | null): Period<Value>[] {
  return periods.map((period) => ({ from: period.from, until: period.until?.equals(end) === true ? later : period.until, value: period.value }));
}

/** The end of the run of adjoining periods that holds `day`: null when it has none, undefined when no period holds the day. */
export function endOfRun(periods: readonly Period<unknown>[], day: Day): Day | null | undefined {
  const start = periodAt(periods, day);
  if (start === undefined) return undefined;
  let until = start.until;
  for (const period of periods) if (until !== null && period.from.equals(until)) until = period.until;
  return until;
}

/** The first day of the run of adjoining periods that holds `day`; `day` itself when none does. */
export function startOfRun(periods: readonly Period<unknown>[], day: Day): Day {
  let from = periodAt(periods, day)?.from ?? day;
  for (const period of periods.toReversed()) if (period.until !== null && period.until.equals(from)) from = period.from;
  return from;
}

/** Rows to delete and periods to insert so that `before` becomes `after`; what is in both stays untouched. */
export function difference<Value>(before: readonly Stored<Value>[], after: readonly Period<Value>[], same: Same<Value>): { removed: string[]; added: Period<Value>[] } {
  const equal = (a: Period<Value>, b: Period<Value>): boolean => a.from.equals(b.from) && (a.until === null ? b.until === null : b.until !== null && a.until.equals(b.until)) && same(a.value, b.value);
  return {
    removed: before.filter((old) => !after.some((period) => equal(old, period))).map((old) => old.id),
    added: after.filter((period) => !before.some((old) => equal(old, period))),
  };
}

export function overlapping<Value>(periods: readonly Period<Value>[], from: Day, until: Day | null): boolean {
  return periods.some((period) => (until === null || isBefore(period.from, until)) && (period.until === null || isBefore(laterDay(from, period.from), period.until)));
}
