import type { FastifyReply } from 'fastify';
import { done } from '../../kernel/decision.ts';
import type { Permission } from '../../kernel/permission.ts';
import type { Router } from '../../platform/http/route.ts';
import { acceptInvitation, changePassword, disableAccount, getAccount, invite, unlockAccount } from './accounts/actions.ts';
import { acceptAgreement, getAgreement, getMe, signIn, signOut, signOutEverywhere } from './actions.ts';
import * as contract from './contract.ts';
import { grantRole, revokeRole } from './grants/actions.ts';
import { createKey, listKeys, revokeKey } from './keys/actions.ts';
import { doSetup, getSetup } from './setup/actions.ts';

export const SESSION_COOKIE = 'readback_session';

export type AccessDeps = {
  /** True where the public URL is https: the browser then sends the cookie over nothing else. */
  readonly secureCookie: boolean;
  readonly publicUrl: string;
  readonly isSimulation: boolean;
  readonly allPermissions: readonly Permission[];
};

export function accessRoutes(route: Router, deps: AccessDeps): void {
  const { REFUSALS } = contract;
  route(contract.getSetup, REFUSALS, (ctx) => getSetup(ctx, deps.isSimulation));
  route(contract.doSetup, REFUSALS, (ctx, { body }) => doSetup(ctx, body));
  route(contract.signIn, REFUSALS, async (ctx, { body, reply }) => {
    const outcome = await signIn(ctx, { ...body, agent: reply.request.headers['user-agent']?.slice(0, 300) ?? null });
    if (!outcome.ok) return outcome;
    setCookie(reply, deps, outcome.reply.token);
    return done({ personId: outcome.reply.personId, name: outcome.reply.name });
  });
  route(contract.signOut, REFUSALS, async (ctx, { reply }) => {
    const outcome = await signOut(ctx);
    if (outcome.ok) clearCookie(reply, deps);
    return outcome;
  });
  route(contract.signOutEverywhere, REFUSALS, async (ctx, { reply }) => {
    const outcome = await signOutEverywhere(ctx);
    if (outcome.ok) clearCookie(reply, deps);
    return outcome;
  });
  route(contract.getMe, REFUSALS, (ctx) => getMe(ctx, deps));
  route(contract.getAgreement, REFUSALS, (ctx) => getAgreement(ctx));
  route(contract.acceptAgreement, REFUSALS, (ctx, { body }) => acceptAgreement(ctx, body));
  route(contract.changePassword, REFUSALS, (ctx, { body }) => changePassword(ctx, body));
  administrationRoutes(route, deps);
}

function administrationRoutes(route: Router, deps: AccessDeps): void {
  const { REFUSALS } = contract;
  route(contract.acceptInvitation, REFUSALS, (ctx, { body }) => acceptInvitation(ctx, body));
  route(contract.invite, REFUSALS, (ctx, { params }) => invite(ctx, params.id, deps.publicUrl));
  route(contract.getAccount, REFUSALS, (ctx, { params }) => getAccount(ctx, params.id));
  route(contract.unlockAccount, REFUSALS, (ctx, { params }) => unlockAccount(ctx, params.id));
  route(contract.disableAccount, REFUSALS, (ctx, { params, body }) => disableAccount(ctx, params.id, body.reason));
  route(contract.grantRole, REFUSALS, (ctx, { params, body }) => grantRole(ctx, params.id, body));
  route(contract.revokeRole, REFUSALS, (ctx, { params }) => revokeRole(ctx, params.id));
  route(contract.listKeys, REFUSALS, (ctx) => listKeys(ctx));
  route(contract.createKey, REFUSALS, (ctx, { body }) => createKey(ctx, body));
  route(contract.revokeKey, REFUSALS, (ctx, { params }) => revokeKey(ctx, params.id));
}

/** Ends with the browser; how long it counts is decided by the server. */
function setCookie(reply: FastifyReply, deps: AccessDeps, token: string): void {
  void reply.setCookie(SESSION_COOKIE, token, { httpOnly: true, sameSite: 'strict', path: '/', secure: deps.secureCookie });
}

function clearCookie(reply: FastifyReply, deps: AccessDeps): void {
  void reply.clearCookie(SESSION_COOKIE, { httpOnly: true, sameSite: 'strict', path: '/', secure: deps.secureCookie });
}
