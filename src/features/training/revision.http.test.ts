// One revision from preview to switch, with everybody it concerns.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import type { z } from 'zod';
import { PROCEDURE_TEXT, passTime, requireOfOperators, seedCompany } from '../../../test/kit/company.ts';
import { approve, complete, draftProcedure, driftOf, dueOf, oneDue, read } from '../../../test/kit/learner.ts';
import { openTestServer } from '../../../test/kit/server.ts';
import { canonicalJson } from '../../kernel/json.ts';
import { discardDraft, replaceContent, uploadVersion } from '../documents/contract.ts';
import { getModule } from '../learning/contract.ts';
import { createRule, getRuleStatement } from '../matrix/contract.ts';
import { PASSWORD } from '../../../test/kit/company.ts';
import { getAssignment, getDocumentTraining, getMyTraining, getRecord, getTrainingFile, listAssignments, listRecords, previewApproval, previewRule, signTraining, startAttempt } from './contract.ts';
import { getQualification } from './qualification/contract.ts';
import { carriedForwardContent, type CarriedForward } from './rules-record.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const [orla, sean] = company.operators;
const { quality, approver, trainer } = company;
const { documentId, versionId } = await draftProcedure(company, { number: 'SOP-001' });
await approve(company, versionId, { effectiveOn: '2026-03-02' });
await requireOfOperators(company, [documentId]);
await complete(orla.client, (await oneDue(orla.client, 'SOP-001')).id);

const qualified = (person: string, at?: string) => quality.client.call(getQualification, { query: { person, document: documentId, ...(at === undefined ? {} : { at }) } });
const stateOf = async (person: string, at?: string) => (await quality.client.call(getTrainingFile, { params: { id: person }, query: at === undefined ? {} : { asOf: at } })).obligations.map((row) => row.state);
const assigned = async (version: string) => (await quality.client.call(listAssignments, { query: { versionId: version, limit: 500 } })).items;
test('ASM-03 a question follows its section past one that was put in, in the next version and when the file of a draft is replaced', async () => {
  const { client } = company.author;
  const inserted = PROCEDURE_TEXT.replace('# 2 Gowning', '# 2 Scope\n\nAll rooms of grade A and B at this site.\n\n# 3 Gowning').replace('# 3 Filling', '# 4 Filling');
  const { id: next } = await client.call(uploadVersion, { params: { id: documentId }, body: { label: '1.5', changeClass: 'minor', changeSummary: 'Scope' }, file: { name: 'sop.md', bytes: inserted } });
  const tags = async () => (await client.call(getModule, { params: { id: next } })).questions.map((question) => question.sections);
  assert.deepEqual(await tags(), [['3'], ['4']]);
  await client.call(replaceContent, { params: { id: next }, body: {}, file: { name: 'sop.md', bytes: PROCEDURE_TEXT } });
  assert.deepEqual(await tags(), [['2'], ['3']]);
  await client.call(discardDraft, { params: { id: next } });
});

type Effect = z.output<typeof previewApproval.reply>;
const training = (effect: Effect): string[] => effect.people.filter((person) => ['full', 'refresher', 'notice'].includes(person.effect)).map((person) => `${person.name} ${person.effect} ${person.dueOn}`).toSorted();
/** Every table's number of rows: what a preview must leave alone. */
const rows = async () => (await server.database.asOwner(`select relname, (xpath('/row/c/text()', query_to_xml(format('select count(*) as c from %I', relname), false, true, '')))[1]::text as rows from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`))
  .filter((row) => !['audit_leaf', 'audit_checkpoint'].includes(String(row['relname'])));

const changedText = PROCEDURE_TEXT.replace('call the supervisor', 'call the supervisor and quality');
let second = '';

test('IMP-02 the preview of an approval is what the approval then does, name by name; it leaves no trace', async () => {
  await passTime(server, company, '2026-04-06T09:00:00Z');
  second = (await draftProcedure(company, { documentId, label: '1.1', changeClass: 'minor', text: changedText })).versionId;
  const before = await rows();
  const effect = await approver.client.call(previewApproval, { params: { id: second }, query: { effectiveOn: '2026-04-20', decision: 'refresher' } });
  const other = await company.author.client.call(previewApproval, { params: { id: second }, query: { effectiveOn: '2026-04-20', decision: 'retrain' } });
  assert.deepEqual(await rows(), before);
  assert.deepEqual(training(other), ['Orla Fitzgerald full 2026-04-20', 'Sean Murphy full 2026-04-20']);
  await approve(company, second, { effectiveOn: '2026-04-20', decision: 'refresher' });
  const made = await assigned(second);
  assert.deepEqual(made.map((row) => `${row.person.name} ${row.path} ${row.dueOn}`).toSorted(), training(effect));
  assert.deepEqual(training(effect), ['Orla Fitzgerald refresher 2026-04-20', 'Sean Murphy full 2026-04-20']);
  assert.deepEqual([effect.assigned, effect.refresher, effect.full, effect.cancelled], [2, 1, 1, 0]);
  assert.deepEqual(made.map((row) => row.cause), ['revision', 'revision']);
  assert.equal(await driftOf(company), 0);
});

test('TRN-08 the window takes no qualification away; the open assignment stays beside the new one', async () => {
  assert.deepEqual(await stateOf(orla.id), ['in_window']);
  assert.equal((await qualified(orla.id)).qualified, true);
  assert.deepEqual((await dueOf(sean.client, 'SOP-001')).map((row) => [row.version.label, row.overdueSince]), [['1.0', '2026-04-01T23:00:00.000Z'], ['1.1', null]]);
  assert.deepEqual(await stateOf(sean.id), ['overdue']);
});

test('TRN-02 a refresher shows what changed beside the old text and asks for that only', async () => {
  const row = await oneDue(orla.client, 'SOP-001');
  const work = await orla.client.call(getAssignment, { params: { id: row.id } });
  assert.deepEqual(work.sections.map((section) => [section.number, section.required, section.change]), [['1', false, null], ['2', false, null], ['3', true, 'changed']]);
  assert.match(work.sections[2]?.oldHtml ?? '', /call the supervisor\./u);
  assert.match(work.sections[2]?.html ?? '', /call the supervisor and quality\./u);
  assert.deepEqual([row.changedSections, work.quiz?.questions], [1, 1]);
  await read(orla.client, row.id);
  const shown = await orla.client.call(startAttempt, { params: { id: row.id }, body: {} });
  assert.deepEqual(shown.questions.map((question) => question.text), ['The line is stopped when a glove is torn.']);
});

test('IMP-07 at the effective moment old open work closes as superseded, and lateness is not washed away', async () => {
  const old = (await dueOf(sean.client, 'SOP-001')).find((row) => row.version.label === '1.0');
  assert.ok(old);
  await passTime(server, company, '2026-04-20T00:30:00Z'); // 01:30 in Dublin
  const mine = await sean.client.call(getMyTraining);
  assert.deepEqual(mine.done.map((row) => [row.id, row.closedAs, row.closedWhy, row.closedAt]), [[old.id, 'superseded', 'superseded before completion by version 1.1', '2026-04-19T23:00:00.000Z']]);
  assert.deepEqual(mine.due.map((row) => [row.version.label, row.overdueSince]), [['1.1', '2026-04-01T23:00:00.000Z']]);
  assert.equal((await sean.client.refused(signTraining, { params: { id: old.id }, body: { statement: 'x', password: PASSWORD } })).code, 'assignment-closed');
  assert.equal(await driftOf(company), 0);
});

test('TRN-07 who was trained on the old version is qualified as of then, and on the previous version since the switch', async () => {
  const then = await qualified(orla.id, '2026-04-19T22:59:59Z');
  assert.deepEqual([then.qualified, then.versionInForce?.label, then.recordIds.length, then.required], [true, '1.0', 1, true]);
  const now = await qualified(orla.id);
  assert.deepEqual([now.qualified, now.versionInForce?.label, now.trainedOn?.label], [false, '1.1', '1.0']);
  assert.match(now.sentence, /trained on version 1\.0 on 2026-03-02, while version 1\.1 was in force\.$/u);
  assert.deepEqual(await stateOf(orla.id), ['previous_version']);
  assert.deepEqual(await stateOf(orla.id, '2026-04-19T22:59:59Z'), ['in_window']);
  assert.deepEqual(await stateOf(orla.id, '2026-04-05T12:00:00Z'), ['qualified']);
  assert.equal((await qualified(orla.id, '2026-03-01T12:00:00Z')).qualified, false);
  assert.match((await qualified(orla.id, '2026-03-01T12:00:00Z')).sentence, /no version was in force/u);
  assert.equal((await qualified(sean.id, '2026-04-19T12:00:00Z')).qualified, false);
  const overview = await quality.client.call(getDocumentTraining, { params: { id: documentId }, query: {} });
  assert.deepEqual([overview.required, overview.qualified, overview.counts.previous_version, overview.counts.overdue], [2, 0, 1, 1]);
});

test('TRN-06 the refresher’s record names its version, path and content; qualified again', async () => {
  const recordId = await complete(orla.client, (await oneDue(orla.client, 'SOP-001')).id);
  const record = await quality.client.call(getRecord, { params: { id: recordId } });
  assert.deepEqual([record.version.label, record.path, record.reading.map((section) => section.ordinal), record.kind], ['1.1', 'refresher', [3], 'training']);
  assert.match(record.signature?.statement ?? '', /its changed sections \(3\)/u);
  assert.deepEqual(await stateOf(orla.id), ['qualified']);
  assert.equal((await qualified(orla.id)).recordIds[0], recordId);
});

test('IMP-04 none: whoever is qualified is carried forward at the switch by a record with reason and the approver’s signature; others train', async () => {
  const third = (await draftProcedure(company, { documentId, label: '1.2', changeClass: 'editorial', text: changedText.replace('How vials', 'How  all vials') })).versionId;
  const today = await approver.client.call(previewApproval, { params: { id: third }, query: { effectiveOn: '2026-04-21', decision: 'none' } });
  assert.deepEqual(today.people.filter((line) => line.effect === 'carried_forward').map((line) => line.name), [orla.name]);
  await approve(company, third, { effectiveOn: '2026-04-21', decision: 'none', reason: 'A word was missing' });
  assert.deepEqual((await assigned(third)).map((row) => row.person.name), training(today).map((line) => line.split(' full')[0]));
  assert.equal((await quality.client.call(listRecords, { query: { personId: orla.id } })).items.length, 2);
  await passTime(server, company, '2026-04-21T09:00:00Z');
  const answer = await qualified(orla.id);
  assert.deepEqual([answer.qualified, answer.versionInForce?.label], [true, '1.2']);
  assert.match(answer.sentence, /by a qualification carried forward of 2026-04-21\.$/u);
  const record = await quality.client.call(getRecord, { params: { id: answer.recordIds[0] ?? '' } });
  assert.deepEqual([record.kind, record.version.label, record.eventAt], ['carry_forward', '1.2', '2026-04-20T23:00:00.000Z']);
  assert.match(record.reason ?? '', /A word was missing/u);
  assert.deepEqual([record.signature?.printedName, record.signature?.meaning], ['Brian Keane', 'approved']);
  assert.deepEqual(await dueOf(orla.client, 'SOP-001'), []);
  const [left, ...more] = await dueOf(sean.client, 'SOP-001');
  assert.deepEqual([left?.version.label, left?.path, left?.overdueSince, more.length], ['1.2', 'full', '2026-04-01T23:00:00.000Z', 0]);
  assert.equal(await driftOf(company), 0);
});

test('TRN-06 the digest of a qualification carried forward can be made again from its row, and covers the signature', async () => {
  const [row] = await server.database.asOwner(`select jsonb_build_object('id', id, 'person', person_id, 'document', document_id, 'version', version_id, 'module', module_id, 'contentSha256', encode(content_sha256, 'hex'),
    'reason', reason, 'signature', signature_id, 'zone', zone, 'validUntil', null) as stored, event_at::text as at, digest_format as format, encode(digest, 'hex') as digest from training_record where kind = 'carry_forward' limit 1`);
  const stored = row?.['stored'] as CarriedForward; // built with just these members
  const at = Temporal.Instant.from(String(row?.['at'])).toString();
  const digestOf = (record: CarriedForward): string => createHash('sha256').update(canonicalJson(carriedForwardContent(record))).digest('hex');
  assert.deepEqual([row?.['format'], row?.['digest']], [2, digestOf({ ...stored, at })]);
  assert.notEqual(stored.signature, null);
  assert.notEqual(digestOf({ ...stored, at, signature: stored.id }), row?.['digest']);
});

test('IMP-01 notify: a notice without assessment, and the qualification is carried forward at the switch', async () => {
  const fourth = (await draftProcedure(company, { documentId, label: '1.3', changeClass: 'editorial', text: changedText.replace('How vials', 'How most vials') })).versionId;
  const effect = await approver.client.call(previewApproval, { params: { id: fourth }, query: { effectiveOn: '2026-05-04', decision: 'notify' } });
  await approve(company, fourth, { effectiveOn: '2026-05-04', decision: 'notify', reason: 'A word was missing' });
  assert.deepEqual((await assigned(fourth)).map((row) => `${row.person.name} ${row.path} ${row.dueOn}`).toSorted(), training(effect));
  const notice = await oneDue(orla.client, 'SOP-001');
  assert.deepEqual([notice.path, notice.changedSections], ['notice', 1]);
  await passTime(server, company, '2026-05-04T09:00:00Z');
  assert.equal((await qualified(orla.id)).qualified, true);
  const work = await orla.client.call(getAssignment, { params: { id: notice.id } });
  assert.deepEqual([work.steps, work.step, work.sections.map((section) => section.required)], [['read', 'sign'], 'read', [true, false, false]]);
  assert.equal((await orla.client.refused(startAttempt, { params: { id: notice.id }, body: {} })).code, 'no-quiz');
  await complete(orla.client, notice.id);
  assert.equal(await driftOf(company), 0);
});

test('MTX-05 the preview of a rule is what the rule then does, name by name; it leaves no trace', async () => {
  const other = await draftProcedure(company, { number: 'SOP-002' });
  await approve(company, other.versionId, { effectiveOn: '2026-05-04' });
  const rule = { name: 'All of Cork', audience: { roleIds: [], departmentIds: [company.departmentId], siteIds: [company.siteId] }, documentIds: [other.documentId, documentId], from: '2026-05-04', until: null };
  const before = await rows();
  const effect = await trainer.client.call(previewRule, { body: rule });
  assert.deepEqual(await rows(), before);
  const { statement } = await trainer.client.call(getRuleStatement, { body: rule });
  const known = new Set((await quality.client.call(listAssignments, { query: { limit: 500 } })).items.map((row) => row.id));
  await trainer.client.call(createRule, { body: { ...rule, statement, password: PASSWORD } });
  const made = (await quality.client.call(listAssignments, { query: { limit: 500 } })).items.filter((row) => !known.has(row.id));
  assert.deepEqual(made.map((row) => `${row.person.name} ${row.document.number} ${row.path} ${row.dueOn}`).toSorted(),
    effect.people.filter((person) => person.effect === 'full').map((person) => `${person.name} ${person.document} ${person.effect} ${person.dueOn}`).toSorted());
  assert.equal(effect.assigned, 9 + 7); // everybody on SOP-002; all but the two operators, who had it, on SOP-001
  assert.equal(effect.obligationsAdded, 16);
  assert.equal(await driftOf(company), 0);
});

test('MTX-05 the preview of a rule that begins later shows whom it concerns when it begins', async () => {
  const other = await draftProcedure(company, { number: 'SOP-003' });
  await approve(company, other.versionId, { effectiveOn: '2026-05-04' });
  const rule = { name: 'Later', audience: { roleIds: [], departmentIds: [], siteIds: [company.siteId] }, documentIds: [other.documentId], from: '2026-07-01', until: null };
  const effect = await trainer.client.call(previewRule, { body: rule });
  assert.deepEqual([effect.assigned, effect.obligationsAdded], [9, 9]);
});
