import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { nextId, personPrincipal, systemPrincipal, testContext, testNow } from '../../../test/kit/context.ts';
import { openTestDatabase } from '../../../test/kit/database.ts';
import { seedPeople, write } from '../../../test/kit/world.ts';
import type { Principal } from '../../kernel/permission.ts';
import { hashPassword, sha256 } from '../../platform/secret.ts';
import { commit } from '../audit/actions.ts';
import { prepareSignature, proveSigner, saveSignature } from './actions.ts';
import { loadSignatures } from './store.ts';

const database = await openTestDatabase();
const { db } = database;
after(() => database.close());

const PASSWORD = 'correct horse battery';
const passwordHash = await hashPassword(PASSWORD);
const people = await seedPeople(db, 8);
let used = 0;

async function signer(options: { agreed?: boolean } = {}): Promise<Principal> {
  const id = people[used++] ?? '';
  await write(db, (tx) => tx.insertInto('account').values({ person_id: id, password_hash: passwordHash, agreement_accepted_at: options.agreed === false ? null : testNow }).execute());
  return personPrincipal(id, `Person ${used}`);
}

async function eventsAbout(personId: string | null): Promise<string[]> {
  const rows = await db.selectFrom('audit_event').select('action').where('subject_id', '=', personId ?? '').orderBy('id').execute();
  return rows.map((row) => row.action);
}

const minutesLater = (minutes: number): Temporal.Instant => testNow.add({ minutes });

test('SIG-01 the right password makes a signer with printed name, zone and method', async () => {
  const principal = await signer();
  const proven = await proveSigner(testContext({ db, principal }), PASSWORD);
  assert.deepEqual(proven, { ok: true, reply: { personId: principal.id, printedName: 'Person 1', zone: 'Europe/Dublin', method: 'password' } });
});

test('SIG-03 without the signature agreement nobody signs, and the password is not even tried', async () => {
  const principal = await signer({ agreed: false });
  const refused = await proveSigner(testContext({ db, principal }), 'wrong');
  assert.deepEqual(refused, { ok: false, refusal: { code: 'agreement-not-accepted' } });
  assert.deepEqual(await eventsAbout(principal.id), []);
});

test('SIG-04 five wrong passwords lock for 15 minutes, each one audited although the act is refused', async () => {
  const principal = await signer();
  const wrong = () => proveSigner(testContext({ db, principal }), 'wrong');
  for (const left of [4, 3, 2, 1]) assert.deepEqual(await wrong(), { ok: false, refusal: { code: 'password-wrong', detail: { left } } });
  const until = minutesLater(15).toString();
  assert.deepEqual(await wrong(), { ok: false, refusal: { code: 'account-locked', detail: { until } } });
  assert.deepEqual(await proveSigner(testContext({ db, principal, now: minutesLater(14) }), PASSWORD), { ok: false, refusal: { code: 'account-locked', detail: { until } } });
  assert.ok((await proveSigner(testContext({ db, principal, now: minutesLater(15) }), PASSWORD)).ok);
  assert.deepEqual(await eventsAbout(principal.id), ['SigningFailed', 'SigningFailed', 'SigningFailed', 'SigningFailed', 'SigningFailed', 'AccountLocked', 'SigningFailed', 'PasswordProven']);
});

test('SIG-04 guesses at the same time count one by one: twenty wrong ones are five failures, then the lock', async () => {
  const principal = await signer();
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => proveSigner(testContext({ db, principal }), 'wrong')));
  assert.equal(outcomes.filter((outcome) => !outcome.ok && outcome.refusal.code === 'password-wrong').length, 4);
  assert.equal(outcomes.filter((outcome) => !outcome.ok && outcome.refusal.code === 'account-locked').length, 16);
  const account = await db.selectFrom('account').select('failures').where('person_id', '=', principal.id).executeTakeFirstOrThrow();
  assert.equal(account.failures, 5);
});

test('SIG-04 a service key and the product itself can never sign', async () => {
  for (const principal of [systemPrincipal, { kind: 'service', id: nextId(), name: 'HR', grants: [{ role: 'approver', siteId: null, departmentId: null }] } as const]) {
    assert.deepEqual(await proveSigner(testContext({ db, principal }), PASSWORD), { ok: false, refusal: { code: 'signing-needs-a-person' } });
  }
});

test('SIG-04 someone who has left cannot sign, with the right password either', async () => {
  const principal = await signer();
  await write(db, (tx) => tx.deleteFrom('employment').where('person_id', '=', principal.id).execute());
  assert.deepEqual(await proveSigner(testContext({ db, principal }), PASSWORD), { ok: false, refusal: { code: 'account-inactive' } });
});

test('SIG-02 a signature is kept with its statement and digest, and cannot be altered, removed or moved', async () => {
  const principal = await signer();
  const ctx = testContext({ db, principal });
  const proven = await proveSigner(ctx, PASSWORD);
  assert.ok(proven.ok);
  const subject = { kind: 'version', id: nextId() };
  const statement = 'I am Person. I approve SOP-001 v1.0.';
  const prepared = prepareSignature(ctx, proven.reply, { meaning: 'approved', subject, statement, shown: statement, facts: { contentSha256: 'ab' } });
  assert.ok(prepared.ok);
  await db.transaction().execute((tx) => commit(ctx, tx, [{ type: 'VersionApproved', subject, data: { signature: prepared.reply.eventData } }], (audited) => saveSignature(audited, prepared.reply)));
  const [kept] = await loadSignatures(db, subject.id);
  assert.equal(kept?.statement, statement);
  assert.equal(kept?.digest, sha256(prepared.reply.row.payload).toString('hex'));
  for (const change of ["update signature set statement = 'x'", 'update signature set subject_id = gen_random_uuid()', 'delete from signature']) {
    await assert.rejects(database.asOwner(change), /without an audit event/);
    await assert.rejects(write(db, (tx) => sql.raw(change).execute(tx)), /permission denied/);
  }
});

test('SIG-01 a statement other than the one shown is refused', () => {
  const signed = prepareSignature(testContext({ db }), { personId: nextId(), printedName: 'A', zone: 'UTC', method: 'password' }, { meaning: 'approved', subject: { kind: 'version', id: nextId() }, statement: 'I approve v2.0.', shown: 'I approve v1.0.', facts: {} });
  assert.deepEqual(signed, { ok: false, refusal: { code: 'statement-changed' } });
});
