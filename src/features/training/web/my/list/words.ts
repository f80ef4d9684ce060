import type { Dates } from '../../../../../ui/dates.ts';
import type { Text } from '../../../../../ui/i18n.ts';
import type { Status } from '../../../../../ui/status-mark.tsx';
import type { Row } from '../types.ts';

type T = Text<'training'>;

/** Due within this many days counts as due now; later is coming. */
const SOON_DAYS = 7;

export function isDueNow(row: Row, dates: Dates): boolean {
  return row.overdueSince !== null || dates.daysUntil(row.dueOn) <= SOON_DAYS;
}

/** The path in words: "Refresher: 2 changed sections". */
export function pathWords(row: Pick<Row, 'path' | 'changedSections'>, t: T): string {
  return row.path === 'refresher' && row.changedSections > 0 ? t('path.refresherOf', { count: row.changedSections }) : t(`path.${row.path}`);
}

export function statusOf(row: Row): Status {
  if (row.overdueSince !== null) return 'overdue';
  return row.openedAt === null ? 'soon' : 'training';
}

/** The state in words: "Overdue since 3 Nov 2026", "Due Friday". */
export function dueWords(row: Row, t: T, dates: Dates): string {
  return row.overdueSince === null ? t('my.dueOn', { day: dates.nearDay(row.dueOn) }) : t('my.overdueSince', { day: dates.dayOf(row.overdueSince) });
}

/** The first line of My training: how much is due, when first, and how long it takes; what waits for the supervisor takes no time now. */
export function answerOf(all: readonly Row[], done: number, t: T, dates: Dates): string {
  const due = all.filter((row) => !row.locked);
  if (due.length === 0 && all.length > 0) return t('my.allWaiting', { count: all.length, many: inWords(all.length, t) });
  const now = due.filter((row) => isDueNow(row, dates));
  const late = due.filter((row) => row.overdueSince !== null);
  const counted = now.length > 0 ? now : due;
  const minutes = (rows: readonly Row[]): string => unbroken(t('my.minutes', { count: rows.reduce((sum, row) => sum + row.minutes, 0) }));
  const first = counted.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn))[0];
  if (first === undefined) return t(done > 0 ? 'my.nothing' : 'my.nothingYet');
  if (now.length === 0) return t('my.coming', { count: due.length, many: inWords(due.length, t), when: whenWords(first.dueOn, t, dates), minutes: minutes(due) });
  const oldest = late.map((row) => row.overdueSince ?? '').toSorted()[0];
  if (oldest !== undefined) return t(late.length > 1 && late.length === now.length ? 'my.allOverdue' : 'my.overdue', { count: now.length, many: inWords(now.length, t), late: inWords(late.length, t).toLocaleLowerCase(), when: unbroken(dates.dayOf(oldest)), minutes: minutes(now) });
  return t('my.due', { count: now.length, many: inWords(now.length, t), when: whenWords(first.dueOn, t, dates), minutes: minutes(now) });
}

function whenWords(day: string, t: T, dates: Dates): string {
  const days = dates.daysUntil(day);
  if (days === 0) return t('my.when.today');
  if (days === 1) return t('my.when.tomorrow');
  return days === -1 ? t('my.when.yesterday') : t('my.when.on', { day: unbroken(dates.nearDay(day)) });
}

/** A date or a duration that is not torn apart at the end of a line. */
function unbroken(date: string): string {
  return date.replaceAll(' ', '\u00a0');
}

const WORDS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'] as const;

/** Small numbers as words, as text is written; larger ones in digits. */
function inWords(count: number, t: T): string {
  const word = WORDS[count - 1];
  return word === undefined ? String(count) : t(`my.number.${word}`);
}
