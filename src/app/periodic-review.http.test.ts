// Periodic reviews and changes of a document itself, through the API.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { approveProcedure, PASSWORD, passTime, seedCompany } from '../../test/kit/company.ts';
import { approve, draftProcedure, refusalsOf } from '../../test/kit/learner.ts';
import { openTestServer } from '../../test/kit/server.ts';
import { listEvents } from '../features/audit/contract.ts';
import { getDocument, listDocuments } from '../features/documents/contract.ts';
import { changeFacts, getFactsHistory } from '../features/documents/facts/contract.ts';
import { getTakingEffect } from '../features/documents/lifecycle/contract.ts';
import { getReview, getReviewStatement, listReviews, reviewDocument } from '../features/documents/periodic/contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const { quality, approver, author, operators: [orla] } = company;
const { documentId } = await approveProcedure(company, { number: 'SOP-001' }); // in force from 2 March 2026

type Verdicts = { readonly document: 'confirm' | 'revise' | 'retire'; readonly module?: 'confirm' | 'revise' };
const review = async (client: typeof quality.client, verdicts: Verdicts, comment: string | null = null) => {
  const { statement } = await client.call(getReviewStatement, { params: { id: documentId }, query: verdicts });
  return client.call(reviewDocument, { params: { id: documentId }, body: { ...verdicts, comment, statement, password: PASSWORD } });
};
const reviewRow = async () => (await orla.client.call(listReviews, { query: {} })).items.map((row) => [row.number, row.dueOn, row.state]);

test('DOC-08 a review is due two years after the version took effect, and visible as overdue from the day after', async () => {
  assert.deepEqual(await reviewRow(), [['SOP-001', '2028-03-02', 'planned']]);
  await passTime(server, company, '2028-03-02T20:00:00Z');
  assert.deepEqual(await reviewRow(), [['SOP-001', '2028-03-02', 'soon']]);
  await passTime(server, company, '2028-03-03T00:30:00Z');
  assert.deepEqual(await reviewRow(), [['SOP-001', '2028-03-02', 'overdue']]);
  const { counts, total } = await quality.client.call(listReviews, { query: { state: 'overdue', search: 'sterile' } });
  assert.deepEqual([counts.overdue, total], [1, 1]);
  assert.deepEqual((await orla.client.call(listDocuments, { query: {} })).items.map((row) => row.review), [{ dueOn: '2028-03-02', state: 'overdue' }]);
  assert.deepEqual((await orla.client.call(listReviews, { query: { asOf: '2027-01-01T00:00:00Z' } })).items.map((row) => row.state), ['planned']);
});

test('DOC-08 an overdue review is escalated to its owner, then to quality, each once, on record and as what waits for them', async () => {
  const escalated = async () => (await quality.client.call(listEvents, { query: { action: 'PeriodicReviewEscalated', limit: 20 } })).items.map((event) => [event.data['number'], event.data['stage']]);
  const waiting = async (client: typeof quality.client) => (await client.call(listReviews, { query: { waiting: 'me' } })).items.map((row) => [row.number, row.escalatedTo]);
  assert.deepEqual(await escalated(), [['SOP-001', 'owner']]);
  assert.deepEqual([await waiting(author.client), await waiting(quality.client), await waiting(orla.client)], [[['SOP-001', 'owner']], [], []]);
  await passTime(server, company, '2028-03-15T20:00:00Z'); // time goes on, nothing new to say
  assert.deepEqual(await escalated(), [['SOP-001', 'owner']]);
  await passTime(server, company, '2028-03-16T00:30:00Z');
  assert.deepEqual(await escalated(), [['SOP-001', 'quality'], ['SOP-001', 'owner']]);
  assert.deepEqual([await waiting(author.client), await waiting(quality.client), await waiting(orla.client)], [[['SOP-001', 'quality']], [['SOP-001', 'quality']], []]);
  const { escalations } = await orla.client.call(getReview, { params: { id: documentId } });
  assert.deepEqual(escalations.map((one) => [one.stage, one.owner.name, one.at.slice(0, 10)]), [['owner', 'Aoife Walsh', '2028-03-03'], ['quality', 'Aoife Walsh', '2028-03-16']]);
  assert.deepEqual((await orla.client.call(listReviews, { query: { asOf: '2028-03-10T00:00:00Z' } })).items.map((row) => row.escalatedTo), ['owner']);
});

test('DOC-08 approvers, quality and the owner review; others are refused, on the server too', async () => {
  assert.equal((await orla.client.refused(getReviewStatement, { params: { id: documentId }, query: { document: 'confirm', module: 'confirm' } })).code, 'not-permitted');
  assert.equal((await orla.client.call(getReview, { params: { id: documentId } })).act.allowed, false);
  assert.equal((await author.client.call(getReview, { params: { id: documentId } })).act.allowed, true); // the owner
  assert.equal((await quality.client.refused(getReviewStatement, { params: { id: documentId }, query: { document: 'confirm' } })).code, 'module-verdict-needed');
  assert.ok((await refusalsOf(company, orla.id)).some((refusal) => refusal.attempted === 'GET /documents/:id/periodic-review/statement' && refusal.code === 'not-permitted'));
});

test('DOC-08 two verdicts in one signed task; confirming begins the next cycle', async () => {
  const { statement } = await approver.client.call(getReviewStatement, { params: { id: documentId }, query: { document: 'confirm', module: 'confirm' } });
  const other = await approver.client.refused(reviewDocument, { params: { id: documentId }, body: { document: 'revise', module: 'confirm', comment: 'x', statement, password: PASSWORD } });
  assert.equal(other.code, 'statement-changed'); // other verdicts than those that were shown
  assert.deepEqual(await review(approver.client, { document: 'confirm', module: 'confirm' }).then(({ dueOn, state }) => [dueOn, state]), ['2030-03-16', 'planned']);
  const shown = await quality.client.call(getReview, { params: { id: documentId } });
  assert.deepEqual(shown.history.map((one) => [one.dueOn, one.reviewedOn, one.document, one.module, one.signature?.meaning, one.signature?.printedName]), [['2028-03-02', '2028-03-16', 'confirm', 'confirm', 'reviewed', 'Brian Keane']]);
  assert.equal((await quality.client.call(listEvents, { query: { action: 'DocumentReviewed', limit: 10 } })).items.length, 1);
});

test('DOC-08 “revise” stays visible until a new version is in force, which begins a cycle of its own', async () => {
  const { statement } = await quality.client.call(getReviewStatement, { params: { id: documentId }, query: { document: 'confirm', module: 'revise' } });
  assert.equal((await quality.client.refused(reviewDocument, { params: { id: documentId }, body: { document: 'confirm', module: 'revise', statement, password: PASSWORD } })).code, 'comment-needed');
  await review(quality.client, { document: 'confirm', module: 'revise' }, 'The quiz asks about the old gloves.');
  assert.deepEqual(await reviewRow(), [['SOP-001', '2030-03-16', 'revision_needed']]);
  const { versionId } = await draftProcedure(company, { documentId, label: '2.0' });
  await approve(company, versionId, { effectiveOn: '2028-03-16' });
  assert.deepEqual(await reviewRow(), [['SOP-001', '2030-03-16', 'planned']]);
});

test('DOC-01 owner, risk class, title and review cycle change with a reason and their history; the running window stays', async () => {
  const { versionId } = await draftProcedure(company, { documentId, label: '3.0' });
  await approve(company, versionId, { effectiveOn: '2028-04-03' });
  for (const { client } of [author, orla]) assert.equal((await client.refused(changeFacts, { params: { id: documentId }, body: { risk: 'critical', reason: 'x' } })).code, 'not-permitted');
  assert.equal((await quality.client.refused(changeFacts, { params: { id: documentId }, body: { ownerId: documentId, reason: 'x' } })).code, 'owner-unknown');
  assert.equal((await quality.client.refused(changeFacts, { params: { id: documentId }, body: { risk: 'high', reason: 'x' } })).code, 'facts-unchanged');
  await quality.client.call(changeFacts, { params: { id: documentId }, body: { risk: 'critical', ownerId: approver.id, reviewMonths: 12, reason: 'The line is aseptic now.' } });
  const document = await orla.client.call(getDocument, { params: { id: documentId }, query: {} });
  assert.deepEqual([document.risk, document.owner.name, document.reviewMonths, document.review.dueOn], ['critical', 'Brian Keane', 12, '2029-03-16']);
  const { items } = await orla.client.call(getFactsHistory, { params: { id: documentId } });
  assert.deepEqual(items.map((item) => [item.changedBy?.name, item.reason, item.changes.map((change) => `${change.field} ${change.from} → ${change.to}`)]), [['Cian Daly', 'The line is aseptic now.', ['ownerId Aoife Walsh → Brian Keane', 'risk high → critical', 'reviewMonths 24 → 12']]]);
  assert.equal((await quality.client.call(getTakingEffect, { params: { id: versionId } })).takesEffect, 'date'); // approved while the class was high
  assert.equal((await author.client.call(getReview, { params: { id: documentId } })).act.allowed, false); // no longer the owner
});
