import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { approveProcedure, passTime, requireOfOperators, seedCompany } from '../test/kit/company.ts';
import { assertAccessible } from './kit/accessibility.ts';
import { picture } from './kit/browser.ts';
import { openStage } from './kit/server.ts';

const stage = await openStage();
after(() => stage.close());
const company = await seedCompany(stage.server);
const { documentId } = await approveProcedure(company);
await requireOfOperators(company, [documentId]);
await passTime(stage.server, company, '2026-03-20T09:00:00Z');

test('AUD-06 a past moment stands in the address and above every screen until one returns to now', async () => {
  const visitor = await stage.enterAs(company.quality);
  const { page } = visitor;
  await page.getByRole('navigation').first().getByRole('link', { name: 'Procedures' }).click();
  await page.getByRole('link', { name: 'SOP-001' }).waitFor();
  await page.getByRole('button', { name: /^Now/ }).click();
  await page.getByRole('button', { name: /^1 March/ }).click();
  await assertAccessible(page, 'choosing a moment');
  await page.getByRole('button', { name: 'Show this moment' }).click();
  await page.getByText(/You see 1 Mar 2026, 23:59/).waitFor();
  assert.match(page.url(), /asOf=2026-03-01T23/);
  await assertAccessible(page, 'a past moment');
  await page.getByRole('navigation').first().getByRole('link', { name: 'Matrix', exact: true }).click();
  await page.getByText(/You see 1 Mar 2026, 23:59/).waitFor();
  assert.match(page.url(), /asOf=/, 'links keep the moment');
  await picture(page, 'as-of');
  await page.getByRole('button', { name: 'Return to now' }).click();
  await page.getByRole('button', { name: /^Now/ }).waitFor();
  assert.doesNotMatch(page.url(), /asOf/);
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

test('DOC-11 Ctrl K finds a procedure and a person from anywhere, by keyboard alone', async () => {
  const visitor = await stage.enterAs(company.quality);
  const { page } = visitor;
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Search procedures and people' });
  await field.fill('steril');
  await page.getByRole('option', { name: /Sterile filling/ }).waitFor();
  await assertAccessible(page, 'the search');
  await field.fill('Orla');
  await page.getByRole('option', { name: /Orla Fitzgerald/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /Orla Fitzgerald/ }).waitFor();
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

test('SEC-02 a session that ended while the screen was open asks to sign in, and the address stays', async () => {
  const visitor = await stage.enterAs(company.quality);
  const { page } = visitor;
  await page.goto('/account');
  await page.getByRole('heading', { name: /You are signed in as/ }).waitFor();
  await page.context().clearCookies();
  await page.getByRole('navigation').first().getByRole('link', { name: 'Procedures' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  assert.match(page.url(), /\/procedures/);
  await visitor.leave();
});

test('screens fit a phone of 360 px, and the content can be reached without the navigation', async () => {
  const visitor = await stage.enterAs(company.quality, { viewport: { width: 360, height: 740 }, hasTouch: true });
  const { page } = visitor;
  for (const path of ['/', '/account', '/procedures', '/?asOf=2026-03-05T12:00:00Z']) {
    await page.goto(path);
    await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${path}: nothing is wider than the screen`);
    await assertAccessible(page, `${path} on a phone`);
  }
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to content');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('dialog', { name: 'All areas' }).getByRole('link', { name: 'Matrix', exact: true }).waitFor();
  await assertAccessible(page, 'all areas on a phone');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});
