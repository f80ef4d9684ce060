import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PASSWORD, seedCompany } from '../test/kit/company.ts';
import { assertAccessible } from './kit/accessibility.ts';
import { PHONE, picture } from './kit/browser.ts';
import { openStage } from './kit/server.ts';

const stage = await openStage();
after(() => stage.close());
const company = await seedCompany(stage.server);
const [operator] = company.operators;

test('SEC-02 a person signs in with employee number and password, and a wrong password says what to do', async () => {
  const visitor = await stage.enter();
  const { page } = visitor;
  await page.goto('/');
  await assertAccessible(page, 'sign-in');
  await page.getByLabel('E-mail or employee number').fill(operator.login);
  await page.getByLabel('Password', { exact: true }).fill('not the password at all');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').filter({ hasText: 'do not open an account' }).waitFor();
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation').first().waitFor();
  await assertAccessible(page, 'the first screen after signing in');
  await picture(page, 'first-screen');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

test('the first screen works on a phone in the dark', async () => {
  const visitor = await stage.enterAs(operator, { viewport: PHONE, colorScheme: 'dark', hasTouch: true, isMobile: true });
  await assertAccessible(visitor.page, 'the first screen on a phone');
  const overflow = await visitor.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(overflow <= 0, `something is ${overflow} px wider than the screen`);
  await picture(visitor.page, 'first-screen-phone');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});
