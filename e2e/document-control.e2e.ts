// What belongs to a version beside its text, as authors, readers and learners meet it.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { uploadVersion } from '../src/features/documents/contract.ts';
import { approveProcedure, seedCompany } from '../test/kit/company.ts';
import { assertAccessible } from './kit/accessibility.ts';
import { openStage } from './kit/server.ts';

const stage = await openStage();
after(() => stage.close());
const company = await seedCompany(stage.server);
const { documentId } = await approveProcedure(company, { number: 'SOP-001' });
const { id: draftId } = await company.author.client.call(uploadVersion, { params: { id: documentId }, body: { label: '2.0', changeClass: 'minor', changeSummary: 'A form' }, file: { name: 'sop.md', bytes: '# 1 Purpose\n\nUse the form.\n' } });

test('DOC-22 an author attaches several files to a draft, describes one, puts them in order and removes one', async () => {
  const visitor = await stage.enterAs(company.author);
  const { page } = visitor;
  await page.goto(`/procedures/${documentId}?version=${draftId}`);
  const section = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Attachments' }) });
  const attach = (...files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> => section.getByLabel('Attach files').setInputFiles(files);
  await attach({ name: 'Form.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 form') }, { name: 'tool.exe', mimeType: '', buffer: Buffer.from('MZ') }, { name: 'Parts.csv', mimeType: 'text/csv', buffer: Buffer.from('a;b') });
  await section.getByRole('link', { name: 'Parts.csv' }).waitFor();
  await section.getByText(/files ending in \.exe are not accepted/).waitFor();
  await section.getByRole('button', { name: 'Describe Form.pdf' }).click();
  await page.getByRole('dialog').getByLabel('What it is for').fill('To be filled in');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await section.getByText('To be filled in').waitFor();
  await section.getByRole('button', { name: 'Move Parts.csv up' }).click();
  await section.getByRole('listitem').first().filter({ hasText: 'Parts.csv' }).waitFor();
  await assertAccessible(page, 'a draft with attachments');
  await section.getByRole('button', { name: 'Remove Parts.csv' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await section.getByRole('link', { name: 'Parts.csv' }).waitFor({ state: 'detached' });
  const download = page.waitForEvent('download');
  await section.getByRole('link', { name: 'Form.pdf' }).click();
  assert.equal((await download).suggestedFilename(), 'Form.pdf');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});
