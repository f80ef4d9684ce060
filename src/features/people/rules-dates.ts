import type { Day } from '../../kernel/day.ts';
import type { DateFormat } from './types-roster.ts';

/** Dates in files are read in the format that the mapping states, never in one that merely fits (HR-01). */
export const DATE_FORMATS: readonly DateFormat[] = ['YYYY-MM-DD', 'D/M/YYYY', 'M/D/YYYY', 'D-M-YYYY', 'D.M.YYYY'];

type Order = { readonly pattern: RegExp; readonly parts: (a: number, b: number, c: number) => { year: number; month: number; day: number } };

const ORDERS: Readonly<Record<DateFormat, Order>> = {
  'YYYY-MM-DD': { pattern: /^(\d{4})-(\d{2})-(\d{2})$/u, parts: (year, month, day) => ({ year, month, day }) },
  'D/M/YYYY': { pattern: /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/u, parts: (day, month, year) => ({ year, month, day }) },
  'M/D/YYYY': { pattern: /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/u, parts: (month, day, year) => ({ year, month, day }) },
  'D-M-YYYY': { pattern: /^(\d{1,2})-(\d{1,2})-(\d{4})$/u, parts: (day, month, year) => ({ year, month, day }) },
  'D.M.YYYY': { pattern: /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/u, parts: (day, month, year) => ({ year, month, day }) },
};
const EARLIEST_YEAR = 1900;
const LATEST_YEAR = 2200;

export type ReadDate = { readonly ok: true; readonly day: Day } | { readonly ok: false; readonly reason: string };

/** The day that `text` states in `format`, or in words why it states none. */
export function readDate(text: string, format: DateFormat): ReadDate {
  const { pattern, parts } = ORDERS[format];
  const found = pattern.exec(text);
  if (found === null) return { ok: false, reason: `is not a date written as ${format}` };
  const { year, month, day } = parts(Number(found[1]), Number(found[2]), Number(found[3]));
  if (year < EARLIEST_YEAR || year > LATEST_YEAR) return { ok: false, reason: `has the year ${year}, outside ${EARLIEST_YEAR} to ${LATEST_YEAR}` };
  if (month < 1 || month > 12) return { ok: false, reason: `is not a day of the calendar: read as ${format} its month is ${month}` };
  try {
    return { ok: true, day: Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }) };
  } catch {
    return { ok: false, reason: `is not a day of the calendar: month ${month} of ${year} has no day ${day}` };
  }
}

export type DateEvidence = {
  /** Formats in which every filled value is a day of the calendar. */
  readonly fitting: readonly DateFormat[];
  /** The one format that fits all, when only one does. */
  readonly proposed: DateFormat | null;
  /** What speaks for and against each format; null when the column does not look like dates. */
  readonly sentence: string | null;
};

const LOOKS_LIKE_DATE = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}$/u;

/** What the values of a column say about their format. An offer with its evidence; applied only when the mapping states it. */
export function inferDateFormat(values: readonly string[]): DateEvidence {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '');
  const dates = filled.filter((value) => LOOKS_LIKE_DATE.test(value)).length;
  if (dates === 0 || dates < filled.length / 2) return { fitting: [], proposed: null, sentence: null };
  const fits = new Map<DateFormat, number>();
  const only = new Map<DateFormat, number>();
  for (const value of filled) {
    const possible = DATE_FORMATS.filter((format) => readDate(value, format).ok);
    for (const format of possible) fits.set(format, (fits.get(format) ?? 0) + 1);
    if (possible.length === 1 && possible[0] !== undefined) only.set(possible[0], (only.get(possible[0]) ?? 0) + 1);
  }
  const fitting = DATE_FORMATS.filter((format) => fits.get(format) === filled.length);
  const proposed = fitting.length === 1 ? (fitting[0] ?? null) : null;
  return { fitting, proposed, sentence: evidenceSentence(filled.length, fits, only, fitting) };
}

function evidenceSentence(total: number, fits: ReadonlyMap<DateFormat, number>, only: ReadonlyMap<DateFormat, number>, fitting: readonly DateFormat[]): string {
  const possible = DATE_FORMATS.filter((format) => fits.has(format));
  const counts = possible.map((format) => ({ format, only: only.get(format) ?? 0 })).toSorted((a, b) => b.only - a.only);
  const [first, ...others] = counts;
  if (first === undefined) return `None of the ${thousands(total)} values is a date in a format that can be read.`;
  if (first.only === 0) return `Each of the ${thousands(total)} values can be read as ${possible.join(' and as ')}: which of them it is has to be stated.`;
  const rest = others.map((other) => `${other.only === 0 ? 'none' : thousands(other.only)} only ${other.format}`).join(', ');
  const misfits = fitting.length > 0 ? '' : ` No one format fits all of them.`;
  return `${thousands(first.only)} of ${thousands(total)} values can only be ${first.format}${rest === '' ? '' : `, ${rest}`}.${misfits}`;
}

/** 1858 → "1,858", as the sentences of the product are in English. */
export function thousands(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/gu, ',');
}
