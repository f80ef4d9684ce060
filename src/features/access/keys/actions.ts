import { done, refuse, type DomainEvent, type Outcome } from '../../../kernel/decision.ts';
import { scopeOf, type ProductRole } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { hashToken, newToken } from '../../../platform/secret.ts';
import { act, commit } from '../../audit/actions.ts';
import { withoutStoredReply } from '../accounts/actions.ts';
import { may } from '../permissions.ts';
import { loadKeyById, loadKeyMaker, loadKeys, saveKey, saveKeyRevocation, type KeyRow } from './store.ts';

/** A key acts everywhere, so only who administers everything deals with keys. */
function mayNotManageKeys(ctx: Context): boolean {
  return scopeOf(ctx.principal, may.manageKeys) !== 'all';
}

export async function listKeys(ctx: Context): Promise<Outcome<{ items: KeyRow[] }, 'not-permitted'>> {
  if (mayNotManageKeys(ctx)) return refuse('not-permitted');
  return done({ items: await loadKeys(ctx.db) });
}

/** Who is signed in, or who made the key, or made the key that made it; null for the product itself. */
export async function personBehind(ctx: Context, db: Db | Tx): Promise<string | null> {
  return ctx.principal.kind === 'service' ? loadKeyMaker(db, ctx.principal.id) : ctx.principal.id;
}

/** The token is told once; only its hash is kept. A key can do what its role can, but never sign (SIG-04). */
export function createKey(ctx: Context, input: { readonly name: string; readonly role: ProductRole }): Promise<Outcome<{ id: string; token: string }, 'not-permitted'>> {
  return act<{ id: string; token: string }, 'not-permitted'>(withoutStoredReply(ctx), async (tx) => {
    if (mayNotManageKeys(ctx)) return refuse('not-permitted');
    const id = ctx.newId();
    const token = newToken('rb_');
    const maker = await personBehind(ctx, tx);
    await commit(ctx, tx, [aboutKey('KeyCreated', id, { name: input.name, role: input.role })], (audited) => saveKey(audited, { id, name: input.name, role: input.role, tokenHash: hashToken(token), at: ctx.now, maker }));
    return done({ id, token });
  });
}

type RevokeRefusal = 'not-permitted' | 'not-found' | 'already-revoked';

export function revokeKey(ctx: Context, id: string): Promise<Outcome<Record<string, never>, RevokeRefusal>> {
  return act<Record<string, never>, RevokeRefusal>(ctx, async (tx) => {
    if (mayNotManageKeys(ctx)) return refuse('not-permitted');
    const key = await loadKeyById(tx, id);
    if (key === null) return refuse('not-found', { what: 'key' });
    if (key.revokedAt !== null) return refuse('already-revoked');
    await commit(ctx, tx, [aboutKey('KeyRevoked', id, { name: key.name, role: key.role })], (audited) => saveKeyRevocation(audited, id, ctx.now));
    return done({});
  });
}

function aboutKey(type: string, id: string, data: DomainEvent['data']): DomainEvent {
  return { type, subject: { kind: 'api-key', id }, data };
}
