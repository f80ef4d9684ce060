// Clocks pause during leave: what passed meanwhile is not late on return, what was late before it is.
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { sql } from 'kysely';
import { listEvents } from '../../audit/contract.ts';
import { hirePerson, movePerson, returnFromAbsence, setAbsence } from '../../people/contract.ts';
import { approveProcedure, passTime, requireOfOperators, seedCompany } from '../../../../test/kit/company.ts';
import { driftOf, oneDue } from '../../../../test/kit/learner.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { loadAway } from './store.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const [orla, sean] = company.operators;
const { administrator, quality } = company;
const { documentId } = await approveProcedure(company, { number: 'SOP-001' });
await requireOfOperators(company, [documentId]);
const moved = async () => (await quality.client.call(listEvents, { query: { action: 'DueDateMoved', limit: 50 } })).items.map((event) => [event.data['from'], event.data['to'], event.why]);

afterEach(async () => {
  assert.equal(await driftOf(company), 0, 'MTX-04: the sweep found something that the act should have done');
});

test('MTX-09 a due date that passes during leave is moved on return, and the trail says from when to when and why', async () => {
  assert.equal((await oneDue(orla.client, 'SOP-001')).dueOn, '2026-04-01');
  await administrator.client.call(setAbsence, { params: { id: orla.id }, body: { from: '2026-03-25', until: null } });
  await passTime(server, company, '2026-04-17T08:00:00Z');
  assert.deepEqual([(await oneDue(orla.client, 'SOP-001')).dueOn, await moved()], ['2026-04-01', []]);
  await administrator.client.call(returnFromAbsence, { params: { id: orla.id }, body: { on: '2026-04-20' } });
  await passTime(server, company, '2026-04-20T00:30:00Z');
  const due = await oneDue(orla.client, 'SOP-001');
  assert.deepEqual([due.dueOn, due.dueAt, due.overdueSince], ['2026-04-27', '2026-04-27T23:00:00.000Z', null]); // seven days were left
  assert.deepEqual(await moved(), [['2026-04-01', '2026-04-27', 'on leave until 2026-04-19']]);
});

test('MTX-09 a return entered after it happened moves the due date at once; a second leave counts from there', async () => {
  await administrator.client.call(setAbsence, { params: { id: orla.id }, body: { from: '2026-04-22', until: null } });
  await passTime(server, company, '2026-04-30T08:00:00Z');
  await administrator.client.call(returnFromAbsence, { params: { id: orla.id }, body: { on: '2026-04-29' } });
  const due = await oneDue(orla.client, 'SOP-001');
  assert.deepEqual([due.dueOn, due.overdueSince], ['2026-05-04', null]);
  await passTime(server, company, '2026-05-05T08:00:00Z');
  assert.equal((await oneDue(orla.client, 'SOP-001')).overdueSince, '2026-05-04T23:00:00.000Z');
});

test('MTX-09 a leave in several pieces, by a change of manager or by another entry, is one absence', async () => {
  const { id } = await administrator.client.call(hirePerson, { body: { employeeNumber: 'L-1', name: 'Lia Moran', from: '2026-03-02', siteId: company.siteId, departmentId: company.departmentId, roleIds: [] } });
  await administrator.client.call(setAbsence, { params: { id }, body: { from: '2026-05-04', until: '2026-08-03' } });
  await administrator.client.call(movePerson, { params: { id }, body: { from: '2026-06-15', managerId: company.manager.id } });
  await administrator.client.call(setAbsence, { params: { id }, body: { from: '2026-08-03', until: '2026-12-01' } });
  await administrator.client.call(setAbsence, { params: { id }, body: { from: '2027-01-04', until: '2027-01-18' } });
  const away = await server.database.db.transaction().execute((tx) => loadAway(tx, sql`person_id = ${id}`));
  assert.deepEqual([...away.values()].map(({ from, until }) => [from.toString(), until.toString()]), [['2026-05-04', '2026-12-01']]);
});

test('MTX-09 what was overdue before the leave is still overdue after it', async () => {
  const before = await oneDue(sean.client, 'SOP-001');
  assert.equal(before.overdueSince, '2026-04-01T23:00:00.000Z');
  await administrator.client.call(setAbsence, { params: { id: sean.id }, body: { from: '2026-05-05', until: null } });
  await passTime(server, company, '2026-05-12T08:00:00Z');
  await administrator.client.call(returnFromAbsence, { params: { id: sean.id }, body: { on: '2026-05-12' } });
  const after = await oneDue(sean.client, 'SOP-001');
  assert.deepEqual([after.dueOn, after.overdueSince], [before.dueOn, before.overdueSince]);
});
