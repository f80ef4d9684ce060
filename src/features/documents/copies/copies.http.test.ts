import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { approveProcedure, seedCompany } from '../../../../test/kit/company.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { write } from '../../../../test/kit/world.ts';
import { closePrinters } from '../print/run.ts';
import { endCopy, getControlledCopy, issueCopy, listCopies } from './contract.ts';

const server = await openTestServer({ tickSeconds: 0 });
after(async () => {
  await server.close();
  await closePrinters();
});
const company = await seedCompany(server);
const { author: { client: author }, operators: [{ client: operator }] } = company;
const first = await approveProcedure(company);
const file = (id: string): string => `/api/v1/copies/${id}/file`;

test('DOC-10 a controlled copy is numbered, printed with its holder, recalled when its version is superseded, and ended', async () => {
  const { id, number } = await author.call(issueCopy, { params: { id: first.versionId }, body: { holder: 'Filling line 2' } });
  assert.equal(number, 1);
  assert.equal((await author.refused(issueCopy, { params: { id: first.versionId }, body: { holder: 'filling LINE 2' } })).code, 'holder-has-copy');
  const printed = await author.send('GET', file(id));
  assert.equal(printed.headers.get('content-disposition'), 'attachment; filename="SOP-001-v1.0-controlled-copy-1.pdf"');
  assert.deepEqual((await author.call(listCopies, { query: {} })).items, []);

  const second = await approveProcedure(company, { documentId: first.documentId, label: '2.0' });
  assert.deepEqual((await author.call(listCopies, { query: {} })).items.map((copy) => [copy.number, copy.holder, copy.version.label, copy.toRecall]), [[1, 'Filling line 2', '1.0', true]]);
  assert.equal((await author.refused(getControlledCopy, { params: { id } })).code, 'copy-not-in-force');
  assert.equal((await author.refused(issueCopy, { params: { id: first.versionId }, body: { holder: 'Line 3' } })).code, 'copy-not-in-force');
  assert.equal((await author.call(issueCopy, { params: { id: second.versionId }, body: { holder: 'Filling line 2' } })).number, 2);
  await author.call(endCopy, { params: { id }, body: { as: 'destroyed', note: 'Shredded' } });
  assert.deepEqual((await author.call(listCopies, { query: {} })).items, []);
  assert.equal((await author.refused(endCopy, { params: { id }, body: { as: 'lost' } })).code, 'copy-ended');
  assert.deepEqual((await author.call(listCopies, { query: { documentId: first.documentId } })).items.map((copy) => [copy.number, copy.endedAs]), [[2, null], [1, 'destroyed']]);
});

test('DOC-10 only those who may issue, and the database keeps what was issued', async () => {
  assert.equal((await operator.refused(listCopies, { query: {} })).status, 403);
  assert.equal((await operator.refused(issueCopy, { params: { id: first.versionId }, body: { holder: 'Me' } })).status, 403);
  await assert.rejects(write(server.installation.db, (tx) => tx.updateTable('controlled_copy').set({ holder: 'Somebody else' }).execute()), /keeps what it was issued as/u);
  await assert.rejects(write(server.installation.db, (tx) => tx.deleteFrom('controlled_copy').execute()), /keeps what it was issued as/u);
});
