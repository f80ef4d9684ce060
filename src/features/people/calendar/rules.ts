import { acceptWith, refuse, type Decision } from '../../../kernel/decision.ts';
import type { Day } from '../../../kernel/day.ts';
import { zoneName } from '../rules.ts';
import type { PeopleEvent, PeopleRefusal } from '../types.ts';
import type { Holiday, SiteCalendar } from './types.ts';

/** TRN-03: when a site works and by which zone its days end. */

export type Line = { readonly on: string; readonly name: string };
export type BadLine = { readonly row: number; readonly text: string; readonly why: 'no-date' | 'twice' };

const DATE = /^(\d{4}-\d\d-\d\d)(?:[\s,;]+(.*))?$/u;

/** A pasted list: one holiday a line, the date first (year-month-day), then its name. Blank lines do not count, but are counted. */
export function readHolidays(text: string): { readonly holidays: readonly Line[]; readonly bad: readonly BadLine[] } {
  const holidays: Line[] = [];
  const bad: BadLine[] = [];
  for (const [at, raw] of text.split(/\r?\n/u).entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const [, on, name] = DATE.exec(line) ?? [];
    if (on === undefined || dayOf(on) === null) bad.push({ row: at + 1, text: line, why: 'no-date' });
    else if (holidays.some((other) => other.on === on)) bad.push({ row: at + 1, text: line, why: 'twice' });
    else holidays.push({ on, name: (name ?? '').trim() });
  }
  return { holidays: holidays.toSorted((a, b) => a.on.localeCompare(b.on)), bad };
}

export function writeHolidays(holidays: readonly Line[]): string {
  return holidays.map(({ on, name }) => `${on} ${name}`.trim()).join('\n');
}

function dayOf(text: string): Day | null {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return null;
  }
}

export type CalendarInput = { readonly zone: string; readonly locale: string; readonly workingDays: readonly number[]; readonly holidays: readonly Line[] };

/** The calendar as it is to be kept, with the event; `today` is the day at the site. */
export function changeCalendar(site: { readonly id: string; readonly name: string }, before: SiteCalendar, input: CalendarInput, today: Day, reason: string): Decision<PeopleEvent, PeopleRefusal, SiteCalendar> {
  const zone = zoneName(input.zone);
  if (zone === null) return refuse('unknown-zone', { zone: input.zone });
  const twice = input.holidays.findIndex(({ on }, at) => input.holidays.findIndex((other) => other.on === on) < at);
  if (twice !== -1) return refuse('holiday-twice', { row: twice + 1, day: input.holidays[twice]?.on ?? '' });
  const holidays = input.holidays.map(({ on, name }): Holiday => ({ on: Temporal.PlainDate.from(on), name: name.trim() })).toSorted((a, b) => Temporal.PlainDate.compare(a.on, b.on));
  const after: SiteCalendar = { zone, locale: input.locale, workingDays: [...new Set(input.workingDays)].toSorted((a, b) => a - b), holidays };
  const [was, is] = [calendarData(before), calendarData(after)];
  if (JSON.stringify(was) === JSON.stringify(is)) return refuse('nothing-changes', { name: site.name, day: today.toString() });
  return acceptWith(after, { type: 'SiteCalendarChanged', subject: { kind: 'site', id: site.id }, data: { from: was, to: is }, why: reason });
}

export function calendarData({ zone, locale, workingDays, holidays }: SiteCalendar) {
  return { zone, locale, workingDays: [...workingDays], holidays: holidays.map(({ on, name }) => ({ on: on.toString(), name })) };
}
