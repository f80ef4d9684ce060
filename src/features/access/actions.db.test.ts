import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { nextId, personPrincipal, testContext, testNow } from '../../../test/kit/context.ts';
import { openTestDatabase } from '../../../test/kit/database.ts';
import { makeOrganisation, makePerson, makePlace, write } from '../../../test/kit/world.ts';
import type { Principal } from '../../kernel/permission.ts';
import { hashPassword } from '../../platform/secret.ts';
import { acceptAgreement, ANONYMOUS, authenticate, getAgreement, getMe, signIn, signOut, signOutEverywhere } from './actions.ts';
import { may } from './permissions.ts';

const database = await openTestDatabase();
const { db } = database;
after(() => database.close());

const PASSWORD = 'kettle drum on a ferry';
const passwordHash = await hashPassword(PASSWORD);
await makeOrganisation(db);
const place = await makePlace(db);
let made = 0;

async function user(more: { until?: string; zone?: string } = {}): Promise<{ id: string; number: string; email: string }> {
  made += 1;
  const [number, email] = [`E-${made}`, `Person.${made}@example.com`];
  const id = await makePerson(db, { ...(more.zone === undefined ? place : await makePlace(db, more.zone)), number, email, name: `Person ${made}`, ...(more.until === undefined ? {} : { until: more.until }) });
  await write(db, (tx) => tx.insertInto('account').values({ person_id: id, password_hash: passwordHash }).execute());
  return { id, number, email };
}

const at = (now: Temporal.Instant, principal: Principal = ANONYMOUS) => testContext({ db, now, principal });
const later = (amount: Temporal.DurationLike): Temporal.Instant => testNow.add(amount);
const come = (login: string, password = PASSWORD, now = testNow) => signIn(at(now), { login, password, agent: 'test' });
const ask = (token: string, now = testNow) => authenticate(db, now, { cookieToken: token, bearerToken: null, idleMinutes: 30 });
const actionsAbout = async (id: string): Promise<string[]> => (await db.selectFrom('audit_event').select('action').where('subject_id', '=', id).orderBy('id').execute()).map((row) => row.action);

async function tokenOf(login: string, now = testNow): Promise<string> {
  const signedIn = await come(login, PASSWORD, now);
  assert.ok(signedIn.ok);
  return signedIn.reply.token;
}

test('SEC-02 one signs in by employee number or by e-mail in any case; the token is stored only as a hash', async () => {
  const { id, number, email } = await user();
  for (const login of [number, email.toUpperCase()]) {
    const token = await tokenOf(login);
    const principal = await ask(token);
    assert.deepEqual([principal.kind, principal.id, principal.grants], ['person', id, [{ role: 'learner', siteId: null, departmentId: null }]]);
    const sessions = await db.selectFrom('session').selectAll().where('person_id', '=', id).execute();
    assert.ok(!JSON.stringify(sessions).includes(token));
  }
  assert.deepEqual(await actionsAbout(id), ['SignedIn', 'SignedIn']);
});

test('SEC-02 unknown names and wrong passwords get the same answer, and both are audited', async () => {
  const { id, number } = await user();
  assert.deepEqual(await come('nobody@example.com'), await come(number, 'wrong'));
  assert.deepEqual(await actionsAbout(id), ['SignInFailed']);
  const unknown = await db.selectFrom('audit_event').select('body').where('subject_id', '=', 'unknown').executeTakeFirstOrThrow();
  assert.ok(!unknown.body.includes('nobody@example.com'));
});

test('SEC-02 five failures lock the sign-in for 15 minutes, the right password included', async () => {
  const { id, number } = await user();
  for (let failure = 0; failure < 5; failure += 1) await come(number, 'wrong');
  assert.ok(!(await come(number, PASSWORD, later({ minutes: 14, seconds: 59 }))).ok);
  assert.ok((await come(number, PASSWORD, later({ minutes: 15 }))).ok);
  assert.deepEqual((await actionsAbout(id)).filter((action) => action === 'AccountLocked').length, 1);
});

test('SEC-02 guesses at the same time count one by one, and the right one does not slip through after the lock', async () => {
  const { id, number } = await user();
  const waiting = async (): Promise<number> => (await database.asOwner(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).length;
  const { started } = await db.transaction().execute(async (tx) => {
    await tx.selectFrom('account').select('person_id').where('person_id', '=', id).forUpdate().execute();
    const started = Array.from({ length: 8 }, () => come(number, 'wrong'));
    for (let tries = 0; tries < 200 && (await waiting()) < started.length; tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(await waiting(), started.length, 'all guesses wait for the account at the same time');
    return { started };
  }); // from here on they are judged, all of them at once
  assert.ok((await Promise.all(started)).every((outcome) => !outcome.ok));
  assert.equal((await db.selectFrom('account').select('failures').where('person_id', '=', id).executeTakeFirstOrThrow()).failures, 5);
  assert.deepEqual(await come(number), { ok: false, refusal: { code: 'sign-in-failed' } });
});

test('SEC-02 two sign-ins at once are two sessions; signing out ends one, everywhere ends all', async () => {
  const { id, number } = await user();
  const [one, two] = await Promise.all([tokenOf(number), tokenOf(number)]);
  assert.notEqual(one, two);
  assert.ok((await signOut(at(testNow, await ask(one)))).ok);
  assert.equal((await ask(one)).kind, 'anonymous');
  const still = await ask(two);
  assert.equal(still.kind, 'person');
  const third = await tokenOf(number);
  assert.deepEqual(await signOutEverywhere(at(testNow, still)), { ok: true, reply: { ended: 2 } });
  assert.deepEqual([(await ask(two)).kind, (await ask(third)).kind], ['anonymous', 'anonymous']);
  assert.deepEqual((await actionsAbout(id)).slice(-2), ['SignedIn', 'SignedOutEverywhere']);
});

test('SEC-02 signing in again in the same browser ends the session that was there', async () => {
  const { number } = await user();
  const first = await tokenOf(number);
  const second = await signIn(at(testNow, await ask(first)), { login: number, password: PASSWORD, agent: null });
  assert.ok(second.ok);
  assert.deepEqual([(await ask(first)).kind, (await ask(second.reply.token)).kind], ['anonymous', 'person']);
});

test('SEC-02 a session times out when idle and is kept by use, but for 12 hours at most', async () => {
  const { number } = await user();
  const idle = await tokenOf(number);
  assert.equal((await ask(idle, later({ minutes: 30 }))).kind, 'anonymous');
  const used = await tokenOf(number);
  for (let minutes = 29; minutes < 720; minutes += 29) assert.equal((await ask(used, later({ minutes }))).kind, 'person', `${minutes} minutes`);
  assert.equal((await ask(used, later({ hours: 12 }))).kind, 'anonymous');
});

test('SEC-02 use is noted at most once a minute', async () => {
  const { id, number } = await user();
  const token = await tokenOf(number);
  const seen = async (): Promise<string> => (await db.selectFrom('session').select('seen_at').where('person_id', '=', id).executeTakeFirstOrThrow()).seen_at.toString();
  await ask(token, later({ seconds: 59 }));
  assert.equal(await seen(), testNow.toString());
  await ask(token, later({ seconds: 60 }));
  assert.equal(await seen(), later({ seconds: 60 }).toString());
});

test('MTX-10 access ends at midnight after the last day, by the clock of the person’s site', async () => {
  const { number } = await user({ zone: 'America/New_York', until: '2026-03-03' }); // last day 2 March; New York is five hours behind
  const token = await tokenOf(number);
  const lastEvening = Temporal.Instant.from('2026-03-03T04:40:00Z');
  for (let now = testNow; Temporal.Instant.compare(now, Temporal.Instant.from('2026-03-02T21:00:00Z')) < 0; now = now.add({ minutes: 29 })) assert.equal((await ask(token, now)).kind, 'person');
  const evening = await tokenOf(number, lastEvening);
  assert.equal((await ask(evening, Temporal.Instant.from('2026-03-03T04:59:59Z'))).kind, 'person');
  assert.equal((await ask(evening, Temporal.Instant.from('2026-03-03T05:00:00Z'))).kind, 'anonymous');
  assert.deepEqual(await come(number, PASSWORD, Temporal.Instant.from('2026-03-03T05:00:00Z')), { ok: false, refusal: { code: 'account-inactive' } });
});

for (const [from, to] of [['Europe/Dublin', 'America/New_York'], ['America/New_York', 'Europe/Dublin']] as const) {
  test(`MTX-08 who moves from ${from} to ${to} is let in at every hour around the change`, async () => {
    const { id, number } = await user({ zone: from, until: '2026-03-03' });
    const next = await makePlace(db, to);
    await write(db, (tx) => tx.insertInto('employment').values({ id: nextId(), person_id: id, during: '[2026-03-03,)', state: 'active', site_id: next.siteId, department_id: next.departmentId }).execute());
    for (const hours of [0, 14, 15, 16, 19, 20, 21, 35]) {
      const now = later({ hours });
      const principal = await ask(await tokenOf(number, now), now);
      const me = await getMe(at(now, principal), { allPermissions: [], isSimulation: false });
      assert.ok(me.ok && me.reply.site !== null, `${hours} hours`);
      if (hours === 0 || hours === 35) assert.equal(me.reply.site.zone, hours === 0 ? from : to);
    }
  });
}

test('SEC-01 a made-up token is nobody', async () => {
  assert.deepEqual(await ask('made-up'), ANONYMOUS);
  assert.deepEqual(await authenticate(db, testNow, { cookieToken: null, bearerToken: 'rb_made-up', idleMinutes: 30 }), ANONYMOUS);
});

test('SEC-01 who is signed in sees the permissions they hold somewhere', async () => {
  const { id } = await user();
  const principal = personPrincipal(id, 'Person', 'quality');
  const me = await getMe(at(testNow, principal), { allPermissions: Object.values(may), isSimulation: false });
  assert.ok(me.ok);
  assert.deepEqual(me.reply.permissions, ['access.anyone', 'access.read-accounts', 'access.signed-in']);
  assert.deepEqual([me.reply.roles, me.reply.site?.zone, me.reply.organisation.name], [['learner', 'quality'], 'Europe/Dublin', 'Test Works']);
});

test('SIG-03 the agreement is accepted once, with its exact text and the password', async () => {
  const { id } = await user();
  const ctx = at(testNow, personPrincipal(id, 'Person'));
  const shown = await getAgreement(ctx);
  assert.ok(shown.ok);
  assert.equal(shown.reply.acceptedAt, null);
  const { statement } = shown.reply;
  assert.deepEqual(await acceptAgreement(ctx, { statement: `${statement} `, password: PASSWORD }), { ok: false, refusal: { code: 'statement-changed' } });
  assert.deepEqual(await acceptAgreement(ctx, { statement, password: 'wrong' }), { ok: false, refusal: { code: 'password-wrong', detail: { left: 4 } } });
  const accepted = await Promise.all([acceptAgreement(ctx, { statement, password: PASSWORD }), acceptAgreement(ctx, { statement, password: PASSWORD })]);
  assert.deepEqual(accepted.map((outcome) => outcome.ok).toSorted(), [false, true]);
  assert.deepEqual((await actionsAbout(id)).filter((action) => action === 'SignatureAgreementAccepted').length, 1);
});

test('SEC-01 someone manages from the moment a report’s day begins at the report’s own site', async () => {
  const { id, number } = await user();
  await makePerson(db, { ...(await makePlace(db, 'Pacific/Auckland')), managerId: id, from: '2026-03-03' });
  for (const [moment, manages] of [['2026-03-02T10:59:00Z', false], ['2026-03-02T11:00:00Z', true]] as const) {
    const now = Temporal.Instant.from(moment);
    const principal = await ask(await tokenOf(number, now), now);
    const me = await getMe(at(now, principal), { allPermissions: [{ name: 'test.reports', roles: [], reports: true }], isSimulation: false });
    assert.deepEqual([principal.kind === 'person' && principal.manages, me.ok && me.reply.permissions.includes('test.reports')], [manages, manages], moment);
  }
});
