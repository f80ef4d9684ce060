import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openTestDatabase } from '../../../../test/kit/database.ts';
import { codeOf, ok, openReviewWorld, routeOf, step } from '../../../../test/kit/review-world.ts';
import { makeSite, write } from '../../../../test/kit/world.ts';
import { nameDeputy } from '../deputies/actions.ts';
import { sendBackVersion, getApprovalStatement } from '../actions.ts';
import { getVersion } from '../library/actions.ts';
import { addComment, answerComment } from './actions-comments.ts';
import { getReview, listReviews } from './actions-read.ts';
import { getStepStatement, reassignStep, signReviewStep, takeBackSubmission } from './actions.ts';

const database = await openTestDatabase();
after(() => database.close());
const { db } = database;
const world = await openReviewWorld(db);
const { cast, as, submitted, trySign, tryApprove, trySubmit, stepIds } = world;
const stateOf = async (id: string) => (await db.selectFrom('document_version').select('state').where('id', '=', id).executeTakeFirst())?.state;
const shown = async (who: Parameters<typeof as>[0], versionId: string, now?: string) => ok(await getReview(as(who, now), versionId));

test('DOC-04 without a route of its own, a type is approved by one approver other than the author', async () => {
  const { versionId } = await submitted(routeOf([]));
  assert.equal(codeOf(await tryApprove(cast.author, versionId)), 'author-approves');
  assert.equal((await shown(cast.approver, versionId)).may.approve.allowed, true);
  ok(await tryApprove(cast.approver, versionId));
  const { review, earlier } = await shown(cast.approver, versionId);
  assert.deepEqual([review, earlier[0]?.outcome, earlier[0]?.steps[0]?.signatures[0]?.by.name], [null, 'approved', 'Brian Keane']);
});

test('DOC-04 stages follow each other, steps of a stage run side by side, and each is a signature', async () => {
  const { versionId } = await submitted(routeOf([[step({ name: 'Quality' }), step({ name: 'Expert', who: { kind: 'people', personIds: [cast.expert.id] } })], [step({ name: 'Second look', meaning: 'approved' })]]));
  const [quality = '', expert = '', second = ''] = await stepIds(versionId);
  const early = await trySign(cast.second, second);
  assert.equal(codeOf(early), 'stage-not-open');
  assert.match(early.ok ? '' : String(early.refusal.detail?.['waiting']), /Quality: .*Rory Flynn.*; Expert: Orla Fitzgerald/u);
  assert.equal(codeOf(await tryApprove(cast.approver, versionId)), 'review-unfinished');
  ok(await trySign(cast.expert, expert)); // in any order within the stage
  assert.equal(codeOf(await trySign(cast.second, second)), 'stage-not-open');
  ok(await trySign(cast.reviewer, quality));
  assert.equal(codeOf(await trySign(cast.quality, quality)), 'step-done');
  const page = await shown(cast.second, versionId);
  assert.deepEqual(page.review?.steps.map((one) => one.state), ['done', 'done', 'open', 'later']);
  ok(await trySign(cast.second, second));
  ok(await tryApprove(cast.approver, versionId));
  const version = ok(await getVersion(as(cast.approver), versionId));
  assert.deepEqual(version.signatures.map((one) => [one.printedName, one.meaning]), [['Aoife Walsh', 'authored'], ['Orla Fitzgerald', 'reviewed'], ['Rory Flynn', 'reviewed'], ['Una Roche', 'approved'], ['Brian Keane', 'approved']]);
  assert.match(version.signatures[1]?.statement ?? '', /^I am Orla Fitzgerald\. I have reviewed T\d+-001 v1\.0 “Gowning” \(content SHA-256 [0-9a-f]{64}\)\. Step: Expert\.$/u);
});

test('DOC-04 the author signs no step, nobody signs twice or in two stages unless the route says so', async () => {
  const route = [[step({ name: 'Each of two', who: { kind: 'people', personIds: [cast.reviewer.id, cast.second.id] }, need: 'all' })], [step({ name: 'Later' })]];
  const { versionId } = await submitted(routeOf(route));
  const [each = '', later = ''] = await stepIds(versionId);
  assert.equal(codeOf(await trySign(cast.author, each)), 'author-reviews');
  assert.deepEqual(ok(await trySign(cast.reviewer, each)), { id: each, done: false });
  assert.equal(codeOf(await trySign(cast.reviewer, each)), 'already-signed-step');
  assert.equal(codeOf(await trySign(cast.outsider, each)), 'not-found'); // to whom it is none of their business
  assert.equal(codeOf(await trySign(cast.quality, each)), 'not-your-step');
  assert.deepEqual(ok(await trySign(cast.second, each)), { id: each, done: true });
  assert.equal(codeOf(await trySign(cast.reviewer, later)), 'signed-other-stage');
  const lenient = await submitted(routeOf(route, { sameSigner: true }));
  const [first = '', then = ''] = await stepIds(lenient.versionId);
  ok(await trySign(cast.reviewer, first));
  ok(await trySign(cast.second, first));
  ok(await trySign(cast.reviewer, then));
});

test('DOC-04 the route is copied at submission: a later change of the type leaves what runs as it was', async () => {
  const { versionId, documentId } = await submitted(routeOf([[step()]]));
  await write(db, (tx) => tx.updateTable('document_type').set({ route: JSON.stringify(routeOf([])) }).where('code', '=', (eb) => eb.selectFrom('document').select('type').where('id', '=', documentId)).execute());
  assert.equal(codeOf(await tryApprove(cast.approver, versionId)), 'review-unfinished');
  ok(await sendBackVersion(as(cast.approver), versionId, { reason: 'Unclear' }));
  ok(await trySubmit(versionId));
  ok(await tryApprove(cast.approver, versionId)); // by the route of now
});

test('DOC-04 a reviewer sends back with a reason: the review ends, its history stays, the next begins anew', async () => {
  const { versionId } = await submitted(routeOf([[step({ who: { kind: 'people', personIds: [cast.expert.id] } })], [step()]]));
  const [first = ''] = await stepIds(versionId);
  assert.equal(codeOf(await sendBackVersion(as(cast.outsider), versionId, { reason: 'No' })), 'not-permitted');
  ok(await trySign(cast.expert, first));
  ok(await sendBackVersion(as(cast.reviewer), versionId, { reason: 'Say which hood.' }));
  assert.equal(await stateOf(versionId), 'draft');
  assert.equal(codeOf(await trySign(cast.reviewer, (await stepIds(versionId))[1] ?? first)), 'no-review');
  ok(await trySubmit(versionId));
  const page = await shown(cast.author, versionId);
  assert.deepEqual([page.review?.number, page.review?.steps[0]?.state, page.earlier[0]?.outcome, page.earlier[0]?.endReason, page.earlier[0]?.endedBy?.name, page.earlier[0]?.steps[0]?.signatures.length], [2, 'open', 'sent_back', 'Say which hood.', 'Rory Flynn', 1]);
});

test('DOC-04 the author takes a submission back, nobody else', async () => {
  const { versionId } = await submitted(routeOf([[step()]]));
  assert.equal(codeOf(await takeBackSubmission(as({ ...cast.quality, grants: cast.author.grants }), versionId, { reason: 'x' })), 'not-the-author');
  ok(await takeBackSubmission(as(cast.author), versionId, { reason: 'Wrong file' }));
  assert.equal(await stateOf(versionId), 'draft');
  assert.equal(codeOf(await takeBackSubmission(as(cast.author), versionId, { reason: 'Again' })), 'wrong-state');
});

test('DOC-04 quality gives a step to somebody else; a route that names nobody is refused at submission', async () => {
  const { versionId } = await submitted(routeOf([[step({ name: 'Expert', who: { kind: 'people', personIds: [cast.expert.id] } })]]));
  const [expert = '', approval = ''] = await stepIds(versionId);
  const give = (stepId: string, toId: string, who = cast.quality) => reassignStep(as(who), stepId, { fromId: null, toId, reason: 'On leave' });
  assert.equal(codeOf(await give(expert, cast.second.id, cast.approver)), 'not-permitted');
  assert.equal(codeOf(await give(expert, cast.author.id)), 'reassign-author');
  assert.equal(codeOf(await give(expert, cast.expert.id)), 'reassign-same');
  assert.equal(codeOf(await give(expert, '018f0000-0000-7000-8000-000000000000')), 'person-unknown');
  assert.equal(codeOf(await give(approval, cast.second.id)), 'reassign-approver');
  ok(await give(expert, cast.outsider.id));
  assert.equal(codeOf(await trySign(cast.expert, expert)), 'not-found');
  ok(await trySign(cast.outsider, expert));
  const nobody = await world.draft(routeOf([[step({ name: 'Assessor', who: { kind: 'role', role: 'assessor' } })]]));
  assert.equal(codeOf(await trySubmit(nobody.versionId)), 'route-has-nobody');
  assert.equal(await stateOf(nobody.versionId), 'draft');
});

test('DOC-04 the author’s manager and the owner; an owner who wrote it is replaced by their manager', async () => {
  const route = routeOf([[step({ name: 'Manager', who: { kind: 'manager' } })], [step({ name: 'Owner', who: { kind: 'owner' } })]], { sameSigner: true });
  const own = await submitted(route);
  assert.deepEqual((await shown(cast.author, own.versionId)).review?.steps.map((one) => one.missing.map((person) => person.name)), [['Maeve Byrne'], ['Maeve Byrne'], ['Brian Keane']]);
  const other = await submitted(route, { ownerId: cast.expert.id });
  assert.deepEqual((await shown(cast.author, other.versionId)).review?.steps[1]?.missing.map((person) => person.name), ['Orla Fitzgerald']);
});

test('DOC-04 a step is due after working days of the document’s site, and overdue the day after', async () => {
  const siteId = await makeSite(db, { zone: 'Europe/Dublin', holidays: [Temporal.PlainDate.from('2026-03-17')] });
  const { versionId } = await submitted(routeOf([[step({ days: 2, who: { kind: 'people', personIds: [cast.expert.id] } })]]), { siteId }, '2026-03-13T09:00:00Z'); // a Friday
  const dueOn = async (now: string) => ok(await listReviews(as(cast.expert, now), { waiting: 'me', limit: 10 })).items.find((row) => row.versionId === versionId);
  assert.deepEqual([(await dueOn('2026-03-18T23:59:00Z'))?.dueOn?.toString(), (await dueOn('2026-03-18T23:59:00Z'))?.overdue], ['2026-03-18', false]); // Monday, then Wednesday
  assert.equal((await dueOn('2026-03-19T00:00:00Z'))?.overdue, true);
});

test('DOC-04 what waits for me: by name, by role at my site, not what I wrote, not what is later', async () => {
  const { versionId } = await submitted(routeOf([[step({ who: { kind: 'people', personIds: [cast.expert.id] } })], [step()]]));
  const waits = async (who: Parameters<typeof as>[0], waiting: 'me' | 'mine' | 'all' = 'me') => ok(await listReviews(as(who), { waiting, limit: 500 })).items.filter((row) => row.versionId === versionId).map((row) => row.step);
  assert.deepEqual([await waits(cast.expert), await waits(cast.reviewer), await waits(cast.author), await waits(cast.outsider)], [['Review by quality'], [], [], []]);
  assert.deepEqual([(await waits(cast.author, 'mine')).length, (await waits(cast.quality, 'all')).length], [1, 1]);
  assert.equal(codeOf(await listReviews(as(cast.approver), { waiting: 'all', limit: 10 })), 'not-permitted');
  const [first = ''] = await stepIds(versionId);
  ok(await trySign(cast.expert, first));
  assert.deepEqual([(await waits(cast.expert)).length, (await waits(cast.reviewer)).length, (await waits(cast.author)).length], [0, 1, 0]);
});

test('SEC-01 who takes no part and may not read drafts does not find the review', async () => {
  const { versionId } = await submitted(routeOf([[step({ who: { kind: 'people', personIds: [cast.expert.id] } })]]));
  assert.equal(codeOf(await getReview(as(cast.outsider), versionId)), 'not-found');
  assert.equal((await shown(cast.expert, versionId)).sections.length, 2); // although no role lets them read drafts
  assert.equal(codeOf(await addComment(as(cast.outsider), versionId, { sectionOrdinal: null, quote: null, text: 'x' })), 'not-permitted');
});

test('SIG-01 a step is signed on the statement that was shown, and a damaged file is not signed at all', async () => {
  const { versionId } = await submitted(routeOf([[step()]]));
  const [first = ''] = await stepIds(versionId);
  assert.equal(codeOf(await signReviewStep(as(cast.reviewer), first, { statement: 'I have read nothing.', password: 'nine calm herons at dusk' })), 'statement-changed');
  assert.equal(codeOf(await signReviewStep(as(cast.reviewer), first, { statement: 'x', password: 'wrong' })), 'password-wrong');
  assert.equal(codeOf(await getStepStatement(as(cast.approver), (await stepIds(versionId))[1] ?? '')), 'step-is-approval');
});

test('ESC-04 a deputy signs on behalf of whom the step names, where its route allows it, within period and scope', async () => {
  const people = { kind: 'people', personIds: [cast.expert.id] } as const;
  const { versionId } = await submitted(routeOf([[step({ name: 'May be given', who: people, deputies: true }), step({ name: 'In person', who: people })]]));
  const [given = '', inPerson = ''] = await stepIds(versionId);
  assert.equal(codeOf(await trySign(cast.deputy, given)), 'not-found');
  const period = { from: Temporal.PlainDate.from('2026-03-02'), until: Temporal.PlainDate.from('2026-03-06'), reviews: true, escalations: false, siteId: null };
  ok(await nameDeputy(as(cast.expert), { ...period, deputyId: cast.deputy.id }));
  assert.equal(codeOf(await trySign(cast.deputy, inPerson)), 'deputies-not-allowed');
  assert.equal(codeOf(await trySign(cast.deputy, given, '2026-03-07T09:00:00Z')), 'not-found');
  assert.deepEqual(ok(await listReviews(as(cast.deputy), { waiting: 'me', limit: 10 })).items.filter((row) => row.versionId === versionId).map((row) => [row.step, row.onBehalfOf?.name]), [['May be given', 'Orla Fitzgerald']]);
  ok(await trySign(cast.deputy, given, '2026-03-06T23:00:00Z'));
  const { statement } = ok(await getVersion(as(cast.quality), versionId)).signatures.at(-1) ?? { statement: '' };
  assert.match(statement, /^I am Dara Quinn\. I have reviewed .* I sign on behalf of Orla Fitzgerald, as their deputy\.$/u);
  assert.equal((await shown(cast.quality, versionId)).review?.steps[0]?.signatures[0]?.onBehalfOf?.name, 'Orla Fitzgerald');
});

test('SIG-04 nobody decides training for somebody else: the approval has no deputy', async () => {
  const { versionId } = await submitted(routeOf([]));
  ok(await nameDeputy(as(cast.approver), { deputyId: cast.deputy.id, from: Temporal.PlainDate.from('2026-03-02'), until: Temporal.PlainDate.from('2026-03-06'), reviews: true, escalations: true, siteId: null }));
  assert.equal(codeOf(await getApprovalStatement(as({ ...cast.deputy }), versionId, {})), 'not-permitted');
  assert.equal(ok(await listReviews(as(cast.deputy), { waiting: 'me', limit: 100 })).items.some((row) => row.versionId === versionId), false);
});

test('DOC-04 comments stand at a section, are answered and settled, never changed; unresolved ones can block approval', async () => {
  const { versionId } = await submitted(routeOf([], { commentsBlock: true }));
  const remark = (more: object = {}) => addComment(as(cast.reviewer), versionId, { sectionOrdinal: 2, quote: 'hood and\n sterile', text: 'Which hood?', ...more });
  assert.equal(codeOf(await remark({ sectionOrdinal: 9 })), 'section-unknown');
  assert.equal(codeOf(await remark({ quote: 'balaclava' })), 'quote-not-there');
  const { id } = ok(await remark());
  assert.equal(codeOf(await tryApprove(cast.approver, versionId)), 'comments-unresolved');
  ok(await answerComment(as(cast.author), id, 'reply', 'The white one.'));
  assert.equal(codeOf(await answerComment(as(cast.author), id, 'reopened', '')), 'not-resolved');
  assert.equal(codeOf(await answerComment(as(cast.approver), id, 'resolved', '')), 'not-your-comment');
  ok(await answerComment(as(cast.author), id, 'resolved', ''));
  ok(await answerComment(as(cast.reviewer), id, 'reopened', 'Still not said.'));
  assert.equal(codeOf(await tryApprove(cast.approver, versionId)), 'comments-unresolved');
  ok(await answerComment(as(cast.reviewer), id, 'resolved', ''));
  const [thread] = (await shown(cast.author, versionId)).threads;
  assert.deepEqual([thread?.sectionName, thread?.resolved, thread?.entries.map((entry) => entry.kind)], ['2 Gowning', true, ['comment', 'reply', 'resolved', 'reopened', 'resolved']]);
  ok(await tryApprove(cast.approver, versionId));
  assert.equal(codeOf(await answerComment(as(cast.reviewer), id, 'reply', 'Late')), 'comments-closed');
  await assert.rejects(write(db, (tx) => tx.updateTable('review_comment').set({ text: 'never said' }).where('id', '=', id).execute()), /permission denied|append-only/u);
  await assert.rejects(write(db, (tx) => tx.deleteFrom('review_comment').where('id', '=', id).execute()), /permission denied|append-only/u);
});

test('DOC-04 the database lets no version leave review while its review runs', async () => {
  const { versionId } = await submitted(routeOf([[step()]]));
  await assert.rejects(write(db, (tx) => tx.updateTable('document_version').set({ state: 'draft' }).where('id', '=', versionId).execute()), /running review/u);
});
