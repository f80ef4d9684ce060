import { useMemo } from 'react';
import { pageClock } from './clock.ts';
import { useSessionOrNull } from './session.ts';

/** Days and instants as the reader writes them: days as they stand, instants in the reader's zone with its name. */
export type Dates = {
  /** "27 Nov 2026", from 2026-11-27. */
  readonly day: (day: string) => string;
  /** "today", "tomorrow", "Friday" within a week, else as `day`. */
  readonly nearDay: (day: string) => string;
  /** "27 Nov 2026, 14:05 GMT". */
  readonly instant: (instant: string) => string;
  /** The day of an instant in the reader's zone, as `day`. */
  readonly dayOf: (instant: string) => string;
  /** Today in the reader's zone, by the server's clock, as 2026-11-27. */
  readonly today: string;
  /** Days from today to `day`; negative when it is past. */
  readonly daysUntil: (day: string) => number;
  /** The server's clock. */
  readonly now: () => Date;
  readonly zone: string;
};

export function useDates(): Dates {
  const session = useSessionOrNull();
  const locale = session?.locale ?? navigator.language;
  const zone = session?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const offset = session?.clockOffset ?? 0;
  return useMemo(() => datesFor(locale, zone, offset), [locale, zone, offset]);
}

export function datesFor(locale: string, zone: string, clockOffset: number): Dates {
  const now = (): Date => new Date(pageClock() + clockOffset);
  const plain = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const local = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: zone });
  const moment = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short', timeZone: zone });
  const today = dayInZone(now(), zone);
  const daysUntil = (day: string): number => Math.round((midnight(day) - midnight(today)) / 86_400_000);
  const day = (value: string): string => plain.format(midnight(value));
  return {
    day,
    nearDay: (value) => {
      const days = daysUntil(value);
      if (Math.abs(days) <= 1) return relative.format(days, 'day');
      return days > 1 && days < 7 ? weekday.format(midnight(value)) : day(value);
    },
    instant: (value) => moment.format(Date.parse(value)),
    dayOf: (value) => local.format(Date.parse(value)),
    today,
    daysUntil,
    now,
    zone,
  };
}

function midnight(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** 2026-11-27 in `zone` at `moment`. */
export function dayInZone(moment: Date, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(moment);
}

/**
 * The instant of a wall-clock time in a zone, as ISO text. A time that a clock change skips or repeats gives the one
 * by the offset before or after it. (Temporal would do this; not every browser has it yet.)
 */
export function instantIn(zone: string, day: string, time: string): string {
  const wall = Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}Z`);
  const first = wall - offsetAt(zone, wall);
  return new Date(wall - offsetAt(zone, first)).toISOString();
}

/** 14:05 in `zone` at `moment`. */
export function timeInZone(moment: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(moment);
}

function offsetAt(zone: string, instant: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(instant);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - instant + (instant % 1000);
}
