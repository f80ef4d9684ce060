import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { approveProcedure, PASSWORD, passTime, PROCEDURE_TEXT, requireOfOperators, seedCompany } from '../test/kit/company.ts';
import { attempt, oneDue, read } from '../test/kit/learner.ts';
import { assertAccessible } from './kit/accessibility.ts';
import { PHONE, picture } from './kit/browser.ts';
import { openStage } from './kit/server.ts';

const stage = await openStage();
after(() => stage.close());
const company = await seedCompany(stage.server);
const [orla, sean] = company.operators;
const { documentId } = await approveProcedure(company);
await requireOfOperators(company, [documentId]);

test('TRN-04 TRN-05 SIG-01 an operator reads, answers, signs and holds the record without leaving the flow', async () => {
  const visitor = await stage.enterAs(orla);
  const { page } = visitor;
  await page.getByRole('heading', { level: 1, name: /training is due|training is coming|One training/ }).waitFor();
  await assertAccessible(page, 'My training');
  await page.getByRole('link', { name: /^Start SOP-001/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Sterile filling' }).waitFor();
  await assertAccessible(page, 'the reader');
  assert.ok(await page.getByRole('button', { name: 'Quiz', exact: true }).isDisabled(), 'no step before the one it builds on');
  await readAll(page);
  await page.getByRole('button', { name: 'Go on to the quiz' }).click();
  await page.getByRole('button', { name: 'Start the quiz' }).click();
  await assertAccessible(page, 'a question');
  await answer(page, { 'sterile gloves': 'Before entering grade A', 'glove is torn': 'True' });
  await page.getByRole('heading', { name: 'Passed with 100 %.' }).waitFor();
  await assertAccessible(page, 'the result');
  await page.getByRole('button', { name: 'Go on to sign' }).click();
  await page.getByText(/I, Orla Fitzgerald, have read and understood SOP-001/).waitFor();
  await sign(page, 'not my password at all');
  await page.getByRole('alert').filter({ hasText: 'password' }).waitFor();
  await assertAccessible(page, 'a refused signature');
  await sign(page, PASSWORD);
  await page.getByRole('heading', { name: 'Done. You are trained on SOP-001 version 1.0.' }).waitFor();
  await assertAccessible(page, 'the end of the flow');
  await page.getByRole('link', { name: 'Back to My training' }).click();
  await page.getByRole('heading', { name: /^Nothing is due/ }).waitFor();
  await page.getByRole('link', { name: /SOP-001 Sterile filling/ }).waitFor();
  await picture(page, 'my-training-done');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

test('TRN-05 what was read survives a closed tab', async () => {
  const first = await stage.enterAs(sean);
  await first.page.getByRole('link', { name: /^Start SOP-001/ }).click();
  await first.page.getByRole('heading', { level: 1, name: 'Sterile filling' }).waitFor();
  await readAll(first.page);
  await first.page.reload();
  await first.page.getByRole('button', { name: /the quiz$/ }).waitFor();
  assert.deepEqual(first.problems, []);
  await first.leave();
});

test('ASM-05 whose attempts are used up is told what happens next, and nothing leads to the quiz', async () => {
  const locked = await approveProcedure(company, { number: 'SOP-050', title: 'Glove testing' });
  await requireOfOperators(company, [locked.documentId]);
  const { id } = await oneDue(sean.client, 'SOP-050');
  for (let round = 1; round <= 3; round += 1) {
    await read(sean.client, id);
    await attempt(sean.client, id, 'wrong');
  }
  const visitor = await stage.enterAs(sean);
  const { page } = visitor;
  await page.getByRole('heading', { level: 2, name: 'Waiting for your supervisor' }).waitFor();
  await page.getByText('All attempts at the quiz are used up. Your supervisor decides how to go on.').waitFor();
  assert.equal(await page.getByRole('link', { name: /SOP-050/ }).count(), 0);
  await assertAccessible(page, 'My training with a training that waits');
  await page.goto(`/training/${id}`);
  await page.getByText('All attempts are used up.').first().waitFor();
  assert.equal(await page.getByRole('button', { name: /to the quiz|^Next$/ }).count(), 0);
  assert.ok(await page.getByRole('button', { name: 'Quiz', exact: true }).isDisabled());
  await assertAccessible(page, 'a procedure whose quiz is closed');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

test('TRN-02 IMP-01 ASM-05 a refresher on a phone shows what changed, and a failed attempt leads back to the section', async () => {
  await passTime(stage.server, company, '2026-03-16T09:00:00Z');
  await approveProcedure(company, { documentId, label: '1.1', changeClass: 'minor', effectiveOn: '2026-04-01', text: PROCEDURE_TEXT.replace('call the supervisor', 'call the shift supervisor at once') });
  const visitor = await stage.enterAs(orla, { viewport: PHONE, colorScheme: 'dark', hasTouch: true, isMobile: true });
  const { page } = visitor;
  await page.getByText(/Refresher: 1 changed section/).waitFor();
  await assertAccessible(page, 'My training on a phone');
  await page.getByRole('link', { name: /^Start SOP-001/ }).click();
  const changes = page.getByRole('complementary', { name: 'What changed' });
  await changes.getByText('at once').waitFor();
  assert.equal(await page.getByRole('region', { name: '1 Purpose' }).count(), 0, 'only what changed is shown first');
  await assertAccessible(page, 'the reader of a refresher');
  await picture(page, 'refresher-phone');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, 'nothing is wider than the screen');
  await readAll(page);
  await page.getByRole('button', { name: 'Go on to the quiz' }).click();
  await page.getByRole('button', { name: 'Start the quiz' }).click();
  await answer(page, { 'sterile gloves': 'After the first vial', 'glove is torn': 'False' });
  await page.getByText('You have 2 attempts left.').waitFor();
  await page.getByRole('button', { name: /^Read \d+ sections? again$/ }).click();
  await readAll(page);
  await page.getByRole('button', { name: 'Go on to the quiz' }).click();
  await page.getByText('This is attempt 2 of 3.').waitFor();
  await page.getByRole('button', { name: 'Start the quiz' }).click();
  await answer(page, { 'sterile gloves': 'Before entering grade A', 'glove is torn': 'True' });
  await page.getByRole('button', { name: 'Go on to sign' }).click();
  await sign(page, PASSWORD);
  await page.getByRole('heading', { name: 'Done. You are trained on SOP-001 version 1.1.' }).waitFor();
  await picture(page, 'refresher-done-phone');
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();
});

/** Goes through the text as a reader does, until all that is required is read. */
async function readAll(page: Page): Promise<void> {
  const end = page.getByText('You have read everything that is required.');
  for (let step = 0; step < 60 && (await end.count()) === 0; step += 1) {
    await page.evaluate((down) => window.scrollBy({ top: down ? innerHeight / 3 : -document.body.scrollHeight }), step % 12 < 11);
    await page.waitForTimeout(500);
  }
  await end.waitFor();
}

/** Answers each question, found by words of its text, and hands the answers in. */
async function answer(page: Page, answers: Readonly<Record<string, string>>): Promise<void> {
  const open = new Map(Object.entries(answers));
  for (let asked = 1; open.size > 0; asked += 1) {
    const question = page.getByRole('group').filter({ has: page.locator('legend') });
    await page.getByText(new RegExp(`^Question ${asked} of`)).waitFor();
    const text = await question.innerText();
    const [words, option] = [...open].find(([candidate]) => text.includes(candidate)) ?? [];
    if (words === undefined || option === undefined) break; // a refresher asks about what changed only
    open.delete(words);
    await question.getByText(option, { exact: true }).click();
    const handIn = page.getByRole('button', { name: 'Hand in answers' });
    if ((await handIn.count()) > 0) return handIn.click();
    await page.getByRole('button', { name: 'Next question' }).click();
  }
}

async function sign(page: Page, password: string): Promise<void> {
  await page.getByLabel('Your password').fill(password);
  await page.getByRole('button', { name: 'Sign: read and understood' }).click();
}
