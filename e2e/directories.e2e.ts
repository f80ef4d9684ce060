import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { approveProcedure, requireOfOperators, seedCompany } from '../test/kit/company.ts';
import { assertAccessible } from './kit/accessibility.ts';
import { openStage } from './kit/server.ts';

const stage = await openStage();
after(() => stage.close());
const company = await seedCompany(stage.server);
const procedure = await approveProcedure(company);
await requireOfOperators(company, [procedure.documentId]);

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

test('HR-01 an administrator connects a directory; whom it creates is trained at once', async () => {
  const visitor = await stage.enterAs(company.administrator);
  const { page } = visitor;
  await page.goto('/directories');
  await page.getByRole('heading', { level: 1, name: 'No directory is connected.' }).waitFor();
  await page.getByRole('button', { name: 'Connect a directory' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Head office');
  await assertAccessible(page, 'connecting a directory');
  await page.getByRole('dialog').getByRole('button', { name: 'Connect a directory' }).click();
  const token = await page.getByRole('textbox', { name: 'Secret token of Head office' }).inputValue();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('heading', { level: 1, name: /^Head office has not called yet/ }).waitFor();
  await page.getByRole('combobox', { name: 'Site where the directory says none' }).click();
  await page.getByRole('option', { name: 'Cork' }).click();
  await assertAccessible(page, 'the mapping of a directory');
  await page.getByRole('button', { name: 'Save the mapping' }).click();
  await page.getByText('The mapping is saved.').waitFor();

  const post = async (path: string, body: object): Promise<{ id: string; detail?: string }> => {
    const response = await fetch(`${stage.server.url}/scim/v2${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' }, body: JSON.stringify(body) });
    return (await response.json()) as { id: string; detail?: string };
  };
  const user = { schemas: [`${CORE}User`, ENTERPRISE], userName: 'nora@example.com', displayName: 'Nora Lynch', active: true, [ENTERPRISE]: { employeeNumber: 'P-9', department: 'Nowhere' } };
  assert.match((await post('/Users', user)).detail ?? '', /no department “Nowhere”/);
  const { id } = await post('/Users', { ...user, [ENTERPRISE]: { employeeNumber: 'P-9', department: 'Production' } });
  await post('/Groups', { schemas: [`${CORE}Group`], displayName: 'Role: Production operator', members: [{ value: id }] });

  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Head office is connected; it keeps 1 user up to date.' }).waitFor();
  await page.getByRole('cell', { name: /no department “Nowhere”/ }).waitFor();
  assert.deepEqual(visitor.problems, []);
  await visitor.leave();

  const trainer = await stage.enterAs(company.trainer);
  await trainer.page.goto('/people?search=Nora');
  await trainer.page.getByRole('link', { name: 'Nora Lynch' }).click();
  await trainer.page.getByRole('heading', { level: 1, name: 'Nora Lynch works in Production at Cork.' }).waitFor();
  await trainer.page.getByText(/Required because: .*Operators, rule 1 v1/).waitFor();
  assert.deepEqual(trainer.problems, []);
  await trainer.leave();
});
