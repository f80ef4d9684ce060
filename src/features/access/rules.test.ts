import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountState, attemptPassword, attemptSignIn, FAILURES_THAT_LOCK, isCrossSite, isEasyToGuess, isInvitationOpen, isLocale, isSessionAlive, lapsedGrants, maskedLogin } from './rules.ts';
import type { Account, SessionFacts } from './types.ts';

const now = Temporal.Instant.from('2026-03-02T09:00:00Z');
const later = (amount: Temporal.DurationLike): Temporal.Instant => now.add(amount);
const account: Account = { personId: 'p', hasPassword: true, failures: 0, lockedUntil: null, disabledAt: null, invitationExpiresAt: null, agreementAcceptedAt: null, employed: true };
const session: SessionFacts = { createdAt: now, seenAt: now, endedAt: null, disabledAt: null, employed: true };
const types = (attempt: { events: readonly { type: string }[] }): string[] => attempt.events.map((event) => event.type);

test('SEC-02 the fifth wrong password locks for 15 minutes, the fourth does not', () => {
  const fourth = attemptSignIn({ ...account, failures: 3 }, false, now);
  assert.deepEqual([fourth.failures, fourth.lockedUntil, types(fourth)], [4, null, ['SignInFailed']]);
  const fifth = attemptSignIn({ ...account, failures: FAILURES_THAT_LOCK - 1 }, false, now);
  assert.equal(fifth.lockedUntil?.toString(), later({ minutes: 15 }).toString());
  assert.deepEqual(types(fifth), ['SignInFailed', 'AccountLocked']);
});

test('SEC-02 a lock holds to its last millisecond and is over at its end', () => {
  const locked = { ...account, failures: 5, lockedUntil: later({ minutes: 15 }) };
  assert.equal(attemptSignIn(locked, true, later({ minutes: 14, seconds: 59, milliseconds: 999 })).refusal?.code, 'sign-in-failed');
  assert.equal(attemptSignIn(locked, true, later({ minutes: 15 })).refusal, null);
  assert.equal(attemptSignIn(locked, false, later({ minutes: 15 })).failures, 1);
});

test('SEC-02 while locked, right and wrong passwords get the same answer and neither counts', () => {
  const locked = { ...account, failures: 5, lockedUntil: later({ minutes: 1 }) };
  assert.deepEqual(attemptSignIn(locked, true, now), attemptSignIn(locked, false, now));
  assert.equal(attemptSignIn(locked, false, now).failures, 5);
});

test('SEC-02 only the right password learns that an account is disabled', () => {
  const disabled = { ...account, disabledAt: now };
  assert.equal(attemptSignIn(disabled, true, now).refusal?.code, 'account-inactive');
  assert.equal(attemptSignIn(disabled, false, now).refusal?.code, 'sign-in-failed');
});

test('MTX-10 who is not employed today cannot sign in, nor sign', () => {
  assert.equal(attemptSignIn({ ...account, employed: false }, true, now).refusal?.code, 'account-inactive');
  assert.equal(attemptPassword({ ...account, employed: false }, true, 'signature', now).refusal?.code, 'account-inactive');
});

test('SIG-04 a failed signing says how many attempts are left, then until when the account is locked', () => {
  assert.deepEqual(attemptPassword(account, false, 'signature', now).refusal, { code: 'password-wrong', left: 4 });
  const last = attemptPassword({ ...account, failures: 4 }, false, 'signature', now);
  assert.deepEqual(last.refusal, { code: 'account-locked', until: later({ minutes: 15 }) });
  assert.deepEqual(types(last), ['SigningFailed', 'AccountLocked']);
});

test('SIG-04 the right password clears the count, and says so where there was one', () => {
  assert.deepEqual(types(attemptPassword(account, true, 'signature', now)), []);
  assert.deepEqual(types(attemptPassword({ ...account, failures: 2 }, true, 'signature', now)), ['PasswordProven']);
});

test('SEC-02 a session lives until it has been idle for 30 minutes', () => {
  assert.ok(isSessionAlive(session, 30, later({ minutes: 29, seconds: 59 })));
  assert.ok(!isSessionAlive(session, 30, later({ minutes: 30 })));
});

test('SEC-02 a session ends 12 hours after sign-in, however busy', () => {
  const busy = { ...session, seenAt: later({ hours: 11, minutes: 59 }) };
  assert.ok(isSessionAlive(busy, 30, later({ hours: 11, minutes: 59, seconds: 59 })));
  assert.ok(!isSessionAlive(busy, 30, later({ hours: 12 })));
});

test('SEC-02 a session ends with sign-out and with the account, MTX-10 and with employment', () => {
  for (const end of [{ endedAt: now }, { disabledAt: now }, { employed: false }]) assert.ok(!isSessionAlive({ ...session, ...end }, 30, now));
});

test('SEC-02 an account has one state', () => {
  assert.equal(accountState(null, now), 'none');
  assert.equal(accountState({ ...account, hasPassword: false }, now), 'invited');
  assert.equal(accountState(account, now), 'active');
  assert.equal(accountState({ ...account, lockedUntil: later({ minutes: 1 }) }, now), 'locked');
  assert.equal(accountState({ ...account, lockedUntil: now }, now), 'active');
  assert.equal(accountState({ ...account, lockedUntil: later({ minutes: 1 }), disabledAt: now }, now), 'disabled');
});

test('SEC-02 an invitation is open until its end', () => {
  assert.ok(isInvitationOpen({ invitationExpiresAt: later({ milliseconds: 1 }) }, now));
  assert.ok(!isInvitationOpen({ invitationExpiresAt: now }, now));
  assert.ok(!isInvitationOpen({ invitationExpiresAt: null }, now));
});

test('SEC-02 own name, number or address, or a few characters over and over, are no password', () => {
  const ada = { name: 'Ada Lovelace-Byrne', employeeNumber: 'E-000000001234', email: 'ada.byrne@example.com' };
  for (const easy of ['aaaaaaaaaaaaaaaa', 'ababababababab', 'ADA.BYRNE@example.com', 'e-000000001234', 'ada lovelace-byrne']) assert.ok(isEasyToGuess(easy, ada), easy);
  assert.ok(!isEasyToGuess('kettle drum on a ferry', ada));
});

test('SEC-02 a request that another site causes is found by fetch metadata, else by origin', () => {
  const own = 'https://readback.example.com';
  assert.ok(!isCrossSite({}, own), 'no browser');
  assert.ok(!isCrossSite({ 'sec-fetch-site': 'same-origin' }, own));
  assert.ok(!isCrossSite({ origin: own }, `${own}/`));
  assert.ok(!isCrossSite({ origin: 'http://127.0.0.1:4401', host: '127.0.0.1:4401' }, own), 'the address the browser used');
  assert.ok(isCrossSite({ 'sec-fetch-site': 'cross-site', origin: own }, own));
  assert.ok(isCrossSite({ 'sec-fetch-site': 'same-site' }, own), 'another host of the same domain');
  assert.ok(isCrossSite({ origin: 'https://evil.example.com', host: 'readback.example.com' }, own));
  assert.ok(isCrossSite({ origin: 'null' }, own));
  assert.ok(isCrossSite({ origin: `${own}.evil.example` }, own));
});

test('AUD-01 a name that belongs to nobody is kept masked: it may be a password', () => {
  assert.equal(maskedLogin('hunter2hunter2'), 'hu… (14 characters)');
});

test('MTX-01 a language tag is checked', () => {
  assert.ok(isLocale('de-CH'));
  assert.ok(!isLocale('english please'));
});

test('MTX-10 what was granted before the end of an employment lapses, what was granted since stays; entering an end takes all of it', () => {
  const grant = (grantedAt: string, employed: boolean) => ({ grantedAt: Temporal.Instant.from(grantedAt), leftAt: Temporal.Instant.from('2026-03-01T00:00:00Z'), employed });
  const [before, since, back] = [grant('2026-02-28T12:00:00Z', true), grant('2026-03-01T00:00:00Z', false), grant('2026-03-02T00:00:00Z', true)];
  assert.deepEqual(lapsedGrants([before, since, back], false), [before]);
  assert.deepEqual(lapsedGrants([before, since, back], true), [before, since]);
});
