import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { approveProcedure, seedCompany } from '../../../../test/kit/company.ts';
import { draftProcedure } from '../../../../test/kit/learner.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { listEvents } from '../../audit/contract.ts';
import { getCopy, getPages } from './contract.ts';
import { searchDocuments } from '../search/contract.ts';
import { closePrinters } from './run.ts';

const server = await openTestServer({ tickSeconds: 0 });
after(async () => {
  await server.close();
  await closePrinters();
});
const company = await seedCompany(server);
const [operator] = company.operators;
const inForce = await approveProcedure(company, { number: 'SOP-001' });
const draft = await draftProcedure(company, { number: 'SOP-002' });

const copyAt = (versionId: string, query = ''): string => `/api/v1/versions/${versionId}/copy${query}`;
const copiesOf = async (versionId: string) => (await company.quality.client.call(listEvents, { query: { action: 'CopyMade', limit: 500 } })).items.filter((event) => event.subject.id === versionId);

test('DOC-10 each copy is in the audit trail with its digest, and with who made it', async () => {
  const reply = await operator.client.send('GET', copyAt(inForce.versionId, '?purpose=print'));
  assert.equal(reply.status, 200);
  const bytes = Buffer.from(await reply.arrayBuffer());
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
  const [event, ...others] = await copiesOf(inForce.versionId);
  assert.deepEqual(others, []);
  assert.equal(event?.data['copySha256'], createHash('sha256').update(bytes).digest('hex'));
  assert.equal(event.data['purpose'], 'print');
  assert.equal(event.actor.name, operator.name);
});

test('DOC-10 nobody copies what they may not read', async () => {
  assert.equal((await operator.client.refused(getCopy, { params: { id: draft.versionId } })).status, 404);
  assert.equal((await server.visitor().refused(getCopy, { params: { id: inForce.versionId } })).status, 401);
  assert.equal((await copiesOf(draft.versionId)).length, 0);
  assert.equal((await company.author.client.send('GET', copyAt(draft.versionId))).headers.get('content-disposition'), 'attachment; filename="SOP-002-v1.0-in_review.pdf"');
  assert.equal((await copiesOf(draft.versionId))[0]?.data['state'], 'in_review');
});

test('DOC-11 a text has no pages of its own', async () => {
  assert.equal((await operator.client.refused(getPages, { params: { id: inForce.versionId } })).code, 'no-pages');
});

test('DOC-11 the search asks for permission and for a reasonable question', async () => {
  assert.equal((await server.visitor().refused(searchDocuments, { query: { q: 'gloves' } })).status, 401);
  assert.equal((await operator.client.refused(searchDocuments, { query: { q: 'x'.repeat(201) } })).status, 400);
  const { items } = await operator.client.call(searchDocuments, { query: { q: 'torn gloves', versions: 'all' } });
  assert.deepEqual(items.map((item) => item.document.number), ['SOP-001']);
});
