import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { getDocument } from '../src/features/documents/contract.ts';
import { approveProcedure, PASSWORD, PROCEDURE_TEXT, requireOfOperators, seedCompany } from '../test/kit/company.ts';
import { assertAccessible } from './kit/accessibility.ts';
import { PHONE } from './kit/browser.ts';
import { openStage } from './kit/server.ts';

const stage = await openStage();
after(() => stage.close());
const company = await seedCompany(stage.server);

const markdown = (text: string) => ({ name: 'procedure.md', mimeType: 'text/markdown', buffer: Buffer.from(text) });

test('DOC-02 a procedure goes from its number to being in force, on screen', async () => {
  const writing = await stage.enterAs(company.author);
  const { page } = writing;
  await page.goto('/procedures');
  await page.getByRole('link', { name: 'Register a document' }).click();
  await assertAccessible(page, 'registering a document');
  await page.getByRole('textbox', { name: 'Number' }).fill('SOP-100');
  await page.getByLabel('Title').fill('Filling of vials');
  await page.getByLabel('High', { exact: true }).check();
  await page.getByRole('button', { name: 'Register' }).click();

  await page.getByRole('heading', { level: 1, name: 'New version of SOP-100' }).waitFor();
  await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'broken.docx', mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', buffer: Buffer.from('this is no Word file') });
  await page.getByLabel('Version label').fill('1.0');
  await page.getByLabel('What changed and why').fill('First issue');
  await page.getByRole('button', { name: 'Upload as draft' }).click();
  await page.getByRole('alert').filter({ hasText: 'broken.docx' }).waitFor();
  await page.getByLabel('File', { exact: true }).setInputFiles(markdown(PROCEDURE_TEXT));
  await page.getByRole('button', { name: 'Upload as draft' }).click();
  await page.getByRole('heading', { level: 1, name: 'v1.0 is a draft now.' }).waitFor();
  await page.getByRole('cell', { name: 'Gowning' }).waitFor();
  await assertAccessible(page, 'the sections found');

  await page.getByRole('link', { name: 'Set the quiz' }).click();
  await page.getByRole('button', { name: 'Add a question' }).click();
  await page.getByRole('textbox', { name: 'Question', exact: true }).fill('When are gloves put on?');
  await page.getByRole('textbox', { name: 'Answer 1', exact: true }).fill('Before grade A');
  await page.getByRole('textbox', { name: 'Answer 2', exact: true }).fill('After the first vial');
  await page.getByRole('button', { name: 'Save module' }).click();
  await page.getByRole('alert').filter({ hasText: 'no right answer' }).waitFor();
  await page.getByLabel('Answer 1 is right').check();
  await page.getByRole('button', { name: 'Save module' }).click();
  await page.getByText('Saved. 1 question.').waitFor();
  await page.getByRole('button', { name: 'Try the quiz' }).click();
  const trial = page.getByRole('dialog');
  await trial.getByLabel('After the first vial').check();
  await trial.getByRole('button', { name: 'Score it' }).click();
  await trial.getByText('Not passed: 0 %.').waitFor();
  await assertAccessible(page, 'the quiz as a learner sees it');
  await trial.getByRole('button', { name: 'Close' }).last().click();
  await assertAccessible(page, 'the module');

  await page.getByRole('link', { name: /SOP-100/ }).click();
  await page.getByRole('button', { name: 'Submit for review' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('submit it for review').waitFor();
  await dialog.getByLabel('Your password').fill('wrong');
  await dialog.getByRole('button', { name: 'Sign: submit for review' }).click();
  await dialog.getByRole('alert').waitFor();
  await assertAccessible(page, 'signing');
  await dialog.getByLabel('Your password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Sign: submit for review' }).click();
  await page.getByRole('heading', { level: 1, name: /v1\.0 is on its way: in review/ }).waitFor();
  const address = new URL(page.url());
  assert.deepEqual(writing.problems, []);
  await writing.leave();

  await requireOfOperators(company, [address.pathname.split('/').at(-1) ?? '']);
  const approving = await stage.enterAs(company.approver);
  await approve(approving.page, address.pathname);
  assert.deepEqual(approving.problems, []);
  await approving.leave();
});

async function approve(page: Awaited<ReturnType<typeof stage.enter>>['page'], address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('link', { name: 'Approve …' }).click();
  await page.getByRole('heading', { level: 1, name: /2 people are affected/ }).waitFor();
  await page.getByRole('cell', { name: 'Orla Fitzgerald' }).waitFor();
  await assertAccessible(page, 'approving');
  await page.getByLabel('Takes effect on').fill('2026-03-02');
  await page.getByRole('button', { name: 'Sign …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('I approve SOP-100').waitFor();
  await dialog.getByLabel('Your password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Sign: approve' }).click();
  await page.getByRole('heading', { level: 1, name: 'SOP-100 v1.0 is in force' }).waitFor();
  await page.getByText('0 of 2 people are qualified.').waitFor();
  await page.getByRole('button', { name: /2 Due/ }).click();
  await page.waitForURL(/standing=due/);
  await page.getByRole('link', { name: 'Sean Murphy' }).waitFor();
  await page.getByRole('heading', { name: '2 Gowning' }).waitFor();
  await assertAccessible(page, 'the procedure page');
}

test('DOC-02 a version under review is sent back with a reason, and its author reads it', async () => {
  const { documentId } = await approveProcedure(company, { number: 'SOP-200', title: 'Line clearance' });
  const { author, approver } = company;
  const writing = await stage.enterAs(author);
  await writing.page.goto(`/procedures/${documentId}`);
  await writing.page.getByRole('link', { name: 'New version' }).click();
  await writing.page.getByLabel('File', { exact: true }).setInputFiles(markdown(PROCEDURE_TEXT.replace('torn', 'torn or wet')));
  await writing.page.getByLabel('Version label').fill('2.0');
  await writing.page.getByLabel('Minor').check();
  await writing.page.getByLabel('What changed and why').fill('Wet gloves too');
  await writing.page.getByRole('button', { name: 'Upload as draft' }).click();
  await writing.page.getByRole('link', { name: 'Open the procedure' }).click();
  await writing.page.getByRole('heading', { name: 'What changed since v1.0' }).waitFor();
  await writing.page.getByRole('link', { name: '3 Filling' }).first().waitFor();
  await writing.page.getByRole('button', { name: 'Submit for review' }).click();
  await writing.page.getByLabel('Your password').fill(PASSWORD);
  await writing.page.getByRole('button', { name: 'Sign: submit for review' }).click();
  await writing.page.getByText('Submitted for review.').waitFor();
  const address = writing.page.url();
  const [waiting] = (await author.client.call(getDocument, { params: { id: documentId } })).versions.filter((version) => version.state === 'in_review');
  await writing.page.goto(`/versions/${waiting?.id}/approve`);
  await writing.page.getByRole('heading', { name: 'You are the author of version 2.0: someone else has to approve it.' }).waitFor();
  await writing.page.getByRole('listitem').filter({ hasText: approver.name }).waitFor();
  await assertAccessible(writing.page, 'the approval, for the author');
  await writing.page.goto(address);

  const reviewing = await stage.enterAs(approver, { viewport: PHONE, colorScheme: 'dark' });
  await reviewing.page.goto(address);
  await reviewing.page.getByRole('button', { name: 'Send back' }).click();
  await reviewing.page.getByRole('dialog').getByLabel('Reason').fill('Say what wet means.');
  await assertAccessible(reviewing.page, 'sending back on a phone');
  await reviewing.page.getByRole('dialog').getByRole('button', { name: 'Send back' }).click();
  await reviewing.page.getByText('Sent back: Say what wet means.').waitFor();
  const overflow = await reviewing.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, 'nothing is wider than the phone');

  await writing.page.reload();
  await writing.page.getByText('Sent back: Say what wet means.').waitFor();
  assert.deepEqual([...writing.problems, ...reviewing.problems], []);
  await writing.leave();
  await reviewing.leave();
});

test('DOC-11 the list is found by number and risk, and a link is a view', async () => {
  const visitor = await stage.enterAs(company.quality);
  const { page } = visitor;
  await page.goto('/procedures?search=200');
  await page.getByRole('heading', { level: 1, name: '1 procedure matches.' }).waitFor();
  await page.getByRole('link', { name: 'SOP-200' }).waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('heading', { level: 1, name: '2 procedures are kept here.' }).waitFor();
  await assertAccessible(page, 'the list of procedures');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});
