import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { PASSWORD, passTime, requireOfOperators, seedCompany } from '../../../../test/kit/company.ts';
import { approve, oneDue } from '../../../../test/kit/learner.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { write } from '../../../../test/kit/world.ts';
import { listEvents } from '../../audit/contract.ts';
import { getAssignment } from '../../training/contract.ts';
import { createDocument, discardDraft, getSubmitStatement, submitVersion, uploadVersion } from '../contract.ts';
import { addAttachment, describeAttachment, downloadAttachment, listAttachments, orderAttachments, removeAttachment } from './contract.ts';

const server = await openTestServer({ tickSeconds: 0 });
after(() => server.close());
const company = await seedCompany(server);
const { author: { client: author }, approver: { client: approver }, operators: [{ client: operator }] } = company;
const text = '# 1 Purpose\n\nUse the form.\n';
const FORM = '%PDF-1.7 a form <script>alert(1)</script>';
const { id: documentId } = await author.call(createDocument, { body: { number: 'SOP-001', title: 'Gowning', type: 'SOP', risk: 'high' } });
const draft = async (label: string, attachments: 'none' | 'in_force') => (await author.call(uploadVersion, { params: { id: documentId }, body: { label, changeClass: 'major', changeSummary: 'Forms', attachments }, file: { name: 'sop.md', bytes: `${text}${label}\n` } })).id;
const attach = (id: string, name: string, bytes: string, description = '') => author.call(addAttachment, { params: { id }, body: { description }, file: { name, bytes } });
const namesOf = async (client: typeof author, id: string) => (await client.call(listAttachments, { params: { id } })).items.map((item) => item.fileName);
const submit = async (id: string): Promise<string> => {
  const { statement } = await author.call(getSubmitStatement, { params: { id } });
  await author.call(submitVersion, { params: { id }, body: { statement, password: PASSWORD } });
  return statement;
};
const versionId = await draft('1.0', 'none');

test('DOC-22 files are attached to a draft, described, put in order and taken off again, each on record', async () => {
  const { id: form, sha256 } = await attach(versionId, 'Gowning form.pdf', FORM, 'To be filled in');
  assert.equal(sha256, createHash('sha256').update(FORM).digest('hex'));
  const { id: list } = await attach(versionId, 'Parts.csv', 'a;b\n');
  const { id: wrong } = await attach(versionId, 'Wrong.txt', 'wrong');
  assert.match((await author.refused(addAttachment, { params: { id: versionId }, body: {}, file: { name: 'tool.exe', bytes: 'MZ' } })).detail, /not accepted/u);
  assert.equal((await author.refused(addAttachment, { params: { id: versionId }, body: {}, file: { name: 'PARTS.csv', bytes: 'c;d\n' } })).code, 'attachment-name-taken');
  await author.call(removeAttachment, { params: { id: wrong } });
  await author.call(describeAttachment, { params: { id: list }, body: { description: 'What is needed' } });
  await author.call(orderAttachments, { params: { id: versionId }, body: { ids: [list, form] } });
  const { items, mayChange } = await author.call(listAttachments, { params: { id: versionId } });
  assert.deepEqual(items.map((item) => [item.fileName, item.description, item.mediaType, item.size]), [['Parts.csv', 'What is needed', 'text/csv', 4], ['Gowning form.pdf', 'To be filled in', 'application/pdf', FORM.length]]);
  assert.equal(mayChange, true);
  const events = (await company.quality.client.call(listEvents, { query: { limit: 100 } })).items.map((event) => event.action).filter((action) => action.startsWith('Attachment'));
  assert.deepEqual(events, ['AttachmentsOrdered', 'AttachmentDescribed', 'AttachmentRemoved', 'AttachmentAdded', 'AttachmentAdded', 'AttachmentAdded']);
});

test('DOC-22 a draft and its attachments are not there for those who may not see it, and only its authors change them', async () => {
  const [first] = (await author.call(listAttachments, { params: { id: versionId } })).items;
  assert.equal((await operator.refused(listAttachments, { params: { id: versionId } })).status, 404);
  assert.equal((await operator.refused(downloadAttachment, { params: { id: first?.id ?? '' } })).status, 404);
  assert.equal((await operator.refused(removeAttachment, { params: { id: first?.id ?? '' } })).status, 403);
  assert.deepEqual(await namesOf(approver, versionId), ['Parts.csv', 'Gowning form.pdf']);
  assert.equal((await approver.refused(addAttachment, { params: { id: versionId }, body: {}, file: { name: 'a.txt', bytes: 'a' } })).code, 'not-permitted');
});

test('DOC-22 submitting freezes them, in the database too; what is signed names each with its digest', async () => {
  const [first] = (await author.call(listAttachments, { params: { id: versionId } })).items;
  const id = first?.id ?? '';
  assert.match(await submit(versionId), /with its 2 attachments “Parts\.csv” \(SHA-256 [0-9a-f]{64}\), “Gowning form\.pdf”/u);
  assert.equal((await author.refused(removeAttachment, { params: { id } })).code, 'wrong-state');
  assert.equal((await author.call(listAttachments, { params: { id: versionId } })).mayChange, false);
  const { db } = server.database;
  for (const attempt of [sql`delete from version_attachment where id = ${id}`, sql`update version_attachment set description = 'x' where id = ${id}`, sql`insert into version_attachment select gen_random_uuid(), version_id, 9, 'x.txt', '', media_type, sha256, size, added_by, added_at from version_attachment where id = ${id}`]) {
    await assert.rejects(write(db, async (tx) => void (await attempt.execute(tx))), /no longer a draft cannot change/u);
  }
});

test('DOC-22 learners save an attachment of what they are to read, before it is in force; nothing of it runs here', async () => {
  await requireOfOperators(company, [documentId]);
  await approve(company, versionId, { effectiveOn: '2026-03-20' });
  const due = await oneDue(operator, 'SOP-001');
  const { attachments } = await operator.call(getAssignment, { params: { id: due.id } });
  assert.deepEqual(attachments.map((one) => one.fileName), ['Parts.csv', 'Gowning form.pdf']);
  const path = `/api/v1/assignments/${due.id}/attachments/${attachments[1]?.id ?? ''}`;
  const response = await operator.send('GET', path);
  assert.equal(await response.text(), FORM);
  const header = (name: string): string | null => response.headers.get(name);
  assert.match(header('content-disposition') ?? '', /^attachment; filename="Gowning form\.pdf"/u);
  assert.deepEqual([header('content-type'), header('x-content-type-options'), header('content-security-policy')], ['application/pdf', 'nosniff', "sandbox; default-src 'none'"]);
  assert.equal((await company.operators[1].client.send('GET', path)).status, 403); // another's assignment
  assert.equal((await operator.send('GET', `/api/v1/attachments/${attachments[1]?.id ?? ''}/file`)).status, 404); // not in force yet
});

test('DOC-22 the next draft takes over the attachments of the version in force where its author chose so', async () => {
  await passTime(server, company, '2026-03-20T10:00:00Z');
  const bare = await draft('2.0', 'none');
  assert.deepEqual(await namesOf(author, bare), []);
  await author.call(discardDraft, { params: { id: bare } });
  const next = await draft('2.0', 'in_force');
  assert.deepEqual(await namesOf(author, next), ['Parts.csv', 'Gowning form.pdf']);
  const [, form] = (await author.call(listAttachments, { params: { id: next } })).items;
  await author.call(removeAttachment, { params: { id: form?.id ?? '' } });
  await attach(next, 'Plan.txt', 'a plan');
  const { items, removed, previous } = await author.call(listAttachments, { params: { id: next } });
  assert.deepEqual([items.map((item) => [item.fileName, item.change]), removed, previous], [[['Parts.csv', 'same'], ['Plan.txt', 'new']], [{ fileName: 'Gowning form.pdf' }], '1.0']);
  assert.deepEqual(await namesOf(operator, versionId), ['Parts.csv', 'Gowning form.pdf'], 'the version in force keeps its own, and everyone who works by it sees them');
  await author.call(discardDraft, { params: { id: next } });
});
