// Product roles end with the employment in which they were granted.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { listEvents } from '../../audit/contract.ts';
import { endEmployment, hirePerson } from '../../people/contract.ts';
import { passTime, PASSWORD, seedCompany, type Colleague } from '../../../../test/kit/company.ts';
import { openTestServer } from '../../../../test/kit/server.ts';
import { getAccount, getMe, grantRole, signIn } from '../contract.ts';

const server = await openTestServer();
after(() => server.close());
const company = await seedCompany(server);
const { administrator, author, inspector, quality } = company;

const rolesOf = async ({ id }: Colleague) => (await administrator.client.call(getAccount, { params: { id } })).grants.map((grant) => grant.role);
const leave = ({ id }: Colleague, lastDay: string) => administrator.client.call(endEmployment, { params: { id }, body: { lastDay } });
const rejoin = ({ login, name }: Colleague, from: string) => administrator.client.call(hirePerson, { body: { employeeNumber: login, name, from, siteId: company.siteId, departmentId: company.departmentId } });
const revoked = async ({ id }: Colleague) => (await quality.client.call(listEvents, { query: { action: 'RoleRevoked', subjectId: id, limit: 50 } })).items.map((event) => [event.data['role'], event.why, event.actor.name]);

test('MTX-10 who leaves loses the product roles at once; who comes back is a learner until somebody grants them again', async () => {
  await leave(author, '2026-03-01');
  assert.deepEqual([await rolesOf(author), await revoked(author)], [[], [['author', 'left employment', 'Ada Quinn']]]);
  await rejoin(author, '2026-03-02');
  await author.client.call(signIn, { body: { login: author.login, password: PASSWORD } });
  assert.deepEqual([await rolesOf(author), (await author.client.call(getMe)).permissions.includes('documents.write')], [[], false]);
  await administrator.client.call(grantRole, { params: { id: author.id }, body: { role: 'author' } });
  assert.deepEqual(await rolesOf(author), ['author']);
});

test('MTX-10 who leaves on a later day keeps them until it is over; what is granted for a later return stays', async () => {
  await leave(inspector, '2026-03-04');
  await passTime(server, company, '2026-03-04T23:59:00Z');
  assert.deepEqual(await rolesOf(inspector), ['inspector']);
  await administrator.client.call(signIn, { body: { login: administrator.login, password: PASSWORD } });
  await server.advance(administrator.client, '2026-03-05T00:00:01Z');
  assert.deepEqual([await rolesOf(inspector), (await revoked(inspector)).length], [[], 1]);
  await rejoin(inspector, '2026-03-09');
  await administrator.client.call(grantRole, { params: { id: inspector.id }, body: { role: 'quality' } });
  await administrator.client.call(signIn, { body: { login: administrator.login, password: PASSWORD } });
  await server.advance(administrator.client, '2026-03-09T00:00:01Z');
  await administrator.client.call(signIn, { body: { login: administrator.login, password: PASSWORD } });
  assert.deepEqual(await rolesOf(inspector), ['quality']);
});
