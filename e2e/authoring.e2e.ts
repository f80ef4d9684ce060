import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { createDocument, getDocument, getVersion } from '../src/features/documents/contract.ts';
import { getWriting } from '../src/features/documents/authoring/contract.ts';
import { PASSWORD, seedCompany } from '../test/kit/company.ts';
import { assertAccessible } from './kit/accessibility.ts';
import { PHONE, picture } from './kit/browser.ts';
import { openStage } from './kit/server.ts';

const stage = await openStage();
after(() => stage.close());
const company = await seedCompany(stage.server);
const { author } = company;

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAADAAAAAwCAIAAADYYG7QAAAAO0lEQVR42u3OMQ0AAAgDsDnAHw/+XeCCcDSpgKZ6XomQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQ0J0FpQkIatg2hZQAAAAASUVORK5CYII=', 'base64');

const textOf = (page: Page) => page.getByRole('textbox', { name: 'Text of the draft' });
const saved = (page: Page) => page.getByRole('status').filter({ hasText: /Saved \d\d:\d\d/ }).waitFor();
/** Puts the cursor at the end of the text under a heading. */
async function goTo(page: Page, heading: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: heading }).click();
  await inText(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
}
const inText = (page: Page) => textOf(page).and(page.locator(':focus')).waitFor();

test('DOC-12 a procedure is written in the product, with steps, a warning, a table and a figure', async () => {
  const { id } = await author.client.call(createDocument, { body: { number: 'SOP-300', title: 'Autoclave', type: 'SOP', risk: 'high' } });
  const writing = await stage.enterAs(author);
  const { page } = writing;
  await page.goto(`/procedures/${id}/upload`);
  await page.getByLabel('Write it here').check();
  await page.getByLabel('Version label').fill('1.0');
  await page.getByLabel('What changed and why').fill('First issue');
  await assertAccessible(page, 'beginning to write');
  await page.getByRole('button', { name: 'Begin writing' }).click();
  await textOf(page).waitFor();
  await page.getByRole('heading', { name: 'Revision history' }).waitFor();

  await goTo(page, '5 Procedure');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Numbered steps' }).click();
  await inText(page);
  await page.keyboard.type('Close the door');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Start the cycle');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Callout' }).click();
  await page.getByRole('menuitem', { name: 'Warning' }).click();
  await inText(page);
  await page.keyboard.type('Hot steam burns.');
  await goTo(page, '6 Records');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Insert a table' }).click();
  await inText(page);
  await page.keyboard.type('Record');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Kept for');
  await goTo(page, '7 References');
  await page.getByLabel('Figure', { exact: true }).and(page.locator('input')).setInputFiles({ name: 'door.png', mimeType: 'image/png', buffer: PNG });
  await page.getByLabel('Caption').fill('Figure 1: the door');
  await page.getByLabel('Description').fill('A closed door');
  await saved(page);
  await page.getByText('Not yet in the version').waitFor();
  await assertAccessible(page, 'the editor');
  await picture(page, 'editor');

  await page.reload();
  await textOf(page).getByText('Start the cycle').waitFor();
  await page.getByRole('img', { name: 'A closed door' }).waitFor();
  await page.getByRole('button', { name: 'Put into the version' }).click();
  await page.getByText('In the version now: 8 sections.').waitFor();
  await textOf(page).getByText('Start the cycle').click();
  await page.keyboard.press('End');
  await page.keyboard.type(' and wait');
  await saved(page);
  await page.getByRole('link', { name: 'Back to SOP-300' }).click();
  await page.getByRole('heading', { name: '5 Procedure' }).waitFor();
  await page.getByText('Start the cycle and wait').waitFor();
  const box = page.getByRole('note').filter({ hasText: 'Hot steam burns.' });
  await box.getByText('Warning').waitFor();
  await page.getByRole('img', { name: 'A closed door' }).waitFor();
  await picture(page, 'written');

  await page.getByRole('button', { name: 'Submit for review' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('submit it for review').waitFor();
  await dialog.getByLabel('Your password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Sign: submit for review' }).click();
  await page.getByRole('heading', { level: 1, name: /v1\.0 is on its way: in review/ }).waitFor();
  assert.deepEqual(writing.problems, []);
  await writing.leave();
});
