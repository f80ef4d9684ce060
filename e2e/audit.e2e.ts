import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { seedCompany } from '../test/kit/company.ts';
import { assertAccessible } from './kit/accessibility.ts';
import { openStage } from './kit/server.ts';

const stage = await openStage();
after(() => stage.close());
const company = await seedCompany(stage.server);

test('AUD-01 AUD-03 the trail is read, an entry opened, and the whole verified with a sentence as result', async () => {
  const visitor = await stage.enterAs(company.quality);
  const { page } = visitor;
  await page.goto('/audit');
  await page.getByRole('button', { name: 'Verify now' }).click();
  await page.getByText(/Nothing was altered, removed, inserted or reordered/).waitFor();
  await assertAccessible(page, 'the audit trail');
  await page.getByRole('searchbox', { name: /Kind of act/ }).fill('PersonHired');
  await page.waitForURL(/action=PersonHired/);
  await page.getByRole('button', { name: /Open this entry: PersonHired/ }).first().click();
  const dialog = page.getByRole('dialog', { name: /^Entry \d+/ });
  await dialog.getByText('Canonical text, as it is hashed').waitFor();
  await assertAccessible(page, 'an entry of the trail');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

test('SEC-01 an administrator invites, grants a role and makes a key; secrets show once', async () => {
  const visitor = await stage.enterAs(company.administrator);
  const { page } = visitor;
  await page.goto('/accounts');
  await page.getByRole('link', { name: 'Sean Murphy' }).click();
  await page.getByText('Sean Murphy can sign in.').waitFor();
  await page.getByRole('button', { name: 'New one-time link' }).click();
  const link = page.getByRole('dialog', { name: 'One-time link for Sean Murphy' });
  assert.match(await link.getByRole('textbox').inputValue(), /^http/);
  await assertAccessible(page, 'the one-time link');
  await link.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('combobox', { name: 'Product role' }).click();
  await page.getByRole('option', { name: 'Assessor' }).click();
  await page.getByRole('button', { name: 'Grant' }).click();
  await page.getByRole('button', { name: 'Take away: Assessor' }).waitFor();
  await assertAccessible(page, 'an account');

  await page.goto('/api-keys');
  await page.getByLabel('Name of the other system').fill('Personnel');
  await page.getByRole('button', { name: 'Create key' }).click();
  const token = page.getByRole('dialog', { name: 'Token of Personnel' });
  assert.ok((await token.getByRole('textbox').inputValue()).length > 20);
  await token.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('heading', { level: 1, name: '1 key lets another system in.' }).waitFor();
  await assertAccessible(page, 'the API keys');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

test('OPS-01 simulated time passes on screen', async () => {
  const visitor = await stage.enterAs(company.administrator);
  const { page } = visitor;
  await page.goto('/simulation');
  await assertAccessible(page, 'simulated time');
  await page.getByRole('button', { name: 'One day' }).click();
  await page.getByText(/It is .*3.* now/).or(page.getByRole('button', { name: 'Sign in' })).first().waitFor();
  await visitor.leave();
});
