// A site's calendar changes: open due dates follow it at once, what is overdue or extended does not.
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { listEvents } from '../../audit/contract.ts';
import { getCalendar, setCalendar } from '../../people/calendar/contract.ts';
import { approveProcedure, passTime, requireOfOperators, seedCompany } from '../../../../test/kit/company.ts';
import { driftOf, oneDue } from '../../../../test/kit/learner.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { previewCalendar } from './contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const [orla, sean] = company.operators;
const { administrator, quality } = company;
const { documentId } = await approveProcedure(company, { number: 'SOP-001' });
await requireOfOperators(company, [documentId]);
const params = { id: company.siteId };
const week = { zone: 'Europe/Dublin', locale: 'en', workingDays: [1, 2, 3, 4, 5] };
const moved = async () => (await quality.client.call(listEvents, { query: { action: 'DueDateMoved', limit: 50 } })).items.map((event) => [event.data['from'], event.data['to'], event.why]);

afterEach(async () => {
  assert.equal(await driftOf(company), 0, 'MTX-04: the sweep found something that the act should have done');
});

test('TRN-03 before a holiday is saved it is shown whose due date moves, from when to when; saved, they move in the same act', async () => {
  assert.equal((await oneDue(orla.client, 'SOP-001')).dueOn, '2026-04-01');
  const calendar = { ...week, holidays: [{ on: '2026-04-01', name: 'Plant shutdown' }, { on: '2026-03-31', name: 'Plant shutdown' }] };
  const effect = await administrator.client.call(previewCalendar, { params, body: calendar });
  assert.deepEqual([effect.moved, effect.earlier, effect.people, effect.moments, effect.open, effect.more], [2, 2, 2, 0, 2, 0]);
  assert.deepEqual(effect.items.map((row) => `${row.person.name} ${row.document} ${row.from} ${row.to}`).toSorted(), ['Orla Fitzgerald SOP-001 2026-04-01 2026-03-30', 'Sean Murphy SOP-001 2026-04-01 2026-03-30']);
  assert.deepEqual([(await oneDue(orla.client, 'SOP-001')).dueOn, await moved()], ['2026-04-01', []], 'nothing was saved');
  await administrator.client.call(setCalendar, { params, body: { ...calendar, reason: 'Shutdown of spring' } });
  const due = await oneDue(orla.client, 'SOP-001');
  assert.deepEqual([due.dueOn, due.dueAt, await moved()], ['2026-03-30', '2026-03-30T23:00:00.000Z', Array.from({ length: 2 }, () => ['2026-04-01', '2026-03-30', 'the calendar of Cork changed'])]);
});

test('TRN-03 what was known of the calendar, when, by whom and why, is kept', async () => {
  const { holidays, versions } = await administrator.client.call(getCalendar, { params });
  assert.deepEqual(holidays, [{ on: '2026-03-31', name: 'Plant shutdown' }, { on: '2026-04-01', name: 'Plant shutdown' }]);
  assert.deepEqual(versions.map((one) => [one.version, one.holidays.length, one.by?.name ?? null, one.reason, one.knownAt === null]), [[2, 2, 'Ada Quinn', 'Shutdown of spring', false], [1, 0, null, null, true]]);
});

test('TRN-03 another zone: due dates end by its midnight; one day that a holiday had taken is given back', async () => {
  const calendar = { ...week, zone: 'America/New_York', holidays: [{ on: '2026-03-31', name: '' }] };
  const effect = await administrator.client.call(previewCalendar, { params, body: calendar });
  assert.deepEqual([effect.moved, effect.moments], [2, 0]);
  await administrator.client.call(setCalendar, { params, body: { ...calendar, reason: 'The plant has moved' } });
  const due = await oneDue(sean.client, 'SOP-001');
  assert.deepEqual([due.dueOn, due.dueAt], ['2026-04-01', '2026-04-02T04:00:00.000Z']);
});

test('IMP-07 what is overdue stays overdue; who may not is refused, and so is what holds already', async () => {
  await passTime(server, company, '2026-04-02T08:00:00Z');
  const late = (await oneDue(orla.client, 'SOP-001')).overdueSince;
  const calendar = { ...week, zone: 'America/New_York', holidays: [] };
  const effect = await administrator.client.call(previewCalendar, { params, body: calendar });
  assert.deepEqual([effect.open, effect.overdue, effect.moved], [0, 2, 0]);
  await administrator.client.call(setCalendar, { params, body: { ...calendar, reason: 'No holiday after all' } });
  assert.deepEqual([(await oneDue(orla.client, 'SOP-001')).overdueSince, late], ['2026-04-02T04:00:00.000Z', '2026-04-02T04:00:00.000Z']);
  assert.equal((await administrator.client.refused(setCalendar, { params, body: { ...calendar, reason: 'Again' } })).code, 'nothing-changes');
  assert.equal((await administrator.client.refused(setCalendar, { params, body: { ...calendar, holidays: [{ on: '2026-05-01', name: '' }, { on: '2026-05-01', name: 'May' }], reason: 'Twice' } })).code, 'holiday-twice');
  assert.equal((await orla.client.refused(setCalendar, { params, body: { ...calendar, reason: 'Please' } })).code, 'not-permitted');
});
