import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { personPrincipal, testContext } from '../../../test/kit/context.ts';
import { openTestDatabase } from '../../../test/kit/database.ts';
import { makeOrganisation, makeSite, seedPeople, write } from '../../../test/kit/world.ts';
import type { DomainEvent } from '../../kernel/decision.ts';
import type { Principal } from '../../kernel/permission.ts';
import type { Context } from '../../platform/context.ts';
import { openDatabase } from '../../platform/db/pool.ts';
import { hashPassword } from '../../platform/secret.ts';
import { draftModule } from '../learning/actions.ts';
import { loadModule } from '../learning/store.ts';
import { approveVersion, getApprovalStatement, getSubmitStatement, retireDocument, sendBackVersion, submitVersion, withdrawVersion } from './actions.ts';
import { makeEffective } from './lifecycle/actions-switch.ts';
import { convertBytes } from './convert/convert.ts';
import { defaultLimits } from './convert/limits.ts';
import { createDocument, discardDraft, replaceContent, uploadVersion } from './drafting/actions.ts';
import { downloadFile, getDocument, getVersion, listDocuments } from './library/actions.ts';

const database = await openTestDatabase();
const { db } = database;
after(() => database.close());

const PASSWORD = 'correct horse battery';
const NOBODY = '00000000-0000-7000-8000-00000000dead';
const [authorId = '', approverId = '', learnerId = '', otherId = ''] = await seedPeople(db, 4);
const passwordHash = await hashPassword(PASSWORD);
await makeOrganisation(db, 'Europe/Dublin');
const auckland = await makeSite(db, { zone: 'Pacific/Auckland' });
await write(db, (tx) => tx.insertInto('account').values([authorId, approverId, otherId].map((id) => ({ person_id: id, password_hash: passwordHash, agreement_accepted_at: Temporal.Instant.from('2026-01-01T00:00:00Z') }))).execute());
const author = personPrincipal(authorId, 'Person 1', 'author', 'approver');
const approver = personPrincipal(approverId, 'Person 2', 'approver', 'quality');
const learner = personPrincipal(learnerId, 'Person 3');
const other = personPrincipal(otherId, 'Person 4', 'author');

const seen: DomainEvent[] = [];
const react: Context['react'] = async (ctx, tx, events) => {
  seen.push(...events);
  for (const event of events) if (event.type === 'VersionDrafted' || event.type === 'VersionContentReplaced') await draftModule(ctx, tx, event.subject.id);
};
const as = (principal: Principal, now = '2026-03-02T09:00:00Z', idempotencyKey?: string): Context => testContext({ db, principal, now, react, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) });
const convert = (upload: { fileName: string; bytes: Uint8Array }) => convertBytes(upload, defaultLimits);
const file = (text: string, name = 'procedure.md') => ({ name, bytes: Buffer.from(text) });
const TEXT = '# 1 Purpose\n\nWhy.\n\n# 2 Gowning\n\nWear a hood.\n';

function ok<Reply>(outcome: { ok: true; reply: Reply } | { ok: false; refusal: { code: string } }): Reply {
  assert.ok(outcome.ok, outcome.ok ? '' : `refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.reply;
}
const code = (outcome: { ok: true } | { ok: false; refusal: { code: string } }) => (outcome.ok ? 'done' : outcome.refusal.code);

let numbers = 0;
async function newDocument(more: { number?: string; siteId?: string; risk?: 'critical' | 'low' | 'high' } = {}): Promise<string> {
  return ok(await createDocument(as(author), { number: `SOP-${(numbers += 1)}`, title: 'Gowning', type: 'SOP', risk: 'high', reviewMonths: 24, siteId: null, ...more })).id;
}
async function newDraft(documentId: string, label = '1.0', text = TEXT): Promise<string> {
  return ok(await uploadVersion(as(author), convert, documentId, file(`${text}\n${label} of ${documentId}\n`), { label, changeClass: 'major', changeSummary: 'As needed' })).id;
}
async function submitted(documentId: string, label = '1.0', now?: string): Promise<string> {
  const id = await newDraft(documentId, label);
  const { statement } = ok(await getSubmitStatement(as(author, now), id));
  ok(await submitVersion(as(author, now), id, { statement, password: PASSWORD }));
  return id;
}
async function approval(id: string, effectiveOn: string, now?: string) {
  const day = Temporal.PlainDate.from(effectiveOn);
  const { statement } = ok(await getApprovalStatement(as(approver, now), id, { effectiveOn: day, decision: 'retrain' }));
  return { statement, password: PASSWORD, effectiveOn: day, decision: 'retrain', reason: null } as const;
}
async function approved(documentId: string, label: string, effectiveOn: string, now?: string): Promise<string> {
  const id = await submitted(documentId, label, now);
  ok(await approveVersion(as(approver, now), id, await approval(id, effectiveOn, now)));
  return id;
}
const stateOf = async (id: string) => (await db.selectFrom('document_version').select('state').where('id', '=', id).executeTakeFirst())?.state;
const rangeOf = async (id: string) => (await database.asOwner('select lower(in_force) as from, upper(in_force) as until from document_version where id = $1', [id]))[0] as { from: Temporal.Instant | null; until: Temporal.Instant | null };

test('DOC-01 DOC-03 an uploaded file is kept byte for byte and read into sections', async () => {
  const documentId = await newDocument();
  const text = `${TEXT}\nüñï ${documentId}`;
  const reply = ok(await uploadVersion(as(author), convert, documentId, file(text, 'Gowning é.md'), { label: '1.0', changeClass: 'major', changeSummary: 'First' }));
  assert.equal(reply.sections, 2);
  assert.equal(reply.contentSha256, createHash('sha256').update(text).digest('hex'));
  const found = ok(await downloadFile(as(approver), reply.id));
  assert.equal(found.bytes.toString(), text);
  assert.deepEqual([found.fileName, found.mediaType], ['Gowning é.md', 'text/markdown']);
  const page = ok(await getVersion(as(author), reply.id));
  assert.deepEqual(page.sections.map((section) => [section.number, section.heading]), [['1', 'Purpose'], ['2', 'Gowning']]);
  assert.equal(page.module?.questions, 0);
});

test('DOC-03 the same file twice is stored once, and an unreadable one names the file', async () => {
  const [first, second] = [await newDocument(), await newDocument()];
  for (const id of [first, second]) ok(await uploadVersion(as(author), convert, id, file('# 1 Same\n\nbytes'), { label: '1', changeClass: 'major', changeSummary: 'x' }));
  const again = await uploadVersion(as(author), convert, await newDocument(), file('%PDF-1.7 broken', 'x.docx'), { label: '1', changeClass: 'major', changeSummary: 'x' });
  assert.equal(code(again), 'file-refused');
  assert.match(String(!again.ok && again.refusal.detail?.['sentence']), /"x\.docx"/u);
});

test('DOC-01 numbers are unique whatever their case, also when two register at once', async () => {
  const input = { number: 'WI-77', title: 'x', type: 'WI', risk: 'low', reviewMonths: 12, siteId: null } as const;
  const outcomes = await Promise.all([createDocument(as(author), input), createDocument(as(other), { ...input, number: 'wi-77' })]);
  assert.deepEqual(outcomes.map(code).toSorted(), ['done', 'number-taken']);
  assert.equal(code(await createDocument(as(author), { ...input, number: 'WI-78', siteId: NOBODY })), 'site-unknown');
  assert.equal(code(await createDocument(as(author), { ...input, number: 'WI-78', ownerId: NOBODY })), 'owner-unknown');
});


test('DOC-02 DOC-05 the whole life: submitted, sent back, submitted, approved, effective at its time, superseded', async () => {
  const documentId = await newDocument();
  const first = await submitted(documentId);
  ok(await sendBackVersion(as(approver), first, { reason: 'Say which hood' }));
  assert.equal(ok(await getVersion(as(author), first)).sentBackReason, 'Say which hood');
  const { statement } = ok(await getSubmitStatement(as(author), first));
  ok(await submitVersion(as(author), first, { statement, password: PASSWORD }));
  const reply = ok(await approveVersion(as(approver), first, await approval(first, '2026-03-16')));
  assert.deepEqual([reply.state, reply.effectiveAt.toString()], ['approved', '2026-03-16T00:00:00Z']);
  assert.deepEqual(ok(await makeEffective(as(approver, '2026-03-15T23:59:59Z'), first)), { switched: false });
  assert.deepEqual(ok(await makeEffective(as(approver, '2026-03-16T00:00:05Z'), first)), { switched: true });
  assert.deepEqual(ok(await makeEffective(as(approver, '2026-03-16T00:00:06Z'), first)), { switched: false });
  seen.length = 0;
  const second = await approved(documentId, '2.0', '2026-03-20', '2026-03-20T10:00:00Z');
  assert.deepEqual(seen.slice(-3).map((event) => event.type), ['VersionApproved', 'VersionBecameEffective', 'VersionSuperseded']);
  assert.deepEqual([await stateOf(first), await stateOf(second)], ['superseded', 'effective']);
  assert.deepEqual(await rangeOf(first), { from: Temporal.Instant.from('2026-03-16T00:00:00Z'), until: Temporal.Instant.from('2026-03-20T10:00:00Z') });
  const signatures = ok(await getVersion(as(approver, '2026-03-21T00:00:00Z'), second)).signatures;
  assert.deepEqual(signatures.map((signature) => signature.meaning), ['authored', 'approved']);
});

test('DOC-05 the event of an approval names what was decided and its signature', async () => {
  const id = await approved(await newDocument(), '1.0', '2026-03-20');
  const row = await db.selectFrom('audit_event').select('body').where('subject_id', '=', id).where('action', '=', 'VersionApproved').executeTakeFirstOrThrow();
  const { data } = JSON.parse(row.body) as { data: Record<string, unknown> }; // the body of an audit event is a JSON object
  assert.deepEqual([data['decision'], data['effectiveOn'], data['label']], ['retrain', '2026-03-20', '1.0']);
  assert.match(String((data['signature'] as { digest: string }).digest), /^[0-9a-f]{64}$/u);
});

test('SIG-01 approving signs the statement as shown: another day, decision or text is refused and nothing stays', async () => {
  const id = await submitted(await newDocument());
  const shown = await approval(id, '2026-03-20');
  for (const changed of [{ effectiveOn: Temporal.PlainDate.from('2026-03-21') }, { statement: `${shown.statement} ` }]) {
    assert.equal(code(await approveVersion(as(approver), id, { ...shown, ...changed })), 'statement-changed');
  }
  assert.equal(code(await approveVersion(as(approver), id, { ...shown, password: 'wrong' })), 'password-wrong');
  assert.equal(await stateOf(id), 'in_review');
});

test('DOC-04 the author, though also an approver, cannot approve; the database agrees', async () => {
  const id = await submitted(await newDocument());
  assert.equal(code(await getApprovalStatement(as(author), id, {})), 'author-approves');
  assert.equal(code(await approveVersion(as(author), id, { ...(await approval(id, '2026-03-20')) })), 'author-approves');
  await assert.rejects(write(db, (tx) => tx.updateTable('document_version').set({ state: 'approved', approved_at: Temporal.Instant.from('2026-03-02T09:00:00Z'), approver_id: authorId, training_decision: 'retrain', effective_at: Temporal.Instant.from('2026-03-02T09:00:00Z') }).where('id', '=', id).execute()), /author_is_not_approver/u);
});

test('DOC-04 another author can discard a draft but not replace its file', async () => {
  const id = await newDraft(await newDocument());
  assert.equal(code(await replaceContent(as(other), convert, id, file('# 1 Mine'))), 'not-the-author');
  ok(await replaceContent(as(author), convert, id, file('# 1 Better\n\nText')));
  assert.deepEqual(ok(await getVersion(as(author), id)).sections.map((section) => section.heading), ['Better']);
  ok(await discardDraft(as(other), id));
  assert.equal(code(await getVersion(as(author), id)), 'not-found');
  assert.equal(await loadModule(db, id), null);
});

test('DOC-02 two approvals at the same time: one is done, the other finds it decided', async () => {
  const documentId = await newDocument();
  const id = await submitted(documentId);
  const input = await approval(id, '2026-03-02');
  const outcomes = await Promise.all([approveVersion(as(approver), id, input), approveVersion(as(approver), id, input), approveVersion(as(approver), id, input)]);
  assert.deepEqual(outcomes.map(code).toSorted(), ['done', 'wrong-state', 'wrong-state']);
  const events = await db.selectFrom('audit_event').select('action').where('subject_id', '=', id).where('action', 'in', ['VersionApproved', 'VersionBecameEffective']).execute();
  assert.equal(events.length, 2);
  assert.equal(ok(await getVersion(as(approver), id)).signatures.length, 2);
});

test('DOC-05 a double click with one idempotency key approves once and answers twice', async () => {
  const id = await submitted(await newDocument());
  const input = await approval(id, '2026-03-20');
  const outcomes = await Promise.all([1, 2].map(() => approveVersion(as(approver, undefined, 'click-1'), id, input)));
  assert.deepEqual(outcomes.map((outcome) => ok(outcome).state), ['approved', 'approved']);
  const approvals = await db.selectFrom('signature').select('id').where('subject_id', '=', id).where('meaning', '=', 'approved').execute();
  assert.equal(approvals.length, 1);
});

test('DOC-02 OPS-01 two nodes switch a version once, at its effective moment even when late', async () => {
  const documentId = await newDocument();
  const first = await approved(documentId, '1.0', '2026-03-02');
  const second = await approved(documentId, '2.0', '2026-03-10');
  const nodes = [openDatabase(database.url, { max: 2 }), openDatabase(database.url, { max: 2 })];
  try {
    const late = '2026-03-12T06:00:00Z';
    const outcomes = await Promise.all([...nodes, ...nodes].map((node) => makeEffective({ ...as(approver, late), db: node }, second)));
    assert.deepEqual(outcomes.map((outcome) => ok(outcome).switched).toSorted(), [false, false, false, true]);
  } finally {
    await Promise.all(nodes.map((node) => node.destroy()));
  }
  const moment = Temporal.Instant.from('2026-03-10T00:00:00Z');
  assert.deepEqual([(await rangeOf(first)).until, (await rangeOf(second)).from], [moment, moment]);
  const switches = await db.selectFrom('audit_event').select('id').where('subject_id', '=', second).where('action', '=', 'VersionBecameEffective').execute();
  assert.equal(switches.length, 1);
});

test('DOC-02 what is due comes into force before the next act, in order', async () => {
  const documentId = await newDocument();
  const first = await approved(documentId, '1.0', '2026-03-05');
  const second = await approved(documentId, '2.0', '2026-03-08');
  const third = await approved(documentId, '3.0', '2026-03-09', '2026-03-09T12:00:00Z');
  assert.deepEqual(await Promise.all([first, second, third].map(stateOf)), ['superseded', 'superseded', 'effective']);
  assert.equal(code(await withdrawVersion(as(approver, '2026-03-10T00:00:00Z'), third, { reason: 'late' })), 'wrong-state');
});

test('DOC-06 a document of an Auckland site comes into force when the day begins there', async () => {
  const documentId = await newDocument({ siteId: auckland });
  const id = await submitted(documentId);
  const evening = '2026-03-02T09:30:00Z'; // 22:30 in Auckland
  assert.equal(code(await getApprovalStatement(as(approver, '2026-03-02T11:30:00Z'), id, { effectiveOn: Temporal.PlainDate.from('2026-03-02') })), 'effective-date-past');
  const reply = ok(await approveVersion(as(approver, evening), id, await approval(id, '2026-03-03', evening)));
  assert.equal(reply.effectiveAt.toString(), '2026-03-02T11:00:00Z');
});

test('DOC-07 a withdrawn version never comes into force, and its label stays taken', async () => {
  const documentId = await newDocument();
  const id = await approved(documentId, '1.0', '2026-03-20');
  ok(await withdrawVersion(as(approver), id, { reason: 'Wrong file' }));
  assert.deepEqual(ok(await makeEffective(as(approver, '2026-03-21T00:00:00Z'), id)), { switched: false });
  assert.equal(await stateOf(id), 'withdrawn');
  assert.equal(code(await uploadVersion(as(author), convert, documentId, file(TEXT), { label: '1.0', changeClass: 'major', changeSummary: 'x' })), 'label-taken');
});

test('DOC-02 a retired document takes its version out of force and takes no new one', async () => {
  const documentId = await newDocument();
  const id = await approved(documentId, '1.0', '2026-03-02');
  ok(await retireDocument(as(approver, '2026-03-04T00:00:00Z'), documentId, { reason: 'Line sold' }));
  assert.equal(await stateOf(id), 'retired');
  assert.equal(code(await uploadVersion(as(author), convert, documentId, file(TEXT), { label: '2.0', changeClass: 'major', changeSummary: 'x' })), 'document-retired');
  assert.equal(code(await getDocument(as(learner, '2026-03-05T00:00:00Z'), documentId, {})), 'not-found');
  assert.equal(ok(await getDocument(as(learner, '2026-03-05T00:00:00Z'), documentId, { asOf: '2026-03-03T00:00:00Z' })).inForce?.id, id);
});

test('DOC-02 the database allows one version in force at any instant', async () => {
  const documentId = await newDocument();
  const first = await approved(documentId, '1.0', '2026-03-02');
  const second = await approved(documentId, '2.0', '2026-03-20');
  const force = (state: string, from: string, until: string | null) => write(db, (tx) => tx.updateTable('document_version').set({ state, in_force: `[${from},${until ?? ''})` }).where('id', '=', second).execute());
  await assert.rejects(force('effective', '2026-03-20', null), /one_in_force|one_effective/u);
  await assert.rejects(force('superseded', '2026-03-03', '2026-03-05'), /one_in_force/u);
  await assert.rejects(db.updateTable('document_version').set({ state: 'withdrawn' }).where('id', '=', first).execute(), /without an audit event/u);
});

test('DOC-09 the database refuses changes to content, sections, quiz and approval once submitted or approved', async () => {
  const id = await approved(await newDocument(), '1.0', '2026-03-20');
  const frozen = /can ?not change|append-only|no longer a draft|permission denied/u;
  const attempts: Parameters<typeof write>[1][] = [
    (tx) => tx.updateTable('document_version').set({ content_sha256: Buffer.alloc(32) }).where('id', '=', id).execute(),
    (tx) => tx.updateTable('document_version').set({ file_name: 'other.md' }).where('id', '=', id).execute(),
    (tx) => tx.updateTable('document_version').set({ training_decision: 'none' }).where('id', '=', id).execute(),
    (tx) => tx.updateTable('document_version').set({ approver_id: otherId }).where('id', '=', id).execute(),
    (tx) => tx.deleteFrom('document_version').where('id', '=', id).execute(),
    (tx) => tx.updateTable('document_section').set({ text: 'x' }).where('version_id', '=', id).execute(),
    (tx) => tx.deleteFrom('document_section').where('version_id', '=', id).execute(),
    (tx) => tx.insertInto('document_section').values({ version_id: id, ordinal: 99, level: 1, text: 'x', html: 'x', sha256: Buffer.alloc(32) }).execute(),
    (tx) => tx.updateTable('module').set({ pass_mark: 1 }).where('version_id', '=', id).execute(),
    (tx) => tx.deleteFrom('module').where('version_id', '=', id).execute(),
    async (tx) => tx.insertInto('question').values({ id: NOBODY, module_id: (await loadModule(db, id))?.id ?? '', ordinal: 1, kind: 'single', text: 'x', options: '[]', answer_key: '[]' }).execute(),
    (tx) => tx.updateTable('content_file').set({ bytes: Buffer.from('x') }).execute(),
  ];
  for (const attempt of attempts) await assert.rejects(write(db, attempt), frozen);
});

test('DOC-03 a stored file that was altered is neither signed nor given out', async () => {
  const documentId = await newDocument();
  const id = await submitted(documentId);
  const input = await approval(id, '2026-03-20');
  const { contentSha256 } = ok(await getVersion(as(author), id));
  await database.asOwner('alter table content_file disable trigger all');
  await database.asOwner(`update content_file set bytes = 'forged' where encode(sha256, 'hex') = $1`, [contentSha256]);
  await database.asOwner('alter table content_file enable trigger all');
  assert.equal(code(await downloadFile(as(approver), id)), 'content-damaged');
  assert.equal(code(await getApprovalStatement(as(approver), id, {})), 'content-damaged');
  assert.equal(code(await approveVersion(as(approver), id, input)), 'content-damaged');
});

test('DOC-11 learners see what is in force, others what is under way; another site’s drafts stay hidden', async () => {
  const documentId = await newDocument({ siteId: auckland });
  const draftId = await newDraft(documentId);
  const local = { ...other, grants: [{ role: 'author', siteId: auckland, departmentId: null }] } as Principal; // an object of the same union with other grants
  const elsewhere = { ...other, grants: [{ role: 'author', siteId: NOBODY, departmentId: null }, { role: 'learner', siteId: null, departmentId: null }] } as Principal; // as above
  for (const [principal, expected] of [[learner, 'not-found'], [elsewhere, 'not-found'], [local, 'done'], [author, 'done']] as const) {
    assert.equal(code(await getVersion(as(principal), draftId)), expected);
    assert.equal(code(await getDocument(as(principal), documentId, {})), expected);
    assert.equal(code(await downloadFile(as(principal), draftId)), expected);
  }
  assert.equal(code(await discardDraft(as(elsewhere), draftId)), 'not-permitted');
});

test('DOC-11 documents are found by words of number and title, in natural order, page by page, as of a day', async () => {
  for (const number of ['NAT-10', 'NAT-9', 'NAT-100']) await newDocument({ number });
  const query = { limit: 2, search: 'nat gown' };
  const first = ok(await listDocuments(as(author), query));
  assert.deepEqual([first.items.map((item) => item.number), first.total], [['NAT-9', 'NAT-10'], 3]);
  const second = ok(await listDocuments(as(author), { ...query, cursor: first.nextCursor ?? '' }));
  assert.deepEqual([second.items.map((item) => item.number), second.nextCursor], [['NAT-100'], null]);
  assert.equal(ok(await listDocuments(as(author), { limit: 10, search: 'NAT-1%' })).total, 0);
  assert.equal(ok(await listDocuments(as(learner), { limit: 10, search: 'nat' })).total, 0);
  assert.equal(ok(await listDocuments(as(author), { limit: 10, search: 'nat', asOf: '2026-01-01T00:00:00Z' })).total, 0);
});

test('DOC-11 as of a past or future instant a document shows the version in force then', async () => {
  const documentId = await newDocument();
  const first = await approved(documentId, '1.0', '2026-03-02');
  const second = await approved(documentId, '2.0', '2026-03-20');
  const at = async (asOf: string) => ok(await getDocument(as(approver), documentId, { asOf }));
  assert.deepEqual([(await at('2026-03-10T00:00:00Z')).inForce?.id, (await at('2026-03-20T00:00:00Z')).inForce?.id], [first, second]);
  assert.deepEqual((await at('2026-03-20T00:00:00Z')).versions.map((version) => version.state), ['effective', 'superseded']);
  assert.equal(ok(await listDocuments(as(approver), { limit: 200, state: 'approved' })).items.some((item) => item.id === documentId && item.coming?.id === second), true);
});

test('DOC-02 each act on a version is allowed, or says why not in a sentence', async () => {
  const id = await submitted(await newDocument());
  const acts = async (principal: Principal) => Object.fromEntries(ok(await getVersion(as(principal), id)).acts.map(({ act, allowed, why }) => [act, allowed ? true : why]));
  const mine = await acts(author);
  assert.equal(mine['approve'], 'You are the author of version 1.0: someone else has to approve it.');
  assert.equal(mine['submit'], 'Version 1.0 is in review; only a version that is a draft can be submitted.');
  const theirs = await acts(approver);
  assert.equal(theirs['approve'], true);
  assert.match(String(theirs['discard']), /Your roles do not allow this \(it needs author/u);
});

test('TRN-02 a version shows what changed since the one before', async () => {
  const documentId = await newDocument();
  const upload = async (label: string, text: string) => ok(await uploadVersion(as(author), convert, documentId, file(text), { label, changeClass: 'minor', changeSummary: 'x' })).id;
  const first = await upload('1.0', '# 1 Purpose\n\nWhy.\n\n# 2 Gowning\n\nWear a hood.\n\n# 3 Old\n\nGone soon, nobody needs it.');
  const { statement } = ok(await getSubmitStatement(as(author), first));
  ok(await submitVersion(as(author), first, { statement, password: PASSWORD }));
  ok(await approveVersion(as(approver), first, await approval(first, '2026-03-02')));
  const second = await upload('1.1', '# 1 Purpose\n\nWhy.\n\n# 2 Gowning\n\nWear a hood and goggles.\n\n# 3 Waste\n\nRed bin.');
  const page = ok(await getVersion(as(author), second));
  assert.deepEqual(page.changes.map(({ kind, number, heading }) => [kind, number, heading]), [['changed', '2', 'Gowning'], ['added', '3', 'Waste'], ['removed', '3', 'Old']]);
  assert.match(page.changes[0]?.oldHtml ?? '', /Wear a hood\./u);
  assert.equal(page.previous?.label, '1.0');
});
