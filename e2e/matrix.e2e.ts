import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { approveProcedure, PASSWORD, seedCompany } from '../test/kit/company.ts';
import { assertAccessible } from './kit/accessibility.ts';
import { PHONE } from './kit/browser.ts';
import { openStage } from './kit/server.ts';

const stage = await openStage();
after(() => stage.close());
const company = await seedCompany(stage.server);
await approveProcedure(company);

test('MTX-05 a rule shows by name whom it affects before it is signed', async () => {
  const visitor = await stage.enterAs(company.trainer);
  const { page } = visitor;
  await page.goto('/matrix/rules');
  await page.getByText('No rule yet.').waitFor();
  await page.getByRole('link', { name: 'Add a rule' }).click();
  await page.getByLabel('Name of the rule').fill('Aseptic operators');
  await page.getByRole('combobox', { name: 'Job roles' }).click();
  await page.getByRole('option', { name: 'Production operator' }).click();
  await page.getByRole('combobox', { name: 'Procedures' }).click();
  await page.getByRole('option', { name: /SOP-001/ }).click();
  await page.getByRole('heading', { level: 1 }).click();
  assert.equal(await page.getByRole('button', { name: 'Sign …' }).isDisabled(), true);
  await page.getByRole('button', { name: 'Show the effect' }).click();
  await page.getByRole('cell', { name: 'Orla Fitzgerald' }).first().waitFor();
  await page.getByRole('cell', { name: 'Sean Murphy' }).first().waitFor();
  await assertAccessible(page, 'a rule with its effect');
  await page.getByRole('button', { name: 'Sign …' }).click();
  await page.getByRole('dialog').getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign: this rule applies' }).click();
  await page.getByRole('heading', { level: 1, name: 'Production operator must be trained on 1 procedure.' }).waitFor();
  await assertAccessible(page, 'a rule');
  await page.goto('/matrix/rules');
  await page.getByRole('heading', { level: 1, name: '1 rule decides who trains on what.' }).waitFor();
  await assertAccessible(page, 'the rules');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

test('MTX-07 the grid is used by keyboard, and a cell says its state, why and the way to the evidence', async () => {
  const visitor = await stage.enterAs(company.trainer);
  const { page } = visitor;
  await page.goto('/matrix?group=role&role=' + company.operatorRoleId);
  const grid = page.getByRole('grid', { name: 'People by procedures' });
  await page.getByRole('gridcell', { name: /Orla Fitzgerald, SOP-001: (Due soon|Not qualified)/ }).waitFor();
  await page.getByRole('heading', { level: 1, name: /^0 of 2 trainings are valid: 2 people, 1 procedures/ }).waitFor();
  await page.getByRole('rowheader', { name: 'Production operator: 2 people' }).waitFor();
  assert.deepEqual([await grid.getAttribute('aria-rowcount'), await grid.getAttribute('aria-colcount')], ['4', '2']);
  await assertAccessible(page, 'the grid');
  await grid.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  const detail = page.getByRole('dialog', { name: /Orla Fitzgerald, SOP-001/ });
  await detail.getByText(/Aseptic operators/).first().waitFor();
  await assertAccessible(page, 'the detail of a cell');
  await page.keyboard.press('Escape');
  await detail.waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await detail.getByRole('link', { name: /SOP-001/ }).click();
  await page.getByRole('heading', { level: 1, name: /SOP-001 v1\.0 is in force/ }).waitFor();
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

test('ANA-07 the grid leaves as a workbook from where it is looked at', async () => {
  const visitor = await stage.enterAs(company.trainer);
  const { page } = visitor;
  await page.goto('/matrix?search=Fitzgerald');
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Excel workbook' }).click()]);
  assert.match(download.suggestedFilename(), /^Training matrix \d{4}-\d{2}-\d{2}\.xlsx$/u);
  await visitor.leave();
});

test('on a phone in the dark the grid is a list of people, each with what is missing first', async () => {
  const visitor = await stage.enterAs(company.trainer, { viewport: PHONE, colorScheme: 'dark' });
  const { page } = visitor;
  await page.goto('/matrix?search=Fitzgerald');
  await page.getByRole('button', { name: /^Orla Fitzgerald/ }).click();
  await page.getByRole('link', { name: /SOP-001/ }).waitFor();
  await assertAccessible(page, 'the grid on a phone');
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, 'nothing is wider than the screen');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});
