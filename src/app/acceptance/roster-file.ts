import { startOfDay } from '../../kernel/day.ts';

/** A row of the roster as this script reads it by itself, so that it does not share a mistake with the product. Days are texts such as 2022-06-09. */
export type RosterRow = {
  readonly line: number; readonly number: string; readonly name: string; readonly email: string; readonly from: string; readonly lastDay: string | null;
  readonly title: string; readonly department: string; readonly state: string; readonly supervisor: string; readonly status: string;
};
export type RosterFile = { readonly rows: readonly RosterRow[]; readonly unreadable: readonly { line: number; why: string }[] };

/** Where each state works, by its time zone. States of two zones count by their larger part. */
const ZONES: Readonly<Record<string, readonly string[]>> = {
  'America/New_York': ['MA', 'CT', 'PA', 'NY', 'NC', 'VT', 'RI', 'GA', 'VA', 'NH', 'ME', 'FL', 'OH', 'KY', 'IN'],
  'America/Chicago': ['TX', 'TN', 'AL', 'ND'],
  'America/Denver': ['CO', 'UT', 'MT', 'ID'],
  'America/Phoenix': ['AZ'],
  'America/Los_Angeles': ['WA', 'CA', 'OR', 'NV'],
};
export const ZONE_OF: ReadonlyMap<string, string> = new Map(Object.entries(ZONES).flatMap(([zone, states]) => states.map((state) => [state, zone] as const)));

export function readRosterFile(bytes: Uint8Array): RosterFile {
  const [header = [], ...lines] = cellsOf(new TextDecoder('utf-8').decode(bytes).replace(/^\uFEFF/, ''));
  const rows: RosterRow[] = [];
  const unreadable: { line: number; why: string }[] = [];
  for (const [index, cells] of lines.entries()) {
    const cell = (name: string): string => (cells[header.indexOf(name)] ?? '').trim();
    const from = isoOf(cell('start_date'));
    const lastDay = cell('exit_date') === '' ? null : isoOf(cell('exit_date'));
    const line = index + 2;
    if (/\s/.test(cell('ad_email'))) unreadable.push({ line, why: `“${cell('ad_email')}” is no e-mail address` });
    else if (from === null || (lastDay === null && cell('exit_date') !== '') || (lastDay !== null && lastDay < from)) unreadable.push({ line, why: `${cell('start_date')} – ${cell('exit_date')}` });
    else rows.push({ line, number: cell('emp_id'), name: `${cell('first_name')} ${cell('last_name')}`, email: cell('ad_email').toLowerCase(), from, lastDay, title: cell('title'), department: cell('department_type'), state: cell('state'), supervisor: cell('supervisor'), status: cell('employee_status') });
  }
  return { rows, unreadable };
}

/** 6/9/2022, month first: in this file 1,858 of 3,000 first days can be read in no other way. */
function isoOf(text: string): string | null {
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  if (month === undefined || day === undefined || year === undefined) return null;
  const days = [31, Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1];
  if (days === undefined || Number(day) < 1 || Number(day) > days) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Comma-separated text with quotes, a quote in quotes doubled. */
function cellsOf(text: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',') lines.push([]);
    if (end === '') break;
  }
  return lines.filter((cells) => cells.length > 1);
}

/** Lines that cannot be taken because another line gives the same address or number to somebody else. */
export function sharedLines(rows: readonly RosterRow[]): Set<number> {
  const shared = new Set<number>();
  for (const key of ['email', 'number'] as const) {
    const groups = Map.groupBy(rows.filter((row) => row[key] !== ''), (row) => row[key]);
    for (const group of groups.values()) if (group.length > 1) for (const row of group) shared.add(row.line);
  }
  return shared;
}

/** Whether the row's status and its days contradict each other on the day it is at the row's site. */
export function contradicts(row: RosterRow, at: Temporal.Instant): boolean {
  const zone = ZONE_OF.get(row.state) ?? 'UTC';
  const today = at.toZonedDateTimeISO(zone).toPlainDate().toString();
  const gone = row.lastDay !== null && row.lastDay < today;
  const coming = row.from > today;
  if (row.status === 'Active' || row.status === 'Leave of Absence') return gone || coming;
  return row.status === 'Future Start' ? !coming : !gone;
}

/** The instant at which a day begins in a zone. */
export function dawn(day: string, zone: string): Temporal.Instant {
  return startOfDay(Temporal.PlainDate.from(day), zone);
}
