import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createType } from '../src/features/documents/kinds/contract.ts';
import { createDocument, getSubmitStatement, submitVersion, uploadVersion } from '../src/features/documents/contract.ts';
import { nameDeputy } from '../src/features/documents/deputies/contract.ts';
import { PASSWORD, PROCEDURE_TEXT, seedCompany, type Colleague } from '../test/kit/company.ts';
import { assertAccessible } from './kit/accessibility.ts';
import { PHONE } from './kit/browser.ts';
import { openStage } from './kit/server.ts';

const stage = await openStage();
after(() => stage.close());
const company = await seedCompany(stage.server);
const { author, approver, quality, operators: [orla, sean] } = company;

/** A type whose versions are reviewed by Orla in person and by quality, then looked at again by the manager, then approved. */
async function routedType(code: string): Promise<void> {
  const step = { meaning: 'reviewed', need: 'any', days: 3, deputies: true } as const;
  await quality.client.call(createType, { body: {
    code, name: `Instruction ${code}`, numbering: `${code}-{000}`, byHand: true, risk: 'high', reviewMonths: 24,
    route: { stages: [{ steps: [{ ...step, name: 'Review on the line', who: { kind: 'people', personIds: [orla.id] } }, { ...step, name: 'Review by quality', who: { kind: 'role', role: 'quality' } }] }], approval: { who: { kind: 'role', role: 'approver' }, days: 5 }, commentsBlock: true, sameSigner: false },
  } });
}

async function submitted(by: Colleague, type: string, title: string): Promise<{ documentId: string; versionId: string; number: string }> {
  const { id: documentId, number } = await by.client.call(createDocument, { body: { title, type, risk: 'high' } });
  const { id: versionId } = await by.client.call(uploadVersion, { params: { id: documentId }, body: { label: '1.0', changeClass: 'major', changeSummary: 'First issue of the instruction' }, file: { name: 'procedure.md', bytes: `${PROCEDURE_TEXT}\n${title}` } });
  const { statement } = await by.client.call(getSubmitStatement, { params: { id: versionId } });
  await by.client.call(submitVersion, { params: { id: versionId }, body: { statement, password: PASSWORD } });
  return { documentId, versionId, number };
}

test('DOC-04 a version is reviewed with comments, signed in parallel and then approved, on screen', async () => {
  await routedType('LI');
  const { documentId } = await submitted(author, 'LI', 'Clearing of the filling line');

  const reviewing = await stage.enterAs(quality);
  const { page } = reviewing;
  await page.goto('/reviews');
  await page.getByRole('heading', { level: 1, name: '1 step waits for you.' }).waitFor();
  await assertAccessible(page, 'what waits for me');
  await page.getByRole('link', { name: /LI-001 v1\.0/ }).click();
  await page.getByRole('heading', { level: 1, name: /It waits for you: Review by quality/ }).waitFor();
  await page.getByText('Put on sterile gloves').selectText();
  await page.getByRole('button', { name: 'Comment on 2 Gowning' }).click();
  await page.getByRole('region', { name: '2 Gowning' }).waitFor();
  await page.getByLabel('Your comment').fill('Which gloves: one pair or two?');
  await page.getByRole('button', { name: 'Add comment' }).click();
  const thread = page.getByRole('article', { name: 'Comment by Cian Daly' });
  await thread.getByText('Put on sterile gloves before entering grade A.').waitFor();
  await assertAccessible(page, 'a version under review');
  await page.getByRole('button', { name: 'Sign review …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('I have reviewed LI-001 v1.0').waitFor();
  await dialog.getByText('1 comment is unresolved.').waitFor();
  await dialog.getByLabel('Your password').fill(PASSWORD);
  await assertAccessible(page, 'signing a review');
  await dialog.getByRole('button', { name: 'Sign: reviewed' }).click();
  await page.getByRole('heading', { level: 1, name: /Still to sign – Review on the line: Orla Fitzgerald/ }).waitFor();
  assert.deepEqual(reviewing.problems, []);

  const onTheLine = await stage.enterAs(orla, { viewport: PHONE, colorScheme: 'dark' });
  await onTheLine.page.goto('/reviews');
  await onTheLine.page.getByRole('link', { name: /LI-001 v1\.0/ }).click();
  await onTheLine.page.getByRole('button', { name: '1 open comment: 2 Gowning' }).click();
  await onTheLine.page.getByRole('dialog').getByText('Which gloves').waitFor();
  await onTheLine.page.getByRole('button', { name: 'Reply' }).click();
  await onTheLine.page.getByLabel('Your reply').fill('Two pairs, as we do it.');
  await onTheLine.page.getByRole('button', { name: 'Send reply' }).click();
  await onTheLine.page.getByText('Two pairs, as we do it.').waitFor();
  await assertAccessible(onTheLine.page, 'comments on a phone');
  await onTheLine.page.keyboard.press('Escape');
  const overflow = await onTheLine.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, 'nothing is wider than the phone');
  await onTheLine.page.getByRole('button', { name: 'Sign review …' }).click();
  await onTheLine.page.getByRole('dialog').getByLabel('Your password').fill(PASSWORD);
  await onTheLine.page.getByRole('button', { name: 'Sign: reviewed' }).click();
  await onTheLine.page.getByRole('heading', { level: 1, name: /Still to sign – Approval/ }).waitFor();
  assert.deepEqual(onTheLine.problems, []);
  await onTheLine.leave();

  const approving = await stage.enterAs(approver);
  await approving.page.goto(`/procedures/${documentId}`);
  await approving.page.getByText('One comment is unresolved. Resolve it, or send the version back.').waitFor();
  await page.getByRole('button', { name: 'Resolve' }).click();
  await thread.getByText('Cian Daly resolved it').waitFor();
  await reviewing.leave();
  await approving.page.getByRole('link', { name: 'Open the review' }).click();
  await approving.page.getByRole('heading', { level: 1, name: 'The review is done. It waits for your approval.' }).waitFor();
  await approving.page.getByRole('link', { name: 'Approve …' }).click();
  await approving.page.getByLabel('Takes effect on').waitFor();
  assert.deepEqual(approving.problems, []);
  await approving.leave();
});

test('DOC-04 quality gives a step to somebody else, a deputy sees it, the author takes the submission back', async () => {
  await routedType('LJ');
  const { versionId } = await submitted(author, 'LJ', 'Cleaning of the stopper bowl');
  const controlling = await stage.enterAs(quality);
  const { page } = controlling;
  await page.goto('/reviews?show=all');
  await page.getByRole('link', { name: /LJ-001/ }).first().click();
  await page.getByRole('button', { name: 'Give to somebody else: Review on the line' }).click();
  await page.getByRole('combobox', { name: 'Person' }).fill('Sean');
  await page.getByRole('option', { name: /Sean Murphy/ }).click();
  await page.getByLabel('Reason').fill('Orla is on leave');
  await assertAccessible(page, 'giving a step to somebody else');
  await page.getByRole('dialog').getByRole('button', { name: 'Give to somebody else' }).click();
  await page.getByText('Sean Murphy reviews').waitFor();
  assert.deepEqual(controlling.problems, []);
  await controlling.leave();

  await sean.client.call(nameDeputy, { body: { deputyId: orla.id, from: '2026-03-02', until: '2026-03-06', reviews: true, escalations: false } });
  const deputising = await stage.enterAs(orla);
  await deputising.page.goto(`/versions/${versionId}/review`);
  await deputising.page.getByRole('heading', { level: 1, name: /on behalf of Sean Murphy: Review on the line/ }).waitFor();
  await deputising.leave();

  const writing = await stage.enterAs(author);
  await writing.page.goto('/reviews?show=mine');
  await writing.page.getByRole('link', { name: /LJ-001/ }).first().click();
  await writing.page.getByRole('button', { name: 'Take back' }).click();
  await writing.page.getByRole('dialog').getByLabel('Reason').fill('The wrong file');
  await writing.page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await writing.page.getByRole('heading', { level: 1, name: 'It is a draft again and is not under review.' }).waitFor();
  await writing.page.getByText('Taken back by Aoife Walsh: The wrong file').waitFor();
  assert.deepEqual(writing.problems, []);
  await writing.leave();
});

test('DOC-01 quality sets up a document type with its route, and its next number is proposed', async () => {
  const setting = await stage.enterAs(quality);
  const { page } = setting;
  await page.goto('/document-types');
  await page.getByRole('link', { name: 'Set up a type' }).click();
  await page.getByLabel('Code').fill('EQ');
  await page.getByLabel('Name', { exact: true }).fill('Equipment instruction');
  await page.getByLabel('Numbering').fill('EQ-{site}-{000}');
  await page.getByText('The first would be EQ-{site}-001.').waitFor();
  await page.getByRole('button', { name: 'Add a stage' }).click();
  await page.getByLabel('Name of the step').fill('Technical review');
  await page.getByRole('combobox', { name: 'Who signs' }).first().click();
  await page.getByRole('option', { name: 'People by name' }).click();
  await page.getByRole('combobox', { name: 'People', exact: true }).fill('Sean');
  await page.getByRole('option', { name: /Sean Murphy/ }).click();
  await page.keyboard.press('Escape'); // the list of people stays open for more of them
  await page.getByRole('option').first().waitFor({ state: 'hidden' });
  await assertAccessible(page, 'setting up a document type');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByRole('link', { name: 'EQ', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Equipment instruction: the route of its next versions' }).waitFor();
  assert.equal(await page.getByLabel('Name of the step').inputValue(), 'Technical review');
  assert.deepEqual(setting.problems, []);
  await setting.leave();

  const registering = await stage.enterAs(author);
  await registering.page.goto('/procedures/new');
  await registering.page.getByRole('combobox', { name: 'Type' }).click();
  await registering.page.getByRole('option', { name: 'Equipment instruction' }).click();
  await registering.page.getByRole('combobox', { name: 'Site' }).click();
  await registering.page.getByRole('option', { name: 'Cork' }).click();
  await registering.page.getByLabel('Title').fill('Autoclave 3');
  await assertAccessible(registering.page, 'registering with a proposed number');
  await registering.page.getByRole('button', { name: 'Register' }).click();
  await registering.page.getByRole('heading', { level: 1, name: 'New version of EQ-CORK-001' }).waitFor();
  assert.deepEqual(registering.problems, []);
  await registering.leave();
});

test('ESC-04 somebody names a deputy under their own menu, and ends it', async () => {
  const going = await stage.enterAs(approver);
  const { page } = going;
  await page.getByRole('button', { name: 'Your account: Brian Keane' }).click();
  await page.getByRole('menuitem', { name: 'My deputies' }).click();
  await page.getByRole('heading', { level: 1, name: 'Nobody acts on your behalf.' }).waitFor();
  await page.getByRole('combobox', { name: 'Person' }).fill('Cian');
  await page.getByRole('option', { name: /Cian Daly/ }).click();
  await page.getByLabel('Last day').fill('2026-03-06');
  await page.getByRole('button', { name: 'Name deputy' }).click();
  await page.getByRole('heading', { level: 1, name: 'Acting on your behalf today: Cian Daly.' }).waitFor();
  await assertAccessible(page, 'my deputies');
  await page.getByRole('button', { name: 'End: Cian Daly' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Nobody acts on your behalf.' }).waitFor();
  assert.deepEqual(going.problems, []);
  await going.leave();
});
