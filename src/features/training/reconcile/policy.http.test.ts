// What the policy of a risk class asks of those who completed a document and are not required to be trained on it now.
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { endRule } from '../../matrix/contract.ts';
import { approveProcedure, passTime, requireOfOperators, seedCompany } from '../../../../test/kit/company.ts';
import { complete, driftOf, dueOf, oneDue } from '../../../../test/kit/learner.ts';
import { putPolicy } from '../../../../test/kit/policies.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { getTrainingFile } from '../contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const [orla] = company.operators;
const { documentId } = await approveProcedure(company, { number: 'SOP-001' });
const ruleId = await requireOfOperators(company, [documentId]);
await complete(orla.client, (await oneDue(orla.client, 'SOP-001')).id);
await company.trainer.client.call(endRule, { params: { id: ruleId }, body: { lastDay: '2026-03-09', reason: 'the line closes' } });
await passTime(server, company, '2026-03-12T09:00:00Z');
const obligations = async () => (await company.trainer.client.call(getTrainingFile, { params: { id: orla.id }, query: {} })).obligations.map(({ document, reasons }) => `${document.number}: ${reasons.map((reason) => reason.text).join()}`);

afterEach(async () => {
  assert.equal(await driftOf(company), 0, 'MTX-04: the sweep found something that the act should have done');
});

test('IMP-03 MTX-04 signing that prior completers are retrained requires it of them in the same act, and no longer when it is signed away', async () => {
  assert.deepEqual(await obligations(), []);
  await putPolicy(company, 'critical', { retrainPriorCompleters: true }); // never weaker than high
  assert.deepEqual(await obligations(), []);
  await putPolicy(company, 'high', { retrainPriorCompleters: true });
  assert.deepEqual(await obligations(), ['SOP-001: Trained on SOP-001 before → kept trained, by the policy for documents of high risk']);
  assert.deepEqual(await dueOf(orla.client, 'SOP-001'), []); // trained on the version in force already
  await putPolicy(company, 'high', { retrainPriorCompleters: false });
  assert.deepEqual(await obligations(), []);
});
