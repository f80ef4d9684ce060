// A role: who holds it, who is ready for it, and what the others miss.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setAbsence } from '../../people/contract.ts';
import { approveProcedure, passTime, requireOfOperators, seedCompany } from '../../../../test/kit/company.ts';
import { complete, oneDue } from '../../../../test/kit/learner.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { getRoleStanding } from './contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const [orla, sean] = company.operators;
const critical = await approveProcedure(company, { number: 'SOP-001', risk: 'critical' });
const other = await approveProcedure(company, { number: 'SOP-002' });
await requireOfOperators(company, [critical.documentId, other.documentId]);
const id = company.operatorRoleId;

test('MTX-08 ready for the role is who is qualified on its critical documents; everybody misses by name, and absent people count as neither', async () => {
  await complete(orla.client, (await oneDue(orla.client, 'SOP-001')).id);
  await passTime(server, company, '2026-03-03T09:00:00Z');
  const all = await company.quality.client.call(getRoleStanding, { params: { id } });
  assert.deepEqual([all.people, all.ready, all.absent], [2, 1, 0]);
  assert.deepEqual(all.items.map((row) => [row.person.name, row.ready, row.missing.map((document) => document.number)]), [['Orla Fitzgerald', true, ['SOP-002']], ['Sean Murphy', false, ['SOP-001', 'SOP-002']]]);
  assert.deepEqual(all.documents.map((row) => [row.document.number, row.qualified, row.required]), [['SOP-001', 1, 2], ['SOP-002', 0, 2]]);
  assert.deepEqual((await company.manager.client.call(getRoleStanding, { params: { id }, query: { is: 'not_ready' } })).items.map((row) => row.person.name), ['Sean Murphy']);
  await company.administrator.client.call(setAbsence, { params: { id: sean.id }, body: { from: '2026-03-03', until: null } });
  const later = await company.quality.client.call(getRoleStanding, { params: { id } });
  assert.deepEqual([later.people, later.ready, later.absent, later.items.map((row) => row.absent)], [1, 1, 1, [false, true]]);
  assert.equal((await orla.client.refused(getRoleStanding, { params: { id } })).status, 403);
});
