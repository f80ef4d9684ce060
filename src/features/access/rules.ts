import { isEarlier, type Instant } from '../../kernel/day.ts';
import type { DomainEvent } from '../../kernel/decision.ts';
import type { Account, AccountState, Attempt, PasswordRefusal, Purpose, SessionFacts, SignInRefusal } from './types.ts';

/** Wrong passwords in a row, at sign-in or at signing, that lock an account (SEC-02, SIG-04). */
export const FAILURES_THAT_LOCK = 5;
/** SEC-02, SIG-04 */
export const LOCK_MINUTES = 15;
/** A session ends this long after sign-in, however busy it is (SEC-02). */
export const SESSION_HOURS = 12;
/** SEC-02 */
export const INVITATION_DAYS = 7;

/** SIG-03: what a person accepts once, before their first signature. A new wording is a new agreement. */
export const SIGNATURE_AGREEMENT =
  'I understand that my electronic signature in Readback binds me as my handwritten signature does. ' +
  'I sign only for myself and only what I have read. I keep my password to myself and never let anyone sign in my name. ' +
  'I report at once if someone else may know my password.';

export function isLocked(account: Pick<Account, 'lockedUntil'>, now: Instant): boolean {
  return account.lockedUntil !== null && isEarlier(now, account.lockedUntil);
}

export function isUsable(account: Account): boolean {
  return account.hasPassword && account.disabledAt === null && account.employed;
}

export function accountState(account: Account | null, now: Instant): AccountState {
  if (account === null) return 'none';
  if (account.disabledAt !== null) return 'disabled';
  if (isLocked(account, now)) return 'locked';
  return account.hasPassword ? 'active' : 'invited';
}

/**
 * SEC-02: what a sign-in with this account comes to. While locked, even the right password is refused, with the same
 * answer as a wrong one, and does not count again.
 */
export function attemptSignIn(account: Account, passwordMatches: boolean, now: Instant): Attempt<SignInRefusal> {
  if (isLocked(account, now)) return { ...unchanged(account), refusal: { code: 'sign-in-failed' }, events: [about(account, 'SignInFailed', { why: 'locked' })] };
  if (!passwordMatches) {
    const counted = countFailure(account, now);
    return { ...counted, refusal: { code: 'sign-in-failed' }, events: [about(account, 'SignInFailed', { why: 'password', failures: counted.failures }), ...counted.events] };
  }
  if (!isUsable(account)) return { ...unchanged(account), refusal: { code: 'account-inactive' }, events: [about(account, 'SignInFailed', { why: account.employed ? 'disabled' : 'not employed' })] };
  return { refusal: null, failures: 0, lockedUntil: null, events: [] };
}

/** SIG-01, SIG-04: what giving the password again comes to, for someone who is signed in. */
export function attemptPassword(account: Account, passwordMatches: boolean, purpose: Purpose, now: Instant): Attempt<PasswordRefusal> {
  const failed = purpose === 'signature' ? 'SigningFailed' : 'PasswordCheckFailed';
  if (account.lockedUntil !== null && isLocked(account, now)) {
    return { ...unchanged(account), refusal: { code: 'account-locked', until: account.lockedUntil }, events: [about(account, failed, { purpose, why: 'locked' })] };
  }
  if (!isUsable(account)) return { ...unchanged(account), refusal: { code: 'account-inactive' }, events: [about(account, failed, { purpose, why: 'inactive' })] };
  if (passwordMatches) return { refusal: null, failures: 0, lockedUntil: null, events: account.failures === 0 ? [] : [about(account, 'PasswordProven', { purpose, failuresBefore: account.failures })] };
  const counted = countFailure(account, now);
  const events = [about(account, failed, { purpose, why: 'password', failures: counted.failures }), ...counted.events];
  if (counted.lockedUntil !== null) return { ...counted, refusal: { code: 'account-locked', until: counted.lockedUntil }, events };
  return { ...counted, refusal: { code: 'password-wrong', left: FAILURES_THAT_LOCK - counted.failures }, events };
}

/** One failure more; a lock that has run out starts the count anew. */
function countFailure(account: Account, now: Instant): { failures: number; lockedUntil: Instant | null; events: DomainEvent[] } {
  const failures = (account.lockedUntil === null ? account.failures : 0) + 1;
  if (failures < FAILURES_THAT_LOCK) return { failures, lockedUntil: null, events: [] };
  const lockedUntil = now.add({ minutes: LOCK_MINUTES });
  return { failures, lockedUntil, events: [about(account, 'AccountLocked', { failures, until: lockedUntil.toString() })] };
}

function unchanged(account: Account): { failures: number; lockedUntil: Instant | null } {
  return { failures: account.failures, lockedUntil: account.lockedUntil };
}

function about(account: Account, type: string, data: DomainEvent['data']): DomainEvent {
  return { type, subject: { kind: 'person', id: account.personId }, data };
}

/** SEC-02, MTX-10: a session counts until it is ended, idle for `idleMinutes`, 12 hours old, or its person may not come in any more. */
export function isSessionAlive(session: SessionFacts, idleMinutes: number, now: Instant): boolean {
  if (session.endedAt !== null || session.disabledAt !== null || !session.employed) return false;
  return isEarlier(now, session.seenAt.add({ minutes: idleMinutes })) && isEarlier(now, session.createdAt.add({ hours: SESSION_HOURS }));
}

/** SEC-02: beyond the length that the contract asks for. */
export function isEasyToGuess(password: string, about: { readonly name: string; readonly employeeNumber: string; readonly email: string | null }): boolean {
  const plain = password.toLowerCase();
  return new Set(plain).size < 5 || [about.name, about.employeeNumber, about.email].some((known) => known?.toLowerCase() === plain);
}

export function isInvitationOpen(account: Pick<Account, 'invitationExpiresAt'>, now: Instant): boolean {
  return account.invitationExpiresAt !== null && isEarlier(now, account.invitationExpiresAt);
}

/**
 * MTX-10: product roles end with the employment in which they were granted; what was granted since, for a return, stays.
 * `ending`: a leaving is being entered, perhaps days after it happened, so what was granted until now goes too.
 */
export function lapsedGrants<Granted extends { readonly grantedAt: Instant; readonly leftAt: Instant; readonly employed: boolean }>(grants: readonly Granted[], ending: boolean): Granted[] {
  return grants.filter((grant) => isEarlier(grant.grantedAt, grant.leftAt) || (ending && !grant.employed));
}

export function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/**
 * The attempted name as the audit trail keeps it when it belongs to nobody: people type passwords into the wrong field,
 * and the trail is for ever.
 */
export function maskedLogin(login: string): string {
  return `${login.slice(0, 2)}… (${login.length} characters)`;
}

/**
 * SEC-02: true when a browser sends the request on behalf of another site. Only for methods that change something, and
 * only where the cookie identifies; requests without a browser carry neither header.
 */
export function isCrossSite(headers: Readonly<Record<string, string | readonly string[] | undefined>>, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string') return site !== 'same-origin' && site !== 'none';
  const origin = headers['origin'];
  if (typeof origin !== 'string') return false;
  const host = hostOf(origin);
  return host === undefined || (origin !== originOf(publicUrl) && host !== headers['host']);
}

const ORIGIN = /^https?:\/\/([^/?#]+)/u;

function originOf(url: string): string | undefined {
  return ORIGIN.exec(url)?.[0];
}

function hostOf(origin: string): string | undefined {
  return ORIGIN.exec(origin)?.[1];
}
