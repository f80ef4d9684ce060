// Changes of people that lie ahead: assigned before, taken back, put off, come. After each of these a sweep must find nothing.
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { createJobRole, createSite, getPerson, hirePerson, listPeople, movePerson, setAbsence, takeBackChange } from '../../people/contract.ts';
import { createRule, getRuleStatement } from '../../matrix/contract.ts';
import { approveProcedure, passTime, PASSWORD, requireOfOperators, seedCompany } from '../../../../test/kit/company.ts';
import { complete, driftOf, dueOf, oneDue } from '../../../../test/kit/learner.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { getTrainingFile, listAssignments, previewRosterEffect } from '../contract.ts';
import { getRoleReadiness } from './contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const [orla] = company.operators;
const { administrator, quality } = company;
const lead = (await administrator.client.call(createJobRole, { body: { code: 'LEAD', name: 'Line lead' } })).id;
const sanDiego = (await administrator.client.call(createSite, { body: { code: 'SAN', name: 'San Diego', zone: 'America/Los_Angeles' } })).id;
const own = await approveProcedure(company, { number: 'SOP-001' });
const leading = await approveProcedure(company, { number: 'SOP-900' });
const rule = { name: 'Leading a line', audience: { roleIds: [lead], departmentIds: [], siteIds: [] }, documentIds: [leading.documentId], from: '2026-03-02', until: null };
await requireOfOperators(company, [own.documentId]);
const { statement } = await company.trainer.client.call(getRuleStatement, { body: rule });
await company.trainer.client.call(createRule, { body: { ...rule, statement, password: PASSWORD } });

const move = (body: { from: string; roleIds?: string[]; siteId?: string }) => administrator.client.call(movePerson, { params: { id: orla.id }, body });
const readiness = async (id: string) => (await quality.client.call(getRoleReadiness, { params: { id } })).items.map((item) => `${item.from} ${item.roles.join()} ${item.ready ? 'ready' : 'not ready'} ${item.missing.map((one) => `${one.document.number} ${one.dueOn ?? '–'}`).join()}`);
const history = async (personId: string) => (await quality.client.call(listAssignments, { query: { personId, limit: 500 } })).items.toReversed();
const required = async (personId: string): Promise<string[]> => (await quality.client.call(getTrainingFile, { params: { id: personId } })).obligations.map((row) => row.document.number).toSorted();

afterEach(async () => {
  assert.equal(await driftOf(company), 0, 'MTX-04: the sweep found something that the act should have done');
});

test('MTX-08 a transfer entered ahead is assigned at once, due by its start; put off, the work follows; taken back the day before, it is cancelled with that reason', async () => {
  await move({ from: '2026-03-10', roleIds: [company.operatorRoleId, lead] });
  const row = await oneDue(orla.client, 'SOP-900');
  assert.deepEqual([row.dueOn, row.cause, row.why, await required(orla.id)], ['2026-03-10', 'transfer', 'Line lead → Leading a line, rule 2 v1', ['SOP-001']]);
  assert.deepEqual((await readiness(orla.id)).map((line) => line.replace(/^\S+ /u, '')).at(-1), 'Line lead,Production operator ready SOP-001 2026-04-01,SOP-900 2026-03-10');
  await passTime(server, company, '2026-03-09T22:00:00Z');
  assert.deepEqual((await administrator.client.call(getPerson, { params: { id: orla.id } })).booked, [{ on: '2026-03-10', kinds: ['moves'] }]);
  await administrator.client.call(takeBackChange, { params: { id: orla.id }, body: { on: '2026-03-10' } });
  assert.deepEqual((await history(orla.id)).filter((one) => one.document.number === 'SOP-900').map((one) => [one.closedAs, one.closedWhy]), [['cancelled', 'the change from 2026-03-10 on was taken back']]);
  await passTime(server, company, '2026-03-10T08:00:00Z');
  assert.deepEqual([await required(orla.id), (await dueOf(orla.client, 'SOP-900')).length], [['SOP-001'], 0]);
});

test('MTX-08 what was trained ahead counts when the role begins, also across a move from Cork to San Diego', async () => {
  await move({ from: '2026-03-12', roleIds: [company.operatorRoleId, lead], siteId: sanDiego });
  await complete(orla.client, (await oneDue(orla.client, 'SOP-900')).id);
  assert.deepEqual(await required(orla.id), ['SOP-001']);
  for (const moment of ['2026-03-12T06:00:00Z', '2026-03-12T08:00:00Z']) {
    await passTime(server, company, moment); // the 12th in Cork and still the 11th in San Diego, then the 12th in both
    assert.deepEqual([await required(orla.id), (await dueOf(orla.client, 'SOP-900')).length, await driftOf(company)], [['SOP-001', 'SOP-900'], 0, 0], moment);
  }
});

test('MTX-08 a hire entered ahead has the days of the policy from the first day on; on leave until then, nothing is assigned', async () => {
  const place = { siteId: company.siteId, departmentId: company.departmentId };
  const { id } = await administrator.client.call(hirePerson, { body: { employeeNumber: 'N-1', name: 'Nora Byrne', from: '2026-03-30', ...place, roleIds: [lead] } });
  const [work] = await history(id);
  assert.deepEqual([work?.cause, (work?.dueOn ?? '') > '2026-03-30', await required(id)], ['hire', true, []]);
  await server.database.asOwner(`set session_replication_role = replica; delete from assignment where person_id = '${id}'; set session_replication_role = origin`);
  assert.deepEqual([await driftOf(company), (await history(id)).length], [1, 1], 'MTX-04 a sweep also finds who is to come and has no work');
  const other = await administrator.client.call(hirePerson, { body: { employeeNumber: 'N-2', name: 'Una Walsh', from: '2026-03-02', ...place, roleIds: [] } });
  await administrator.client.call(setAbsence, { params: { id: other.id }, body: { from: '2026-03-12', until: '2026-03-20' } });
  await administrator.client.call(movePerson, { params: { id: other.id }, body: { from: '2026-03-25', roleIds: [lead] } });
  assert.deepEqual(await history(other.id), []);
  await passTime(server, company, '2026-03-20T08:00:00Z');
  assert.deepEqual((await history(other.id)).map((one) => [one.document.number, one.dueOn]), [['SOP-900', '2026-03-25']]);
});

test('HR-01 before a roster is imported it is shown who gains and loses which training; nothing is saved', async () => {
  const file = { name: 'roster.csv', bytes: 'number,name,from,last,site,department,role\nR-1,Ciara Daly,2026-03-20,,CORK,PROD,LEAD\nR-2,Liam Moran,2026-04-20,,CORK,PROD,LEAD\nN-2,Una Walsh,2026-03-02,2026-03-21,CORK,PROD,\n' };
  const mapping = { employeeNumber: 'number', name: ['name'], from: 'from', lastDay: 'last', dateFormat: 'YYYY-MM-DD' as const, site: 'site', department: 'department', role: 'role' };
  const effect = await administrator.client.call(previewRosterEffect, { body: { mapping }, file });
  assert.deepEqual([effect.assigned, effect.cancelled, effect.obligationsAdded, effect.hours > 0], [2, 1, 1, true]);
  assert.deepEqual(effect.people.map((one) => `${one.name} ${one.document} ${one.effect}`), ['Ciara Daly SOP-900 required', 'Ciara Daly SOP-900 full', 'Liam Moran SOP-900 full', 'Una Walsh SOP-900 cancelled']);
  const { total } = await administrator.client.call(listPeople, { query: { search: 'Ciara', limit: 10 } });
  assert.equal(total, 0);
  assert.equal((await company.operators[1].client.refused(previewRosterEffect, { body: { mapping }, file })).code, 'not-permitted');
});
