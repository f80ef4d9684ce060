import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { getMyTraining } from '../src/features/training/contract.ts';
import { approveProcedure, hireColleague, PASSWORD, requireOfOperators, seedCompany } from '../test/kit/company.ts';
import { attempt, oneDue, read } from '../test/kit/learner.ts';
import { assertAccessible } from './kit/accessibility.ts';
import { PHONE, picture } from './kit/browser.ts';
import { openStage } from './kit/server.ts';

const stage = await openStage();
after(() => stage.close());
const company = await seedCompany(stage.server);
const [orla] = company.operators;
const assessor = await hireColleague(stage.server, company, { number: 'E-1', name: 'Fiona Egan', roles: ['assessor'] });
const { documentId, versionId } = await approveProcedure(company, { risk: 'critical', practical: { items: [{ text: 'Puts on the hood without touching the outside', critical: true }, { text: 'Leaves the room tidy', critical: false }], repetitions: { observe: 0, guided: 0, independent: 1 } } });
await requireOfOperators(company, [documentId]);
const { id } = await oneDue(orla.client, 'SOP-001');
await read(orla.client, id);
await attempt(orla.client, id, 'right');

test('ASM-07 TRN-04 quality names who may assess; the assessor records the practical on a phone, and the learner signs', async () => {
  const quality = await stage.enterAs(company.quality);
  await quality.page.goto(`/versions/${versionId}/assessors`);
  await quality.page.getByRole('button', { name: 'Name initial assessors' }).click();
  await quality.page.getByRole('dialog').getByLabel('Assessor').fill('Fiona');
  await quality.page.getByRole('option', { name: /Fiona Egan/ }).click();
  await quality.page.getByRole('button', { name: 'Add' }).click();
  await quality.page.getByLabel('Reason').fill('Wrote the procedure.');
  await quality.page.getByRole('button', { name: 'Review and sign' }).click();
  await quality.page.getByLabel('Your password').fill(PASSWORD);
  await quality.page.getByRole('button', { name: 'Sign: initial assessors' }).click();
  await quality.page.getByRole('heading', { level: 1, name: /^Fiona Egan may assess/ }).waitFor();
  await picture(quality.page, 'practical-assessors');
  await assertAccessible(quality.page, 'the initial assessors');

  const learner = await stage.enterAs(orla);
  await learner.page.goto(`/training/${id}`);
  await learner.page.getByRole('heading', { level: 1, name: 'Reading and quiz are done. Next, show it at the line.' }).waitFor();
  await learner.page.getByText('Fiona Egan').waitFor();
  await picture(learner.page, 'practical-learner');
  await assertAccessible(learner.page, 'the practical of a learner');

  const { page, problems } = await stage.enterAs(assessor, { viewport: PHONE, hasTouch: true, isMobile: true });
  await page.goto('/practicals');
  await page.getByRole('heading', { level: 1, name: 'One person waits to be assessed by you.' }).waitFor();
  await assertAccessible(page, 'who waits to be assessed');
  await picture(page, 'practical-waiting');
  await page.getByRole('link', { name: `Assess SOP-001 for ${orla.name}` }).click();
  await page.getByLabel('Place').fill('Line 2');
  for (const item of [/Puts on the hood/, /Leaves the room tidy/]) await page.getByRole('group', { name: item }).getByRole('radio', { name: 'Done', exact: true }).check();
  await picture(page, 'practical-assess');
  await assertAccessible(page, 'a repetition');
  await page.getByRole('button', { name: 'Review and sign' }).click();
  await page.getByText(/Verdict: competent/).waitFor();
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign: assessed as competent' }).click();
  await page.getByRole('heading', { level: 1, name: `${orla.name} has passed this practical and signs next.` }).waitFor();

  await learner.page.getByRole('button', { name: 'Look again' }).click();
  await learner.page.getByRole('button', { name: 'Go on to sign' }).click();
  await learner.page.getByText(/its practical was assessed as competent by Fiona Egan/).waitFor();
  await learner.page.getByLabel('Your password').fill(PASSWORD);
  await learner.page.getByRole('button', { name: 'Sign: read and understood' }).click();
  await learner.page.getByRole('link', { name: /record/i }).click();
  await learner.page.getByRole('heading', { level: 2, name: 'Practical' }).waitFor();
  await picture(learner.page, 'practical-record');
  assert.deepEqual((await orla.client.call(getMyTraining)).done.map((row) => row.closedAs), ['completed']);
  assert.deepEqual([...quality.problems, ...learner.problems, ...problems], []);
});
