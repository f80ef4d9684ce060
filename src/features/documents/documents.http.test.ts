import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { personPrincipal, testContext } from '../../../test/kit/context.ts';
import { openTestDatabase } from '../../../test/kit/database.ts';
import { makeOrganisation, seedPeople, write } from '../../../test/kit/world.ts';
import type { Principal } from '../../kernel/permission.ts';
import { createHttp } from '../../platform/http/app.ts';
import { createRouter, type HttpWorld } from '../../platform/http/route.ts';
import { openLog } from '../../platform/log.ts';
import { hashPassword } from '../../platform/secret.ts';
import { recordRefusal } from '../audit/actions.ts';
import { learningRoutes } from '../learning/routes.ts';
import { draftModule } from '../learning/actions.ts';
import { convertBytes } from './convert/convert.ts';
import { defaultLimits } from './convert/limits.ts';
import { comparisonRoutes } from './compare/routes.ts';
import { documentRoutes } from './routes.ts';

const database = await openTestDatabase();
const { db } = database;
const [authorId = '', approverId = '', learnerId = ''] = await seedPeople(db, 3);
const PASSWORD = 'correct horse battery';
const passwordHash = await hashPassword(PASSWORD);
await makeOrganisation(db);
await write(db, (tx) => tx.insertInto('account').values([authorId, approverId].map((id) => ({ person_id: id, password_hash: passwordHash, agreement_accepted_at: Temporal.Instant.from('2026-01-01T00:00:00Z') }))).execute());
const PEOPLE: Record<string, Principal> = {
  author: personPrincipal(authorId, 'Person 1', 'author'), approver: personPrincipal(approverId, 'Person 2', 'approver'), learner: personPrincipal(learnerId, 'Person 3'),
  service: { kind: 'service', id: '00000000-0000-7000-8000-0000000000aa', name: 'PLM', grants: [{ role: 'service', siteId: null, departmentId: null }] },
};
const NOBODY: Principal = { kind: 'anonymous', id: null, name: 'nobody', grants: [] };
const world: HttpWorld = {
  authenticate: (request) => Promise.resolve(PEOPLE[String(request.headers['x-test-person'])] ?? NOBODY),
  context: (principal) => Promise.resolve(testContext({ db, principal, react: async (ctx, tx, events) => {
    for (const event of events) if (event.type === 'VersionDrafted') await draftModule(ctx, tx, event.subject.id);
  } })),
  refused: (ctx, endpoint, target, refusal) => recordRefusal(ctx, `${endpoint.method} ${endpoint.path}`, target, refusal),
};
const app = await createHttp({ log: openLog('silent'), version: 'test', publicUrl: 'https://readback.example.com', trustProxy: false, requestsPerMinute: 1000 });
const route = createRouter(app, world, []);
documentRoutes(route, { convert: (upload) => convertBytes(upload, defaultLimits) });
comparisonRoutes(route);
learningRoutes(route);
after(async () => {
  await app.close();
  await database.close();
});

type Sent = { readonly json?: object; readonly upload?: { readonly name: string; readonly text: string; readonly fields: Record<string, string> } };
async function send(person: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, sent: Sent = {}) {
  const form = sent.upload === undefined ? null : multipart(sent.upload);
  const reply = await app.inject({
    method, url: `/api/v1${path}`, ...(sent.json === undefined ? {} : { payload: sent.json }), ...(form === null ? {} : { payload: form.payload }),
    headers: { 'x-test-person': person, ...(form === null ? {} : { 'content-type': form.type }) },
  });
  const type = String(reply.headers['content-type']);
  return { status: reply.statusCode, headers: reply.headers, text: reply.payload, json: type.includes('json') ? reply.json<Record<string, unknown>>() : {} };
}

function multipart(upload: { name: string; text: string; fields: Record<string, string> }): { payload: string; type: string } {
  const fields = Object.entries(upload.fields).map(([name, value]) => `--B\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  return { type: 'multipart/form-data; boundary=B', payload: `${fields.join('')}--B\r\ncontent-disposition: form-data; name="file"; filename="${upload.name}"\r\n\r\n${upload.text}\r\n--B--\r\n` };
}

const fields = { label: '1.0', changeClass: 'major', changeSummary: 'First' };
async function uploaded(person: string, number: string, text: string, more: object = {}): Promise<{ documentId: string; versionId: string }> {
  const created = await send(person, 'POST', '/documents', { json: { number, title: 'Gowning', type: 'SOP', risk: 'high', ...more } });
  assert.equal(created.status, 200, created.text);
  const version = await send(person, 'POST', `/documents/${String(created.json['id'])}/versions`, { upload: { name: 'Händedruck.md', text, fields } });
  assert.equal(version.status, 200, version.text);
  return { documentId: String(created.json['id']), versionId: String(version.json['id']) };
}

test('DOC-05 from upload to effective over the API, with every reply as the contract says', async () => {
  const { documentId, versionId } = await uploaded('author', 'SOP-1', '# 1 Purpose\n\nWhy.');
  const quiz = { questions: [{ kind: 'single', text: 'Which?', options: [{ text: 'a', correct: true }, { text: 'b', correct: false }], sections: ['1'] }] };
  assert.equal((await send('author', 'PUT', `/versions/${versionId}/module`, { json: quiz })).json['questions'], 1);
  const toSubmit = await send('author', 'GET', `/versions/${versionId}/submit`);
  assert.equal((await send('author', 'POST', `/versions/${versionId}/submit`, { json: { statement: toSubmit.json['statement'], password: PASSWORD } })).json['state'], 'in_review');
  const shown = await send('approver', 'GET', `/versions/${versionId}/approval?effectiveOn=2026-03-02`);
  assert.equal(shown.json['decision'], 'retrain');
  const approved = await send('approver', 'POST', `/versions/${versionId}/approve`, { json: { effectiveOn: '2026-03-02', decision: 'retrain', statement: shown.json['statement'], password: PASSWORD } });
  assert.equal(approved.json['state'], 'effective', approved.text);
  const page = await send('learner', 'GET', `/versions/${versionId}`);
  assert.deepEqual([page.status, page.json['state'], (page.json['signatures'] as object[]).length], [200, 'effective', 2], page.text);
  assert.equal((await send('learner', 'GET', `/documents/${documentId}`)).status, 200);
  assert.equal((await send('learner', 'GET', '/documents?search=sop-1')).json['total'], 1);
  assert.equal((await send('learner', 'GET', `/versions/${versionId}/module`)).status, 403);
  const key = await send('approver', 'GET', `/versions/${versionId}/module`);
  assert.deepEqual((key.json['questions'] as { options: object[] }[])[0]?.options, [{ text: 'a', correct: true, feedback: null }, { text: 'b', correct: false, feedback: null }]);
});

test('SEC-03 a file is given out as an attachment that cannot run', async () => {
  const text = '# 1 Purpose\n\n<script>alert(1)</script> Why.';
  const { versionId } = await uploaded('author', 'SOP-2', text);
  const reply = await send('author', 'GET', `/versions/${versionId}/file`);
  assert.equal(reply.text, text);
  assert.match(String(reply.headers['content-disposition']), /^attachment; .*filename\*=UTF-8''H%C3%A4ndedruck\.md$/u);
  assert.equal(reply.headers['content-security-policy'], "sandbox; default-src 'none'");
  assert.equal(reply.headers['x-content-type-options'], 'nosniff');
  assert.doesNotMatch((await send('author', 'GET', `/versions/${versionId}`)).text, /<script/u);
});

test('DOC-03 a refused file answers with a sentence that names it, and nothing is written', async () => {
  const created = await send('author', 'POST', '/documents', { json: { number: 'SOP-3', title: 'x', type: 'SOP', risk: 'low' } });
  const path = `/documents/${String(created.json['id'])}`;
  const reply = await send('author', 'POST', `${path}/versions`, { upload: { name: 'x.docx', text: 'no zip', fields } });
  assert.deepEqual([reply.status, reply.json['code']], [422, 'file-refused']);
  assert.match(String(reply.json['detail']), /^"x\.docx" is not what its name says/u);
  assert.deepEqual((await send('author', 'GET', path)).json['versions'], []);
});

test('DOC-01 another system names the owner, who is the author of what it uploads', async () => {
  const refused = await send('service', 'POST', '/documents', { json: { number: 'SOP-4', title: 'x', type: 'SOP', risk: 'low' } });
  assert.equal(refused.json['code'], 'owner-needed');
  const { versionId } = await uploaded('service', 'SOP-4', '# 1 A\n\nText', { ownerId: authorId });
  const page = await send('author', 'GET', `/versions/${versionId}`);
  assert.equal((page.json['author'] as { id: string }).id, authorId);
});

test('SEC-01 who may not see or change a version is refused', async () => {
  const { documentId, versionId } = await uploaded('author', 'SOP-5', '# 1 A\n\nText');
  for (const path of [`/versions/${versionId}`, `/versions/${versionId}/file`, `/documents/${documentId}`]) assert.equal((await send('learner', 'GET', path)).status, 404, path);
  for (const [method, path] of [['DELETE', ''], ['POST', '/submit'], ['POST', '/approve'], ['POST', '/withdraw']] as const) {
    assert.equal((await send('learner', method, `/versions/${versionId}${path}`, { json: { reason: 'x', statement: 'x', password: 'x', effectiveOn: '2026-03-02', decision: 'none' } })).status, 403, path);
  }
  assert.equal((await send('nobody', 'GET', '/documents')).status, 401);
  const audited = await db.selectFrom('audit_event').select('id').where('action', '=', 'ActRefused').where('actor_id', '=', learnerId).execute();
  assert.equal(audited.length >= 4, true);
});

test('DOC-13 two versions are compared for who may read both, and for nobody else', async () => {
  const text = '# 1 Purpose\n\nKeep vials sterile.\n\n# 2 Gowning\n\nPut on two pairs of gloves before entering grade B.\n';
  const { documentId, versionId } = await uploaded('author', 'SOP-6', text);
  const toSubmit = await send('author', 'GET', `/versions/${versionId}/submit`);
  await send('author', 'POST', `/versions/${versionId}/submit`, { json: { statement: toSubmit.json['statement'], password: PASSWORD } });
  const shown = await send('approver', 'GET', `/versions/${versionId}/approval?effectiveOn=2026-03-02&decision=retrain`);
  await send('approver', 'POST', `/versions/${versionId}/approve`, { json: { effectiveOn: '2026-03-02', decision: 'retrain', statement: shown.json['statement'], password: PASSWORD } });
  const draft = await send('author', 'POST', `/documents/${documentId}/versions`, { upload: { name: 'b.md', text: text.replace('two pairs', 'three pairs'), fields: { label: '2.0', changeClass: 'minor', changeSummary: 'More gloves' } } });
  const draftId = String(draft.json['id']);
  const path = (from: string, to: string): string => `/versions/${from}/comparison/${to}`;
  const compared = await send('author', 'GET', path(versionId, draftId));
  const { entries, totals, from, to } = compared.json as { entries: { kind: string; changes: object[] }[]; totals: { wordsAdded: number }; from: { label: string }; to: { state: string } };
  assert.deepEqual([compared.status, from.label, to.state, totals.wordsAdded], [200, '1.0', 'draft', 1], compared.text);
  assert.deepEqual(entries.map(({ kind }) => kind), ['unchanged', 'changed']);
  assert.deepEqual(entries[1]?.changes.slice(1, 3), [{ kind: 'removed', text: 'two ' }, { kind: 'added', text: 'three ' }]);
  const page = await send('approver', 'GET', `/versions/${draftId}`);
  assert.deepEqual((page.json['changes'] as { kind: string; number: string }[]).map(({ kind, number }) => [kind, number]), [['changed', '2']], 'the approver is told the same');
  assert.equal((await send('learner', 'GET', path(versionId, versionId))).status, 200, 'what is in force is for everyone');
  for (const [a, b] of [[versionId, draftId], [draftId, versionId]] as const) assert.equal((await send('learner', 'GET', path(a, b))).status, 404, 'a draft is not');
  assert.equal((await send('nobody', 'GET', path(versionId, draftId))).status, 401);
  assert.equal((await send('author', 'GET', path(versionId, crypto.randomUUID()))).status, 404);
  const other = await uploaded('author', 'SOP-7', '# 1 A\n\nText');
  assert.deepEqual([(await send('author', 'GET', path(versionId, other.versionId))).json['code']], ['other-document']);
});
