// Due dates that people move, and how somebody goes on after the last attempt.
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { listEvents } from '../../audit/contract.ts';
import { approveProcedure, passTime, requireOfOperators, seedCompany } from '../../../../test/kit/company.ts';
import { attempt, complete, driftOf, oneDue, read } from '../../../../test/kit/learner.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { allowAttempts } from '../contract.ts';
import { decideExtension, listExtensions, listOpenWork, markNotCompetent, requestExtension } from './contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const [orla, sean] = company.operators;
const { manager, quality, trainer } = company;
const { documentId } = await approveProcedure(company, { number: 'SOP-001' });
await requireOfOperators(company, [documentId]);
const ask = (id: string, dueOn: string, by = manager) => ({ params: { id }, body: { dueOn, reason: 'the line was down' }, by });
const granted = async (id: string, dueOn: string) => {
  const { id: request } = await manager.client.call(requestExtension, ask(id, dueOn));
  await quality.client.call(decideExtension, { params: { id: request }, body: { decision: 'approved', reason: 'no risk to wait' } });
};
const failThrice = async (id: string) => {
  for (let turn = 0; turn < 3; turn += 1) {
    await read(sean.client, id);
    await attempt(sean.client, id, 'wrong');
  }
};

afterEach(async () => {
  assert.equal(await driftOf(company), 0, 'MTX-04: the sweep found something that the act should have done');
});

test('TRN-03 the manager asks, quality decides with a reason; at most two, and others are refused', async () => {
  const { id } = await oneDue(orla.client, 'SOP-001');
  for (const { client } of [orla, sean, quality, company.author]) assert.match((await client.refused(requestExtension, ask(id, '2026-04-20'))).code, /not-permitted|own-extension/);
  const asked = await manager.client.call(requestExtension, ask(id, '2026-04-19')); // a Sunday
  assert.equal(asked.dueOn, '2026-04-17');
  assert.equal((await manager.client.refused(requestExtension, ask(id, '2026-04-20'))).code, 'extension-waits');
  assert.deepEqual((await quality.client.call(listExtensions, { query: {} })).items.map((row) => [row.person.name, row.toDueOn, row.requestedBy.name]), [['Orla Fitzgerald', '2026-04-17', 'Maeve Byrne']]);
  for (const { client } of [manager, trainer]) assert.equal((await client.refused(decideExtension, { params: { id: asked.id }, body: { decision: 'approved', reason: 'x' } })).code, 'not-permitted');
  await quality.client.call(decideExtension, { params: { id: asked.id }, body: { decision: 'declined', reason: 'the week before is free' } });
  assert.equal((await oneDue(orla.client, 'SOP-001')).dueOn, '2026-04-01');
  await granted(id, '2026-04-10');
  assert.deepEqual([(await oneDue(orla.client, 'SOP-001')).dueOn, (await oneDue(orla.client, 'SOP-001')).dueAt], ['2026-04-10', '2026-04-10T23:00:00.000Z']);
  const { items } = await quality.client.call(listEvents, { query: { action: 'ExtensionApproved', limit: 5 } });
  assert.deepEqual(items.map((event) => [event.data['from'], event.data['to'], event.why]), [['2026-04-01', '2026-04-10', 'no risk to wait']]);
});

test('TRN-03 an extension after the due date does not wash lateness away', async () => {
  await passTime(server, company, '2026-04-11T08:00:00Z');
  const late = await oneDue(orla.client, 'SOP-001');
  assert.equal(late.overdueSince, '2026-04-10T23:00:00.000Z');
  await granted(late.id, '2026-04-24');
  const extended = await oneDue(orla.client, 'SOP-001');
  assert.deepEqual([extended.dueOn, extended.overdueSince], ['2026-04-24', late.overdueSince]);
  assert.equal((await manager.client.refused(requestExtension, ask(late.id, '2026-05-04'))).code, 'extensions-used-up');
  const recordId = await complete(orla.client, late.id);
  assert.deepEqual((await orla.client.call(listExtensions, { query: { recordId } })).items.map((row) => row.decision), ['approved', 'approved', 'declined']);
});

test('ASM-05 whoever is locked stands in the list of the supervisor, who lets them go on or marks them not competent', async () => {
  const { id } = await oneDue(sean.client, 'SOP-001');
  const locked = async () => (await manager.client.call(listOpenWork, { query: { state: 'locked' } })).items.map((row) => [row.person.name, row.attemptsUsed, row.lastScore]);
  assert.equal((await manager.client.refused(markNotCompetent, { params: { id }, body: { reason: 'x' } })).code, 'not-locked');
  await failThrice(id);
  assert.deepEqual(await locked(), [['Sean Murphy', 3, 0]]);
  assert.deepEqual((await sean.client.refused(listOpenWork, { query: {} })).code, 'not-permitted');
  await manager.client.call(allowAttempts, { params: { id }, body: { attempts: 1, reason: 'coached at the line' } });
  assert.deepEqual(await locked(), []);
  await read(sean.client, id);
  await attempt(sean.client, id, 'wrong');
  assert.deepEqual(await locked(), [['Sean Murphy', 4, 0]]);
  assert.equal((await orla.client.refused(markNotCompetent, { params: { id }, body: { reason: 'x' } })).code, 'not-permitted');
  await manager.client.call(markNotCompetent, { params: { id }, body: { reason: 'mixes up the gowns' } });
  const again = await oneDue(sean.client, 'SOP-001');
  assert.notEqual(again.id, id);
  assert.deepEqual([again.path, again.pathWhy, again.overdueSince], ['full', 'In full, because the assessment was failed before.', '2026-04-01T23:00:00.000Z']);
});
