import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { nextId, personPrincipal, systemPrincipal, testContext, testNow } from '../../../../test/kit/context.ts';
import { openTestDatabase } from '../../../../test/kit/database.ts';
import { makePerson, makePlace, write } from '../../../../test/kit/world.ts';
import type { Principal } from '../../../kernel/permission.ts';
import { hashPassword } from '../../../platform/secret.ts';
import { ANONYMOUS, authenticate, signIn } from '../actions.ts';
import { grantRole, revokeRole } from '../grants/actions.ts';
import { createKey, listKeys, revokeKey } from '../keys/actions.ts';
import { acceptInvitation, changePassword, disableAccount, getAccount, invite, unlockAccount } from './actions.ts';

const database = await openTestDatabase();
const { db } = database;
after(() => database.close());

const PASSWORD = 'kettle drum on a ferry';
const OTHER = 'a quiet lamp in march';
const passwordHash = await hashPassword(PASSWORD);
const place = await makePlace(db);
const elsewhere = await makePlace(db);
const everywhere = { siteId: null, departmentId: null };
let made = 0;

async function person(options: { account?: boolean; at?: typeof place } = {}): Promise<{ id: string; number: string }> {
  made += 1;
  const number = `E-${made}`;
  const id = await makePerson(db, { ...(options.at ?? place), number, name: `Person ${made}` });
  if (options.account !== false) await write(db, (tx) => tx.insertInto('account').values({ person_id: id, password_hash: passwordHash }).execute());
  return { id, number };
}

/** A system administrator as the database knows them. */
async function administrator(): Promise<Principal> {
  const { id } = await person();
  await write(db, (tx) => tx.insertInto('role_grant').values({ id: nextId(), person_id: id, role: 'system_administrator', site_id: null, department_id: null, granted_at: testNow }).execute());
  return personPrincipal(id, 'Administrator', 'system_administrator');
}

const as = (principal: Principal, now = testNow) => testContext({ db, principal, now });
const code = (outcome: { ok: true } | { ok: false; refusal: { code: string } }): string | null => (outcome.ok ? null : outcome.refusal.code);
const come = (login: string, password: string) => signIn(as(ANONYMOUS), { login, password, agent: null });
const admin = await administrator();

test('SEC-02 an invitation works once and for seven days', async () => {
  const { id, number } = await person({ account: false });
  const invited = await invite(as(admin), id, 'https://readback.example.com/');
  assert.ok(invited.ok);
  const { token, url } = invited.reply;
  assert.equal(url, `https://readback.example.com/invitation#token=${token}`);
  assert.equal(code(await acceptInvitation(as(ANONYMOUS, testNow.add({ hours: 7 * 24 })), { token, password: OTHER })), 'invitation-invalid');
  const both = await Promise.all([acceptInvitation(as(ANONYMOUS), { token, password: OTHER }), acceptInvitation(as(ANONYMOUS), { token, password: PASSWORD })]);
  assert.deepEqual(both.map(code).toSorted(), ['invitation-invalid', null].toSorted());
  const signedIn = await Promise.all([come(number, OTHER), come(number, PASSWORD)]);
  assert.equal(signedIn.filter((outcome) => outcome.ok).length, 1);
});

test('SEC-02 a new invitation replaces the one before, unlocks, enables again and ends sessions', async () => {
  const { id, number } = await person();
  const before = await come(number, PASSWORD);
  assert.ok(before.ok);
  const first = await invite(as(admin), id, 'http://localhost');
  const second = await invite(as(admin), id, 'http://localhost');
  assert.ok(first.ok && second.ok);
  assert.equal(code(await acceptInvitation(as(ANONYMOUS), { token: first.reply.token, password: OTHER })), 'invitation-invalid');
  assert.equal(code(await acceptInvitation(as(ANONYMOUS), { token: second.reply.token, password: `e-${made}` })), 'password-too-easy');
  assert.ok((await acceptInvitation(as(ANONYMOUS), { token: second.reply.token, password: OTHER })).ok);
  assert.equal((await authenticate(db, testNow, { cookieToken: before.reply.token, bearerToken: null, idleMinutes: 30 })).kind, 'anonymous');
  assert.ok((await come(number, OTHER)).ok);
});

test('SEC-02 an Idempotency-Key keeps no copy of an invitation’s token', async () => {
  const { id } = await person({ account: false });
  const invited = await invite(testContext({ db, principal: admin, idempotencyKey: 'k' }), id, 'http://localhost');
  assert.ok(invited.ok);
  assert.deepEqual(await db.selectFrom('idempotency_key').selectAll().execute(), []);
});

test('SEC-02 a new password needs the old one and ends the other sessions', async () => {
  const { number } = await person();
  const [here, there] = [await come(number, PASSWORD), await come(number, PASSWORD)];
  assert.ok(here.ok && there.ok);
  const ask = (token: string) => authenticate(db, testNow, { cookieToken: token, bearerToken: null, idleMinutes: 30 });
  const me = await ask(here.reply.token);
  assert.equal(code(await changePassword(as(me), { current: 'wrong', next: OTHER })), 'password-wrong');
  assert.equal(code(await changePassword(as(me), { current: PASSWORD, next: PASSWORD })), 'password-unchanged');
  assert.ok((await changePassword(as(me), { current: PASSWORD, next: OTHER })).ok);
  assert.deepEqual([(await ask(here.reply.token)).kind, (await ask(there.reply.token)).kind], ['person', 'anonymous']);
  assert.equal(code(await come(number, PASSWORD)), 'sign-in-failed');
});

test('SEC-02 a locked account is shown as locked and can be unlocked by an administrator', async () => {
  const { id, number } = await person();
  assert.equal(code(await unlockAccount(as(admin), id)), 'not-locked');
  for (let failure = 0; failure < 5; failure += 1) await come(number, 'wrong');
  const shown = await getAccount(as(admin), id);
  assert.ok(shown.ok && shown.reply.state === 'locked' && shown.reply.lockedUntil !== null);
  assert.ok((await unlockAccount(as(admin), id)).ok);
  assert.ok((await come(number, PASSWORD)).ok);
});

test('SEC-02 disabling ends sessions at once and voids an open invitation', async () => {
  const { id, number } = await person();
  const session = await come(number, PASSWORD);
  const invited = await invite(as(admin), id, 'http://localhost');
  assert.ok(session.ok && invited.ok);
  assert.ok((await disableAccount(as(admin), id, 'badge lost')).ok);
  assert.equal((await authenticate(db, testNow, { cookieToken: session.reply.token, bearerToken: null, idleMinutes: 30 })).kind, 'anonymous');
  assert.equal(code(await acceptInvitation(as(ANONYMOUS), { token: invited.reply.token, password: OTHER })), 'invitation-invalid');
  assert.equal(code(await come(number, PASSWORD)), 'account-inactive');
  assert.equal(code(await disableAccount(as(admin), id, 'again')), 'already-disabled');
});

test('SEC-01 roles are granted once, taken away once, and nobody grants themselves', async () => {
  const { id } = await person();
  const granted = await Promise.all([grantRole(as(admin), id, { role: 'approver', ...everywhere }), grantRole(as(admin), id, { role: 'approver', ...everywhere })]);
  assert.deepEqual(granted.map(code).toSorted(), ['already-granted', null].toSorted());
  assert.equal(code(await grantRole(as(admin), admin.id ?? '', { role: 'approver', ...everywhere })), 'own-role');
  assert.equal(code(await grantRole(as(admin), id, { role: 'quality', siteId: nextId(), departmentId: null })), 'unknown-reference');
  const grantId = granted.flatMap((outcome) => (outcome.ok ? [outcome.reply.id] : []))[0] ?? '';
  assert.ok((await revokeRole(as(admin), grantId)).ok);
  assert.equal(code(await revokeRole(as(admin), grantId)), 'already-revoked');
});

test('SEC-01 nobody grants themselves through a key of their making, nor through a key that one made', async () => {
  const bearer = async (token: string) => authenticate(db, testNow, { cookieToken: null, bearerToken: token, idleMinutes: 30 });
  const first = await createKey(as(admin), { name: 'provisioning', role: 'system_administrator' });
  assert.ok(first.ok);
  const key = await bearer(first.reply.token);
  const second = await createKey(as(key), { name: 'more provisioning', role: 'system_administrator' });
  assert.ok(second.ok);
  for (const principal of [key, await bearer(second.reply.token)]) assert.equal(code(await grantRole(as(principal), admin.id ?? '', { role: 'approver', ...everywhere })), 'own-role');
});

test('SEC-01 an administrator of one site administers its people only, and grants no more than that site', async () => {
  const local: Principal = { kind: 'person', id: (await person()).id, name: 'Local', sessionId: nextId(), manages: false, grants: [{ role: 'system_administrator', siteId: place.siteId, departmentId: null }] };
  const here = await person({ account: false });
  const there = await person({ account: false, at: elsewhere });
  assert.ok((await invite(as(local), here.id, 'http://localhost')).ok);
  assert.equal(code(await invite(as(local), there.id, 'http://localhost')), 'not-permitted');
  assert.equal(code(await grantRole(as(local), here.id, { role: 'author', ...everywhere })), 'not-permitted');
  assert.ok((await grantRole(as(local), here.id, { role: 'author', siteId: place.siteId, departmentId: null })).ok);
  assert.equal(code(await createKey(as(local), { name: 'x', role: 'service' })), 'not-permitted');
  assert.equal(code(await invite(as(admin), nextId(), 'http://localhost')), 'not-found');
});

test('SEC-01 two administrators who take each other’s role away at once leave one', async () => {
  const fresh = await openTestDatabase();
  try {
    const there = await makePlace(fresh.db);
    const grants: string[] = [];
    const people: string[] = [];
    for (const number of ['A', 'B']) {
      const id = await makePerson(fresh.db, { ...there, number });
      const grant = nextId();
      await write(fresh.db, async (tx) => {
        await tx.insertInto('account').values({ person_id: id, password_hash: passwordHash }).execute();
        await tx.insertInto('role_grant').values({ id: grant, person_id: id, role: 'system_administrator', site_id: null, department_id: null, granted_at: testNow }).execute();
      });
      people.push(id);
      grants.push(grant);
    }
    const [a = '', b = ''] = people;
    const [grantA = '', grantB = ''] = grants;
    const ctxOf = (id: string) => testContext({ db: fresh.db, principal: personPrincipal(id, id, 'system_administrator') });
    const outcomes = await Promise.all([revokeRole(ctxOf(a), grantB), revokeRole(ctxOf(b), grantA)]);
    assert.deepEqual(outcomes.map(code).toSorted(), ['last-administrator', null].toSorted());
    const left = outcomes[0].ok ? a : b;
    assert.equal(code(await disableAccount(ctxOf(left), left, 'leaving')), 'last-administrator');
  } finally {
    await fresh.close();
  }
});

test('SEC-01 a key works until it is revoked, is stored as a hash, and its acts carry its name', async () => {
  const created = await createKey(as(systemPrincipal), { name: 'HR feed', role: 'service' });
  assert.ok(created.ok);
  const { id, token } = created.reply;
  assert.match(token, /^rb_/u);
  const ask = () => authenticate(db, testNow, { cookieToken: null, bearerToken: token, idleMinutes: 30 });
  assert.deepEqual(await ask(), { kind: 'service', id, name: 'HR feed', grants: [{ role: 'service', siteId: null, departmentId: null }] });
  assert.ok((await revokeKey(as(admin), id)).ok);
  assert.equal((await ask()).kind, 'anonymous');
  assert.equal(code(await revokeKey(as(admin), id)), 'already-revoked');
  const listed = await listKeys(as(admin));
  assert.ok(listed.ok && listed.reply.items.some((key) => key.id === id && key.revokedAt !== null));
  const trail = await db.selectFrom('audit_event').select('body').where('subject_id', '=', id).execute();
  assert.equal(trail.length, 2);
  assert.ok(!JSON.stringify(trail).includes(token));
});
