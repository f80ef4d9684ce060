import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeCalendar, readHolidays, writeHolidays, type CalendarInput } from './rules.ts';
import type { SiteCalendar } from './types.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const before: SiteCalendar = { zone: 'Europe/Dublin', locale: 'en-IE', workingDays: [1, 2, 3, 4, 5], holidays: [{ on: day('2026-12-25'), name: 'Christmas Day' }] };
const same: CalendarInput = { ...before, holidays: [{ on: '2026-12-25', name: 'Christmas Day' }] };
const change = (input: Partial<CalendarInput>) => changeCalendar({ id: 's', name: 'Cork' }, before, { ...same, ...input }, day('2026-11-02'), 'The year ahead');

test('TRN-03 a pasted list of holidays is read line by line, whatever stands between date and name; years in order', () => {
  const { holidays, bad } = readHolidays('2027-03-17\tSt Patrick’s Day\n\n2026-12-25; Christmas Day\r\n2028-02-29\n2026-12-26, St Stephen’s Day, substitute ');
  assert.deepEqual([holidays, bad], [[{ on: '2026-12-25', name: 'Christmas Day' }, { on: '2026-12-26', name: 'St Stephen’s Day, substitute' }, { on: '2027-03-17', name: 'St Patrick’s Day' }, { on: '2028-02-29', name: '' }], []]);
  assert.equal(writeHolidays(holidays), '2026-12-25 Christmas Day\n2026-12-26 St Stephen’s Day, substitute\n2027-03-17 St Patrick’s Day\n2028-02-29');
});

test('TRN-03 a line that is no date, or a date that stands there twice, is named by its row', () => {
  const { bad } = readHolidays('2026-12-25 Christmas\n\n25.12.2027 Christmas\n2027-02-29\n2026-12-25 again\n2026-1-1');
  assert.deepEqual(bad.map(({ row, why }) => [row, why]), [[3, 'no-date'], [4, 'no-date'], [5, 'twice'], [6, 'no-date']]);
});

test('TRN-03 a change of the calendar says from what to what and why', () => {
  const decided = change({ holidays: [...same.holidays, { on: '2026-11-06', name: ' Founders’ day ' }], workingDays: [5, 1, 2, 3, 4, 5] });
  assert.ok(decided.ok);
  const [event] = decided.events;
  assert.deepEqual([event.type, event.why, event.data['to']], ['SiteCalendarChanged', 'The year ahead', { ...same, holidays: [{ on: '2026-11-06', name: 'Founders’ day' }, { on: '2026-12-25', name: 'Christmas Day' }] }]);
});

test('TRN-03 refused: an unknown zone, a holiday twice, and what holds already', () => {
  const code = (input: Partial<CalendarInput>): string => { const decided = change(input); return decided.ok ? 'accepted' : decided.refusal.code; };
  assert.deepEqual([code({ zone: 'Mars/Olympus' }), code({ holidays: [...same.holidays, ...same.holidays] }), code({}), code({ zone: 'Europe/London' })], ['unknown-zone', 'holiday-twice', 'nothing-changes', 'accepted']);
});
