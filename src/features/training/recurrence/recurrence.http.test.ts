// Training that comes round again, from the setting through the years.
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { listEvents } from '../../audit/contract.ts';
import { setAbsence } from '../../people/contract.ts';
import { approveProcedure, passTime, PASSWORD, requireOfOperators, seedCompany } from '../../../../test/kit/company.ts';
import { attempt, complete, driftOf, dueOf, oneDue, read } from '../../../../test/kit/learner.ts';
import { putPolicy } from '../../../../test/kit/policies.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { getRecord } from '../contract.ts';
import { getQualification } from '../qualification/contract.ts';
import { getRecurrence, listNextDue, proposeRecurrence, signRecurrence } from './contract.ts';
import type { Setting } from './types.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const [orla, sean] = company.operators;
const { quality, trainer } = company;
const { documentId } = await approveProcedure(company, { number: 'SOP-001' });
const other = await approveProcedure(company, { number: 'SOP-002', title: 'Cleaning' });
await requireOfOperators(company, [documentId, other.documentId]);
for (const number of ['SOP-001', 'SOP-002']) await complete(sean.client, (await oneDue(sean.client, number)).id);

const set = async (setting: Setting) => {
  const proposal = await quality.client.call(proposeRecurrence, { params: { id: documentId }, body: { setting } });
  await quality.client.call(signRecurrence, { params: { id: documentId }, body: { setting, reason: 'the regulator expects it', statement: proposal.statement, password: PASSWORD } });
  return proposal;
};
const nextDue = async (person: typeof orla) => (await person.client.call(listNextDue, { params: { id: person.id }, query: {} })).items.map(({ document, dueOn, sentence }) => [document.number, dueOn, sentence]);
const qualified = async (person: typeof orla) => (await trainer.client.call(getQualification, { query: { person: person.id, document: documentId } })).qualified;

afterEach(async () => {
  assert.equal(await driftOf(company), 0, 'MTX-04: the sweep found something that the act or the clock should have done');
});

test('TRN-10 a document recurs by a signed setting; what it means is shown before, and training completed from then on ends', async () => {
  const proposal = await set({ basis: 'rolling', months: 6, windowDays: 30, revisionRenews: true });
  assert.deepEqual([proposal.qualified, proposal.atOnce, proposal.firstDueOn], [1, 0, '2026-09-02']);
  const shown = await orla.client.call(getRecurrence, { params: { id: documentId }, query: {} });
  assert.deepEqual([shown.recurs, shown.sentences[0], shown.versions[0]?.signature?.printedName], [true, 'Training recurs every 6 months, counted from when it was completed.', 'Cian Daly']);
  const recordId = await complete(orla.client, (await oneDue(orla.client, 'SOP-001')).id);
  assert.equal((await orla.client.call(getRecord, { params: { id: recordId } })).validUntil, '2026-09-02T23:00:00.000Z');
  assert.deepEqual(await nextDue(orla), [['SOP-001', '2026-09-02', 'Next due 2026-09-02, because version 1.0 was trained on 2026-03-02 and training recurs every 6 months, by the setting of the document.']]);
});

test('TRN-10 ahead of the end the clock assigns the renewal; late, the qualification lapses unless its record has no end', async () => {
  await passTime(server, company, '2026-08-02T08:00:00Z');
  assert.deepEqual(await dueOf(orla.client, 'SOP-001'), []);
  await passTime(server, company, '2026-08-03T08:00:00Z'); // 30 days before
  const renewal = await oneDue(orla.client, 'SOP-001');
  assert.deepEqual([renewal.path, renewal.cause, renewal.dueOn], ['recertification', 'renewal', '2026-09-02']);
  assert.equal((await oneDue(sean.client, 'SOP-001')).dueOn, '2026-09-02');
  assert.equal(await qualified(orla), true);
  await passTime(server, company, '2026-09-03T08:00:00Z');
  assert.deepEqual([await qualified(orla), (await oneDue(orla.client, 'SOP-001')).overdueSince], [false, '2026-09-02T23:00:00.000Z']);
  assert.deepEqual([await qualified(sean), (await oneDue(sean.client, 'SOP-001')).overdueSince], [true, '2026-09-02T23:00:00.000Z']); // trained before anything recurred
});

test('TRN-10 whoever failed or is late stays in the cycle, and the next one counts from when it was completed', async () => {
  const { id } = await oneDue(orla.client, 'SOP-001');
  await read(orla.client, id);
  await attempt(orla.client, id, 'wrong');
  await complete(orla.client, id);
  assert.equal(await qualified(orla), true);
  assert.equal((await nextDue(orla))[0]?.[1], '2027-03-03');
  await company.administrator.client.call(setAbsence, { params: { id: sean.id }, body: { from: '2026-09-04', until: '2026-09-20' } });
});

test('TRN-10 a policy makes all documents of its class recur; a setting that asks for less is refused', async () => {
  await putPolicy(company, 'critical', { renewalBasis: 'anniversary', renewalMonths: 12 });
  await putPolicy(company, 'high', { renewalBasis: 'anniversary', renewalMonths: 12 });
  assert.deepEqual((await nextDue(sean)).map(([number, dueOn]) => [number, dueOn]), [['SOP-001', '2026-09-02'], ['SOP-002', '2027-03-02']]);
  await assert.rejects(quality.client.call(proposeRecurrence, { params: { id: documentId }, body: { setting: { basis: 'none' } } }), /ask for more, never for less/);
  await assert.rejects(trainer.client.call(proposeRecurrence, { params: { id: documentId }, body: { setting: { basis: 'none' } } }), /403|not/i);
  const { items } = await quality.client.call(listEvents, { query: { action: 'RecurrenceSigned', limit: 10 } });
  assert.deepEqual(items.map((event) => [event.data['version'], event.why]), [[1, 'the regulator expects it']]);
});

test('TRN-10 a calendar asks everyone in the same window, those without an end too', async () => {
  await set({ basis: 'calendar', opens: { month: 12, day: 10 }, due: { month: 1, day: 20 }, revisionRenews: true });
  await passTime(server, company, '2026-12-09T08:00:00Z');
  assert.deepEqual((await dueOf(sean.client, 'SOP-001')).map((row) => row.dueOn), ['2026-09-02']); // late before the leave, so not moved by it
  await complete(sean.client, (await oneDue(sean.client, 'SOP-001')).id);
  assert.equal((await nextDue(sean))[0]?.[1], '2027-01-20');
  await passTime(server, company, '2026-12-10T08:00:00Z');
  assert.deepEqual((await dueOf(sean.client, 'SOP-001')).map((row) => [row.path, row.dueOn]), [['recertification', '2027-01-20']]);
});
