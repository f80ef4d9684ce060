import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { approveProcedure, seedCompany } from '../test/kit/company.ts';
import { createDocument, uploadVersion } from '../src/features/documents/contract.ts';
import { assertAccessible } from './kit/accessibility.ts';
import { PHONE, picture } from './kit/browser.ts';
import { openStage } from './kit/server.ts';

const stage = await openStage();
after(() => stage.close());
const company = await seedCompany(stage.server);

const OLD = `# 1 Purpose

This procedure says how vials are filled under grade A so that they stay sterile from the first to the last vial of a batch.

# 2 Gowning

Wash your hands for a whole minute with warm water and soap up to the elbow. Put on the hood, the coverall and two pairs of gloves before entering grade B.

# 3 Filling

Set the pump to 2.5 ml. Weigh the first ten vials. Stop the line when two are out of range.

| Parameter | Limit |
| --- | --- |
| Fill weight | 2.45 to 2.55 g |
| Pressure | 0.2 bar |

# 4 Alarms

Silence an alarm only after you have read it. Call the supervisor when it comes back within the hour.

# 5 Records

Write each weight into the batch record and sign it on the same day.
`;
const NEW = `# 1 Purpose

This procedure says how vials are filled under grade A so that they stay sterile from the first to the last vial of a batch.

# 2 Alarms

Silence an alarm only after you have read it. Call the supervisor when it comes back within the hour.

# 3 Gowning

Wash your hands for a whole minute with warm water and soap up to the elbow. Put on the hood, the coverall and three pairs of gloves before entering grade B.

# 4 Filling

Set the pump to 2.0 ml. Weigh the first ten vials. Stop the line when one is out of range.

| Parameter | Limit |
| --- | --- |
| Fill weight | 1.95 to 2.05 g |
| Pressure | 0.2 bar |

# 5 Line clearance

Before a batch begins, nothing of the batch before is left on the line. A second person checks it.
`;

test('DOC-13 two versions side by side: totals, marked words, where a section was, from change to change by key', async () => {
  const { documentId } = await approveProcedure(company, { number: 'SOP-300', title: 'Filling of vials', text: OLD });
  await company.author.client.call(uploadVersion, { params: { id: documentId }, body: { label: '2.0', changeClass: 'major', changeSummary: 'Smaller fill' }, file: { name: 'b.md', bytes: Buffer.from(NEW) } });
  const visitor = await stage.enterAs(company.author);
  const { page } = visitor;
  await page.goto(`/procedures/${documentId}`);
  await page.getByRole('link', { name: 'Compare with v1.0' }).click();
  await page.getByRole('heading', { level: 1, name: 'From v1.0 to v2.0: 2 sections changed, 1 is new, 1 was removed, 1 moved.' }).waitFor();
  const gowning = page.getByRole('region', { name: '3 Gowning' });
  assert.deepEqual([await gowning.getByRole('deletion').first().textContent(), await gowning.getByRole('insertion').first().textContent()], ['two', 'three']);
  await page.getByRole('region', { name: '2 Alarms' }).getByText('It was 4 Alarms, after 3 Filling.').waitFor();
  assert.equal(await page.getByRole('region', { name: '1 Purpose' }).count(), 0, 'only changes at first');
  await assertAccessible(page, 'two versions side by side');
  await page.keyboard.press('n');
  await page.keyboard.press('n');
  await page.getByText('Change 2 of 5').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), '3 Gowning');
  await picture(page, 'compare');
  await page.getByText('Everything').click();
  await page.getByRole('region', { name: '1 Purpose' }).getByText('stay sterile').waitFor();
  await page.getByRole('button', { name: 'Swap' }).click();
  await page.getByRole('heading', { level: 1, name: /^From v2\.0 to v1\.0/ }).waitFor();
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

test('DOC-13 on a phone old and new are one text; a reader of one version is told that there is no second', async () => {
  const { id: documentId } = await company.author.client.call(createDocument, { body: { number: 'SOP-301', title: 'Filling of vials', type: 'SOP', risk: 'high' } });
  await company.author.client.call(uploadVersion, { params: { id: documentId }, body: { label: '1.0', changeClass: 'major', changeSummary: 'First' }, file: { name: 'a.md', bytes: Buffer.from(OLD) } });
  const visitor = await stage.enterAs(company.author, { viewport: PHONE, colorScheme: 'dark' });
  const { page } = visitor;
  await page.goto(`/procedures/${documentId}/compare`);
  await page.getByText('There is no second version that you may read.').waitFor();
  await page.goto('/procedures?search=SOP-300');
  await page.getByRole('link', { name: /SOP-300/ }).first().click();
  await page.getByRole('link', { name: 'Compare with v1.0' }).click();
  const gowning = page.getByRole('region', { name: '3 Gowning' });
  await gowning.getByRole('deletion').and(page.locator(':visible')).waitFor();
  assert.equal(await gowning.getByRole('insertion').and(page.locator(':visible')).count(), 1, 'one text, not two');
  await assertAccessible(page, 'comparing on a phone');
  await picture(page, 'compare-phone');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth) <= 0, 'nothing is wider than the phone');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});
