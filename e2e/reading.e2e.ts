import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import PDFDocument from 'pdfkit';
import { uploadVersion, createDocument } from '../src/features/documents/contract.ts';
import { approveProcedure, seedCompany } from '../test/kit/company.ts';
import { assertAccessible } from './kit/accessibility.ts';
import { PHONE } from './kit/browser.ts';
import { openStage } from './kit/server.ts';

const stage = await openStage();
after(() => stage.close());
const company = await seedCompany(stage.server);
const filling = await approveProcedure(company, { number: 'SOP-012', title: 'Sterile filling' });
await approveProcedure(company, { number: 'SOP-030', title: 'Cleaning of the autoclave', text: '# 1 Purpose\n\nThe chamber is wiped.\n\n# 2 Gloves\n\nWear cut-resistant gloves.\n\n# 3 Steps\n\nWipe it.\n' });

test('DOC-11 a procedure is found by words of its text, from anywhere, and opens at the section', async () => {
  const visitor = await stage.enterAs(company.operators[0]);
  const { page } = visitor;
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('torn glove');
  await page.getByRole('option', { name: /SOP-012/ }).waitFor();
  await page.getByRole('option', { name: /All procedures with/ }).click();
  await page.getByRole('heading', { level: 1, name: '1 procedure fits “torn glove”.' }).waitFor();
  assert.equal(await page.locator('mark').first().textContent(), 'glove');
  await assertAccessible(page, 'search results');
  await page.getByRole('searchbox', { name: 'Number, title or words of the text' }).fill('sterlie filing');
  await page.getByText('Similar title').waitFor();
  await page.getByRole('searchbox', { name: 'Number, title or words of the text' }).fill('gloves');
  await page.getByRole('heading', { level: 1, name: '2 procedures fit “gloves”.' }).waitFor();
  await page.getByRole('link', { name: 'Sterile filling' }).click();
  await page.getByRole('heading', { level: 1, name: /SOP-012 v1\.0 is in force/ }).waitFor();
  assert.match(page.url(), /#section-\d$/);
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

test('DOC-10 a copy to print says on its pages what it is', async () => {
  const visitor = await stage.enterAs(company.operators[0]);
  const { page } = visitor;
  await page.goto(`/procedures/${filling.documentId}`);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'PDF copy' }).click()]);
  assert.equal(download.suggestedFilename(), 'SOP-012-v1.0-copy.pdf');
  await visitor.leave();
});

test('DOC-21 DOC-10 documents are related, and a controlled copy is issued and ended, on the procedure page', async () => {
  const visitor = await stage.enterAs(company.author);
  const { page } = visitor;
  await page.goto(`/procedures/${filling.documentId}`);
  await page.getByRole('button', { name: 'Add a relation' }).click();
  await page.getByRole('combobox', { name: 'Document' }).fill('autoclave');
  await page.getByRole('option', { name: /SOP-030/ }).click();
  await page.getByRole('button', { name: 'Relate', exact: true }).click();
  await page.getByRole('link', { name: 'SOP-030 Cleaning of the autoclave' }).waitFor();
  await page.getByRole('button', { name: 'Issue a copy' }).click();
  await page.getByRole('dialog').getByLabel('Holder').fill('Filling line 2');
  await assertAccessible(page, 'issuing a controlled copy');
  await page.getByRole('button', { name: 'Issue copy' }).click();
  await page.getByRole('cell', { name: 'Filling line 2' }).waitFor();
  await assertAccessible(page, 'a procedure with relations and copies');
  await page.getByRole('button', { name: 'End copy 1' }).click();
  await page.getByRole('radio', { name: 'Returned' }).check();
  await page.getByRole('button', { name: 'End copy', exact: true }).click();
  await page.getByText(/Returned on/).waitFor();
  await page.goto('/copies');
  await page.getByRole('heading', { level: 1, name: 'No controlled copy is to be recalled.' }).waitFor();
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

test('DOC-11 a PDF shows its pages, marked with the status of the version, on a phone too', async () => {
  const { author } = company;
  const documentId = (await author.client.call(createDocument, { body: { number: 'SOP-077', title: 'Line clearance', type: 'SOP', risk: 'high' } })).id;
  await author.client.call(uploadVersion, { params: { id: documentId }, body: { label: '1.0', changeClass: 'major', changeSummary: 'First issue' }, file: { name: 'line-clearance.pdf', bytes: await pdfOf(['1 Purpose', 'The line is cleared before each batch.', '2 Steps', 'Remove every label of the batch before.']) } });
  const visitor = await stage.enterAs(author);
  const { page } = visitor;
  await page.goto(`/procedures/${documentId}`);
  await page.getByText('Page 1 of 2').waitFor();
  await page.getByText('The line is cleared before each batch.').waitFor();
  await page.getByRole('searchbox', { name: 'Search in these pages' }).fill('label');
  await page.getByRole('button', { name: 'Next place' }).click();
  await page.getByText('1 of 1').waitFor();
  await page.getByText('Page 2 of 2').waitFor();
  assert.equal(await page.locator('[data-mark="Draft"]').count(), 1);
  await assertAccessible(page, 'the pages of a PDF');
  await page.setViewportSize(PHONE);
  await page.getByRole('radiogroup', { name: 'How to read it' }).getByText('Text', { exact: true }).click();
  await page.getByRole('navigation', { name: 'Outline' }).waitFor();
  await assertAccessible(page, 'the text of a PDF on a phone');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

function pdfOf(lines: readonly string[]): Promise<Buffer> {
  const pdf = new PDFDocument();
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => void chunks.push(chunk));
  for (const [index, line] of lines.entries()) {
    if (index === 2) pdf.addPage();
    pdf.fontSize(index % 2 === 0 ? 18 : 11).text(line);
  }
  pdf.end();
  return new Promise((resolve) => { pdf.on('end', () => resolve(Buffer.concat(chunks))); });
}
