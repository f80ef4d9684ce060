import type { z } from 'zod';
import type { getCalendar, zCalendar } from '../../calendar/contract.ts';

export type CalendarInput = z.output<typeof zCalendar>;
export type SiteCalendar = z.output<typeof getCalendar.reply>;
export type CalendarVersion = SiteCalendar['versions'][number];

export const LOCALES = ['en', 'en-GB', 'en-US', 'en-IE', 'de', 'fr', 'es', 'it', 'ja'];

/** How many holidays each year has, in order. */
export function byYear(holidays: readonly { readonly on: string }[]): { year: string; count: number }[] {
  const years = Map.groupBy(holidays, ({ on }) => on.slice(0, 4));
  return [...years].map(([year, days]) => ({ year, count: days.length })).toSorted((a, b) => a.year.localeCompare(b.year));
}
