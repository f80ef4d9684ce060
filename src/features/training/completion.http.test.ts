import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { getVersion } from '../documents/contract.ts';
import { getModule } from '../learning/contract.ts';
import { approveProcedure, PASSWORD, requireOfOperators, seedCompany } from '../../../test/kit/company.ts';
import { answersTo, approve, attempt, complete, draftProcedure, driftOf, FEEDBACK, oneDue, read, sign } from '../../../test/kit/learner.ts';
import { openTestServer } from '../../../test/kit/server.ts';
import { allowAttempts, getAssignment, getDocumentTraining, getMyTraining, getRecord, getTrainingFile, getTrainingStatement, listRecords, openAssignment, saveReading, signTraining, startAttempt, submitAttempt } from './contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const [orla, sean] = company.operators;
const first = await draftProcedure(company, { number: 'SOP-001' });
await approve(company, first.versionId, { effectiveOn: '2026-03-02' });
const others = [await approveProcedure(company, { number: 'SOP-002' }), await approveProcedure(company, { number: 'SOP-003' }), await approveProcedure(company, { number: 'SOP-004' })];
await requireOfOperators(company, [first.documentId, ...others.map((procedure) => procedure.documentId)]);

test('TRN-04 TRN-06 read → fail → reread → pass → sign: no step before its predecessor, and the record holds it all', async () => {
  const { client } = orla;
  const { id, version } = await oneDue(client, 'SOP-001');
  const by = { params: { id } };
  const codes = async (): Promise<string[]> => [
    (await client.refused(startAttempt, { ...by, body: {} })).code, (await client.refused(getTrainingStatement, by)).code,
    (await client.refused(signTraining, { ...by, body: { statement: 'I have read it', password: PASSWORD } })).code,
  ];
  await client.call(openAssignment, { ...by, body: {} });
  assert.deepEqual(await codes(), ['reading-incomplete', 'reading-incomplete', 'reading-incomplete']);
  await read(client, id, [1, 2]);
  assert.deepEqual(await codes(), ['reading-incomplete', 'reading-incomplete', 'reading-incomplete']);
  assert.equal((await client.refused(saveReading, { ...by, body: { sections: [{ ordinal: 99, seconds: 1 }] } })).code, 'unknown-section');
  await read(client, id, [3]);
  assert.equal((await client.call(getAssignment, by)).step, 'quiz');
  const failed = await attempt(client, id, 'wrong');
  assert.deepEqual([failed.passed, failed.score, failed.attemptsLeft, failed.reread.length], [false, 0, 2, 2]);
  assert.deepEqual(await codes(), ['reread-first', 'reading-incomplete', 'reading-incomplete']);
  await read(client, id, failed.reread);
  assert.equal((await client.refused(getTrainingStatement, by)).code, 'quiz-not-passed');
  assert.deepEqual(await attempt(client, id, 'right').then((result) => [result.passed, result.score]), [true, 100]);
  const { statement } = await client.call(getTrainingStatement, by);
  assert.equal((await client.refused(signTraining, { ...by, body: { statement: `${statement} Or so.`, password: PASSWORD } })).code, 'statement-changed');
  assert.equal((await client.refused(signTraining, { ...by, body: { statement, password: 'not my password' } })).status, 403);

  const recordId = await sign(client, id);
  const record = await client.call(getRecord, { params: { id: recordId } });
  const content = (await company.quality.client.call(getVersion, { params: { id: version.id } })).contentSha256;
  assert.deepEqual([record.kind, record.path, record.score, record.contentSha256, record.version.label], ['training', 'full', 100, content, '1.0']);
  assert.deepEqual(record.attempts.map((one) => one.passed), [false, true]);
  assert.deepEqual(record.reading.map((row) => [row.ordinal, row.seconds >= 30]), [[1, true], [2, true], [3, true]]);
  assert.deepEqual([record.signature?.statement, record.signature?.printedName, record.signature?.meaning], [statement, 'Orla Fitzgerald', 'read_and_understood']);
  assert.ok(statement.includes(content));
  assert.equal((await client.refused(signTraining, { ...by, body: { statement, password: PASSWORD } })).code, 'assignment-closed');
  const mine = await client.call(getMyTraining);
  assert.deepEqual(mine.done.map((row) => [row.document.number, row.closedAs, row.recordId]), [['SOP-001', 'completed', recordId]]);
});

test('ASM-04 before the answers are in, nothing that the learner gets tells the key', async () => {
  const heard: string[] = [];
  const direct = globalThis.fetch;
  globalThis.fetch = async (...request) => {
    const response = await direct(...request);
    heard.push(await response.clone().text());
    return response;
  };
  try {
    const { client } = sean;
    const { id, version, document } = await oneDue(client, 'SOP-001');
    await client.call(openAssignment, { params: { id }, body: {} });
    await read(client, id);
    const shown = await client.call(startAttempt, { params: { id }, body: {} });
    const again = await client.call(startAttempt, { params: { id }, body: {} });
    assert.equal(again.id, shown.id, 'an attempt begun is gone on with');
    for (const path of [`/assignments/${id}`, '/me/training', `/versions/${version.id}`, `/documents/${document.id}`, `/versions/${version.id}/module`, `/people/${sean.id}/training-file`]) await client.send('GET', `/api/v1${path}`);
    await client.refused(getModule, { params: { id: version.id } });
    for (const question of shown.questions) for (const option of question.options) assert.deepEqual(Object.keys(option).toSorted(), ['id', 'text']);
    for (const text of heard) {
      assert.doesNotMatch(text, /"(correct|key|answer_?key|right|feedback)":/iu);
      assert.ok(!text.includes(FEEDBACK));
    }
    await client.call(submitAttempt, { params: { id: shown.id }, body: { answers: answersTo(shown, 'right') } });
  } finally {
    globalThis.fetch = direct;
  }
  assert.ok(heard.length > 8 && heard.some((text) => text.includes('When are sterile gloves put on?')));
});

test('ASM-05 an attempt is scored once, also when it is handed in twice at the same moment', async () => {
  const { client } = sean;
  const { id } = await oneDue(client, 'SOP-002');
  await read(client, id);
  const shown = await client.call(startAttempt, { params: { id }, body: {} });
  const hand = (how: 'right' | 'wrong') => client.call(submitAttempt, { params: { id: shown.id }, body: { answers: answersTo(shown, how) } }).then((result) => (result.passed ? 'passed' : 'failed'), (error: { problem: { code: string } }) => error.problem.code);
  const outcomes = await Promise.all([hand('wrong'), hand('wrong')]);
  assert.deepEqual(outcomes.toSorted(), ['attempt-submitted', 'failed']);
  assert.equal(await hand('right'), 'attempt-submitted');
  assert.equal((await client.call(getAssignment, { params: { id } })).quiz?.attempts.length, 1);
});

test('ASM-05 all attempts used: locked, until a supervisor other than the learner allows more', async () => {
  const { client } = orla;
  const { id } = await oneDue(client, 'SOP-002');
  const more = { params: { id }, body: { attempts: 1, reason: 'Coached at the line' } };
  assert.equal((await company.manager.client.refused(allowAttempts, more)).code, 'not-locked');
  for (let round = 1; round <= 3; round += 1) {
    await read(client, id);
    const result = await attempt(client, id, 'wrong');
    assert.equal(result.attemptsLeft, 3 - round);
  }
  await read(client, id);
  assert.equal((await client.refused(startAttempt, { params: { id }, body: {} })).code, 'attempts-used-up');
  assert.equal((await client.call(getAssignment, { params: { id } })).quiz?.locked, true);
  assert.ok(['own-attempts', 'not-permitted'].includes((await client.refused(allowAttempts, more)).code));
  assert.equal((await sean.client.refused(allowAttempts, more)).code, 'not-permitted');
  assert.equal((await company.author.client.refused(allowAttempts, more)).code, 'not-permitted');
  assert.deepEqual(await company.manager.client.call(allowAttempts, more), { attemptsLeft: 1 });
  assert.equal((await attempt(client, id, 'right')).passed, true);
  const record = await client.call(getRecord, { params: { id: await sign(client, id) } });
  assert.deepEqual(record.attempts.map((one) => one.passed), [false, false, false, true]);
});

test('TRN-11 a double click makes one record: the same request twice, and two requests at the same moment', async () => {
  const same = await oneDue(sean.client, 'SOP-003');
  await read(sean.client, same.id);
  await attempt(sean.client, same.id, 'right');
  const ids = await Promise.all([sign(sean.client, same.id, 'click-1'), sign(sean.client, same.id, 'click-1')]);
  assert.equal(ids[0], ids[1]);

  const other = await oneDue(orla.client, 'SOP-003');
  await read(orla.client, other.id);
  await attempt(orla.client, other.id, 'right');
  const outcomes = await Promise.all(['click-2', 'click-3', 'click-4'].map((key) => sign(orla.client, other.id, key).then(() => 'signed', (error: { problem: { code: string } }) => error.problem.code)));
  assert.deepEqual(outcomes.toSorted(), ['assignment-closed', 'assignment-closed', 'signed']);
  for (const person of [sean, orla]) {
    const { items } = await company.quality.client.call(listRecords, { query: { personId: person.id, documentId: others[1]?.documentId } });
    assert.equal(items.length, 1);
  }
});

test('TRN-11 beginning an attempt twice at the same moment begins one', async () => {
  const { id } = await oneDue(orla.client, 'SOP-004');
  await read(orla.client, id);
  const begun = await Promise.all([1, 2, 3].map(() => orla.client.call(startAttempt, { params: { id }, body: {} })));
  assert.equal(new Set(begun.map((shown) => shown.id)).size, 1);
});

test('TRN-11 a key belongs to one request: another act with it is refused, and nothing is done', async () => {
  const { id } = await oneDue(sean.client, 'SOP-004');
  const problem = await sean.client.refused(openAssignment, { params: { id }, body: {}, key: 'click-1' });
  assert.deepEqual([problem.status, problem.code], [422, 'idempotency-key-reused']);
  assert.equal((await sean.client.call(getAssignment, { params: { id } })).openedAt, null);
});

test('TRN-06 a person or a document that does not exist has no training to show', async () => {
  const { client } = company.quality;
  const nobody = { params: { id: '018f0000-0000-7000-8000-000000000000' } };
  assert.equal((await client.refused(getTrainingFile, nobody)).code, 'not-found');
  assert.equal((await client.refused(getDocumentTraining, nobody)).code, 'not-found');
  assert.equal((await sean.client.refused(getTrainingFile, nobody)).code, 'not-permitted');
});

test('MTX-04 after all of this a sweep finds nothing, and the training file counts what there is', async () => {
  await complete(sean.client, (await oneDue(sean.client, 'SOP-004')).id);
  assert.equal(await driftOf(company), 0);
  const { counts } = await sean.client.call(getTrainingFile, { params: { id: sean.id } });
  assert.deepEqual([counts.qualified, counts.due], [2, 2]);
});
