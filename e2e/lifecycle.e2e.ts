// Policies, holds, moved dates, periodic reviews and quality events, as quality and approvers meet them.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { approveProcedure, PASSWORD, passTime, PROCEDURE_TEXT, requireOfOperators, seedCompany } from '../test/kit/company.ts';
import { approve, draftProcedure } from '../test/kit/learner.ts';
import { assertAccessible } from './kit/accessibility.ts';
import { PHONE } from './kit/browser.ts';
import { openStage } from './kit/server.ts';

const stage = await openStage();
after(() => stage.close());
const company = await seedCompany(stage.server);
const { documentId } = await approveProcedure(company, { risk: 'critical' });
await requireOfOperators(company, [documentId]);
const { versionId } = await draftProcedure(company, { documentId, label: '1.1', changeClass: 'minor', text: PROCEDURE_TEXT.replace('call the supervisor', 'call the supervisor and quality') });
await approve(company, versionId, { effectiveOn: '2026-03-20' });

test('DOC-07 an approver moves the effective date and sees whose due dates move, by keyboard labels alone', async () => {
  const visitor = await stage.enterAs(company.approver);
  const { page } = visitor;
  await page.goto(`/procedures/${documentId}`);
  await page.getByRole('heading', { level: 2, name: /v1\.1 takes effect on .* if 90 % are trained; 0 % are/ }).waitFor();
  await assertAccessible(page, 'a procedure with a version to come');
  await page.getByRole('button', { name: 'Move the date' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('New effective date').fill('2026-03-18');
  await dialog.getByText('2 due dates change.').waitFor();
  await dialog.getByRole('cell', { name: 'Orla Fitzgerald' }).waitFor();
  assert.equal(await dialog.getByLabel('Your password').count(), 0); // sixteen days are left
  await dialog.getByLabel('New effective date').fill('2026-03-12');
  await dialog.getByText('10 days would remain for training; the policy asks for 14. Moving it is signed.').waitFor();
  await assertAccessible(page, 'moving the date with a signature');
  await dialog.getByLabel('Why the date moves').fill('The filter is withdrawn by its maker.');
  await dialog.getByLabel('Your password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Sign: move the date' }).click();
  await page.getByRole('heading', { level: 2, name: /v1\.1 takes effect on 12 Mar/ }).waitFor();
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

test('DOC-06 a held version stands out, names who is missing, and quality lets it through with a quality event', async () => {
  await passTime(stage.server, company, '2026-03-13T09:00:00Z');
  const visitor = await stage.enterAs(company.quality);
  const { page } = visitor;
  await page.goto(`/procedures/${documentId}`);
  await page.getByRole('heading', { level: 2, name: 'v1.1 is held: 0 % are trained, 90 % are asked for' }).waitFor();
  await page.getByRole('button', { name: 'Who is missing' }).click();
  await page.getByRole('table', { name: 'Not yet trained on v1.1' }).getByRole('link', { name: 'Sean Murphy' }).waitFor();
  await assertAccessible(page, 'a held version');
  await page.getByRole('button', { name: 'Go ahead regardless' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/0 of the 2 people required and present are trained on it/).waitFor();
  await dialog.getByLabel('Your password').fill(PASSWORD);
  assert.equal(await dialog.getByRole('button', { name: 'Sign: go ahead' }).isDisabled(), true); // the reason is missing
  await dialog.getByLabel('Why this cannot wait').fill('The old procedure is unsafe.');
  await assertAccessible(page, 'overriding a hold');
  await dialog.getByRole('button', { name: 'Sign: go ahead' }).click();
  await page.getByRole('heading', { level: 1, name: /SOP-001 v1\.1 is in force since/ }).waitFor();
  await page.getByText(/when Cian Daly let it through\. Reason: The old procedure is unsafe\./).waitFor();
  await page.goto('/quality-events');
  await page.getByRole('heading', { level: 1, name: '1 quality event.' }).waitFor();
  await assertAccessible(page, 'the quality events');
  await page.getByRole('link', { name: 'QE-0001' }).click();
  await page.getByText(/Reason given: The old procedure is unsafe\./).waitFor();
  await assertAccessible(page, 'a quality event');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

test('DOC-06 quality changes a policy: settings, what changes, reason, signature; everyone can read it and its history', async () => {
  const visitor = await stage.enterAs(company.quality);
  const { page } = visitor;
  await page.goto('/policies');
  await page.getByRole('heading', { level: 2, name: 'Critical' }).waitFor();
  await assertAccessible(page, 'the policies');
  await page.getByRole('link', { name: 'Change the policy for critical documents' }).click();
  await page.getByLabel('Share of those required and present that must be trained, in %').fill('95');
  await page.getByRole('button', { name: 'Show what changes' }).click();
  await page.getByRole('cell', { name: 'Where versions can be held, 95 % must be trained.' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Sign', exact: true }).isDisabled(), true);
  await page.getByLabel('Why the policy changes').fill('As agreed after the audit.');
  await assertAccessible(page, 'a policy while it is changed');
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await page.getByRole('dialog').getByText(/Where versions can be held, 95 % must be trained\. \(new\)/).waitFor();
  await page.getByRole('dialog').getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign the policy' }).click();
  await page.getByText(/Version 2, signed by Cian Daly/).waitFor();
  await visitor.leave();
  const reader = await stage.enterAs(company.operators[0], { viewport: PHONE });
  await reader.page.goto('/policies');
  await reader.page.getByRole('heading', { level: 2, name: 'Critical' }).waitFor();
  assert.equal(await reader.page.getByRole('link', { name: 'Change the policy for critical documents' }).count(), 0);
  await assertAccessible(reader.page, 'the policies on a phone');
  await reader.page.getByRole('link', { name: 'History of the policy for critical documents' }).click();
  await reader.page.getByRole('heading', { level: 1, name: 'Version 2 of the policy for critical documents holds.' }).waitFor();
  await reader.page.getByText('Reason: As agreed after the audit.').waitFor();
  await assertAccessible(reader.page, 'the history of a policy');
  assert.deepEqual([...visitor.problems, ...reader.problems], []);
  await reader.leave();
});

test('DOC-08 DOC-01 an overdue review is seen in the list, done with two verdicts, and the document’s own facts change with a reason', async () => {
  await passTime(stage.server, company, '2028-03-14T09:00:00Z');
  const visitor = await stage.enterAs(company.quality);
  const { page } = visitor;
  await page.goto('/procedures');
  await page.getByText('Review overdue').waitFor();
  await page.goto('/periodic-reviews?state=overdue');
  await page.getByRole('heading', { level: 1, name: '1 review is overdue.' }).waitFor();
  await assertAccessible(page, 'the reviews');
  await page.getByRole('link', { name: 'SOP-001' }).click();
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/The document is confirmed as it stands\. Its training module is confirmed as it stands\./).waitFor();
  await assertAccessible(page, 'a periodic review');
  await dialog.getByLabel('Your password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Sign the review' }).click();
  await page.getByText('Next review on 14 Mar 2030, every 24 months.').waitFor();
  await page.getByRole('button', { name: 'Change details' }).click();
  await page.getByRole('dialog').getByLabel('Months between reviews').fill('12');
  await page.getByRole('dialog').getByLabel('Reason').fill('Critical procedures are reviewed each year.');
  await assertAccessible(page, 'the details of a document');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Next review on 14 Mar 2029, every 12 months.').waitFor();
  await page.getByText('Months between reviews: 24 → 12').waitFor();
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});
