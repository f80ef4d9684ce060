import { done, refuse, type DomainEvent, type Outcome, type Refused } from '../../kernel/decision.ts';
import { PRODUCT_ROLES, permits, type Permission, type Principal, type ProductRole } from '../../kernel/permission.ts';
import type { Context } from '../../platform/context.ts';
import type { Db, Tx } from '../../platform/db/pool.ts';
import { hashToken, newToken, verifyPassword } from '../../platform/secret.ts';
import { act, commit, recordEvent } from '../audit/actions.ts';
import { loadOrganisation } from '../people/store.ts';
import { attemptPassword, attemptSignIn, isSessionAlive, maskedLogin, SIGNATURE_AGREEMENT } from './rules.ts';
import { endSessions, loadAccount, loadAccountByLogin, loadKey, loadProfile, loadSession, saveAgreement, saveAttempt, saveSession, touchSession, type StoredAccount } from './store.ts';
import type { Attempt, PasswordRefusal, Purpose, SignInRefusal } from './types.ts';

export const ANONYMOUS: Principal = { kind: 'anonymous', id: null, name: 'nobody', grants: [] };

export type Credentials = { readonly cookieToken: string | null; readonly bearerToken: string | null; readonly idleMinutes: number };

/** Who sends a request (SEC-02). One query; whoever is no longer employed is nobody (MTX-10). A bearer token goes before a cookie. */
export async function authenticate(db: Db, now: Temporal.Instant, credentials: Credentials): Promise<Principal> {
  if (credentials.bearerToken !== null) return authenticateKey(db, credentials.bearerToken);
  if (credentials.cookieToken === null) return ANONYMOUS;
  const session = await loadSession(db, hashToken(credentials.cookieToken), now);
  if (session === null || !isSessionAlive(session, credentials.idleMinutes, now)) return ANONYMOUS;
  if (Temporal.Instant.compare(session.seenAt, now.subtract({ minutes: 1 })) <= 0) await touchSession(db, session.id, now);
  return { kind: 'person', id: session.personId, name: session.name, sessionId: session.id, grants: [{ role: 'learner', siteId: null, departmentId: null }, ...session.grants], manages: session.manages };
}

async function authenticateKey(db: Db, token: string): Promise<Principal> {
  const key = await loadKey(db, hashToken(token));
  const role = PRODUCT_ROLES.find((known) => known === key?.role);
  if (key === null || role === undefined) return ANONYMOUS;
  return { kind: 'service', id: key.id, name: key.name, grants: [{ role, siteId: null, departmentId: null }] };
}

export type SignedIn = { readonly token: string; readonly personId: string; readonly name: string };

/** SEC-02: an unknown name gets the same answer after the same work as a wrong password. */
export async function signIn(ctx: Context, input: { readonly login: string; readonly password: string; readonly agent: string | null }): Promise<Outcome<SignedIn, SignInRefusal>> {
  const known = await loadAccountByLogin(ctx.db, input.login, ctx.now);
  const matches = await verifyPassword(input.password, known?.passwordHash ?? null);
  if (known === null) {
    await recordEvent(ctx, { type: 'SignInFailed', subject: { kind: 'login', id: 'unknown' }, data: { why: 'unknown', login: maskedLogin(input.login) } });
    return refuse('sign-in-failed');
  }
  return ctx.db.transaction().execute(async (tx) => {
    const account = await lockSameAccount(tx, known, ctx.now);
    const attempt = attemptSignIn(account, matches && account.passwordHash === known.passwordHash, ctx.now);
    if (attempt.refusal !== null) return saveFailure(ctx, tx, account, attempt);
    const token = newToken();
    const sessionId = ctx.newId();
    const event: DomainEvent = { type: 'SignedIn', subject: { kind: 'person', id: account.personId }, data: { name: account.name, session: sessionId, agent: input.agent } };
    const signedIn: Principal = { kind: 'person', id: account.personId, name: account.name, sessionId, grants: [], manages: false }; // from here on the trail knows who
    await commit({ ...ctx, principal: signedIn }, tx, [event], async (audited) => {
      await saveAttempt(audited, account.personId, attempt.failures, attempt.lockedUntil);
      if (ctx.principal.kind === 'person') await endSessions(audited, ctx.principal.id, ctx.now, { only: ctx.principal.sessionId });
      await saveSession(audited, { id: sessionId, tokenHash: hashToken(token), personId: account.personId, at: ctx.now, address: ctx.origin.address, agent: input.agent });
    });
    return done({ token, personId: account.personId, name: account.name });
  });
}

/**
 * Asks for the password again, in a transaction of its own: the failure stays although the act is refused (SIG-04).
 * The account is judged under its lock, so that many guesses at once count as many.
 */
export async function provePassword(ctx: Context, personId: string, password: string, purpose: Purpose): Promise<Outcome<StoredAccount, PasswordRefusal>> {
  const known = await loadAccount(ctx.db, personId, ctx.now);
  const matches = await verifyPassword(password, known?.passwordHash ?? null);
  if (known === null) return refuse('account-inactive');
  return ctx.db.transaction().execute(async (tx) => {
    const account = await lockSameAccount(tx, known, ctx.now);
    const attempt = attemptPassword(account, matches && account.passwordHash === known.passwordHash, purpose, ctx.now);
    if (attempt.refusal !== null) return saveFailure(ctx, tx, account, attempt);
    const [first, ...more] = attempt.events;
    if (first !== undefined) await commit(ctx, tx, [first, ...more], (audited) => saveAttempt(audited, personId, attempt.failures, attempt.lockedUntil));
    return done(account);
  });
}

async function lockSameAccount(tx: Tx, known: StoredAccount, now: Temporal.Instant): Promise<StoredAccount> {
  const account = await loadAccount(tx, known.personId, now, true);
  if (account === null) throw new Error('an account disappeared, which nothing in the product can do');
  return account;
}

async function saveFailure<Code extends string>(ctx: Context, tx: Tx, account: StoredAccount, attempt: Attempt<Code>): Promise<Refused<Code>> {
  const [first, ...more] = attempt.events;
  if (attempt.refusal === null || first === undefined) throw new Error('a failed attempt without refusal or event');
  await commit(ctx, tx, [first, ...more], (audited) => saveAttempt(audited, account.personId, attempt.failures, attempt.lockedUntil));
  const { code, left, until } = attempt.refusal;
  if (until !== undefined) return refuse(code, { until: until.toString() });
  return left === undefined ? refuse(code) : refuse(code, { left });
}

export async function signOut(ctx: Context): Promise<Outcome<Record<string, never>, 'person-only'>> {
  const { principal } = ctx;
  if (principal.kind !== 'person') return refuse('person-only');
  return act(ctx, async (tx) => {
    const event: DomainEvent = { type: 'SignedOut', subject: { kind: 'person', id: principal.id }, data: { session: principal.sessionId } };
    await commit(ctx, tx, [event], async (audited) => {
      await endSessions(audited, principal.id, ctx.now, { only: principal.sessionId });
    });
    return done({});
  });
}

export async function signOutEverywhere(ctx: Context): Promise<Outcome<{ ended: number }, 'person-only'>> {
  const { principal } = ctx;
  if (principal.kind !== 'person') return refuse('person-only');
  return act(ctx, async (tx) => {
    let ended = 0;
    await commit(ctx, tx, [{ type: 'SignedOutEverywhere', subject: { kind: 'person', id: principal.id }, data: {} }], async (audited) => {
      ended = await endSessions(audited, principal.id, ctx.now);
    });
    return done({ ended });
  });
}

export function getAgreement(ctx: Context): Promise<Outcome<{ statement: string; acceptedAt: Temporal.Instant | null }, 'person-only'>> {
  return withAccount(ctx, (account) => ({ statement: SIGNATURE_AGREEMENT, acceptedAt: account.agreementAcceptedAt }));
}

async function withAccount<Reply>(ctx: Context, answer: (account: StoredAccount) => Reply): Promise<Outcome<Reply, 'person-only'>> {
  const account = ctx.principal.kind === 'person' ? await loadAccount(ctx.db, ctx.principal.id, ctx.now) : null;
  return account === null ? refuse('person-only') : done(answer(account));
}

type AgreementRefusal = PasswordRefusal | 'person-only' | 'statement-changed' | 'agreement-already-accepted';

/** SIG-03: accepted once, with the exact text and the password; from then on the person may sign. */
export async function acceptAgreement(ctx: Context, input: { readonly statement: string; readonly password: string }): Promise<Outcome<{ acceptedAt: Temporal.Instant }, AgreementRefusal>> {
  const { principal } = ctx;
  if (principal.kind !== 'person') return refuse('person-only');
  if (input.statement !== SIGNATURE_AGREEMENT) return refuse('statement-changed');
  const proven = await provePassword(ctx, principal.id, input.password, 'signature agreement');
  if (!proven.ok) return proven;
  return act<{ acceptedAt: Temporal.Instant }, AgreementRefusal>(ctx, async (tx) => {
    const account = await loadAccount(tx, principal.id, ctx.now, true);
    if (account?.agreementAcceptedAt !== null) return refuse('agreement-already-accepted');
    const event: DomainEvent = { type: 'SignatureAgreementAccepted', subject: { kind: 'person', id: principal.id }, data: { name: account.name, statement: SIGNATURE_AGREEMENT } };
    await commit(ctx, tx, [event], (audited) => saveAgreement(audited, principal.id, ctx.now));
    return done({ acceptedAt: ctx.now });
  });
}

export type MeOptions = { readonly allPermissions: readonly Permission[]; readonly isSimulation: boolean };

/** Who is signed in, with the names of the permissions they hold anywhere. */
export async function getMe(ctx: Context, options: MeOptions) {
  const { principal } = ctx;
  if (principal.id === null) return refuse('person-only');
  const profile = await loadProfile(ctx.db, principal.id, ctx.now);
  const organisation = await loadOrganisation(ctx.db);
  const held = options.allPermissions.filter((permission) => permits(principal, permission) || (permission.reports === true && profile?.hasReports === true));
  const roles: ProductRole[] = PRODUCT_ROLES.filter((role) => principal.grants.some((grant) => grant.role === role));
  return done({
    id: principal.id, name: principal.name, employeeNumber: profile?.employeeNumber ?? '', email: profile?.email ?? null, roles,
    permissions: [...new Set(held.map((permission) => permission.name))].toSorted(),
    agreementAcceptedAt: profile?.agreementAcceptedAt ?? null, organisation: organisation ?? { name: '', zone: 'UTC' }, site: profile?.site ?? null,
    simulation: options.isSimulation, now: ctx.now,
  });
}
