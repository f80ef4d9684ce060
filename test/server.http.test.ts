import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { getMe } from '../src/features/access/contract.ts';
import { verifyTrail } from '../src/features/audit/contract.ts';
import { getMyTraining } from '../src/features/training/contract.ts';
import { approveProcedure, passTime, requireOfOperators, seedCompany } from './kit/company.ts';
import { openTestServer } from './kit/server.ts';

const server = await openTestServer();
after(() => server.close());

test('TRN-01 an approved procedure and a rule give each operator one assignment, and the trail of it all is whole', async () => {
  const company = await seedCompany(server);
  const me = await company.operators[0].client.call(getMe);
  assert.equal(me.name, 'Orla Fitzgerald');
  const { documentId } = await approveProcedure(company);
  await requireOfOperators(company, [documentId]);
  await passTime(server, company, '2026-03-03T09:00:00Z');
  for (const operator of company.operators) {
    const { due } = await operator.client.call(getMyTraining);
    assert.deepEqual(due.map((row) => row.document.number), ['SOP-001']);
  }
  const trail = await company.quality.client.call(verifyTrail);
  assert.equal(trail.ok, true);
});

test('SEC-01 nobody sees anything without signing in', async () => {
  const problem = await server.visitor().refused(getMe);
  assert.equal(problem.status, 401);
  assert.equal(problem.code, 'sign-in-needed');
});
