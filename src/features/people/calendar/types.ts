import type { Day, Instant } from '../../../kernel/day.ts';

export type Holiday = { readonly on: Day; /** Empty where none was given. */ readonly name: string };
export type SiteCalendar = { readonly zone: string; readonly locale: string; /** ISO week days. */ readonly workingDays: readonly number[]; readonly holidays: readonly Holiday[] };
/** `knownAt` null: as the site was made. */
export type CalendarVersion = SiteCalendar & { readonly version: number; readonly knownAt: Instant | null; readonly by: { readonly id: string; readonly name: string } | null; readonly reason: string | null };
