import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { systemPrincipal, testContext } from '../../../../test/kit/context.ts';
import { openTestDatabase } from '../../../../test/kit/database.ts';
import { ANONYMOUS, authenticate, signIn } from '../actions.ts';
import { createUser, type PlacedUser } from '../users/actions.ts';
import { createSetupCode, doSetup, getSetup, type SetupInput } from './actions.ts';

const database = await openTestDatabase();
const { db } = database;
after(() => database.close());

const PASSWORD = 'kettle drum on a ferry';
const nobody = testContext({ db, principal: ANONYMOUS });
const system = testContext({ db, principal: systemPrincipal });
const code = (outcome: { ok: true } | { ok: false; refusal: { code: string } }): string | null => (outcome.ok ? null : outcome.refusal.code);
const input = (setupCode: string, zone = 'Europe/Dublin'): SetupInput => ({
  code: setupCode,
  organisation: { name: 'Test Works', zone },
  site: { code: 'CORK', name: 'Cork', zone, locale: 'en-IE' },
  department: { code: 'QA', name: 'Quality' },
  administrator: { employeeNumber: 'A-1', name: 'Ada Byrne', email: 'ada@example.com', password: PASSWORD },
});
const someone: PlacedUser = { employeeNumber: 'B-2', name: 'Bo Quinn', email: null, password: PASSWORD, roles: ['author', 'author'], siteCode: null, departmentCode: null };

test('SEC-02 before the set-up there is no place for a user', async () => {
  assert.deepEqual(await createUser(system, someone), { ok: false, refusal: { code: 'place-needed', detail: { what: 'site', codes: '' } } });
});

test('SEC-02 the set-up needs the code that the server printed, and happens once', async () => {
  const printed = (await createSetupCode(nobody)) ?? '';
  const onAnotherNode = (await createSetupCode(nobody)) ?? '';
  assert.deepEqual(await getSetup(nobody, false), { ok: true, reply: { needed: true, simulation: false, organisation: null } });
  assert.equal(code(await doSetup(nobody, input('0000-0000-0000-0000'))), 'setup-code-wrong');
  assert.equal(code(await doSetup(nobody, input(printed, 'Europe/Corck'))), 'unknown-zone');
  const both = await Promise.all([doSetup(nobody, input(printed.toLowerCase().replaceAll('-', ' '))), doSetup(nobody, input(onAnotherNode))]);
  assert.deepEqual(both.map(code).toSorted(), [null, 'setup-done'].toSorted());
  assert.equal(await createSetupCode(nobody), null);
  assert.deepEqual(await db.selectFrom('setup_code').selectAll().execute(), []);
  assert.deepEqual(await getSetup(nobody, false), { ok: true, reply: { needed: false, simulation: false, organisation: 'Test Works' } });
});

test('SEC-01 who was set up signs in as system administrator', async () => {
  const signedIn = await signIn(nobody, { login: 'A-1', password: PASSWORD, agent: null });
  assert.ok(signedIn.ok);
  const principal = await authenticate(db, nobody.now, { cookieToken: signedIn.reply.token, bearerToken: null, idleMinutes: 30 });
  assert.deepEqual(principal.grants.map((grant) => grant.role), ['learner', 'system_administrator']);
});

test('AUD-01 the set-up writes an event for each thing it makes', async () => {
  const rows = await db.selectFrom('audit_event').select('action').orderBy('id').execute();
  for (const action of ['OrganisationNamed', 'SiteCreated', 'DepartmentCreated', 'PersonHired', 'AccountCreated', 'RoleGranted']) assert.ok(rows.some((row) => row.action === action), action);
});

test('SEC-01 a user made on the command line is a person with a place, an account and roles', async () => {
  const created = await createUser(system, someone);
  assert.ok(created.ok);
  const signedIn = await signIn(nobody, { login: 'B-2', password: PASSWORD, agent: null });
  assert.ok(signedIn.ok && signedIn.reply.personId === created.reply.personId);
  assert.equal(code(await createUser(system, someone)), 'account-exists');
  assert.equal(code(await createUser(system, { ...someone, employeeNumber: 'C-3', siteCode: 'CORC' })), 'unknown-code');
  assert.equal(code(await createUser(system, { ...someone, employeeNumber: 'C-3', email: 'ADA@example.com' })), 'email-taken');
});
