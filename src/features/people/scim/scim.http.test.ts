import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testContext, testNow } from '../../../../test/kit/context.ts';
import { openTestDatabase } from '../../../../test/kit/database.ts';
import { makeOrganisation, makeRole, makeSite, makeDepartment, makePerson } from '../../../../test/kit/world.ts';
import { createHttp } from '../../../platform/http/app.ts';
import { openLog } from '../../../platform/log.ts';
import { endEmployment, getPerson } from '../actions.ts';
import { changeMapping, createConnection, listCalls, listHeld, renewKey, revokeConnection } from './actions-connections.ts';
import { confirmHeld, dismissHeld } from './actions-held.ts';
import { mountScim } from './http.ts';
import { startingMapping } from './rules-connection.ts';
import type { ScimMapping } from './types.ts';

const database = await openTestDatabase();
const { db } = database;
let now = testNow; // Monday 2026-03-02 09:00 UTC
const ctx = testContext({ db });
const app = await createHttp({ log: openLog('silent'), version: 'test', publicUrl: 'https://readback.example.com', trustProxy: false, requestsPerMinute: 100_000 });
await mountScim(app, { db, now: () => Promise.resolve(now), contextOf: (principal, at) => testContext({ db, principal, now: at }), publicUrl: 'https://readback.example.com' });
after(async () => {
  await app.close();
  await database.close();
});
await makeOrganisation(db);
const siteId = await makeSite(db, { code: 'DUB', name: 'Dublin', zone: 'Europe/Dublin' });
const filling = await makeDepartment(db, { code: 'FIL', name: 'Filling' });
const packing = await makeDepartment(db, { code: 'PAC', name: 'Packing' });
const operator = await makeRole(db, { code: 'OP', name: 'Operator' });
const lead = await makeRole(db, { code: 'LEAD', name: 'Line lead' });

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
type Body = Record<string, unknown> & { id: string; detail: string; scimType: string; totalResults: number; Resources: Body[]; Operations: { status: string; location: string; bulkId: string; response?: Body }[] };

async function connect(name: string, change: Partial<ScimMapping> = {}, validDays = 300) {
  const made = await createConnection(ctx, { name, kind: 'other', validDays });
  assert.ok(made.ok);
  assert.ok((await changeMapping(ctx, made.reply.id, { ...startingMapping('other'), defaultSiteId: siteId, ...change })).ok);
  return made.reply;
}
let token = (await connect('Main')).token;

async function send(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object, headers: Record<string, string> = {}) {
  const reply = await app.inject({ method, url: `/scim/v2${path}`, headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }), ...headers }, ...(body === undefined ? {} : { payload: JSON.stringify(body) }) });
  return { status: reply.statusCode, headers: reply.headers, body: (reply.body === '' ? {} : reply.json()) as Body };
}
const patch = (path: string, ...operations: object[]) => send('PATCH', path, { schemas: [PATCH], Operations: operations });
const userOf = (number: string, more: object = {}, enterprise: object = {}) => ({
  schemas: [CORE, ENTERPRISE], userName: `user${number}@example.com`, externalId: `ext-${number}`, displayName: `Worker ${number}`, active: true, name: { givenName: 'Worker', familyName: number },
  emails: [{ type: 'work', value: `w${number}@example.com`, primary: true }], [ENTERPRISE]: { employeeNumber: number, department: 'Filling', ...enterprise }, ...more,
});
async function create(number: string, more: object = {}, enterprise: object = {}): Promise<string> {
  const made = await send('POST', '/Users', userOf(number, more, enterprise));
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return made.body.id;
}
async function personOf(number: string) {
  const { rows } = await sql<{ id: string }>`select id from person where employee_number = ${number}`.execute(db);
  const found = await getPerson(testContext({ db, now }), rows[0]?.id ?? '', {});
  assert.ok(found.ok, `nobody has the number ${number}`);
  return found.reply;
}
const find = async (filter: string, more = '') => (await send('GET', `/Users?filter=${encodeURIComponent(filter)}${more}`)).body;

test('HR-01 without a valid token nothing is told, and the connection remembers the failing calls', async () => {
  const bare = await app.inject({ method: 'GET', url: '/scim/v2/Users' });
  assert.equal(bare.statusCode, 401);
  assert.equal(bare.headers['www-authenticate'], 'Bearer realm="SCIM"');
  assert.match(String(bare.headers['content-type']), /^application\/scim\+json/u);
  const mine = await connect('Short lived', {}, 30);
  const kept = token;
  token = mine.token;
  now = testNow.add({ hours: 31 * 24 });
  const late = await send('GET', '/Users');
  now = testNow;
  assert.deepEqual([late.status, late.body.detail], [401, 'The secret token has expired. Renew it in Readback under Administration, then enter the new one.']);
  const renewed = await renewKey(ctx, mine.id, 30);
  assert.ok(renewed.ok);
  assert.equal((await send('GET', '/Users')).status, 401);
  token = renewed.reply.token;
  assert.equal((await send('GET', '/Users')).status, 200);
  assert.ok((await revokeConnection(ctx, mine.id)).ok);
  assert.equal((await send('GET', '/Users')).status, 401);
  token = kept;
  const calls = await listCalls(ctx, mine.id, false);
  assert.deepEqual(calls.ok && calls.reply.items.map((call) => call.status), [401, 200, 401]);
  const stored = await sql<{ count: number }>`select count(*) as count from scim_connection where position(${Buffer.from(mine.token)} in token_hash) > 0`.execute(db);
  assert.equal(stored.rows[0]?.count, 0);
});

test('HR-01 a user becomes a person with number, place, manager and roles, audited as the connection', async () => {
  const chief = await create('M1');
  const id = await create('100', {}, { manager: { value: chief } });
  await send('POST', '/Groups', { schemas: [GROUP], displayName: 'Role: Operator', members: [{ value: id }] });
  const person = await personOf('100');
  assert.deepEqual([person.name, person.email, person.state, person.site?.name, person.department?.name, person.manager?.name, person.roles.map((role) => role.name)], ['Worker 100', 'w100@example.com', 'active', 'Dublin', 'Filling', 'Worker M1', ['Operator']]);
  const events = await sql<{ action: string; actor: string }>`select action, body::jsonb -> 'actor' ->> 'name' as actor from audit_event where subject_id = ${person.id} or subject_id = ${id} order by id`.execute(db);
  assert.deepEqual(events.rows.map((row) => row.action), ['DirectoryUserCreated', 'PersonHired', 'PersonMoved']);
  assert.deepEqual([...new Set(events.rows.map((row) => row.actor))], ['Directory: Main']);
  const shown = await send('GET', `/Users/${id}`);
  assert.deepEqual([shown.body['userName'], shown.body['active'], (shown.body['groups'] as Body[])[0]?.['display'], shown.headers['etag']], ['user100@example.com', true, 'Role: Operator', 'W/"2"']);
  assert.equal((await send('POST', '/Users', userOf('100'))).body.scimType, 'uniqueness');
});

test('HR-01 the same again changes nothing and leaves no event', async () => {
  const id = await create('110');
  const before = await sql<{ count: number }>`select count(*) as count from audit_event`.execute(db);
  assert.equal((await send('PUT', `/Users/${id}`, userOf('110'))).status, 200);
  assert.equal((await patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'True' })).status, 200);
  const events = await sql<{ count: number }>`select count(*) as count from audit_event`.execute(db);
  assert.equal(events.rows[0]?.count, before.rows[0]?.count);
});

test('HR-02 a department of the directory moves the person; an unknown one is refused and named', async () => {
  const id = await create('120');
  assert.equal((await patch(`/Users/${id}`, { op: 'Replace', path: `${ENTERPRISE}:department`, value: 'Packing' })).status, 200);
  assert.equal((await personOf('120')).department?.id, packing);
  const refused = await patch(`/Users/${id}`, { op: 'replace', value: { [`${ENTERPRISE}:department`]: 'Moon base', title: 'Chief' } });
  assert.deepEqual([refused.status, refused.body.scimType], [400, 'invalidValue']);
  assert.match(refused.body.detail, /no department “Moon base” \(department\)/u);
  assert.equal((await send('GET', `/Users/${id}`)).body['title'], undefined);
});

test('HR-02 MTX-10 inactive ends the employment, active again is the same person, DELETE keeps the record', async () => {
  now = testNow;
  const id = await create('130');
  const first = await personOf('130');
  now = testNow.add({ hours: 72 });
  assert.equal((await patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'False' })).body['active'], false);
  assert.equal((await personOf('130')).state, 'left');
  now = testNow.add({ hours: 240 });
  assert.equal((await patch(`/Users/${id}`, { op: 'Add', path: 'active', value: true })).body['active'], true);
  assert.deepEqual([(await personOf('130')).id, (await personOf('130')).state, (await personOf('130')).employments.length], [first.id, 'active', 2]);
  now = testNow.add({ hours: 480 });
  assert.equal((await send('DELETE', `/Users/${id}`)).status, 204);
  assert.equal((await send('GET', `/Users/${id}`)).status, 404);
  assert.equal((await send('PATCH', `/Users/${id}`, { schemas: [PATCH], Operations: [{ op: 'replace', path: 'active', value: true }] })).status, 404);
  assert.equal((await personOf('130')).state, 'left');
  now = testNow.add({ hours: 960 });
  assert.notEqual(await create('130'), id);
  assert.deepEqual([(await personOf('130')).id, (await personOf('130')).state], [first.id, 'active']);
  now = testNow;
});

test('MTX-10 who left by an entry here is not brought back by a directory that only repeats itself', async () => {
  now = testNow;
  const id = await create('135');
  now = testNow.add({ hours: 72 });
  const { id: personId } = await personOf('135');
  assert.ok((await endEmployment(testContext({ db, now }), personId, { lastDay: '2026-03-04' })).ok);
  assert.equal((await send('GET', `/Users/${id}`)).body['active'], false);
  assert.equal((await send('PUT', `/Users/${id}`, userOf('135', { title: 'New' }))).body['active'], false);
  assert.equal((await patch(`/Users/${id}`, { op: 'replace', path: 'title', value: 'Newer' })).body['active'], false);
  assert.equal((await personOf('135')).state, 'left');
  for (const active of [false, true]) assert.equal((await patch(`/Users/${id}`, { op: 'replace', path: 'active', value: active })).body['active'], active);
  assert.equal((await personOf('135')).state, 'active');
  now = testNow;
});

test('HR-01 a person of the roster is taken over by number, when the name or the address agrees', async () => {
  const place = { siteId, departmentId: filling, roleId: lead };
  await makePerson(db, { ...place, number: '140', name: 'Worker 140' });
  await makePerson(db, { ...place, number: '141', name: 'Somebody Else' });
  await create('140');
  assert.deepEqual((await personOf('140')).roles.map((role) => role.name), ['Line lead']);
  const other = await send('POST', '/Users', userOf('141'));
  assert.deepEqual([other.status, other.body.scimType], [409, 'uniqueness']);
});

test('HR-01 roles given by hand stay when the directory takes its own away', async () => {
  const place = { siteId, departmentId: filling, roleId: lead };
  await makePerson(db, { ...place, number: '150', name: 'Worker 150' });
  const id = await create('150');
  const group = (await send('GET', `/Groups?filter=${encodeURIComponent('displayName eq "role: operator"')}`)).body.Resources[0]?.id ?? '';
  const roles = async () => (await personOf('150')).roles.map((role) => role.name);
  assert.equal((await patch(`/Groups/${group}`, { op: 'Add', path: 'members', value: [{ value: id }] })).status, 204);
  assert.deepEqual(await roles(), ['Line lead', 'Operator']);
  assert.equal((await patch(`/Groups/${group}`, { op: 'Remove', path: `members[value eq "${id}"]` })).status, 204);
  assert.deepEqual(await roles(), ['Line lead']);
  assert.equal((await patch(`/Groups/${group}`, { op: 'add', path: 'members', value: 'nobody' })).body.scimType, 'invalidValue');
  assert.equal(operator.length, 36);
});

test('HR-01 filters, order and pages are answered by the database', async () => {
  await create('160', { title: 'Fitter', emails: [{ type: 'work', value: 'a160@example.com' }, { type: 'home', value: 'a160@home.example' }] });
  await create('161', { title: 'Welder', nickName: 'Wes' });
  const numbers = async (filter: string) => (await find(filter)).Resources.map((one) => (one[ENTERPRISE] as Body)['employeeNumber']);
  const mine = '(userName eq "user160@example.com" or userName eq "USER161@example.com")';
  for (const [filter, expected] of [
    [`${mine} and title sw "fit"`, ['160']], [`${mine} and not (title eq "Fitter")`, ['161']], [`${mine} and nickName pr`, ['161']], ['emails[type eq "home" and value ew ".example"]', ['160']],
    ['emails.value eq "A160@example.com"', ['160']], [`${ENTERPRISE}:employeeNumber eq "161"`, ['161']], ['externalId eq "ext-160"', ['160']], [`${mine} and active eq "True" and title ge "g"`, ['161']],
    [`${mine} and meta.created gt "2030-01-01T00:00:00Z"`, []], [`${mine} and title ne "welder"`, ['160']], [`${mine} and emails[type eq "home"] and userName co "160"`, ['160']], [`${mine} and nickName eq null`, ['160']],
  ] as const) assert.deepEqual(await numbers(filter), expected, filter);
  const sorted = await find(mine, '&sortBy=title&sortOrder=descending&count=1&startIndex=1&attributes=title');
  assert.deepEqual([sorted.totalResults, sorted.Resources.map((one) => [one['title'], one['userName']])], [2, [['Welder', undefined]]]);
  assert.deepEqual((await find(mine, '&startIndex=2&count=5')).Resources.length, 1);
  assert.deepEqual((await find(mine, '&count=0')).Resources, []);
  const body = await send('POST', '/.search', { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], filter: 'displayName eq "Worker 160"' });
  assert.equal(body.body.totalResults, 1);
  for (const bad of ['userName', 'userName eq', 'userName eq "x', 'nothing eq "x"', 'active gt true', '(userName pr', 'meta.created gt "soon"']) {
    const refused = await send('GET', `/Users?filter=${encodeURIComponent(bad)}`);
    assert.deepEqual([refused.status, refused.body.scimType], [400, 'invalidFilter'], bad);
  }
});

test('HR-01 a version that is not the present one is refused; an unchanged resource is not sent again', async () => {
  const id = await create('170');
  const etag = String((await send('GET', `/Users/${id}`)).headers['etag']);
  assert.equal((await send('GET', `/Users/${id}`, undefined, { 'if-none-match': etag })).status, 304);
  assert.equal((await send('PUT', `/Users/${id}`, userOf('170', { title: 'New' }), { 'if-match': etag })).headers['etag'], 'W/"2"');
  assert.equal((await send('PUT', `/Users/${id}`, userOf('170', { title: 'Newer' }), { 'if-match': etag })).status, 412);
  assert.equal((await send('DELETE', `/Users/${id}`, undefined, { 'if-match': etag })).status, 412);
});

test('HR-01 bulk: references to what is made in the same request, in any order; errors are counted', async () => {
  const bulk = (operations: object[], more: object = {}) => send('POST', '/Bulk', { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'], Operations: operations, ...more });
  const done = await bulk([
    { method: 'POST', path: '/Groups', bulkId: 'g', data: { schemas: [GROUP], displayName: 'Bulk made', members: [{ value: 'bulkId:u' }] } },
    { method: 'POST', path: '/Users', bulkId: 'u', data: userOf('180') },
    { method: 'PATCH', path: '/Users/bulkId:u', data: { schemas: [PATCH], Operations: [{ op: 'add', path: 'title', value: 'Bulk' }] } },
    { method: 'PUT', path: '/Users/bulkId:never', data: userOf('181') },
  ]);
  assert.deepEqual(done.body.Operations.map((one) => one.status), ['201', '201', '200', '409']);
  const group = await send('GET', `/Groups/${done.body.Operations[0]?.location.split('/').at(-1)}`);
  assert.equal((group.body['members'] as Body[])[0]?.['display'], 'Worker 180');
  const broken = { method: 'DELETE', path: '/Users/018f0000-0000-7000-8000-000000000000' };
  assert.deepEqual((await bulk([broken, broken, broken], { failOnErrors: 2 })).body.Operations.map((one) => one.status), ['404', '404']);
  assert.equal((await bulk(Array.from({ length: 501 }, () => broken))).status, 413);
});

test('HR-02 more leavers than the set share are held until somebody confirms them', async () => {
  const kept = token;
  const made = await connect('Careful', { hold: { hours: 24, leavingPercent: 10, movingPercent: 100, least: 2 } });
  token = made.token;
  const ids: string[] = [];
  for (let number = 1; number <= 5; number += 1) ids.push(await create(`H${number}`));
  for (const id of ids.slice(0, 4)) assert.equal((await patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false })).body['active'], false);
  const states = async () => Promise.all(['H1', 'H2', 'H3', 'H4'].map(async (number) => (await personOf(number)).employments.at(-1)?.until === null));
  assert.deepEqual(await states(), [false, false, true, true]);
  const held = await listHeld(ctx, made.id);
  assert.deepEqual(held.ok && held.reply.items.map((row) => [row.employeeNumber, row.what]), [['H3', 'leaving'], ['H4', 'leaving']]);
  assert.equal((await dismissHeld(ctx, made.id, [ids[3] ?? ''])).ok, true);
  assert.equal((await confirmHeld(ctx, made.id, null)).ok, true);
  assert.deepEqual(await states(), [false, false, false, true]);
  assert.equal((await confirmHeld(ctx, made.id, null)).ok, false);
  token = kept;
});

test('HR-02 MTX-09 leave and return come from the directory, by word, by days ahead and by an account that is not active', async () => {
  const kept = token;
  token = (await connect('Leaves', { leave: { state: 'userType', words: ['On leave'], from: 'division', until: 'costCenter', inactive: true } })).token;
  const id = await create('L1');
  const states = async () => (await personOf('L1')).employments.map((row) => `${row.from.toString()} ${row.state}`);
  await patch(`/Users/${id}`, { op: 'Replace', path: 'userType', value: 'on leave' });
  await patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'False' });
  assert.deepEqual([(await send('GET', `/Users/${id}`)).body['active'], await states()], [false, ['2026-03-02 on_leave']]);
  now = testNow.add({ hours: 48 });
  await patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'True' }, { op: 'Remove', path: 'userType' });
  assert.deepEqual(await states(), ['2026-03-02 on_leave', '2026-03-04 active']);
  const days = { op: 'replace', value: { [`${ENTERPRISE}:division`]: '2026-05-01T00:00:00Z', [`${ENTERPRISE}:costCenter`]: '2026-05-31' } };
  await patch(`/Users/${id}`, days);
  const coming = ['2026-03-02 on_leave', '2026-03-04 active', '2026-05-01 on_leave', '2026-06-01 active'];
  assert.deepEqual(await states(), coming);
  const events = async () => (await sql<{ action: string }>`select action from audit_event where subject_id = ${(await personOf('L1')).id} order by id`.execute(db)).rows.map((row) => row.action);
  const told = ['PersonHired', 'PersonAbsent', 'PersonReturned', 'PersonAbsent'];
  assert.deepEqual(await events(), told);
  await patch(`/Users/${id}`, days, { op: 'replace', path: 'title', value: 'Fitter' });
  assert.deepEqual([await states(), await events()], [coming, told]);
  const wrong = await patch(`/Users/${id}`, { op: 'replace', value: { [`${ENTERPRISE}:costCenter`]: '2026-04-01' } });
  assert.deepEqual([wrong.status, wrong.body.scimType, await states()], [400, 'invalidValue', coming]);
  token = kept;
  now = testNow;
});

test('HR-02 a role taken away by the directory waits with the rest, and is taken away when that is confirmed', async () => {
  const kept = token;
  const made = await connect('Careful roles', { role: 'title', hold: { hours: 24, leavingPercent: 100, movingPercent: 0, least: 0 } });
  token = made.token;
  const id = await create('R1', { title: 'Operator' });
  await patch(`/Users/${id}`, { op: 'replace', path: 'title', value: 'Line lead' });
  const roles = async () => (await personOf('R1')).roles.map((role) => role.name);
  assert.deepEqual(await roles(), ['Operator']);
  assert.equal((await confirmHeld(ctx, made.id, null)).ok, true);
  assert.deepEqual(await roles(), ['Line lead']);
  token = kept;
});

test('HR-01 what Entra ID and Okta really send is understood', async () => {
  const chief = await create('E0');
  const id = await create('E1', {}, { manager: { value: chief } });
  const manager = async () => (await personOf('E1')).manager?.name ?? null;
  const steps: readonly (readonly [readonly object[], string, unknown])[] = [
    [[{ op: 'Replace', path: 'emails[type eq "work"].value', value: 'e1.new@example.com' }, { op: 'Add', path: 'name.givenName', value: 'Erin' }], 'emails', [{ type: 'work', value: 'e1.new@example.com', primary: true }]],
    [[{ op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+353 1 555 0100' }], 'phoneNumbers', [{ type: 'mobile', value: '+353 1 555 0100' }]],
    [[{ op: 'Add', path: 'addresses[type eq "work"].locality', value: 'Cork' }], 'addresses', [{ type: 'work', locality: 'Cork' }]],
    [[{ op: 'Replace', value: { displayName: 'Erin One', 'name.familyName': 'One', [`${ENTERPRISE}:department`]: 'Packing' } }], 'displayName', 'Erin One'],
    [[{ op: 'replace', value: { active: true } }], 'active', true],
  ];
  for (const [operations, attribute, expected] of steps) assert.deepEqual((await patch(`/Users/${id}`, ...operations)).body[attribute], expected, JSON.stringify(operations));
  assert.equal(await manager(), 'Worker E0');
  for (const gone of [{ op: 'Remove', path: `${ENTERPRISE}:manager` }, { op: 'Replace', path: `${ENTERPRISE}:manager`, value: null }, { op: 'Replace', path: `${ENTERPRISE}:manager`, value: '' }]) {
    await patch(`/Users/${id}`, { op: 'Add', path: `${ENTERPRISE}:manager`, value: { value: chief } });
    assert.equal(await manager(), 'Worker E0', JSON.stringify(gone));
    assert.equal((await patch(`/Users/${id}`, gone)).status, 200, JSON.stringify(gone));
    assert.equal(await manager(), null, JSON.stringify(gone));
  }
  const probe = (await find('userName eq "nobody-such"', '&startIndex=1&count=100'));
  assert.deepEqual([probe.totalResults, probe.Resources], [0, []]);
  const put = await send('PUT', `/Users/${id}`, { ...userOf('E1', { displayName: 'Erin Two', active: false }), id, groups: [], password: 'x', locale: 'en-US', meta: { resourceType: 'User' } });
  assert.deepEqual([put.status, put.body['active'], (await personOf('E1')).employments.at(-1)?.until?.toString()], [200, false, '2026-03-03']);
});

test('HR-01 what the service can do is described, errors are those of the protocol', async () => {
  const config = (await send('GET', '/ServiceProviderConfig')).body as unknown as Record<string, { supported: boolean; maxOperations: number }>;
  assert.deepEqual(['patch', 'bulk', 'filter', 'sort', 'etag'].map((name) => config[name]?.supported), [true, true, true, true, true]);
  assert.deepEqual((await send('GET', '/ResourceTypes')).body.Resources.map((one) => one['endpoint']), ['/Users', '/Groups']);
  assert.equal((await send('GET', `/Schemas/${ENTERPRISE}`)).body['name'], 'EnterpriseUser');
  assert.equal((await send('GET', '/Nothing')).status, 404);
  assert.equal((await send('GET', '/Me')).status, 501);
  assert.equal((await send('POST', '/Users', { schemas: [CORE], displayName: 'Nameless' })).body.scimType, 'invalidValue');
  const text = await app.inject({ method: 'POST', url: '/scim/v2/Users', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' }, payload: '{' });
  assert.deepEqual([text.statusCode, (text.json() as Body).scimType, (text.json() as { status: string }).status], [400, 'invalidSyntax', '400']);
  const nul = await send('POST', '/Users', userOf('190', { title: 'a\u0000b' }));
  assert.equal(nul.status, 400);
});

test('HR-01 another connection sees none of these users', async () => {
  const kept = token;
  token = (await connect('Other')).token;
  assert.equal((await send('GET', '/Users')).body.totalResults, 0);
  assert.equal((await send('GET', '/Groups')).body.totalResults, 0);
  token = kept;
});
