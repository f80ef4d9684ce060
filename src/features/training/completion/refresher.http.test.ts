// Somebody was away from a procedure for several versions: one refresher shows and asks what changed since the version they know.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PROCEDURE_TEXT, passTime, requireOfOperators, seedCompany } from '../../../../test/kit/company.ts';
import { approve, complete, draftProcedure, driftOf, dueOf, oneDue, read } from '../../../../test/kit/learner.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { getAssignment, getRecord, startAttempt } from '../contract.ts';
import { listCycle } from '../cycle/contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const [orla, sean] = company.operators;
const { documentId, versionId: first } = await draftProcedure(company, { number: 'SOP-001' });
await approve(company, first, { effectiveOn: '2026-03-02' });
await requireOfOperators(company, [documentId]);
for (const colleague of [orla, sean]) await complete(colleague.client, (await oneDue(colleague.client, 'SOP-001')).id);
const revise = async (label: string, text: string, changeClass: 'minor' | 'major' = 'minor'): Promise<string> => {
  const { versionId } = await draftProcedure(company, { documentId, label, changeClass, text });
  await approve(company, versionId, { effectiveOn: '2026-03-02', decision: 'refresher' });
  return versionId;
};
const second = PROCEDURE_TEXT.replace('call the supervisor', 'call the supervisor and quality');
const third = second.replace('How vials', 'How all vials');
let versionId = '';

test('IMP-06 one open obligation for the newest version, which names the versions it covers; the refresher merges their changed sections, old beside new', async () => {
  await revise('1.1', second);
  await complete(sean.client, (await oneDue(sean.client, 'SOP-001')).id);
  versionId = await revise('1.2', third);
  const row = await oneDue(orla.client, 'SOP-001');
  assert.deepEqual([row.version.label, row.path, row.changedSections], ['1.2', 'refresher', 2]);
  const work = await orla.client.call(getAssignment, { params: { id: row.id } });
  assert.deepEqual(work.sections.map((section) => [section.number, section.change, section.required]), [['1', 'changed', true], ['2', null, false], ['3', 'changed', true]]);
  assert.match(work.sections[2]?.oldHtml ?? '', /call the supervisor\./u, 'as she knew it, not as 1.1 had it');
  assert.match(work.sections[0]?.oldHtml ?? '', /How vials/u);
  const seans = await sean.client.call(getAssignment, { params: { id: (await oneDue(sean.client, 'SOP-001')).id } });
  assert.deepEqual(seans.sections.flatMap((section) => (section.required ? [section.number] : [])), ['1'], 'who knows 1.1 reads only what 1.2 changed');
  const lines = (await company.quality.client.call(listCycle, { params: { id: versionId } })).items;
  assert.deepEqual(lines.map((line) => [line.person.name, line.covers]), [[orla.name, ['1.1', '1.2']], [sean.name, ['1.2']]]);
});

test('TRN-02 questions are asked about the changed sections; where none is about them, all of the quiz', async () => {
  const asked = async (client: typeof orla.client): Promise<string[]> => {
    const { id } = await oneDue(client, 'SOP-001');
    await read(client, id);
    return (await client.call(startAttempt, { params: { id }, body: {} })).questions.map((question) => question.text).toSorted();
  };
  assert.deepEqual(await asked(orla.client), ['The line is stopped when a glove is torn.']);
  assert.deepEqual(await asked(sean.client), ['The line is stopped when a glove is torn.', 'When are sterile gloves put on?'], 'section 1 has no question');
  const record = await company.quality.client.call(getRecord, { params: { id: await complete(orla.client, (await oneDue(orla.client, 'SOP-001')).id) } });
  assert.deepEqual([record.version.label, record.path, record.reading.map((section) => section.ordinal)], ['1.2', 'refresher', [1, 3]]);
  assert.match(record.signature?.statement ?? '', /its changed sections \(1, 3\)/u);
});

test('IMP-06 a major version among those skipped means everything', async () => {
  await revise('2.0', third.replace('sterile gloves', 'two pairs of sterile gloves'), 'major');
  await revise('2.1', third.replace('sterile gloves', 'three pairs of sterile gloves'));
  assert.deepEqual((await dueOf(sean.client, 'SOP-001')).map((row) => [row.version.label, row.path]), [['2.1', 'full']]);
  assert.deepEqual((await dueOf(orla.client, 'SOP-001')).map((row) => [row.version.label, row.path]), [['2.1', 'full']]);
  assert.equal(await driftOf(company), 0);
});

test('IMP-07 progress stays with its version: what was read and answered for 1.2 is nothing for 2.1', async () => {
  const { id } = await oneDue(sean.client, 'SOP-001');
  const work = await sean.client.call(getAssignment, { params: { id } });
  assert.deepEqual([work.step, work.sections.some((section) => section.seen), work.quiz?.attempts.length], ['read', false, 0]);
  await passTime(server, company, '2026-03-03T09:00:00Z');
  assert.equal((await oneDue(sean.client, 'SOP-001')).id, id);
});
