import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { beginWriting } from '../src/features/documents/authoring/contract.ts';
import { approveVersion, createDocument, getApprovalStatement } from '../src/features/documents/contract.ts';
import { hireColleague, PASSWORD, requireOfOperators, seedCompany } from '../test/kit/company.ts';
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
/** Begins a paragraph under a heading. */
async function goTo(page: Page, heading: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: heading }).click();
  await inText(page);
  await page.keyboard.press('Enter');
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
  await page.getByRole('note').getByText('Hot steam burns.').waitFor();
  await goTo(page, '6 Records');
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Insert a table' }).click();
  await inText(page);
  await page.keyboard.type('Record');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Kept for');
  await page.getByRole('columnheader', { name: 'Kept for' }).waitFor();
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
  await goTo(page, '8 Revision history');
  await page.keyboard.type('First issue, and wait');
  await page.getByText('Not yet in the version').waitFor();
  await page.getByRole('link', { name: 'Back to SOP-300' }).click();
  await page.waitForURL(/procedures/);
  await page.getByRole('heading', { name: '5 Procedure' }).waitFor();
  await page.getByText('First issue, and wait').waitFor();
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

test('DOC-12 two people write one draft: each sees who writes, taking over loses no word, and a reader learns from it', async () => {
  const { id: documentId } = await author.client.call(createDocument, { body: { number: 'SOP-301', title: 'Freeze dryer', type: 'SOP', risk: 'high' } });
  const { id } = await author.client.call(beginWriting, { params: { id: documentId }, body: { label: '1.0', changeClass: 'major', changeSummary: 'First issue', from: 'template' } });
  await requireOfOperators(company, [documentId]);
  const second = await hireColleague(stage.server, company, { number: 'D-9', name: 'Niamh Burke', roles: ['author'] });
  const [first, other] = [await stage.enterAs(author), await stage.enterAs(second)];
  await first.page.goto(`/versions/${id}/write`);
  await goTo(first.page, '1 Purpose');
  await first.page.keyboard.type('Written by Aoife.');
  await saved(first.page);
  await first.page.getByRole('button', { name: 'Add a co-author …' }).click();
  const naming = first.page.getByRole('dialog');
  await naming.getByLabel('Person').and(naming.locator('input')).fill('Niamh');
  await first.page.getByRole('option', { name: /Niamh Burke/ }).click();
  await assertAccessible(first.page, 'naming a co-author');
  await naming.getByRole('button', { name: 'Name as co-author' }).click();
  await naming.waitFor({ state: 'hidden' });

  await other.page.goto(`/versions/${id}/write`);
  await other.page.getByText(/Aoife Walsh is writing since/).waitFor();
  await other.page.getByText('Written by Aoife.').waitFor();
  await goTo(first.page, '1 Purpose');
  await first.page.keyboard.type('And more.');
  await other.page.getByText('And more.').waitFor();
  await assertAccessible(other.page, 'reading along');
  await first.page.context().setOffline(true);
  await goTo(first.page, '1 Purpose');
  await first.page.keyboard.type('Typed without a network.');
  await first.page.getByText('Not saved: trying again.').waitFor();
  await other.page.getByRole('button', { name: 'Take over …' }).click();
  await other.page.getByRole('dialog').getByRole('button', { name: 'Take over' }).click();
  await goTo(other.page, '2 Scope');
  await other.page.keyboard.type('Written by Niamh.');
  await saved(other.page);
  await first.page.context().setOffline(false);
  await first.page.getByText('Niamh Burke has taken over.').waitFor();
  await assertAccessible(first.page, 'taken over');
  await first.page.getByRole('button', { name: 'Open the copy' }).click();
  await first.page.getByRole('dialog').getByText('Typed without a network.').waitFor();
  await first.page.getByRole('button', { name: 'Text kept aside', exact: true }).click();
  await other.page.getByRole('link', { name: 'Back to SOP-301' }).click();
  await other.page.getByText('Written by Niamh.').waitFor();
  assert.deepEqual([first.problems, other.problems], [[], []]);
  await other.leave();

  await first.page.goto(`/procedures/${documentId}?version=${id}`);
  await first.page.getByRole('button', { name: 'Submit for review' }).click();
  const signing = first.page.getByRole('dialog');
  await signing.getByLabel('Your password').fill(PASSWORD);
  await signing.getByRole('button', { name: 'Sign: submit for review' }).click();
  await first.page.getByRole('heading', { level: 1, name: /in review/ }).waitFor();
  await first.leave();
  const approval = await company.approver.client.call(getApprovalStatement, { params: { id }, query: { effectiveOn: '2026-03-02' } });
  await company.approver.client.call(approveVersion, { params: { id }, body: { effectiveOn: approval.effectiveOn, decision: approval.decision, statement: approval.statement, password: PASSWORD } });

  const learning = await stage.enterAs(company.operators[0], { viewport: PHONE });
  await learning.page.getByRole('link', { name: /Freeze dryer/ }).first().click();
  await learning.page.getByText('Written by Niamh.').waitFor();
  await learning.page.getByText('And more.').waitFor();
  assert.deepEqual(learning.problems, []);
  await learning.leave();
});

test('DOC-12 on a phone a word is put right, in the dark as well', async () => {
  const { id: documentId } = await author.client.call(createDocument, { body: { number: 'SOP-302', title: 'Weighing', type: 'SOP', risk: 'low' } });
  const { id } = await author.client.call(beginWriting, { params: { id: documentId }, body: { label: '1.0', changeClass: 'major', changeSummary: 'First issue', from: 'template' } });
  const { page, problems, leave } = await stage.enterAs(author, { viewport: PHONE, colorScheme: 'dark' });
  await page.goto(`/versions/${id}/write`);
  await textOf(page).getByText('What this procedure achieves').click();
  await page.keyboard.press('End');
  await page.keyboard.type(' Shortly.');
  await saved(page);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the phone');
  await assertAccessible(page, 'the editor on a phone');
  await picture(page, 'editor-phone');
  await page.getByRole('button', { name: 'Put into the version' }).click();
  await page.getByText('In the version now: 8 sections.').waitFor();
  assert.deepEqual(problems, []);
  await leave();
});
