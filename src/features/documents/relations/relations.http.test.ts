import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { approveProcedure, seedCompany } from '../../../../test/kit/company.ts';
import { draftProcedure } from '../../../../test/kit/learner.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { listEvents } from '../../audit/contract.ts';
import { addRelation, listRelations, removeRelation } from './contract.ts';

const server = await openTestServer({ tickSeconds: 0 });
after(() => server.close());
const company = await seedCompany(server);
const { author: { client: author }, operators: [{ client: operator }] } = company;
const one = await approveProcedure(company, { number: 'SOP-001', title: 'Filling' });
const two = await approveProcedure(company, { number: 'SOP-002', title: 'Gowning', text: '# 1 Purpose\n\nSee sop 1 and SOP-003.\n\n# 2 Gowning\n\nGown.\n\n# 3 Filling\n\nFill.\n' });
const hidden = await draftProcedure(company, { number: 'SOP-003' });

test('DOC-21 a relation shows on both documents, each the other way round, and is audited', async () => {
  const { id } = await author.call(addRelation, { params: { id: one.documentId }, body: { type: 'replaced_by', otherId: two.documentId } });
  assert.deepEqual((await operator.call(listRelations, { params: { id: one.documentId } })).items, [{ id, type: 'replaced_by', document: { id: two.documentId, number: 'SOP-002', title: 'Gowning' } }]);
  assert.deepEqual((await operator.call(listRelations, { params: { id: two.documentId } })).items.map((item) => item.type), ['replaces']);
  assert.equal((await author.refused(addRelation, { params: { id: one.documentId }, body: { type: 'replaces', otherId: two.documentId } })).code, 'relation-circle');
  await author.call(removeRelation, { params: { id } });
  assert.deepEqual((await operator.call(listRelations, { params: { id: one.documentId } })).items, []);
  const { items } = await company.quality.client.call(listEvents, { query: { limit: 500 } });
  assert.deepEqual(items.map((event) => event.action).filter((action) => action === 'DocumentRelated' || action === 'DocumentUnrelated'), ['DocumentUnrelated', 'DocumentRelated']);
});

test('DOC-21 what the text mentions is offered, of what the reader may see, until it is related', async () => {
  const mentioned = async (client: typeof author) => (await client.call(listRelations, { params: { id: two.documentId } })).mentioned.map((other) => other.number);
  assert.deepEqual(await mentioned(author), ['SOP-001', 'SOP-003']);
  assert.deepEqual(await mentioned(operator), ['SOP-001']);
  await author.call(addRelation, { params: { id: two.documentId }, body: { type: 'refers_to', otherId: hidden.documentId } });
  assert.deepEqual(await mentioned(author), ['SOP-001']);
  assert.deepEqual((await operator.call(listRelations, { params: { id: two.documentId } })).items, [], 'a relation to what may not be seen is not shown');
});

test('DOC-21 only those who write relate, and only what exists', async () => {
  assert.equal((await operator.refused(addRelation, { params: { id: one.documentId }, body: { type: 'refers_to', otherId: two.documentId } })).status, 403);
  assert.equal((await author.refused(addRelation, { params: { id: one.documentId }, body: { type: 'refers_to', otherId: '018f0000-0000-7000-8000-000000000000' } })).status, 404);
  assert.equal((await operator.refused(listRelations, { params: { id: hidden.documentId } })).status, 404);
});
