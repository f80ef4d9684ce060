import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { RefusedError, type Client } from '../../../../test/kit/client.ts';
import { approveProcedure, hireColleague, PASSWORD, PROCEDURE_TEXT, seedCompany } from '../../../../test/kit/company.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { approveVersion, createDocument, discardDraft, getApprovalStatement, getSubmitStatement, getVersion, replaceContent, sendBack, submitVersion } from '../contract.ts';
import { addFigure, beginWriting, getKeptText, getWriting, holdWriting, leaveWriting, nameCoAuthor, putWriting, saveWriting } from './contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const { author, approver } = company;
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const WINDOW = 'window-of-the-author';
const OTHER = 'window-of-another';

type Text = { type: 'doc'; content: object[] };
const text = (...lines: string[]): Text => ({ type: 'doc', content: [{ type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'Purpose' }] }, ...lines.map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] }))] });
const codeOf = (run: Promise<unknown>): Promise<string> => run.then(() => 'done', (error: unknown) => (error instanceof RefusedError ? error.problem.code : String(error)));

let numbers = 0;
async function newDraft(from: 'template' | 'in-force' = 'template', documentId?: string): Promise<string> {
  const id = documentId ?? (await author.client.call(createDocument, { body: { number: `SOP-W${(numbers += 1)}`, title: 'Autoclave', type: 'SOP', risk: 'high' } })).id;
  return (await author.client.call(beginWriting, { params: { id }, body: { label: '9.0', changeClass: 'minor', changeSummary: 'As needed', from } })).id;
}
const save = (client: Client, id: string, base: number, line: string, window = WINDOW) => client.call(saveWriting, { params: { id }, body: { client: window, base, text: text(line) } });
const niamh = await hireColleague(server, company, { number: 'W-1', name: 'Niamh Burke', roles: ['author', 'approver'] });

async function submit(id: string): Promise<string> {
  return codeOf((async () => {
    const { statement } = await author.client.call(getSubmitStatement, { params: { id } });
    await author.client.call(submitVersion, { params: { id }, body: { statement, password: PASSWORD } });
  })());
}

test('DOC-12 a draft begins as a controlled file, from the standard headings or from the text in force', async () => {
  const { documentId, versionId } = await approveProcedure(company, { number: 'SOP-IN-FORCE' });
  const id = await newDraft('in-force', documentId);
  const [before, now] = await Promise.all([author.client.call(getVersion, { params: { id: versionId } }), author.client.call(getVersion, { params: { id } })]);
  assert.deepEqual(now.changes, [], 'what is left as it is counts as unchanged');
  assert.deepEqual([now.mediaType, now.fileName, now.sections.map((section) => section.number)], ['text/html', 'SOP-IN-FORCE v9.0.html', before.sections.map((section) => section.number)]);
  const file = await author.client.send('GET', `/api/v1/versions/${id}/file`);
  const bytes = Buffer.from(await file.arrayBuffer());
  assert.equal(createHash('sha256').update(bytes).digest('hex'), now.contentSha256);
  assert.match(bytes.toString(), /^<!doctype html>/);
  const writing = await author.client.call(getWriting, { params: { id } });
  assert.deepEqual([writing.revision, writing.text, writing.mayWrite, writing.holder], [0, null, true, null]);
  assert.match(writing.start ?? '', /<h1>Gowning<\/h1><p>Put on sterile gloves/);
  const template = await author.client.call(getVersion, { params: { id: await newDraft() } });
  assert.equal(template.sections.length, 8);
  const { id: fresh } = await author.client.call(createDocument, { body: { number: 'SOP-NEW', title: 'New', type: 'SOP', risk: 'low' } });
  assert.equal(await codeOf(author.client.call(beginWriting, { params: { id: fresh }, body: { label: '1.0', changeClass: 'major', changeSummary: 'x', from: 'in-force' } })), 'nothing-in-force');
});

test('DOC-12 text is saved as it is written, put into the version as an audited act, and submitted whole', async () => {
  const id = await newDraft();
  assert.deepEqual(await save(author.client, id, 0, 'first').then((reply) => reply.outcome === 'saved' && reply.revision), 1);
  assert.equal((await save(author.client, id, 0, 'first')).outcome, 'saved', 'the same again after a lost answer');
  const saved = await save(author.client, id, 1, 'second');
  assert.ok(saved.outcome === 'saved' && saved.revision === 2);
  const writing = await author.client.call(getWriting, { params: { id }, query: { client: WINDOW } });
  assert.deepEqual([writing.revision, writing.ahead, writing.text, writing.savedBy?.name, writing.holder?.mine], [2, true, text('second'), 'Aoife Walsh', true]);
  assert.equal((await author.client.call(getWriting, { params: { id }, query: { after: 2 } })).text, null, 'what the reader has is not sent again');
  assert.equal(await submit(id), 'text-not-in-version');
  const put = await author.client.call(putWriting, { params: { id }, body: { client: WINDOW } });
  const version = await author.client.call(getVersion, { params: { id } });
  assert.deepEqual([version.contentSha256, version.sections.map((section) => section.html)], [put.contentSha256, ['<p>second</p>']]);
  assert.equal((await author.client.call(getWriting, { params: { id } })).ahead, false);
  const third = await save(author.client, id, 2, 'third');
  assert.ok(third.outcome === 'saved' && third.revision === 3, 'writing goes on after putting');
  await author.client.call(putWriting, { params: { id }, body: { client: WINDOW } });
  const audited = await server.database.asOwner(`select count(*)::int as events from audit_event where action = 'VersionContentReplaced' and subject_id = $1`, [id]);
  assert.deepEqual(audited, [{ events: 2 }], 'putting is on record, saving is not');
  assert.equal(await submit(id), 'done');
  const late = await save(author.client, id, 3, 'too late');
  assert.ok(late.outcome === 'kept-aside' && late.cause === 'not_a_draft');
  const kept = await author.client.call(getKeptText, { params: { id, copyId: late.copyId } });
  assert.deepEqual(kept.text, text('too late'));
});

test('DOC-12 one writes, the other reads along; taking over keeps what was not saved', async () => {
  const id = await newDraft();
  assert.equal(await codeOf(niamh.client.call(holdWriting, { params: { id }, body: { client: OTHER } })), 'not-the-author');
  assert.deepEqual(await author.client.call(nameCoAuthor, { params: { id }, body: { personId: niamh.id } }), { id: niamh.id, name: niamh.name });
  assert.equal(await codeOf(author.client.call(nameCoAuthor, { params: { id }, body: { personId: niamh.id } })), 'already-author');
  assert.equal(await codeOf(author.client.call(nameCoAuthor, { params: { id }, body: { personId: company.operators[0].id } })), 'cannot-write');
  assert.equal((await author.client.call(holdWriting, { params: { id }, body: { client: WINDOW } })).held, true);
  await save(author.client, id, 0, 'by the author');
  const refused = await niamh.client.call(holdWriting, { params: { id }, body: { client: OTHER } });
  assert.deepEqual([refused.held, refused.holder.name, refused.holder.mine], [false, 'Aoife Walsh', false]);
  assert.deepEqual((await niamh.client.call(getWriting, { params: { id } })).text, text('by the author'));
  assert.equal(await codeOf(niamh.client.call(putWriting, { params: { id }, body: { client: OTHER } })), 'text-moved-on');
  assert.equal(await codeOf(niamh.client.call(replaceContent, { params: { id }, body: {}, file: { name: 'x.md', bytes: PROCEDURE_TEXT } })), 'being-written');
  assert.equal((await niamh.client.call(holdWriting, { params: { id }, body: { client: OTHER, takeOver: true } })).held, true);
  const theirs = await niamh.client.call(saveWriting, { params: { id }, body: { client: OTHER, base: 1, text: text('by the co-author') } });
  assert.equal(theirs.outcome, 'saved');
  const aside = await save(author.client, id, 1, 'typed before the author knew');
  assert.ok(aside.outcome === 'kept-aside' && aside.cause === 'taken_over' && aside.holder?.name === niamh.name);
  const again = await save(author.client, id, 1, 'typed before the author knew');
  assert.ok(again.outcome === 'kept-aside' && again.copyId === aside.copyId, 'kept once');
  assert.deepEqual((await author.client.call(getKeptText, { params: { id, copyId: aside.copyId } })).text, text('typed before the author knew'));
  const { keptTexts, text: present } = await author.client.call(getWriting, { params: { id } });
  assert.deepEqual([keptTexts.map((copy) => [copy.person.name, copy.cause]), present], [[['Aoife Walsh', 'taken_over']], text('by the co-author')]);
  assert.equal(await submit(id), 'being-written');
  await niamh.client.call(leaveWriting, { params: { id }, body: { client: OTHER } });
  await author.client.call(putWriting, { params: { id }, body: {} });
  assert.equal(await submit(id), 'done');
  const query = { effectiveOn: '2026-03-02' };
  assert.equal(await codeOf(niamh.client.call(getApprovalStatement, { params: { id }, query })), 'author-approves', 'whoever may have written it does not approve it');
  const approval = await approver.client.call(getApprovalStatement, { params: { id }, query });
  await approver.client.call(approveVersion, { params: { id }, body: { effectiveOn: approval.effectiveOn, decision: approval.decision, statement: approval.statement, password: PASSWORD } });
  const left = await server.database.asOwner('select (select count(*)::int from working_text where version_id = $1) + (select count(*)::int from kept_text where version_id = $1) as left', [id]);
  assert.deepEqual(left, [{ left: 0 }], 'once approved, nothing is left of the writing');
});

test('DOC-12 two windows of one person, and a file uploaded over the text, lose nothing', async () => {
  const id = await newDraft();
  await save(author.client, id, 0, 'in the first window');
  const second = await save(author.client, id, 1, 'in the second', OTHER);
  assert.ok(second.outcome === 'kept-aside' && second.cause === 'taken_over' && second.holder?.mine === false);
  const behind = await save(author.client, id, 0, 'from an old tab');
  assert.ok(behind.outcome === 'kept-aside' && behind.cause === 'behind');
  await author.client.call(replaceContent, { params: { id }, body: {}, file: { name: 'x.md', bytes: PROCEDURE_TEXT } });
  const over = await save(author.client, id, 1, 'over the file');
  assert.ok(over.outcome === 'kept-aside' && over.cause === 'file_replaced');
  const opened = await author.client.call(getWriting, { params: { id } });
  assert.deepEqual([opened.revision, opened.text, opened.ahead, /sterile gloves/.test(opened.start ?? '')], [0, null, false, true], 'writing begins from the file');
  assert.equal((await save(author.client, id, 0, 'from the file on')).outcome, 'saved');
  const { keptTexts } = await author.client.call(getWriting, { params: { id } });
  assert.equal(keptTexts.length, 4, 'the text under the file is kept as well');
  await author.client.call(discardDraft, { params: { id } });
});

test('DOC-12 a lock without a sign of life ends, and a version sent back is written again', async () => {
  const id = await newDraft();
  await save(author.client, id, 0, 'first');
  await author.client.call(putWriting, { params: { id }, body: { client: WINDOW } });
  assert.equal(await submit(id), 'done');
  assert.equal(await codeOf(author.client.call(holdWriting, { params: { id }, body: { client: WINDOW } })), 'wrong-state');
  await approver.client.call(sendBack, { params: { id }, body: { reason: 'Name the valve.' } });
  const again = await save(author.client, id, 1, 'the valve V1');
  assert.equal(again.outcome, 'saved');
  await server.database.asOwner(`update writing_lock set beat_at = beat_at - interval '121 seconds' where version_id = $1`, [id]);
  assert.equal((await author.client.call(holdWriting, { params: { id }, body: { client: OTHER } })).held, true);
});

test('SEC-03 figures are pictures by their bytes, and served so that they cannot run', async () => {
  const id = await newDraft();
  const { figure } = await author.client.call(addFigure, { params: { id }, body: {}, file: { name: 'x.svg', bytes: PNG } });
  assert.equal(await codeOf(author.client.call(addFigure, { params: { id }, body: {}, file: { name: 'x.png', bytes: '<svg onload="alert(1)"/>' } })), 'figure-refused');
  const shown = await author.client.send('GET', `/api/v1/versions/${id}/figures/${figure}`);
  assert.deepEqual([shown.headers.get('content-type'), shown.headers.get('x-content-type-options'), shown.headers.get('content-security-policy')], ['image/png', 'nosniff', "sandbox; default-src 'none'"]);
  assert.deepEqual(Buffer.from(await shown.arrayBuffer()), PNG);
  const doc = (digest: string): Text => ({ type: 'doc', content: [{ type: 'figure', attrs: { figure: digest, alt: 'Valve', caption: '' } }] });
  await author.client.call(saveWriting, { params: { id }, body: { client: WINDOW, base: 0, text: doc('0'.repeat(64)) } });
  assert.equal(await codeOf(author.client.call(putWriting, { params: { id }, body: { client: WINDOW } })), 'figure-missing');
  await author.client.call(saveWriting, { params: { id }, body: { client: WINDOW, base: 1, text: doc(figure) } });
  await author.client.call(putWriting, { params: { id }, body: { client: WINDOW } });
  const { sections } = await author.client.call(getVersion, { params: { id } });
  assert.match(sections[0]?.html ?? '', /<img src="data:image\/png;base64,/);
  assert.equal((await company.operators[0].client.send('GET', `/api/v1/versions/${id}/figures/${figure}`)).status, 403);
  assert.equal(await codeOf(author.client.call(saveWriting, { params: { id }, body: { client: WINDOW, base: 2, text: { type: 'doc', content: [{ type: 'iframe' }] } } })), 'text-unreadable');
});
