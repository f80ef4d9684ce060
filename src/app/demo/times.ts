import { isWorkingDay, startOfDay, type Day, type Instant, type WorkingCalendar } from '../../kernel/day.ts';
import type { SiteContent } from './content.ts';
import type { Random } from './random.ts';

/** The first and the last day of the history, and the moment at which it ends. */
export type Period = { readonly begin: Day; readonly end: Day; readonly now: Instant };

/** A day counted from the first day of the history or from its last. */
export type Ref = { readonly of: 'begin' | 'end'; readonly days: number };
export const begin = (days: number): Ref => ({ of: 'begin', days });
export const end = (days: number): Ref => ({ of: 'end', days });

export function dayOf(ref: Ref, period: Period): Day {
  return period[ref.of].add({ days: ref.days });
}

/** The day, or the Friday before when it is a weekend. */
export function weekday(day: Day): Day {
  return day.dayOfWeek > 5 ? day.subtract({ days: day.dayOfWeek - 5 }) : day;
}

export function nextFriday(day: Day): Day {
  return day.add({ days: ((5 - day.dayOfWeek + 7) % 7) || 7 });
}

export function momentOf(day: Day, hours: number, zone: string): Instant {
  return startOfDay(day, zone).add({ seconds: Math.round(hours * 3600) });
}

export function calendarOf(site: SiteContent): WorkingCalendar {
  return { workingDays: site.workingWeekdays, holidays: site.holidays.map((holiday) => Temporal.PlainDate.from(holiday.on)) };
}

export type Shift = 'early' | 'late' | 'office';
const HOURS: Readonly<Record<Shift, readonly [number, number]>> = { early: [6.2, 12.6], late: [14.2, 20.4], office: [8.6, 15.9] };

/** A moment in working hours on the day, or on the next working day. */
export function workingMoment(day: Day, shift: Shift, site: SiteContent, calendar: WorkingCalendar, random: Random): Instant {
  let candidate = day;
  while (!isWorkingDay(candidate, calendar)) candidate = candidate.add({ days: 1 });
  const [from, to] = HOURS[shift];
  return momentOf(candidate, from + random.unit() * (to - from), site.zone);
}

export function later(at: Instant, seconds: number): Instant {
  return at.add({ milliseconds: Math.round(seconds * 1000) });
}
