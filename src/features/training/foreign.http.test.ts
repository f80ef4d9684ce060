// Another person's things: refused and audited, whatever the way in. And an inspector changes nothing.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { acceptAgreement, getAgreement } from '../access/contract.ts';
import { hirePerson } from '../people/contract.ts';
import { openTestApp } from '../../../test/kit/app.ts';
import { approveProcedure, PASSWORD, requireOfOperators, seedCompany } from '../../../test/kit/company.ts';
import { answersTo, attempt, complete, oneDue, read, refusalsOf, sign } from '../../../test/kit/learner.ts';
import { sampleOf } from '../../../test/kit/sample.ts';
import { openTestServer } from '../../../test/kit/server.ts';
import { allowAttempts, getAssignment, getRecord, getTrainingFile, getTrainingStatement, listAssignments, listRecords, openAssignment, saveReading, signTraining, startAttempt, submitAttempt } from './contract.ts';
import { getQualification } from './qualification/contract.ts';

const server = await openTestServer();
const described = await openTestApp();
after(async () => {
  await described.close();
  await server.close();
});
const company = await seedCompany(server);
const [orla, sean] = company.operators;
const { documentId } = await approveProcedure(company, { number: 'SOP-001' });
const { documentId: second } = await approveProcedure(company, { number: 'SOP-002' });
await requireOfOperators(company, [documentId, second]);
const { id } = await oneDue(orla.client, 'SOP-001');
const recordId = await complete(orla.client, (await oneDue(orla.client, 'SOP-002')).id);
await read(orla.client, id);
const shown = await orla.client.call(startAttempt, { params: { id }, body: {} });
const statement = 'I, Orla Fitzgerald, have read and understood it.';

const { statement: agreement } = await company.administrator.client.call(getAgreement);
await company.administrator.client.call(acceptAgreement, { body: { statement: agreement, password: PASSWORD } });
// Sean is a manager too, of somebody else.
await company.administrator.client.call(hirePerson, { body: { employeeNumber: 'P-3', name: 'Niamh Ryan', from: '2026-03-01', siteId: company.siteId, departmentId: company.departmentId, managerId: sean.id, roleIds: [] } });

for (const intruder of [sean, company.author, company.administrator]) {
  test(`TRN-04 SEC-01 ${intruder.name} cannot see or do another person’s training, and each try is in the audit trail`, async () => {
    const { client } = intruder;
    const by = { params: { id } };
    const before = (await refusalsOf(company, intruder.id)).length;
    const problems = [
      await client.refused(getAssignment, by),
      await client.refused(openAssignment, { ...by, body: {} }),
      await client.refused(saveReading, { ...by, body: { sections: [{ ordinal: 1, seconds: 1 }] } }),
      await client.refused(startAttempt, { ...by, body: {} }),
      await client.refused(submitAttempt, { params: { id: shown.id }, body: { answers: answersTo(shown, 'wrong') } }),
      await client.refused(getTrainingStatement, by),
      await client.refused(signTraining, { ...by, body: { statement, password: PASSWORD } }),
      await client.refused(allowAttempts, { ...by, body: { attempts: 5, reason: 'Because' } }),
      await client.refused(getRecord, { params: { id: recordId } }),
      await client.refused(getTrainingFile, { params: { id: orla.id } }),
      await client.refused(getQualification, { query: { person: orla.id, document: documentId } }),
    ];
    assert.deepEqual(problems.map((problem) => `${problem.status} ${problem.code}`), problems.map(() => '403 not-permitted'));
    const audited = await refusalsOf(company, intruder.id);
    assert.equal(audited.length - before, problems.length);
    assert.deepEqual(audited.slice(0, 3).map((refusal) => refusal.attempted), ['GET /qualification', 'GET /people/:id/training-file', 'GET /records/:id']);
  });
}

test('TRN-04 nobody but the person trains for them: not their manager, not quality, not the training administrator', async () => {
  for (const { client } of [company.manager, company.quality, company.trainer, company.inspector]) {
    const by = { params: { id } };
    assert.equal((await client.call(getAssignment, by)).person.name, 'Orla Fitzgerald');
    assert.equal((await client.refused(openAssignment, { ...by, body: {} })).code, 'not-permitted');
    assert.equal((await client.refused(saveReading, { ...by, body: { sections: [{ ordinal: 1, seconds: 1 }] } })).code, 'not-permitted');
    assert.equal((await client.refused(submitAttempt, { params: { id: shown.id }, body: { answers: [] } })).code, 'not-permitted');
    assert.equal((await client.refused(signTraining, { ...by, body: { statement, password: PASSWORD } })).code, 'not-permitted');
  }
});

test('SEC-01 lists show a learner their own, a manager those below them, quality everybody', async () => {
  const rows = async (client: typeof sean.client, personId?: string): Promise<string[]> => (await client.call(listAssignments, { query: personId === undefined ? {} : { personId } })).items.map((row) => row.person.name).toSorted();
  assert.deepEqual(await rows(sean.client), ['Sean Murphy', 'Sean Murphy']);
  assert.deepEqual(await rows(sean.client, orla.id), []);
  assert.deepEqual(await rows(company.author.client, orla.id), []);
  const both = ['Orla Fitzgerald', 'Orla Fitzgerald', 'Sean Murphy', 'Sean Murphy'];
  assert.deepEqual(await rows(company.manager.client), both);
  assert.deepEqual(await rows(company.quality.client), both);
  assert.deepEqual((await sean.client.call(listRecords, { query: {} })).items, []);
  assert.equal((await company.manager.client.call(listRecords, { query: {} })).items.length, 1);
  assert.equal((await company.manager.client.call(getTrainingFile, { params: { id: orla.id } })).records.length, 1);
});

test('AUD-06 an inspector reads everything and changes nothing: every act is refused', async () => {
  const own = ['DELETE /session', 'DELETE /sessions', 'POST /me/password', 'POST /me/signature-agreement', 'POST /session', 'POST /setup', 'POST /invitation', 'POST /audit/verify', 'POST /qualification', 'POST /matrix/grid/cells'];
  const acts = described.endpoints.filter((endpoint) => endpoint.method !== 'GET' && !own.includes(`${endpoint.method} ${endpoint.path}`));
  assert.ok(acts.length > 30);
  const wrong: string[] = [];
  for (const endpoint of acts) {
    const path = endpoint.path.replace('/attempts/:id', `/attempts/${shown.id}`).replace('/assignments/:id', `/assignments/${id}`).replace('/people/:id', `/people/${orla.id}`).replace('/documents/:id', `/documents/${documentId}`).replaceAll(/:\w+/gu, '018f0000-0000-7000-8000-000000000000');
    const body = endpoint.upload === true ? new FormData() : JSON.stringify(endpoint.body === undefined ? {} : sampleOf(endpoint.body));
    if (body instanceof FormData) body.set('data', '{}');
    const withBody = endpoint.body !== undefined || endpoint.upload === true;
    const response = await company.inspector.client.send(endpoint.method, `/api/v1${path}`, withBody ? { headers: typeof body === 'string' ? { 'content-type': 'application/json' } : {}, body } : {});
    const { code } = (await response.json()) as { code?: string };
    if (response.status !== 403) wrong.push(`${endpoint.method} ${endpoint.path}: ${response.status} ${code}`);
  }
  assert.deepEqual(wrong, []);
});

test('TRN-06 what others tried changed nothing: the attempt goes on where it was', async () => {
  const work = await orla.client.call(getAssignment, { params: { id } });
  assert.deepEqual([work.step, work.openedAt, work.quiz?.attempts.length, work.sections.map((section) => section.seconds)], ['quiz', null, 1, [30, 30, 30]]);
  assert.equal((await attempt(orla.client, id, 'right')).passed, true);
  await sign(orla.client, id);
});
