import { z } from 'zod';
import { endpoint } from '../../kernel/endpoint.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { PRODUCT_ROLES } from '../../kernel/permission.ts';
import { idParams, zId, zInstant, zNothing, zText } from '../../kernel/wire.ts';
import { REFUSALS as PEOPLE_REFUSALS } from '../people/contract.ts';
import { may } from './permissions.ts';

const area = 'Access';
const zPassword = z.string().min(12, 'must have at least 12 characters').max(500);
const zGrant = z.object({ id: zId, role: z.enum(PRODUCT_ROLES), siteId: zId.nullable(), departmentId: zId.nullable(), grantedAt: zInstant });
const zZone = z.string().min(1).max(60);

/** Wherever a person proves again who they are. */
export const PASSWORD_REFUSALS = {
  'password-wrong': { status: 403, sentence: (detail: JsonObject) => `The password is not right. ${detail['left'] === 1 ? 'One attempt is' : `${String(detail['left'])} attempts are`} left before the account is locked.` },
  'account-locked': { status: 403, sentence: (detail: JsonObject) => `The account is locked after repeated wrong passwords until ${String(detail['until'])}. Wait, or ask a system administrator to unlock it.` },
  'account-inactive': { status: 403, sentence: 'This account cannot be used: it is disabled, has no password yet, or its owner is not employed today. Ask a system administrator.' },
} as const;

/** Everything else that access refuses. */
export const REFUSALS = {
  ...PEOPLE_REFUSALS,
  ...PASSWORD_REFUSALS,
  'sign-in-failed': { status: 401, sentence: 'This name and password do not open an account, or the account is locked for 15 minutes after repeated failures. Check both, or ask a system administrator.' },
  'person-only': { status: 403, sentence: 'This is for people who are signed in; an API key has no session, password or signature of its own.' },
  'password-too-easy': { status: 422, sentence: 'This password is too easy to guess: it repeats a few characters, or is the person’s own name, number or e-mail. Choose a longer phrase.' },
  'password-unchanged': { status: 422, sentence: 'The new password is the present one. Choose another.' },
  'statement-changed': { status: 409, sentence: 'The agreement has changed since it was shown to you. Read it again, then accept.' },
  'agreement-already-accepted': { status: 409, sentence: 'You have already accepted the signature agreement.' },
  'invitation-invalid': { status: 410, sentence: 'This invitation does not exist, was used, or is older than 7 days. Ask a system administrator for a new one.' },
  'no-account': { status: 409, sentence: 'This person has no account. Invite them first.' },
  'already-disabled': { status: 409, sentence: 'This account is disabled already.' },
  'not-locked': { status: 409, sentence: 'This account is not locked.' },
  'last-administrator': { status: 409, sentence: 'This is the last system administrator who can sign in. Give the role to someone else first.' },
  'own-role': { status: 403, sentence: 'Nobody gives themselves a role. Ask another system administrator.' },
  'already-granted': { status: 409, sentence: 'The person holds this role there already.' },
  'already-revoked': { status: 409, sentence: 'This was taken away already.' },
  'setup-done': { status: 409, sentence: 'The set-up is done: there is an account. Sign in instead.' },
  'setup-code-wrong': { status: 403, sentence: 'The set-up code is not right. The server prints it when it starts.' },
  'locale-unknown': { status: 422, sentence: (detail: JsonObject) => `${String(detail['field'])}: "${String(detail['value'])}" is no language tag. Write it as in "en" or "de-CH".` },
  'unknown-code': { status: 422, sentence: (detail: JsonObject) => `There is no ${String(detail['what'])} with the code "${String(detail['code'])}". Check the spelling, or add it first.` },
  'place-needed': { status: 422, sentence: (detail: JsonObject) => `Say at which ${String(detail['what'])} the person works, by its code. ${detail['codes'] === '' ? `There is none yet: do the first set-up in the browser.` : `There are: ${String(detail['codes'])}.`}` },
  'email-differs': { status: 409, sentence: (detail: JsonObject) => `The person with this employee number has another e-mail address on record (${String(detail['email'])}). Leave the address out, or correct it under People first.` },
  'account-exists': { status: 409, sentence: 'This person has an account with a password already. Invite them again to reset it.' },
} as const;

export const zMe = z.object({
  id: zId,
  name: z.string(),
  employeeNumber: z.string(),
  email: z.string().nullable(),
  roles: z.array(z.enum(PRODUCT_ROLES)),
  /** Names of the permissions held somewhere; screens hide what is not here. */
  permissions: z.array(z.string()),
  agreementAcceptedAt: zInstant.nullable(),
  organisation: z.object({ name: z.string(), zone: z.string() }),
  site: z.object({ id: zId, name: z.string(), zone: z.string(), locale: z.string() }).nullable(),
  simulation: z.boolean(),
  now: zInstant,
});

export const getSetup = endpoint({ method: 'GET', path: '/setup', area, summary: 'Whether the first set-up is still to be done', may: may.anyone, reply: z.object({ needed: z.boolean(), simulation: z.boolean(), organisation: z.string().nullable() }) });
export const doSetup = endpoint({
  method: 'POST', path: '/setup', area, summary: 'Create the organisation and the first administrator', may: may.anyone,
  body: z.object({
    code: zText(100),
    organisation: z.object({ name: zText(200), zone: zZone }),
    site: z.object({ code: zText(20), name: zText(200), zone: zZone, locale: z.string().min(2).max(20).default('en') }),
    department: z.object({ code: zText(40), name: zText(200) }),
    administrator: z.object({ employeeNumber: zText(40), name: zText(200), email: z.email().nullable(), password: zPassword }),
  }),
  reply: z.object({ personId: zId, siteId: zId, departmentId: zId }),
});
export const signIn = endpoint({ method: 'POST', path: '/session', area, summary: 'Sign in with e-mail or employee number and password', may: may.anyone, body: z.object({ login: zText(300), password: z.string().min(1).max(500) }), reply: z.object({ personId: zId, name: z.string() }) });
export const signOut = endpoint({ method: 'DELETE', path: '/session', area, summary: 'Sign out here', may: may.signedIn, reply: zNothing });
export const signOutEverywhere = endpoint({ method: 'DELETE', path: '/sessions', area, summary: 'Sign out everywhere', may: may.signedIn, reply: z.object({ ended: z.number() }) });
export const getMe = endpoint({ method: 'GET', path: '/me', area, summary: 'Who is signed in, and what they may do', may: may.signedIn, reply: zMe });
export const acceptAgreement = endpoint({ method: 'POST', path: '/me/signature-agreement', area, summary: 'Accept that my electronic signature binds like my handwritten one', may: may.signedIn, body: z.object({ statement: zText(4000), password: z.string().min(1).max(500) }), reply: z.object({ acceptedAt: zInstant }) });
export const getAgreement = endpoint({ method: 'GET', path: '/me/signature-agreement', area, summary: 'The text of the signature agreement', may: may.signedIn, reply: z.object({ statement: z.string(), acceptedAt: zInstant.nullable() }) });
export const changePassword = endpoint({ method: 'POST', path: '/me/password', area, summary: 'Change my password', may: may.signedIn, body: z.object({ current: z.string().min(1).max(500), next: zPassword }), reply: zNothing });
export const acceptInvitation = endpoint({ method: 'POST', path: '/invitation', area, summary: 'Set the first password, or a new one after a reset, with the one-time token', may: may.anyone, body: z.object({ token: zText(200), password: zPassword }), reply: z.object({ personId: zId }) });

export const invite = endpoint({ method: 'POST', path: '/people/:id/account', area, summary: 'Create or reset an account: gives the one-time link once', may: may.manageAccounts, params: idParams, body: zNothing, reply: z.object({ token: z.string(), url: z.string(), expiresAt: zInstant }) });
export const getAccount = endpoint({ method: 'GET', path: '/people/:id/account', area, summary: 'State of a person’s account and product roles', may: may.readAccounts, params: idParams, reply: z.object({ state: z.enum(['none', 'invited', 'active', 'locked', 'disabled']), lockedUntil: zInstant.nullable(), grants: z.array(zGrant) }) });
export const unlockAccount = endpoint({ method: 'POST', path: '/people/:id/account/unlock', area, summary: 'Unlock an account after failed sign-ins', may: may.manageAccounts, params: idParams, body: zNothing, reply: zNothing });
export const disableAccount = endpoint({ method: 'POST', path: '/people/:id/account/disable', area, summary: 'Disable an account and end its sessions', may: may.manageAccounts, params: idParams, body: z.object({ reason: zText(500) }), reply: zNothing });
export const grantRole = endpoint({ method: 'POST', path: '/people/:id/grants', area, summary: 'Grant a product role, possibly for one site or department', may: may.manageAccounts, params: idParams, body: z.object({ role: z.enum(PRODUCT_ROLES).exclude(['learner', 'service']), siteId: zId.nullable().default(null), departmentId: zId.nullable().default(null) }), reply: zGrant });
export const revokeRole = endpoint({ method: 'DELETE', path: '/grants/:id', area, summary: 'Take a product role away', may: may.manageAccounts, params: idParams, reply: zNothing });
export const listKeys = endpoint({ method: 'GET', path: '/api-keys', area, summary: 'Keys of other systems', may: may.manageKeys, reply: z.object({ items: z.array(z.object({ id: zId, name: z.string(), role: z.string(), createdAt: zInstant, revokedAt: zInstant.nullable() })) }) });
export const createKey = endpoint({ method: 'POST', path: '/api-keys', area, summary: 'Create a key for another system; the token is shown once', may: may.manageKeys, body: z.object({ name: zText(100), role: z.enum(PRODUCT_ROLES) }), reply: z.object({ id: zId, token: z.string() }) });
export const revokeKey = endpoint({ method: 'DELETE', path: '/api-keys/:id', area, summary: 'Revoke a key', may: may.manageKeys, params: idParams, reply: zNothing });
