// A change of the matrix waits for a second person; nothing of it holds before, and the past stays as it was.
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { approveProcedure, hireColleague, PASSWORD, passTime, seedCompany } from '../../../../test/kit/company.ts';
import { driftOf, dueOf } from '../../../../test/kit/learner.ts';
import type { Client } from '../../../../test/kit/client.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { hirePerson } from '../../people/contract.ts';
import { getApprovalPolicy, getApprovalPolicyStatement, signApprovalPolicy } from '../approval/contract.ts';
import { createRule, endRule, getRuleHistory, getRuleStatement, listRules } from '../contract.ts';
import { getWhy } from '../why/contract.ts';
import { approveProposal, getApproval, getProposal, getProposalStatement, listProposals, proposeChange, returnProposal, withdrawProposal } from './contract.ts';
import type { z } from 'zod';
import type { zChange } from './contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server, { secondPerson: true });
const { trainer, quality, operators: [orla] } = company;
const second = await hireColleague(server, company, { number: 'T-2', name: 'Una Roche', roles: ['training_administrator'] });
const [gowning, filling] = [await approveProcedure(company, { number: 'SOP-001' }), await approveProcedure(company, { number: 'SOP-002' })];
const audience = [{ all: [{ kind: 'role' as const, ids: [company.operatorRoleId] }], none: [] }];
const rule = { name: 'Operators', audience, documentIds: [gowning.documentId], from: '2026-03-02' };

async function propose(change: z.input<typeof zChange>, client: Client = trainer.client): Promise<string> {
  const { statement } = await client.call(getProposalStatement, { body: { change } });
  return (await client.call(proposeChange, { body: { change, statement, password: PASSWORD } })).id;
}
async function approve(id: string, client: Client = quality.client): Promise<{ id: string; number: number; version: number }> {
  const { statement, seen } = await client.call(getApproval, { params: { id } });
  return client.call(approveProposal, { params: { id }, body: { statement, seen, password: PASSWORD } });
}
const waiting = async (): Promise<string[]> => (await quality.client.call(listProposals, { query: {} })).items.map(({ kind, name, version }) => `${kind} ${name} v${version}`);
const numbers = async (): Promise<number> => (await dueOf(orla.client, 'SOP-001')).length + (await dueOf(orla.client, 'SOP-002')).length;

afterEach(async () => assert.equal(await driftOf(company), 0, 'MTX-04: the sweep found something that the act should have done'));

test('MTX-02 a new company needs a second person: a rule is refused by one signature, proposed without effect, and holds from its approval', async () => {
  const body = { ...rule, ...(await trainer.client.call(getRuleStatement, { body: rule })), password: PASSWORD };
  assert.equal((await trainer.client.refused(createRule, { body })).code, 'second-person-needed');
  const id = await propose({ kind: 'rule', rule });
  assert.deepEqual([await waiting(), await numbers(), (await trainer.client.call(listRules, { query: {} })).items.length], [['rule Operators v1'], 0, 0]);
  assert.equal((await trainer.client.refused(getApproval, { params: { id } })).code, 'own-proposal');
  const look = await quality.client.call(getApproval, { params: { id } });
  assert.match(look.statement, /^I am Cian Daly\. I approve the change of the training matrix that Tara Nolan proposed on 2026-03-02\. It is: the matrix rule “Operators”: Production operator must be trained on SOP-001, from 2026-03-02\. By it 2 obligations begin/u);
  assert.deepEqual([look.difference.same, look.effect.obligationsAdded], [true, 2]);
  const own = await trainer.client.refused(approveProposal, { params: { id }, body: { statement: look.statement, seen: look.seen, password: PASSWORD } });
  assert.equal(own.code, 'own-proposal');
  await company.administrator.client.call(hirePerson, { body: { employeeNumber: 'P-3', name: 'Niamh Ward', from: '2026-03-01', siteId: company.siteId, departmentId: company.departmentId, managerId: null, roleIds: [company.operatorRoleId] } });
  const stale = await quality.client.refused(approveProposal, { params: { id }, body: { statement: look.statement, seen: look.seen, password: PASSWORD } });
  assert.equal(stale.code, 'effect-changed');
  const again = await quality.client.call(getApproval, { params: { id } });
  assert.deepEqual([again.difference.same, again.difference.gained.map(({ name }) => name).includes('Niamh Ward'), again.effect.obligationsAdded], [false, true, 3]);
  const { id: ruleId, number, version } = await quality.client.call(approveProposal, { params: { id }, body: { statement: again.statement, seen: again.seen, password: PASSWORD } });
  assert.deepEqual([number, version, await waiting(), await numbers()], [1, 1, [], 1]);
  const [held] = (await trainer.client.call(getRuleHistory, { params: { id: ruleId }, query: {} })).items;
  assert.deepEqual([held?.owner?.name, held?.signature?.printedName], ['Tara Nolan', 'Cian Daly']);
  const shown = await quality.client.call(getProposal, { params: { id } });
  assert.deepEqual([shown.decision, shown.ruleId, shown.signatures.map(({ printedName, meaning }) => `${printedName} ${meaning}`)], ['approved', ruleId, ['Tara Nolan authored', 'Cian Daly approved']]);
  assert.equal((await quality.client.refused(approveProposal, { params: { id }, body: { statement: again.statement, seen: again.seen, password: PASSWORD } })).code, 'proposal-decided');
});

test('MTX-02 one change of a rule waits at a time; it is returned with a reason or withdrawn by its writer, and nothing came of it', async () => {
  const [current] = (await trainer.client.call(listRules, { query: {} })).items;
  const ruleId = current?.id ?? '';
  const wider = { kind: 'rule' as const, ruleId, rule: { ...rule, documentIds: [gowning.documentId, filling.documentId] } };
  const id = await propose(wider);
  const { statement } = await second.client.call(getProposalStatement, { body: { change: wider } });
  assert.equal((await second.client.refused(proposeChange, { body: { change: wider, statement, password: PASSWORD } })).code, 'proposal-waits');
  assert.deepEqual((await quality.client.call(getProposal, { params: { id } })).lines.filter(({ now, proposed }) => now !== proposed), [{ what: 'procedures', now: 'SOP-001', proposed: 'SOP-001, SOP-002' }]);
  assert.equal((await second.client.refused(withdrawProposal, { params: { id } , body: {} })).code, 'others-proposal');
  assert.equal((await trainer.client.refused(returnProposal, { params: { id }, body: { reason: 'x' } })).code, 'own-proposal');
  await second.client.call(returnProposal, { params: { id }, body: { reason: 'SOP-002 is for fillers only' } });
  await trainer.client.call(withdrawProposal, { params: { id: await propose(wider) }, body: {} });
  const decided = (await trainer.client.call(listProposals, { query: { state: 'decided', ruleId } })).items;
  assert.deepEqual(decided.map(({ decision, decidedBy, reason }) => [decision, decidedBy?.name, reason]), [['withdrawn', 'Tara Nolan', null], ['returned', 'Una Roche', 'SOP-002 is for fillers only'], ['approved', 'Cian Daly', null]]);
  assert.equal(await numbers(), 1);
});

test('MTX-02 MTX-07 a revision, a curriculum and an end go the same way, days pass meanwhile, and what was asked of the past stays true', async () => {
  const [current] = (await trainer.client.call(listRules, { query: {} })).items;
  const ruleId = current?.id ?? '';
  const curriculum = await approve(await propose({ kind: 'curriculum', curriculum: { name: 'Filling', documentIds: [filling.documentId] } }), second.client);
  const id = await propose({ kind: 'rule', ruleId, rule: { ...rule, documentIds: [gowning.documentId], curriculumIds: [curriculum.id], from: '2026-03-03' } });
  await passTime(server, company, '2026-03-05T09:00:00Z');
  const why = async (at?: string): Promise<string> => (await quality.client.call(getWhy, { query: { person: orla.id, document: filling.documentId, ...(at === undefined ? {} : { at }) } })).sentence;
  assert.equal(await why(), 'Not required: no rule leads to SOP-002.');
  assert.match((await quality.client.call(getApproval, { params: { id } })).statement, /from 2026-03-05\./u);
  await approve(id);
  assert.equal(await why(), 'Required because: Production operator → Filling curriculum, rule 1 v2.');
  assert.equal(await why('2026-03-04T09:00:00Z'), 'Not required: no rule leads to SOP-002.');
  assert.equal((await trainer.client.refused(endRule, { params: { id: ruleId }, body: { lastDay: '2026-03-05', reason: 'moved' } })).code, 'second-person-needed');
  const end = await propose({ kind: 'rule_end', ruleId, lastDay: '2026-03-05', reason: 'Operators moved' });
  await passTime(server, company, '2026-03-09T09:00:00Z');
  assert.match(await why(), /^Required because/u);
  await approve(end);
  assert.equal(await numbers(), 0);
  assert.match(await why('2026-03-08T09:00:00Z'), /^Required because/u);
});

test('MTX-02 quality signs that one signature is enough; what waits keeps its place', async () => {
  assert.deepEqual((await trainer.client.call(getApprovalPolicy)).items.map(({ version, secondPerson, signedAt }) => [version, secondPerson, signedAt]), [[1, true, null]]);
  assert.equal((await trainer.client.refused(getApprovalPolicyStatement, { body: { secondPerson: false } })).code, 'not-permitted');
  assert.equal((await quality.client.refused(getApprovalPolicyStatement, { body: { secondPerson: true } })).code, 'policy-unchanged');
  const { statement } = await quality.client.call(getApprovalPolicyStatement, { body: { secondPerson: false } });
  await quality.client.call(signApprovalPolicy, { body: { secondPerson: false, reason: 'Few people', statement, password: PASSWORD } });
  const again = { ...rule, name: 'Operators again', from: '2026-03-09' };
  const { id } = await trainer.client.call(createRule, { body: { ...again, ...(await trainer.client.call(getRuleStatement, { body: again })), password: PASSWORD } });
  const proposal = await propose({ kind: 'rule_end', ruleId: id, lastDay: '2026-03-31', reason: 'moved' });
  assert.equal((await trainer.client.refused(endRule, { params: { id }, body: { lastDay: '2026-03-20', reason: 'moved' } })).code, 'proposal-waits');
  await server.database.db.transaction().execute((tx) => tx.updateTable('matrix_proposal').set({ name: 'other' }).where('id', '=', proposal).execute()).then(() => assert.fail('a proposal was rewritten'), () => undefined);
  assert.equal((await quality.client.call(getProposal, { params: { id: proposal } })).name, 'Operators again');
});
