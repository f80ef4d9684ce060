// Who must train on a procedure, state by state and page by page.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { hirePerson } from '../../people/contract.ts';
import { approveProcedure, requireOfOperators, seedCompany } from '../../../../test/kit/company.ts';
import { approve, attempt, complete, draftProcedure, dueOf, oneDue, read } from '../../../../test/kit/learner.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { getDocumentTraining, getMyTraining, getTrainingFile } from '../contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const [orla, sean] = company.operators;
const { administrator, quality } = company;
const { documentId } = await approveProcedure(company, { number: 'SOP-001' });
const other = await draftProcedure(company, { number: 'SOP-002' });
await approve(company, other.versionId, { effectiveOn: '2026-03-02' });
await requireOfOperators(company, [documentId, other.documentId]);
await complete(orla.client, (await oneDue(orla.client, 'SOP-001')).id);
const coming = await draftProcedure(company, { documentId, label: '2.0' });
await approve(company, coming.versionId, { effectiveOn: '2026-03-20' });

const page = (query: { state?: 'due' | 'in_window' | 'overdue' | 'previous_version'; limit?: number; cursor?: string }) => quality.client.call(getDocumentTraining, { params: { id: documentId }, query: { limit: 50, ...query } });
const states = async () => (await page({})).items.map((row) => [row.person.name, row.state]);

test('TRN-08 trained on the coming version only is due on the one in force, not “trained on the previous version”', async () => {
  const ahead = (await dueOf(sean.client, 'SOP-001')).find((row) => row.version.label === '2.0');
  assert.ok(ahead);
  await complete(sean.client, ahead.id);
  assert.deepEqual(await states(), [['Orla Fitzgerald', 'in_window'], ['Sean Murphy', 'due']]);
  const file = await quality.client.call(getTrainingFile, { params: { id: sean.id } });
  assert.equal(file.obligations.find((row) => row.document.number === 'SOP-001')?.state, 'due');
  await complete(orla.client, (await oneDue(orla.client, 'SOP-001')).id);
  assert.deepEqual(await states(), [['Orla Fitzgerald', 'qualified'], ['Sean Murphy', 'due']]);
});

test('ANA-02 people come page by page in the order of names; the counts are of all, and a state narrows the list only', async () => {
  for (const [index, name] of ['aidan Roche', 'Zoe Hayes', 'Órla Byrne'].entries()) {
    await administrator.client.call(hirePerson, { body: { employeeNumber: `N-${index}`, name, from: '2026-03-02', siteId: company.siteId, departmentId: company.departmentId, roleIds: [company.operatorRoleId] } });
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor, counts, required, qualified } = await page({ state: 'due', limit: 1, ...(cursor === undefined ? {} : { cursor }) });
    assert.deepEqual([counts.due, counts.in_window, counts.qualified, required, qualified], [4, 0, 1, 5, 1]);
    seen.push(...items.map((row) => row.person.name));
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  assert.deepEqual([seen[0], seen.toSorted()], ['aidan Roche', ['Sean Murphy', 'Zoe Hayes', 'aidan Roche', 'Órla Byrne']]);
  const first = await page({ limit: 2 });
  const rest = await page({ limit: 3, cursor: first.nextCursor ?? '' });
  const names = [...first.items, ...rest.items].map((row) => row.person.name);
  assert.deepEqual([new Set(names).size, names[0], rest.nextCursor], [5, 'aidan Roche', null]);
  assert.deepEqual((await page({ state: 'overdue' })).items, []);
  assert.deepEqual((await page({ cursor: 'nonsense' })).items.length, 5);
});

test('ASM-05 whose attempts are used up sees so in My training', async () => {
  const { id } = await oneDue(orla.client, 'SOP-002');
  for (const round of [1, 2, 3]) {
    assert.deepEqual((await dueOf(orla.client, 'SOP-002')).map((row) => row.locked), [false], `before attempt ${round}`);
    await read(orla.client, id);
    await attempt(orla.client, id, 'wrong');
  }
  const { due } = await orla.client.call(getMyTraining);
  assert.deepEqual(due.map((row) => [row.document.number, row.locked]), [['SOP-002', true]]);
});
