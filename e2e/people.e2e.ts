import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { approveProcedure, requireOfOperators, seedCompany } from '../test/kit/company.ts';
import { assertAccessible } from './kit/accessibility.ts';
import { PHONE } from './kit/browser.ts';
import { openStage } from './kit/server.ts';

const stage = await openStage();
after(() => stage.close());
const company = await seedCompany(stage.server);
const procedure = await approveProcedure(company);
await requireOfOperators(company, [procedure.documentId]);

async function choose(page: Page, label: string, option: string | RegExp, within: Page | Locator = page): Promise<void> {
  await within.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option }).click();
}

test('MTX-01 a person is added, is trained by their role at once, moves and leaves, on screen', async () => {
  const visitor = await stage.enterAs(company.trainer);
  const { page } = visitor;
  await page.goto('/people');
  await page.getByRole('link', { name: 'Add a person' }).click();
  await page.getByLabel('Employee number').fill('P-9');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Nora Lynch');
  await choose(page, 'Site', 'Cork');
  await choose(page, 'Department', 'Production');
  await choose(page, 'Job roles', 'Production operator');
  await page.keyboard.press('Escape');
  await assertAccessible(page, 'adding a person');
  await page.getByRole('button', { name: 'Add person' }).click();
  await page.getByRole('heading', { level: 1, name: 'Nora Lynch works in Production at Cork.' }).waitFor();
  await page.getByText(/Required because: .*Operators, rule 1 v1/).waitFor();
  await assertAccessible(page, 'the person page');

  await page.getByRole('button', { name: 'Leave of absence' }).click();
  await page.getByRole('dialog').getByLabel('First day of leave').fill('2026-03-02');
  await page.getByRole('dialog').getByRole('button', { name: 'Save leave' }).click();
  await page.getByRole('heading', { level: 1, name: /is on leave/ }).waitFor();

  await page.getByRole('button', { name: 'Leaving' }).click();
  await page.getByRole('dialog').getByLabel('Last day').fill('2026-03-31');
  await assertAccessible(page, 'the leaving dialog');
  await page.getByRole('dialog').getByRole('button', { name: 'Save leaving' }).click();
  await page.getByRole('cell', { name: '31' }).first().waitFor();
  await page.getByRole('button', { name: 'Attributes' }).click();
  await page.getByRole('dialog').getByLabel(/^Attribute/).fill('shift');
  await page.getByRole('dialog').getByLabel(/^Value/).fill('night');
  await assertAccessible(page, 'the attributes dialog');
  await page.getByRole('dialog').getByRole('button', { name: 'Save change' }).click();
  await page.getByText('shift: night').first().waitFor();
  await page.getByRole('heading', { name: 'Entered for later' }).waitFor();
  await assertAccessible(page, 'a person with changes ahead');
  await page.getByRole('button', { name: /^Take back what is entered for/ }).click();
  await page.getByRole('heading', { name: 'Entered for later' }).waitFor({ state: 'detached' });
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

test('TRN-07 whether someone is qualified is answered on their page in a sentence', async () => {
  const visitor = await stage.enterAs(company.quality);
  const { page } = visitor;
  await page.goto(`/people/${company.operators[0].id}`);
  const question = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Was this person qualified?' }) });
  await choose(page, 'Procedure', /SOP-001/, question);
  await question.getByRole('button', { name: 'Answer' }).click();
  await page.getByRole('status').filter({ hasText: 'Orla Fitzgerald' }).waitFor();
  await assertAccessible(page, 'an answer on qualification');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

const ROSTER = ['id,name,start,site,department,title', 'R-1,Ciara Moran,15/01/2026,CORK,PROD,Production operator', 'R-2,Dan Ryan,28/02/2026,CORK,Packing,Packer', 'R-3,Eve Shaw,31/02/2026,CORK,PROD,Production operator'].join('\n');

test('HR-01 a roster shows its effect and its bad rows before anything is saved', async () => {
  const visitor = await stage.enterAs(company.trainer);
  const { page } = visitor;
  await page.goto('/people/roster');
  await page.getByLabel('Roster file').setInputFiles({ name: 'roster.csv', mimeType: 'text/csv', buffer: Buffer.from(ROSTER) });
  await page.getByRole('heading', { name: 'Which column says what' }).waitFor();
  await choose(page, 'Employee number', 'id');
  await choose(page, 'First day', 'start');
  await choose(page, 'Dates are written as', 'D/M/YYYY');
  await page.getByLabel('Create departments that are not known yet').check();
  await page.getByLabel('Create job roles that are not known yet').check();
  await assertAccessible(page, 'mapping a roster');
  await page.getByRole('button', { name: 'Show the effect' }).click();
  await page.getByRole('heading', { level: 1, name: /^2 people come in/ }).waitFor();
  await page.getByRole('cell', { name: 'Ciara Moran' }).waitFor();
  await page.getByRole('heading', { name: 'Training that follows' }).waitFor();
  await page.getByText('SOP-001').first().waitFor();
  await page.getByText('Refused 1').click();
  await page.getByRole('cell', { name: '31/02/2026' }).waitFor();
  await assertAccessible(page, 'the effect of a roster');
  await page.getByRole('button', { name: 'Import 2 people' }).click();
  await page.getByRole('heading', { level: 1, name: /^The roster is in: 2 came in/ }).waitFor();
  await page.getByRole('link', { name: 'See the people' }).click();
  await page.getByRole('searchbox', { name: 'Search by name, number or e-mail' }).fill('Dan Ryan');
  await page.getByRole('heading', { level: 1, name: '1 person matches.' }).waitFor();
  assert.match(page.url(), /search=Dan/);
  await assertAccessible(page, 'the list of people');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

test('MTX-01 the organisation is shown and extended, also on a phone', async () => {
  const visitor = await stage.enterAs(company.trainer, { viewport: PHONE, colorScheme: 'dark' });
  const { page } = visitor;
  await page.goto('/organisation');
  await page.getByRole('button', { name: 'Add a department' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Quality control');
  await dialog.getByLabel('Code').fill('QC');
  await assertAccessible(page, 'adding a department');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('link', { name: 'People of Quality control' }).waitFor();
  await assertAccessible(page, 'the organisation');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

test('TRN-03 MTX-05 a holiday and a change of role show their effect before they are saved, on screen', async () => {
  const visitor = await stage.enterAs(company.trainer);
  const { page } = visitor;
  await page.goto('/organisation');
  await page.getByRole('link', { name: /calendar of Cork/  }).click();
  const list = page.getByRole('textbox', { name: 'Holidays' });
  await list.fill('2026-04-01 Plant shutdown\n5 May');
  await page.getByText('Row 2: “5 May” does not begin with a date such as 2027-03-17.').waitFor();
  await list.fill('2026-04-01 Plant shutdown');
  await page.getByRole('button', { name: 'Show the effect' }).click();
  await page.getByText(/due dates move, of/).waitFor();
  await assertAccessible(page, 'the calendar of a site with its effect');
  await page.getByRole('textbox', { name: /^Reason/ }).fill('Shutdown of spring');
  await page.getByRole('button', { name: 'Save the calendar' }).click();
  await page.getByRole('cell', { name: 'added: 2026-04-01 Plant shutdown' }).waitFor();

  await page.goto(`/people/${company.operators[0].id}`);
  await page.getByRole('button', { name: 'Move or change' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Job roles' }).press('Backspace');
  await dialog.getByRole('heading', { name: 'Effect' }).waitFor();
  await dialog.getByRole('cell', { name: 'No longer required' }).first().waitFor();
  await assertAccessible(page, 'moving somebody with the effect');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});
