import { done, refuse, type DomainEvent, type Outcome } from '../../../kernel/decision.ts';
import { permits, type Permission } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { hashPassword, hashToken, newToken, verifyPassword } from '../../../platform/secret.ts';
import { act, commit } from '../../audit/actions.ts';
import { loadTarget } from '../../people/store.ts';
import { provePassword } from '../actions.ts';
import { may } from '../permissions.ts';
import { accountState, INVITATION_DAYS, isEasyToGuess, isInvitationOpen, isLocked, isUsable } from '../rules.ts';
import { endSessions, loadAccount, loadAccountByInvitation } from '../store.ts';
import type { AccountState, PasswordRefusal, StoredGrant } from '../types.ts';
import { countOtherAdministrators, loadGrants, lockAdministration, saveDisablement, saveInvitation, savePassword, saveUnlocking } from './store.ts';

type Nothing = Record<string, never>;
type Unreachable = 'not-found' | 'not-permitted';

/** Null when the principal may act on this person; accounts are administered within the scope of the administrator's grant. */
export async function unreachable(ctx: Context, db: Db | Tx, personId: string, permission: Permission): Promise<ReturnType<typeof refuse<Unreachable>> | null> {
  const target = await loadTarget(db, personId, ctx.now);
  if (target === null) return refuse('not-found', { what: 'person' });
  return permits(ctx.principal, permission, target) ? null : refuse('not-permitted');
}

export function aboutPerson(type: string, personId: string, data: DomainEvent['data'], why?: string): DomainEvent {
  return { type, subject: { kind: 'person', id: personId }, data, ...(why === undefined ? {} : { why }) };
}

/** Acts whose reply holds a secret keep no copy of it for repeated requests: only its hash may stay. */
export function withoutStoredReply(ctx: Context): Context {
  return { ...ctx, idempotency: null };
}

export type Invitation = { readonly token: string; readonly url: string; readonly expiresAt: Temporal.Instant };

/** A new account, or a new way into an old one; an earlier invitation stops working. The present password works until then. */
export function invite(ctx: Context, personId: string, publicUrl: string): Promise<Outcome<Invitation, Unreachable>> {
  return act<Invitation, Unreachable>(withoutStoredReply(ctx), async (tx) => {
    const refused = await unreachable(ctx, tx, personId, may.manageAccounts);
    if (refused !== null) return refused;
    const before = await loadAccount(tx, personId, ctx.now, true);
    const token = newToken();
    const expiresAt = ctx.now.add({ hours: INVITATION_DAYS * 24 });
    const event = aboutPerson('AccountInvited', personId, { expiresAt: expiresAt.toString(), reset: before?.hasPassword ?? false });
    await commit(ctx, tx, [event], (audited) => saveInvitation(audited, personId, hashToken(token), expiresAt));
    return done({ token, url: `${publicUrl.replace(/\/$/u, '')}/invitation#token=${token}`, expiresAt }); // after the # it reaches no server log
  });
}

type InvitationRefusal = 'invitation-invalid' | 'password-too-easy';

/** The one-time token sets the password, once; whoever was signed in with the old one is signed out. `hash` is another one only for passwords that are no secret. */
export async function acceptInvitation(ctx: Context, input: { readonly token: string; readonly password: string }, hash: (password: string) => Promise<string> = hashPassword): Promise<Outcome<{ personId: string }, InvitationRefusal>> {
  const passwordHash = await hash(input.password);
  return act<{ personId: string }, InvitationRefusal>(withoutStoredReply(ctx), async (tx) => {
    const account = await loadAccountByInvitation(tx, hashToken(input.token), ctx.now);
    if (account === null || !isInvitationOpen(account, ctx.now)) return refuse('invitation-invalid');
    if (isEasyToGuess(input.password, account)) return refuse('password-too-easy');
    const event = aboutPerson('InvitationAccepted', account.personId, { name: account.name, reset: account.hasPassword });
    await commit(ctx, tx, [event], async (audited) => {
      await savePassword(audited, account.personId, passwordHash);
      await endSessions(audited, account.personId, ctx.now);
    });
    return done({ personId: account.personId });
  });
}

type ChangeRefusal = PasswordRefusal | 'person-only' | 'password-too-easy' | 'password-unchanged';

/** SEC-02: needs the present password, and ends every other session. */
export async function changePassword(ctx: Context, input: { readonly current: string; readonly next: string }): Promise<Outcome<Nothing, ChangeRefusal>> {
  const { principal } = ctx;
  if (principal.kind !== 'person') return refuse('person-only');
  const proven = await provePassword(ctx, principal.id, input.current, 'password change');
  if (!proven.ok) return proven;
  if (isEasyToGuess(input.next, proven.reply)) return refuse('password-too-easy');
  if (await verifyPassword(input.next, proven.reply.passwordHash)) return refuse('password-unchanged');
  const passwordHash = await hashPassword(input.next);
  return act<Nothing, ChangeRefusal>(withoutStoredReply(ctx), async (tx) => {
    const account = await loadAccount(tx, principal.id, ctx.now, true);
    if (account === null || !isUsable(account) || account.passwordHash !== proven.reply.passwordHash) return refuse('account-inactive'); // disabled or changed since the password was proven
    await commit(ctx, tx, [aboutPerson('PasswordChanged', principal.id, {})], async (audited) => {
      await savePassword(audited, principal.id, passwordHash);
      await endSessions(audited, principal.id, ctx.now, { except: principal.sessionId });
    });
    return done({});
  });
}

export type AccountView = { readonly state: AccountState; readonly lockedUntil: Temporal.Instant | null; readonly grants: readonly StoredGrant[] };

export async function getAccount(ctx: Context, personId: string): Promise<Outcome<AccountView, Unreachable>> {
  const refused = await unreachable(ctx, ctx.db, personId, may.readAccounts);
  if (refused !== null) return refused;
  const account = await loadAccount(ctx.db, personId, ctx.now);
  const lockedUntil = account !== null && isLocked(account, ctx.now) ? account.lockedUntil : null;
  return done({ state: accountState(account, ctx.now), lockedUntil, grants: await loadGrants(ctx.db, personId) });
}

type UnlockRefusal = Unreachable | 'no-account' | 'not-locked';

export function unlockAccount(ctx: Context, personId: string): Promise<Outcome<Nothing, UnlockRefusal>> {
  return act<Nothing, UnlockRefusal>(ctx, async (tx) => {
    const refused = await unreachable(ctx, tx, personId, may.manageAccounts);
    if (refused !== null) return refused;
    const account = await loadAccount(tx, personId, ctx.now, true);
    if (account === null) return refuse('no-account');
    if (!isLocked(account, ctx.now)) return refuse('not-locked');
    await commit(ctx, tx, [aboutPerson('AccountUnlocked', personId, { failures: account.failures })], (audited) => saveUnlocking(audited, personId));
    return done({});
  });
}

type DisableRefusal = Unreachable | 'no-account' | 'already-disabled' | 'last-administrator';

export function disableAccount(ctx: Context, personId: string, reason: string): Promise<Outcome<Nothing, DisableRefusal>> {
  return act<Nothing, DisableRefusal>(ctx, async (tx) => {
    const refused = await unreachable(ctx, tx, personId, may.manageAccounts);
    if (refused !== null) return refused;
    await lockAdministration(tx);
    const account = await loadAccount(tx, personId, ctx.now, true);
    if (account === null) return refuse('no-account');
    if (account.disabledAt !== null) return refuse('already-disabled');
    if (await isLastAdministrator(tx, personId, ctx.now)) return refuse('last-administrator');
    await commit(ctx, tx, [aboutPerson('AccountDisabled', personId, { name: account.name }, reason)], async (audited) => {
      await saveDisablement(audited, personId, ctx.now);
      await endSessions(audited, personId, ctx.now);
    });
    return done({});
  });
}

/** Precondition: the lock on administration is held. */
export async function isLastAdministrator(tx: Tx, personId: string, now: Temporal.Instant): Promise<boolean> {
  const administers = (await loadGrants(tx, personId)).some((grant) => grant.role === 'system_administrator' && grant.siteId === null && grant.departmentId === null);
  return administers && (await countOtherAdministrators(tx, personId, now)) === 0;
}
