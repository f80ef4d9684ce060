import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRoster } from './rules-roster.ts';
import { codeFor, countsOfPlan, planRoster } from './rules-roster-plan.ts';
import { proposeMapping } from './rules-roster-propose.ts';
import type { PersonAfter, PersonHistory } from './types.ts';
import type { RosterFacts, RosterMapping, RosterPlan, RosterTable } from './types-roster.ts';

const HEADER = ['No', 'First', 'Last', 'Mail', 'Start', 'End', 'Site', 'Dept', 'Job', 'Boss', 'State'];
const mapping: RosterMapping = {
  employeeNumber: 'No', name: ['First', 'Last'], email: 'Mail', from: 'Start', lastDay: 'End', dateFormat: 'D/M/YYYY', site: 'Site', department: 'Dept', role: 'Job', manager: 'Boss',
  status: 'State', statusValues: { 'Here': 'active', 'Away': 'on_leave', 'Gone': 'left', 'Soon': 'future', '': 'active' }, createMissing: { departments: false, roles: false, sites: {} },
};
const site = { id: 's1', code: 'CRK', name: 'Cork', zone: 'Europe/Dublin', locale: 'en', workingDays: [1], holidays: [] };
const department = (id: string, code: string, name: string) => ({ id, code, name, parentId: null, path: [id] });
const facts: RosterFacts = {
  sites: [site], departments: [department('d1', 'FILL', 'Filling'), department('d2', 'PACK', 'Packing'), department('d3', 'QA-1', 'Quality'), department('d4', 'QA-2', 'Quality')],
  roles: [{ id: 'r1', code: 'OP', name: 'Operator' }, { id: 'r2', code: 'LEAD', name: 'Lead' }], people: [], zone: 'Europe/Dublin', now: Temporal.Instant.from('2026-03-02T09:00:00Z'),
};
/** A row of the file: number and what differs from the usual. */
function row(No: string, more: Record<string, string> = {}): string[] {
  const cells: Record<string, string> = { No, First: 'Ann', Last: `Roe ${No}`, Mail: '', Start: '6/1/2025', End: '', Site: 'Cork', Dept: 'Filling', Job: 'Operator', Boss: '', State: 'Here', ...more };
  return HEADER.map((name) => cells[name] ?? '');
}
const file = (...rows: string[][]): RosterTable => ({ header: HEADER, rows: rows.map((cells, index) => ({ line: index + 2, cells })) });
function plan(rows: string[][], people: readonly PersonHistory[] = [], map: Partial<RosterMapping> = {}, now = facts.now): RosterPlan {
  const reading = readRoster(file(...rows), { ...mapping, ...map });
  assert.deepEqual(reading.mappingErrors, []);
  const ids = new Map(reading.rows.map((read) => [read.employeeNumber, `new-${read.employeeNumber}`]));
  return planRoster(reading, { ...mapping, ...map }, { ...facts, people, now }, ids);
}
const faults = (made: RosterPlan): string[] => made.rejected.map((fault) => `${fault.row} ${fault.field} “${fault.value}” ${fault.reason}`);
const stored = (after: PersonAfter): PersonHistory => ({ ...after, employments: after.employments.map((period, at) => ({ ...period, id: `e${at}` })), roles: after.roles.map((period, at) => ({ ...period, id: `r${at}` })), attributes: after.attributes.map((period, at) => ({ ...period, id: `a${at}` })) });
const peopleOf = (made: RosterPlan): PersonHistory[] => made.changes.map((change) => stored(change.after));
const only = (made: RosterPlan) => {
  assert.equal(made.changes.length, 1, JSON.stringify([made.rejected, made.warnings]));
  const [change] = made.changes;
  assert.ok(change);
  return change;
};

test('HR-01 missing and doubled columns, status values without meaning and wrong zones are named', () => {
  const errors = (table: RosterTable, map: Partial<RosterMapping>): string[] => readRoster(table, { ...mapping, ...map }).mappingErrors.map((error) => `${error.field}: ${error.message}`);
  assert.match(errors(file(), { site: 'Plant' })[0] ?? '', /^site: The file has no column “Plant”. Its columns are: No, First, Last/);
  assert.match(errors({ header: [...HEADER, 'Site'], rows: [] }, {})[0] ?? '', /^site: The file has 2 columns named “Site”/);
  assert.match(errors(file(row('1', { State: 'Lost' })), {})[0] ?? '', /^statusValues: .*“Lost” \(1\)/);
  assert.match(errors(file(), { createMissing: { departments: false, roles: false, sites: { Bonn: 'CET' } } })[0] ?? '', /“CET”.*Europe\/Dublin/);
});

test('HR-01 every bad value is named by row, column, value and reason', () => {
  const made = plan([
    row('1', { Start: '31/02/2024' }), row('2', { Start: '2024-01-01' }), row('', {}), row('4', { Last: ' ' }), row('5', { Mail: 'ann at works' }), row('6', { Start: '2/3/2025', End: '1/3/2025', State: 'Gone' }),
    row('7', { Site: 'Mars' }), row('8', { Dept: 'Quality' }), row('9', { Job: 'Poet' }), ['10', 'short'], row('11', { Start: '' }), row('12', { Dept: 'qa-1' }),
  ]);
  assert.deepEqual(faults(made), [
    '2 Start “31/02/2024” is not a day of the calendar: month 2 of 2024 has no day 31', '3 Start “2024-01-01” is not a date written as D/M/YYYY', '4 No “” is blank, and it is needed', '5 Last “” is blank, and it is needed',
    '6 Mail “ann at works” is not an e-mail address', '7 End “1/3/2025” is before the first day, 2/3/2025 (Start)', '8 Site “Mars” there is no site with this code or name',
    '9 Dept “Quality” several departments have this name (codes QA-1, QA-2); give the code', '10 Job “Poet” there is no job role with this code or name', '11 row “2 cells” the row has 2 cells where the header has 11', '12 Start “” is blank, and it is needed',
  ]);
  assert.deepEqual(countsOfPlan(made), { hired: 1, changed: 0, leaving: 0, unchanged: 0, rejected: 11 });
});

test('HR-01 a status that contradicts the days is refused with both named; the border is today', () => {
  const refusal = (more: Record<string, string>): string => faults(plan([row('1', more)]))[0] ?? 'taken'; // today is 2026-03-02
  assert.match(refusal({ End: '1/3/2026' }), /State “Here” contradicts End 2026-03-01, which is past/);
  assert.equal(refusal({ End: '2/3/2026' }), 'taken');
  assert.match(refusal({ State: 'Away', End: '1/3/2026' }), /contradicts End/);
  assert.match(refusal({ State: 'Gone' }), /contradicts End blank/);
  assert.match(refusal({ State: 'Gone', End: '2/3/2026' }), /which is not past/);
  assert.equal(refusal({ State: 'Gone', End: '1/3/2026' }), 'taken');
  assert.match(refusal({ State: 'Soon', Start: '2/3/2026' }), /contradicts Start 2026-03-02, which is not in the future/);
  assert.equal(refusal({ State: 'Soon', Start: '3/3/2026' }), 'taken');
  assert.match(refusal({ Start: '3/3/2026' }), /contradicts Start 2026-03-03, which is still to come/);
});

test('HR-01 one number or address in several rows: identical rows count once, others are all refused', () => {
  const made = plan([row('1'), row('1'), row('2'), row('2', { Dept: 'Packing' }), row('3', { Mail: 'x@w.example' }), row('4', { Mail: 'X@w.example' })]);
  assert.deepEqual(made.changes.map((change) => change.row), [2]);
  assert.match(made.warnings.map((warning) => warning.message).join(), /1 stands in row 2 already/);
  assert.deepEqual(made.rejected.map((fault) => [fault.row, fault.field]), [[4, 'No'], [5, 'No'], [6, 'Mail'], [7, 'Mail']]);
  assert.match(made.rejected[0]?.reason ?? '', /also in row 5/);
});

test('HR-01 an address of another person is refused, unless their own row gives it up', () => {
  const [ann] = peopleOf(plan([row('1', { Mail: 'a@w.example' })]));
  assert.ok(ann);
  assert.match(faults(plan([row('2', { Mail: 'A@w.example' })], [ann]))[0] ?? '', /Mail “A@w.example” this e-mail address belongs to Ann Roe 1 \(1\)/);
  assert.deepEqual(faults(plan([row('1', { Mail: 'b@w.example' }), row('2', { Mail: 'a@w.example' })], [ann])), []);
  assert.equal(faults(plan([row('1', { Mail: '' }), row('2', { Mail: 'a@w.example' })], [ann])).length, 1);
});

test('HR-01 a manager is linked when exactly one person fits, else kept as text with a warning', () => {
  const made = plan([
    row('1', { Boss: 'ann  roe 2' }), row('2', { Boss: '1' }), row('3', { Boss: 'bo@w.example' }), row('4', { First: 'Bo', Last: 'Poe', Mail: 'bo@w.example', Boss: 'Twin Doe' }),
    row('5', { First: 'Twin', Last: 'Doe', Boss: 'Twin Doe' }), row('6', { First: 'Twin', Last: 'Doe', Boss: 'Nobody' }), row('7', { Boss: 'Old Timer' }), row('8', { First: 'Old', Last: 'Timer', End: '1/1/2026', State: 'Gone' }),
  ]);
  const linked = new Map(made.changes.map((change) => [change.row, change.after.employments[0]?.value]));
  assert.deepEqual([linked.get(2)?.managerId, linked.get(3)?.managerId, linked.get(4)?.managerId], ['new-2', 'new-1', 'new-4']);
  assert.deepEqual([linked.get(5)?.managerId, linked.get(5)?.managerName], [null, 'Twin Doe']);
  const messages = made.warnings.map((warning) => `${warning.row ?? ''} ${warning.message}`);
  for (const expected of [/^5 .*ambiguous \(2 people\), kept as text, not linked/, /^7 .*nobody on record/, /^8 .*has left/]) assert.ok(messages.some((message) => expected.test(message)), String(expected));
  assert.equal(linked.get(6)?.managerId, null); // of two of that name one is the person themselves: still two
});

test('HR-01 the same file again changes nothing, also on a later day', () => {
  const rows = [row('1', { Boss: 'Nobody' }), row('2', { State: 'Away', Boss: '1' }), row('3', { End: '1/1/2026', State: 'Gone' }), row('4', { Start: '1/6/2026', State: 'Soon' }), row('5', { End: '31/12/2026' })];
  const first = plan(rows);
  assert.deepEqual(countsOfPlan(first), { hired: 5, changed: 0, leaving: 0, unchanged: 0, rejected: 0 });
  assert.deepEqual(new Set(first.changes.map((change) => change.event.type)), new Set(['PersonHired']));
  for (const now of ['2026-03-02T09:00:00Z', '2026-04-20T09:00:00Z']) assert.deepEqual(countsOfPlan(plan(rows, peopleOf(first), {}, Temporal.Instant.from(now))), { hired: 0, changed: 0, leaving: 0, unchanged: 5, rejected: 0 });
});

test('HR-02 a changed row becomes a move from today, or from its later first day', () => {
  const people = peopleOf(plan([row('1')]));
  const moved = only(plan([row('1', { Dept: 'Packing', Job: 'Lead' })], people));
  assert.deepEqual([moved.kind, moved.event.type, moved.sentence], ['changed', 'PersonMoved', 'From 2026-03-02: department Filling → Packing; roles Operator → Lead.']);
  const later = only(plan([row('1', { Dept: 'Packing', Start: '1/5/2026' })], people));
  assert.equal(later.after.employments[1]?.from.toString(), '2026-05-01');
  assert.equal(only(plan([row('1', { State: 'Away' })], people)).event.type, 'PersonAbsent');
  assert.equal(only(plan([row('1', { Last: 'Poe' })], people)).event.type, 'PersonCorrected');
  const away = peopleOf(plan([row('1', { State: 'Away' })], people));
  assert.equal(only(plan([row('1')], away)).event.type, 'PersonReturned');
});

test('HR-02 a new last day ends employment; a blank one leaves the record as it is, and says so', () => {
  const people = peopleOf(plan([row('1')]));
  const leaving = only(plan([row('1', { End: '31/3/2026' })], people));
  assert.deepEqual([leaving.kind, leaving.event.type, leaving.after.employments.at(-1)?.until?.toString(), leaving.after.roles.at(-1)?.until?.toString()], ['leaving', 'EmploymentEnded', '2026-04-01', '2026-04-01']);
  const past = peopleOf(plan([row('1', { End: '15/2/2026', State: 'Gone' })], people));
  assert.equal(past[0]?.employments.at(-1)?.until?.toString(), '2026-02-16');
  const kept = plan([row('1')], [stored(leaving.after)]);
  assert.equal(kept.unchanged, 1);
  assert.match(kept.warnings.map((warning) => warning.message).join(), /2026-03-31, is not in the file; it was left as it is/);
});

test('HR-02 MTX-10 who has left comes back with a later first day, and not without one', () => {
  const gone = peopleOf(plan([row('1', { End: '15/2/2026', State: 'Gone' })]));
  assert.match(faults(plan([row('1')], gone))[0] ?? '', /Start “2025-01-06” does not fit what is on record: they left on 2026-02-15/);
  const back = only(plan([row('1', { Start: '16/2/2026' })], gone));
  assert.deepEqual([back.kind, back.event.type, back.event.data['rejoined'], back.after.id], ['hired', 'PersonHired', true, 'new-1']);
});

test('HR-02 a first day that is put off moves the whole stay', () => {
  const coming = peopleOf(plan([row('1', { Start: '1/6/2026', State: 'Soon' })]));
  const put = only(plan([row('1', { Start: '1/7/2026', State: 'Soon' })], coming));
  assert.deepEqual([put.after.employments.length, put.after.employments[0]?.from.toString(), put.after.roles[0]?.from.toString()], [1, '2026-07-01', '2026-07-01']);
});

test('HR-01 blanks around values and people who are not in the file are counted, and left alone', () => {
  const people = peopleOf(plan([row('1'), row('2')]));
  const made = plan([row('1', { Dept: 'Filling   ' })], people);
  assert.equal(made.unchanged, 1);
  assert.deepEqual(made.warnings.map((warning) => [warning.row, warning.message]), [[null, '1 value has blanks at the beginning or end; they were taken without them.'], [null, '1 person who is employed here is not in the file; they were left as they are.']]);
});

test('HR-01 headings propose a mapping; codes are made from names', () => {
  const table: RosterTable = { header: ['emp_id', 'First Name', 'last_name', 'Start-Date', 'employee_status'], rows: [{ line: 2, cells: ['1', 'A', 'B', '12/31/2024', 'Active'] }] };
  assert.deepEqual(proposeMapping(table), { employeeNumber: 'emp_id', name: ['First Name', 'last_name'], from: 'Start-Date', status: 'employee_status', dateFormat: 'M/D/YYYY', statusValues: { Active: 'active' } });
  assert.equal(proposeMapping({ header: ['x'], rows: [] }), null);
  assert.equal(codeFor('IT / IS', new Set(['IT-IS'])), 'IT-IS-2');
  assert.equal(codeFor('…', new Set()), 'X');
});

test('HR-01 attributes come from columns of their own, blank cells leave them, headings propose them', () => {
  const table = (No: string, shift: string): RosterTable => ({ header: [...HEADER, 'attribute:Shift'], rows: [{ line: 2, cells: [...row(No), shift] }] });
  const attributes = { shift: 'attribute:Shift' };
  assert.deepEqual(proposeMapping(table('1', 'night'))?.attributes, attributes);
  const read = (shift: string, people: readonly PersonHistory[]) => planRoster(readRoster(table('1', shift), { ...mapping, attributes }), { ...mapping, attributes }, { ...facts, people }, new Map([['1', 'new-1']]));
  const people = peopleOf(read('night', []));
  assert.deepEqual(people[0]?.attributes.map(({ from, value }) => [from.toString(), value]), [['2025-01-06', { key: 'shift', value: 'night' }]]);
  assert.deepEqual([read('night', people).unchanged, read('', people).unchanged], [1, 1]);
  const changed = only(read('day', people));
  assert.deepEqual([changed.event.type, changed.sentence], ['PersonMoved', 'From 2026-03-02: shift night → day.']);
});
