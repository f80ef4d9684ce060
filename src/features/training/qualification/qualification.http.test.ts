// The question at the door of a room, as another system asks it: single, in batches, for documents and for tasks.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createKey } from '../../access/contract.ts';
import { listEvents } from '../../audit/contract.ts';
import { endEmployment } from '../../people/contract.ts';
import { approveProcedure, passTime, requireOfOperators, seedCompany } from '../../../../test/kit/company.ts';
import { complete, oneDue } from '../../../../test/kit/learner.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { createTask, endTask, listTasks, reviseTask } from '../tasks/contract.ts';
import { askQualifications, getQualification } from './contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const [orla, sean] = company.operators;
const { administrator, trainer, manager } = company;
const first = await approveProcedure(company, { number: 'SOP-001' });
const second = await approveProcedure(company, { number: 'SOP-002' });
await requireOfOperators(company, [first.documentId, second.documentId]);
const door = server.visitor((await administrator.client.call(createKey, { body: { name: 'Door of filling room 2', role: 'service' } })).token);
const content = { name: 'Run the filling line', documentIds: [first.documentId, second.documentId] };
let task = '';

test('TRN-07 by id or by number, now and then, with the reason as a code, a sentence and the record', async () => {
  await complete(orla.client, (await oneDue(orla.client, 'SOP-001')).id);
  await passTime(server, company, '2026-03-03T09:00:00Z');
  const answer = await door.call(getQualification, { query: { person: 'P-1', document: 'SOP-001' } });
  assert.deepEqual([answer.qualified, answer.reason, answer.recordIds.length, answer.validUntil, answer.required, answer.person.id], [true, 'trained', 1, null, true, orla.id]);
  assert.match(answer.sentence, /^Orla Fitzgerald is qualified on SOP-001, version 1\.0, by a training record of 2026-03-02\.$/u);
  assert.deepEqual({ ...(await door.call(getQualification, { query: { person: orla.id, document: first.documentId } })), at: '' }, { ...answer, at: '' });
  const before = await door.call(getQualification, { query: { person: 'P-1', document: 'SOP-001', at: '2026-03-02T08:00:00Z' } });
  assert.deepEqual([before.qualified, before.recordIds], [false, []]);
});

test('TRN-07 a task is a versioned set of documents: the answer lists what is missing, by the version of that time', async () => {
  assert.equal((await manager.client.refused(createTask, { body: { ...content, code: 'FILL' } })).status, 403);
  task = (await trainer.client.call(createTask, { body: { ...content, code: 'FILL', ownerId: manager.id } })).id;
  assert.equal((await trainer.client.refused(createTask, { body: { ...content, code: 'FILL' } })).code, 'task-code-taken');
  assert.equal((await trainer.client.refused(createTask, { body: { ...content, code: 'F-2', siteId: orla.id } })).code, 'unknown-reference');
  const answer = await door.call(getQualification, { query: { person: 'P-1', task: 'FILL' } });
  assert.deepEqual([answer.qualified, answer.reason, answer.sentence], [false, 'documents_missing', 'Orla Fitzgerald is not qualified for Run the filling line: missing SOP-002.']);
  assert.deepEqual(answer.documents.map((part) => [part.document.number, part.qualified, part.reason]), [['SOP-001', true, 'trained'], ['SOP-002', false, 'never_trained']]);
  await passTime(server, company, '2026-03-04T09:00:00Z');
  assert.equal((await trainer.client.call(reviseTask, { params: { id: task }, body: { ...content, documentIds: [first.documentId] } })).version, 2);
  assert.equal((await door.call(getQualification, { query: { person: 'P-1', task } })).qualified, true);
  assert.equal((await door.call(getQualification, { query: { person: 'P-1', task, at: '2026-03-04T08:00:00Z' } })).task?.version, 1);
});

test('TRN-07 a batch answers each pair in its place, and names what it does not know', async () => {
  const { answers } = await door.call(askQualifications, { body: { pairs: [{ person: 'P-2', document: 'SOP-001' }, { person: 'P-1', document: 'SOP-001' }, { person: 'P-9', document: 'SOP-001' }, { person: 'P-1', document: 'SOP-9' }, { person: 'P-1', task: 'NONE' }, { person: orla.id, task: 'FILL' }] } });
  assert.deepEqual(answers.map((answer) => answer.reason), ['never_trained', 'trained', 'unknown_person', 'unknown_document', 'unknown_task', 'all_documents']);
  assert.deepEqual(answers.map((answer) => answer.qualified), [false, true, false, false, false, true]);
  const wrong = await door.refused(askQualifications, { body: { pairs: [{ person: 'P-1', document: 'SOP-001' }, { person: 'P-1', document: 'SOP-001', task: 'FILL' }] } });
  assert.deepEqual([wrong.status, wrong.detail], [400, 'pairs.1.document: name a document or a task, one of the two']);
  assert.equal((await door.refused(askQualifications, { body: { pairs: Array.from({ length: 1001 }, () => ({ person: 'P-1', task: 'FILL' })) } })).status, 400);
  assert.equal((await door.refused(getQualification, { query: { person: 'P-9', task: 'FILL' } })).status, 404);
});

test('SEC-01 oneself and those one manages; one other person in a batch refuses the whole, and the trail knows', async () => {
  assert.equal((await orla.client.call(getQualification, { query: { person: 'P-1', document: 'SOP-001' } })).qualified, true);
  assert.equal((await manager.client.call(askQualifications, { body: { pairs: [{ person: 'P-1', task: 'FILL' }, { person: 'P-2', task: 'FILL' }] } })).answers.length, 2);
  for (const person of ['P-2', 'P-9']) assert.equal((await orla.client.refused(askQualifications, { body: { pairs: [{ person: 'P-1', document: 'SOP-001' }, { person, document: 'SOP-001' }] } })).code, 'not-permitted');
  const { items } = await company.quality.client.call(listEvents, { query: { action: 'ActRefused', limit: 500 } });
  assert.ok(items.filter((event) => event.subject.id === 'POST /qualification' && event.actor.name === orla.name).length >= 2);
});

test('TRN-07 an ended task is unknown from then on, and found for the time before', async () => {
  await trainer.client.call(endTask, { params: { id: task }, body: { reason: 'The line is closed' } });
  await passTime(server, company, '2026-03-07T09:00:00Z');
  assert.equal((await door.refused(getQualification, { query: { person: sean.id, task: 'FILL' } })).status, 404);
  assert.deepEqual((await trainer.client.call(listTasks)).items, []);
  const [then] = (await trainer.client.call(listTasks, { query: { asOf: '2026-03-04T08:00:00Z' } })).items;
  assert.deepEqual([then?.version, then?.owner?.name, then?.documents.length], [1, 'Maeve Byrne', 2]);
});

test('TRN-07 a signed answer can be kept through an outage: the example of the documentation checks it against the published keys', async () => {
  const { id } = await trainer.client.call(createTask, { body: { ...content, documentIds: [second.documentId], code: 'CLEAN' } });
  const { at, token } = await door.call(getQualification, { query: { person: 'P-2', task: 'CLEAN', signed: 'true' } });
  const keys = (await (await door.send('GET', '/.well-known/jwks.json')).json()) as { keys: { kid: string; d?: string }[] };
  assert.deepEqual(keys.keys.map((key) => key.d), [undefined], 'a private key was published');
  const { readKept } = (await import(new URL('../../../../docs/examples/door.mjs', import.meta.url).href)) as { readKept: (kept: unknown, question: unknown) => Promise<{ qualified: boolean; sentence: string }> }; // plain JavaScript for integrators
  const now = Temporal.Instant.from(at).epochMilliseconds / 1000;
  const question = { url: server.url, person: 'P-2', task: 'CLEAN', now };
  assert.deepEqual(await readKept({ token, keys }, question), { qualified: false, sentence: `As of ${at}: documents_missing` });
  await assert.rejects(readKept({ token, keys }, { ...question, now: now + 3601 }), /was good until/u);
  await assert.rejects(readKept({ token, keys }, { ...question, person: 'P-1' }), /another question/u);
  const [head, body = '', signature] = (token ?? '').split('.');
  const forged = Buffer.from(Buffer.from(body, 'base64url').toString().replace('"qualified":false', '"qualified":true')).toString('base64url');
  await assert.rejects(readKept({ token: `${head}.${forged}.${signature}`, keys }, question), /signature/u);
  assert.equal((await door.refused(getQualification, { query: { person: 'P-2', task: id, signed: 'true', at } })).code, 'signed-is-now');
  const { answers } = await door.call(askQualifications, { body: { signed: true, pairs: [{ person: 'P-2', task: 'CLEAN' }, { person: 'P-9', task: 'CLEAN' }] } });
  assert.deepEqual(answers.map((answer) => answer.token !== null), [true, false]);
});

test('TRN-07 MTX-10 who has left is let in nowhere, and was qualified while they worked here', async () => {
  await administrator.client.call(endEmployment, { params: { id: orla.id }, body: { lastDay: '2026-03-07' } });
  await server.advance(administrator.client, '2026-03-08T09:00:00Z');
  const left = await door.call(getQualification, { query: { person: 'P-1', document: 'SOP-001' } });
  assert.deepEqual([left.qualified, left.reason], [false, 'not_employed']);
  assert.equal((await door.call(getQualification, { query: { person: 'P-1', document: 'SOP-001', at: '2026-03-07T20:00:00Z' } })).qualified, true);
});
