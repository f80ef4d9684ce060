import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { permits, type Grant } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import { act, commit } from '../../audit/actions.ts';
import { aboutPerson, isLastAdministrator, unreachable } from '../accounts/actions.ts';
import { isKnown, loadDepartmentPath, loadGrant, loadGrants, lockAdministration, saveGrants, saveRevocation } from '../accounts/store.ts';
import { personBehind } from '../keys/actions.ts';
import { may } from '../permissions.ts';
import type { StoredGrant } from '../types.ts';

type GrantRefusal = 'not-found' | 'not-permitted' | 'own-role' | 'already-granted' | 'unknown-reference';

/** SEC-01: nobody gives themselves a role, not through a key of their making either; nor a wider scope than they administer. */
export function grantRole(ctx: Context, personId: string, input: Grant): Promise<Outcome<StoredGrant, GrantRefusal>> {
  return act<StoredGrant, GrantRefusal>(ctx, async (tx) => {
    const refused = await unreachable(ctx, tx, personId, may.manageAccounts);
    if (refused !== null) return refused;
    if ((await personBehind(ctx, tx)) === personId) return refuse('own-role');
    if (input.siteId !== null && !(await isKnown(tx, 'site', input.siteId))) return refuse('unknown-reference', { what: 'site', id: input.siteId });
    if (input.departmentId !== null && !(await isKnown(tx, 'department', input.departmentId))) return refuse('unknown-reference', { what: 'department', id: input.departmentId });
    const departmentPath = await loadDepartmentPath(tx, input.departmentId);
    if (!permits(ctx.principal, may.manageAccounts, { siteId: input.siteId, departmentPath })) return refuse('not-permitted');
    await lockAdministration(tx); // so that the same grant twice at once is refused here and not by the index
    const held = await loadGrants(tx, personId);
    if (held.some((grant) => grant.role === input.role && grant.siteId === input.siteId && grant.departmentId === input.departmentId)) return refuse('already-granted');
    const grant: StoredGrant = { id: ctx.newId(), personId, role: input.role, siteId: input.siteId, departmentId: input.departmentId, grantedAt: ctx.now, revokedAt: null };
    await commit(ctx, tx, [aboutPerson('RoleGranted', personId, dataOf(grant))], (audited) => saveGrants(audited, [grant]));
    return done(grant);
  });
}

type RevokeRefusal = 'not-found' | 'not-permitted' | 'already-revoked' | 'last-administrator';

export function revokeRole(ctx: Context, grantId: string): Promise<Outcome<Record<string, never>, RevokeRefusal>> {
  return act<Record<string, never>, RevokeRefusal>(ctx, async (tx) => {
    await lockAdministration(tx);
    const grant = await loadGrant(tx, grantId);
    if (grant === null) return refuse('not-found', { what: 'grant' });
    const refused = await unreachable(ctx, tx, grant.personId, may.manageAccounts);
    if (refused !== null) return refused;
    const departmentPath = await loadDepartmentPath(tx, grant.departmentId);
    if (!permits(ctx.principal, may.manageAccounts, { siteId: grant.siteId, departmentPath })) return refuse('not-permitted');
    if (grant.revokedAt !== null) return refuse('already-revoked');
    const isAdministration = grant.role === 'system_administrator' && grant.siteId === null && grant.departmentId === null;
    if (isAdministration && (await isLastAdministrator(tx, grant.personId, ctx.now))) return refuse('last-administrator');
    await commit(ctx, tx, [aboutPerson('RoleRevoked', grant.personId, dataOf(grant))], (audited) => saveRevocation(audited, grantId, ctx.now));
    return done({});
  });
}

export function dataOf(grant: StoredGrant): { grant: string; role: string; siteId: string | null; departmentId: string | null } {
  return { grant: grant.id, role: grant.role, siteId: grant.siteId, departmentId: grant.departmentId };
}
