// Who waits for an approval learns who can give it.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { disableAccount, grantRole } from '../access/contract.ts';
import { createSite } from '../people/contract.ts';
import { seedCompany } from '../../../test/kit/company.ts';
import { approve, draftProcedure } from '../../../test/kit/learner.ts';
import { openTestServer } from '../../../test/kit/server.ts';
import { changeType, listTypes } from './kinds/contract.ts';
import { getVersion } from './contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const { administrator, author, approver, quality, trainer, manager } = company;
const auckland = (await administrator.client.call(createSite, { body: { code: 'AKL', name: 'Auckland', zone: 'Pacific/Auckland' } })).id;
const { versionId } = await draftProcedure(company, { siteId: company.siteId });
const pageOf = ({ client }: typeof author) => client.call(getVersion, { params: { id: versionId } });

test('DOC-04 a version under review names those who can approve it: with the role for its site, an account, and not its author', async () => {
  const why = async () => (await pageOf(author)).acts.find((one) => one.act === 'approve')?.why;
  assert.deepEqual((await pageOf(author)).approvers, [{ id: approver.id, name: 'Brian Keane' }]);
  assert.equal(await why(), 'You are the author of version 1.0: someone else has to approve it.'); // the role would not help
  for (const { id } of [author, trainer]) await administrator.client.call(grantRole, { params: { id }, body: { role: 'approver' } });
  await administrator.client.call(grantRole, { params: { id: quality.id }, body: { role: 'approver', siteId: company.siteId } });
  await administrator.client.call(grantRole, { params: { id: manager.id }, body: { role: 'approver', siteId: auckland } });
  await administrator.client.call(disableAccount, { params: { id: trainer.id }, body: { reason: 'Away' } });
  assert.deepEqual((await pageOf(author)).approvers.map((one) => one.name), ['Brian Keane', 'Cian Daly']);
  assert.equal(await why(), 'You are the author of version 1.0: someone else has to approve it.');
});

test('DOC-04 nobody is named once it is approved', async () => {
  await approve(company, versionId, { effectiveOn: '2026-03-02' });
  assert.deepEqual((await pageOf(author)).approvers, []);
});

test('DOC-04 where the route names people for the approval, they are the ones named', async () => {
  const type = (await administrator.client.call(listTypes)).items.find(({ code }) => code === 'SOP') ?? assert.fail('no SOP');
  const { id, code: _code, documents: _documents, ...settings } = type;
  await quality.client.call(changeType, { params: { id }, body: { ...settings, route: { ...settings.route, approval: { who: { kind: 'people', personIds: [quality.id] }, days: 5 } } } });
  const routed = await draftProcedure(company, { number: 'SOP-009', siteId: company.siteId });
  assert.deepEqual((await author.client.call(getVersion, { params: { id: routed.versionId } })).approvers.map((one) => one.name), ['Cian Daly']);
});
