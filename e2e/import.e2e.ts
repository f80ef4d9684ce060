import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import yazl from 'yazl';
import { PASSWORD, seedCompany } from '../test/kit/company.ts';
import { assertAccessible } from './kit/accessibility.ts';
import { openStage } from './kit/server.ts';

const stage = await openStage();
after(() => stage.close());
const company = await seedCompany(stage.server);

test('DOC-20 quality takes over the procedures of the system before: verdict on every row, one signature', async () => {
  const zip = new yazl.ZipFile();
  zip.addBuffer(Buffer.from('number,title,type,risk,owner,version,effective date,file\nSOP-101,Gowning,SOP,critical,D-1,4.0,2024-05-01,gowning.md\nSOP-102,Line clearance,SOP,high,D-77,2.1,15.01.2025,gowning.md\n'), 'list.csv');
  zip.addBuffer(Buffer.from('# 1 Purpose\n\nHow to gown.\n'), 'gowning.md');
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk as Buffer));
  const visitor = await stage.enterAs(company.quality);
  const { page } = visitor;
  await page.goto('/procedures/import');
  await page.getByLabel('Archive', { exact: true }).setInputFiles({ name: 'procedures.zip', mimeType: 'application/zip', buffer: Buffer.concat(chunks) });
  await page.getByRole('heading', { level: 1, name: '1 document is ready to be taken over.' }).waitFor();
  await page.getByRole('row', { name: /SOP-102/ }).getByText('Write it as 2026-02-28').waitFor();
  await assertAccessible(page, 'rows to be imported');
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign: import as baseline' }).click();
  await page.getByRole('heading', { level: 1, name: '1 document is in force now.' }).waitFor();
  await page.getByRole('link', { name: 'Open the procedures' }).click();
  await page.getByRole('link', { name: 'SOP-101' }).click();
  await page.getByText('Approved elsewhere, not in this product.').waitFor();
  await assertAccessible(page, 'an imported procedure');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});
