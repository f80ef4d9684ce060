import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { approveProcedure, requireOfOperators, seedCompany } from '../test/kit/company.ts';
import { attempt, oneDue, read } from '../test/kit/learner.ts';
import { assertAccessible } from './kit/accessibility.ts';
import { picture } from './kit/browser.ts';
import { openStage } from './kit/server.ts';

const stage = await openStage();
after(() => stage.close());
const company = await seedCompany(stage.server);
const [orla, sean] = company.operators;
const { documentId } = await approveProcedure(company);
await requireOfOperators(company, [documentId]);
const { id } = await oneDue(sean.client, 'SOP-001');
for (let turn = 0; turn < 3; turn += 1) {
  await read(sean.client, id);
  await attempt(sean.client, id, 'wrong');
}

test('TRN-03 ASM-05 the manager asks for an extension and decides after the last attempt; quality decides, and sets how training recurs', async () => {
  const manager = await stage.enterAs(company.manager);
  await manager.page.goto('/team/open-work');
  await manager.page.getByRole('heading', { level: 1, name: /One person waits for you/ }).waitFor();
  await picture(manager.page, 'supervision-work');
  await assertAccessible(manager.page, 'the open work of a team');
  await manager.page.getByRole('button', { name: `Extend SOP-001 for ${orla.name}` }).click();
  await manager.page.getByLabel('New due day').fill('2026-04-10');
  await manager.page.getByLabel('Why it cannot be done in time').fill('The line is down.');
  await manager.page.getByRole('button', { name: 'Ask quality' }).click();
  await manager.page.getByText(/Extension to .* asked for/).waitFor();
  await manager.page.getByRole('button', { name: `Decide how ${sean.name} goes on with SOP-001` }).click();
  await manager.page.getByRole('radio', { name: 'Not competent' }).check();
  await manager.page.getByLabel('What was done, and why').fill('Mixes up the gowns.');
  await picture(manager.page, 'supervision-decide');
  await assertAccessible(manager.page, 'the decision after the last attempt');
  await manager.page.getByRole('dialog').getByRole('button', { name: 'Decide' }).click();
  await manager.page.getByText('In full, because the assessment was failed before.').waitFor();

  const quality = await stage.enterAs(company.quality);
  await quality.page.goto('/extensions');
  await quality.page.getByRole('heading', { level: 1, name: 'One extension waits for a decision.' }).waitFor();
  await picture(quality.page, 'supervision-extensions');
  await assertAccessible(quality.page, 'the extensions');
  await quality.page.getByRole('button', { name: /^Approve .* SOP-001$/ }).click();
  await quality.page.getByLabel('Reason of the decision').fill('No risk to wait.');
  await quality.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await quality.page.getByRole('heading', { level: 1, name: 'No extension waits for a decision.' }).waitFor();
  assert.equal((await oneDue(orla.client, 'SOP-001')).dueOn, '2026-04-10');

  await quality.page.goto(`/procedures/${documentId}/recurrence`);
  await quality.page.getByRole('radio', { name: 'On its anniversary' }).check();
  await quality.page.getByRole('button', { name: 'Show what it means' }).click();
  await quality.page.getByText(/Training recurs every year, on its anniversary/).waitFor();
  await picture(quality.page, 'supervision-recurrence');
  await assertAccessible(quality.page, 'how training recurs');
  assert.deepEqual([...manager.problems, ...quality.problems], []);
});
