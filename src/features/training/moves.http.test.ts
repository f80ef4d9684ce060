// People come, move, are away, return and leave; rules and rosters end. After each of these a sweep must find nothing.
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { getMe } from '../access/contract.ts';
import { endRule } from '../matrix/contract.ts';
import { createJobRole, createSite, endEmployment, hirePerson, importRoster, movePerson, returnFromAbsence, setAbsence } from '../people/contract.ts';
import { approveProcedure, passTime, PASSWORD, requireOfOperators, seedCompany } from '../../../test/kit/company.ts';
import { complete, driftOf, dueOf, oneDue, read } from '../../../test/kit/learner.ts';
import { openTestServer } from '../../../test/kit/server.ts';
import { getTrainingFile, getTrainingStatement, listAssignments, saveReading, startAttempt } from './contract.ts';
import { getQualification } from './qualification/contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const [orla, sean] = company.operators;
const { administrator, quality } = company;
const { documentId } = await approveProcedure(company, { number: 'SOP-001' });
const other = await approveProcedure(company, { number: 'SOP-002' });
const ruleId = await requireOfOperators(company, [documentId]);
const otherRuleId = await requireOfOperators(company, [other.documentId]);
const cleaner = (await administrator.client.call(createJobRole, { body: { code: 'CL', name: 'Cleaner' } })).id;
const auckland = (await administrator.client.call(createSite, { body: { code: 'AKL', name: 'Auckland', zone: 'Pacific/Auckland' } })).id;

const move = (id: string, body: { from: string; roleIds?: string[]; siteId?: string }) => administrator.client.call(movePerson, { params: { id }, body });
const fileOf = (id: string) => quality.client.call(getTrainingFile, { params: { id } });
const states = async (id: string): Promise<string[]> => (await fileOf(id)).obligations.map((row) => row.state);
const history = async (personId: string) => (await quality.client.call(listAssignments, { query: { personId, limit: 500 } })).items.toReversed();

afterEach(async () => {
  assert.equal(await driftOf(company), 0, 'MTX-04: the sweep found something that the act should have done');
});

test('MTX-01 a move to another role cancels what only the old role required; the record stays', async () => {
  await complete(orla.client, (await oneDue(orla.client, 'SOP-001')).id);
  await move(orla.id, { from: '2026-03-02', roleIds: [cleaner] });
  const file = await fileOf(orla.id);
  assert.deepEqual([file.obligations.length, file.records.length], [0, 1]);
  assert.deepEqual((await history(orla.id)).map((row) => [row.document.number, row.closedAs, row.closedWhy]), [['SOP-001', 'completed', null], ['SOP-002', 'cancelled', 'no longer required by the matrix']]);
  assert.deepEqual((await quality.client.call(getQualification, { query: { person: orla.id, document: documentId } })).qualified, true);
});

test('MTX-03 coming back restores a qualification that is still valid: only the rest is assigned again', async () => {
  await move(orla.id, { from: '2026-03-02', roleIds: [company.operatorRoleId] });
  assert.deepEqual((await states(orla.id)).toSorted(), ['due', 'qualified']);
  const again = await oneDue(orla.client, 'SOP-002');
  assert.deepEqual([again.cause, (await dueOf(orla.client, 'SOP-001')).length], ['transfer', 0]);
});

test('HR-02 a move entered ahead happens on its day and not before', async () => {
  await move(orla.id, { from: '2026-03-05', roleIds: [cleaner] });
  assert.equal((await states(orla.id)).length, 2);
  await passTime(server, company, '2026-03-04T23:59:00Z');
  assert.equal((await states(orla.id)).length, 2);
  await passTime(server, company, '2026-03-05T00:01:00Z');
  assert.equal((await states(orla.id)).length, 0);
  await move(orla.id, { from: '2026-03-06', roleIds: [company.operatorRoleId] });
  await passTime(server, company, '2026-03-06T08:00:00Z');
  assert.equal((await oneDue(orla.client, 'SOP-002')).cause, 'transfer');
});

test('MTX-09 on leave: shown as absent, nothing becomes overdue, nothing new is assigned; on return it is', async () => {
  await administrator.client.call(setAbsence, { params: { id: sean.id }, body: { from: '2026-03-06', until: null } });
  assert.deepEqual(await states(sean.id), ['absent', 'absent']);
  const { id } = await oneDue(sean.client, 'SOP-001');
  assert.equal((await sean.client.refused(saveReading, { params: { id }, body: { sections: [{ ordinal: 1, seconds: 1 }] } })).code, 'absent-or-left');
  const third = await approveProcedure(company, { number: 'SOP-003', effectiveOn: '2026-03-06' });
  await requireOfOperators(company, [third.documentId], '2026-03-06');
  assert.deepEqual((await dueOf(sean.client, 'SOP-003')).length, 0);
  assert.equal((await dueOf(orla.client, 'SOP-003')).length, 1);
  await administrator.client.call(returnFromAbsence, { params: { id: sean.id }, body: { on: '2026-03-10' } });
  await passTime(server, company, '2026-03-09T23:00:00Z');
  assert.equal((await dueOf(sean.client, 'SOP-003')).length, 0);
  await passTime(server, company, '2026-03-10T00:00:01Z');
  assert.equal((await oneDue(sean.client, 'SOP-003')).cause, 'return');
  assert.deepEqual(await states(sean.id), ['due', 'due', 'due']);
});

test('MTX-01 a move across time zones leaves no gap: what is open stays open, and access stays', async () => {
  const { id } = await oneDue(sean.client, 'SOP-001');
  await read(sean.client, id, [1]);
  await move(sean.id, { from: '2026-03-16', siteId: auckland });
  await passTime(server, company, '2026-03-15T12:00:00Z'); // the 16th has begun in Auckland, not yet in Cork
  assert.deepEqual(await states(sean.id), ['due', 'due', 'due']);
  await passTime(server, company, '2026-03-16T00:30:00Z');
  assert.equal((await sean.client.call(getMe)).site?.name, 'Auckland');
  await move(sean.id, { from: '2026-03-18', siteId: company.siteId });
  for (const moment of ['2026-03-17T11:30:00Z', '2026-03-18T00:30:00Z']) {
    await passTime(server, company, moment); // over in Auckland but not begun in Cork, then begun
    assert.deepEqual(await states(sean.id), ['due', 'due', 'due'], moment);
    assert.equal((await sean.client.call(getMe)).name, 'Sean Murphy');
    assert.equal(await driftOf(company), 0);
  }
  assert.equal((await oneDue(sean.client, 'SOP-001')).id, id);
  assert.equal((await history(sean.id)).filter((row) => row.document.number === 'SOP-001').length, 1);
});

test('MTX-02 a rule that is ended takes its requirements with it after its last day; records stay', async () => {
  await passTime(server, company, '2026-03-20T08:00:00Z');
  const end = (id: string, lastDay: string) => company.trainer.client.call(endRule, { params: { id }, body: { lastDay, reason: 'Merged' } });
  await end(otherRuleId, '2026-03-22');
  assert.equal((await dueOf(orla.client, 'SOP-002')).length, 1);
  await passTime(server, company, '2026-03-22T22:00:00Z');
  assert.equal((await dueOf(orla.client, 'SOP-002')).length, 1);
  await passTime(server, company, '2026-03-23T00:00:01Z');
  assert.equal((await dueOf(orla.client, 'SOP-002')).length, 0);
  await end(ruleId, '2026-03-22'); // yesterday: at once
  assert.equal((await fileOf(orla.id)).obligations.filter((row) => row.document.number === 'SOP-001').length, 0);
  assert.equal((await fileOf(orla.id)).records.length, 1);
});

test('HR-01 a roster that ends someone’s employment and brings a newcomer is reconciled as a whole', async () => {
  await administrator.client.call(hirePerson, { body: { employeeNumber: 'P-7', name: 'Roisin Kelly', from: '2026-03-20', siteId: company.siteId, departmentId: company.departmentId, roleIds: [company.operatorRoleId] } });
  const file = { name: 'roster.csv', bytes: 'number,name,from,last,site,department,role\nP-7,Roisin Kelly,2026-03-20,2026-03-22,CORK,PROD,OP\nP-8,Eoin Healy,2026-03-20,,CORK,PROD,OP\n' };
  const mapping = { employeeNumber: 'number', name: ['name'], from: 'from', lastDay: 'last', dateFormat: 'YYYY-MM-DD' as const, site: 'site', department: 'department', role: 'role' };
  const { counts, rejected } = await administrator.client.call(importRoster, { body: { mapping }, file });
  assert.deepEqual([counts.hired, counts.leaving, rejected], [1, 1, []]);
  const { items } = await quality.client.call(listAssignments, { query: { state: 'open', limit: 500 } });
  assert.deepEqual(items.filter((row) => ['Roisin Kelly', 'Eoin Healy'].includes(row.person.name)).map((row) => [row.person.name, row.document.number, row.cause]), [['Eoin Healy', 'SOP-003', 'hire']]);
});

test('MTX-10 leaving ends access and open work at once, and keeps every record', async () => {
  const { id } = await oneDue(orla.client, 'SOP-003');
  await read(orla.client, id);
  await orla.client.call(startAttempt, { params: { id }, body: {} });
  await administrator.client.call(endEmployment, { params: { id: orla.id }, body: { lastDay: '2026-03-22' } });
  assert.equal((await orla.client.refused(getMe)).status, 401);
  assert.equal((await orla.client.refused(getTrainingStatement, { params: { id } })).status, 401);
  const login = await orla.client.send('POST', '/api/v1/session', { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: orla.login, password: PASSWORD }) });
  assert.ok(login.status === 401 || login.status === 403, `signing in answered ${login.status}`);
  const file = await fileOf(orla.id);
  assert.deepEqual([file.obligations.length, file.records.length], [0, 1]);
  const last = (await history(orla.id)).at(-1);
  assert.deepEqual([last?.closedAs, last?.closedWhy], ['cancelled', 'left employment']);
  const then = await quality.client.call(getQualification, { query: { person: orla.id, document: documentId, at: '2026-03-10T12:00:00Z' } });
  assert.equal(then.qualified, true);
});

test('MTX-10 someone who leaves on a later day works until the end of it', async () => {
  await administrator.client.call(endEmployment, { params: { id: sean.id }, body: { lastDay: '2026-03-24' } });
  assert.equal((await dueOf(sean.client, 'SOP-003')).length, 1);
  await server.advance(administrator.client, '2026-03-23T00:20:00Z');
  assert.equal((await sean.client.call(getMe)).name, 'Sean Murphy');
  for (const colleague of [administrator, quality, company.trainer]) await colleague.client.send('POST', '/api/v1/session', { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: colleague.login, password: PASSWORD }) });
  await server.advance(administrator.client, '2026-03-25T00:00:01Z');
  for (const colleague of [administrator, quality, company.trainer]) await colleague.client.send('POST', '/api/v1/session', { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: colleague.login, password: PASSWORD }) });
  assert.equal((await sean.client.refused(getMe)).status, 401);
  assert.equal((await fileOf(sean.id)).obligations.length, 0);
});
