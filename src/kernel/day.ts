/** Days are Temporal.PlainDate and belong to no zone until a site gives them one; instants are Temporal.Instant. */
export type Day = Temporal.PlainDate;
export type Instant = Temporal.Instant;

/** The first instant of `day` in `zone` (IANA name). Throws a RangeError for an unknown zone. */
export function startOfDay(day: Day, zone: string): Instant {
  return day.toZonedDateTime({ timeZone: zone }).toInstant();
}

/** The instant at which `day` is over in `zone`: the first one of the next day. */
export function endOfDay(day: Day, zone: string): Instant {
  return startOfDay(day.add({ days: 1 }), zone);
}

/** The day it is in `zone` at `instant`. */
export function dayIn(instant: Instant, zone: string): Day {
  return instant.toZonedDateTimeISO(zone).toPlainDate();
}

export function isBefore(a: Day, b: Day): boolean {
  return Temporal.PlainDate.compare(a, b) < 0;
}

export function isEarlier(a: Instant, b: Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}

export function earlierDay(a: Day, b: Day): Day {
  return isBefore(b, a) ? b : a;
}

export function laterDay(a: Day, b: Day): Day {
  return isBefore(a, b) ? b : a;
}

export type WorkingCalendar = {
  /** ISO week days that are worked, 1 = Monday. */
  readonly workingDays: readonly number[];
  readonly holidays: readonly Day[];
};

export function isWorkingDay(day: Day, calendar: WorkingCalendar): boolean {
  return calendar.workingDays.includes(day.dayOfWeek) && !calendar.holidays.some((holiday) => holiday.equals(day));
}

/** The nth working day from `day` on, which counts when it is worked; where too few lie within 60 days, `day`. */
export function nthWorkingDay(day: Day, n: number, calendar: WorkingCalendar): Day {
  let left = n;
  for (let days = 0; days <= 60; days += 1) {
    const candidate = day.add({ days });
    if (isWorkingDay(candidate, calendar)) left -= 1;
    if (left <= 0) return candidate;
  }
  return day;
}

/** `day` itself, or the nearest working day in the given direction; `day` when none lies within 60 days. */
export function workingDay(day: Day, calendar: WorkingCalendar, direction: 'forward' | 'backward'): Day {
  const step = direction === 'forward' ? 1 : -1;
  let candidate = day;
  for (let days = 0; days <= 60; days += 1) {
    if (isWorkingDay(candidate, calendar)) return candidate;
    candidate = candidate.add({ days: step });
  }
  return day;
}
