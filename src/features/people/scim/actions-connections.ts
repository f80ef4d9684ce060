import { done, refuse, type DomainEvent, type Outcome } from '../../../kernel/decision.ts';
import { permits, type Permission } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { hashToken, newToken } from '../../../platform/secret.ts';
import { act, commit } from '../../audit/actions.ts';
import { EVERYWHERE } from '../actions-organisation.ts';
import { may } from '../permissions.ts';
import { loadDepartments, loadJobRoles, loadSites } from '../store.ts';
import { mappingChanges, mappingFault, startingMapping } from './rules-connection.ts';
import { connectionNameTaken, loadCalls, loadConnection, loadConnections, loadHeldRows, saveConnection, saveMapping, saveRevocation, saveToken, type Call, type ConnectionRow, type HeldRow } from './store-connections.ts';
import type { Connection, ConnectionKind, ConnectionRefusal, ScimMapping } from './types.ts';

type Acted<Reply> = Promise<Outcome<Reply, ConnectionRefusal>>;
type Items<Item> = { readonly items: readonly Item[] };

/** A directory writes people of the whole organisation, so only who administers all of it deals with one. */
function mayNot(ctx: Context, permission: Permission): boolean {
  return !permits(ctx.principal, permission, EVERYWHERE);
}

export async function listConnections(ctx: Context): Acted<Items<ConnectionRow>> {
  return mayNot(ctx, may.confirmDirectories) ? refuse('not-permitted') : done({ items: await loadConnections(ctx.db, null) });
}

export async function getConnection(ctx: Context, id: string, address: string): Acted<ConnectionRow & { readonly address: string }> {
  if (mayNot(ctx, may.confirmDirectories)) return refuse('not-permitted');
  const row = (await loadConnections(ctx.db, id))[0];
  return row === undefined ? refuse('not-found', { what: 'connection' }) : done({ ...row, address });
}

export async function listCalls(ctx: Context, id: string, problemsOnly: boolean): Acted<Items<Call>> {
  return mayNot(ctx, may.confirmDirectories) ? refuse('not-permitted') : done({ items: await loadCalls(ctx.db, id, problemsOnly) });
}

export async function listHeld(ctx: Context, id: string): Acted<Items<HeldRow>> {
  return mayNot(ctx, may.confirmDirectories) ? refuse('not-permitted') : done({ items: await loadHeldRows(ctx.db, id) });
}

export type NewConnectionInput = { readonly name: string; readonly kind: ConnectionKind; readonly validDays: number | null };

/** The secret is told once; only its hash is kept, and the reply is not kept for an Idempotency-Key. */
export function createConnection(ctx: Context, input: NewConnectionInput): Acted<{ id: string; token: string }> {
  return act<{ id: string; token: string }, ConnectionRefusal>({ ...ctx, idempotency: null }, async (tx) => {
    if (mayNot(ctx, may.manageDirectories)) return refuse('not-permitted');
    if (await connectionNameTaken(tx, input.name)) return refuse('connection-name-taken', { name: input.name });
    const token = newToken('rbd_');
    const connection: Connection = { id: ctx.newId(), name: input.name, kind: input.kind, mapping: startingMapping(input.kind), expiresAt: expiry(ctx, input.validDays), revokedAt: null };
    const event = about('DirectoryConnected', connection, { directory: input.kind, expiresAt: connection.expiresAt?.toString() ?? null });
    await commit(ctx, tx, [event], (audited) => saveConnection(audited, { connection, tokenHash: hashToken(token), at: ctx.now, by: ctx.principal.id }));
    return done({ id: connection.id, token });
  });
}

function expiry(ctx: Context, validDays: number | null): Temporal.Instant | null {
  return validDays === null ? null : ctx.now.add({ hours: validDays * 24 });
}

export function renewKey(ctx: Context, id: string, validDays: number | null): Acted<{ id: string; token: string }> {
  return act<{ id: string; token: string }, ConnectionRefusal>({ ...ctx, idempotency: null }, (tx) => withConnection(ctx, tx, id, async (connection) => {
    const token = newToken('rbd_');
    const expiresAt = expiry(ctx, validDays);
    await commit(ctx, tx, [about('DirectoryKeyRenewed', connection, { expiresAt: expiresAt?.toString() ?? null })], (audited) => saveToken(audited, id, hashToken(token), ctx.now, expiresAt));
    return done({ id, token });
  }));
}

export function revokeConnection(ctx: Context, id: string): Acted<Record<string, never>> {
  return act<Record<string, never>, ConnectionRefusal>(ctx, (tx) => withConnection(ctx, tx, id, async (connection) => {
    await commit(ctx, tx, [about('DirectoryDisconnected', connection, {})], (audited) => saveRevocation(audited, id, ctx.now));
    return done({});
  }));
}

export function changeMapping(ctx: Context, id: string, mapping: ScimMapping): Acted<Record<string, never>> {
  return act<Record<string, never>, ConnectionRefusal>(ctx, (tx) => withConnection(ctx, tx, id, async (connection) => {
    const ids = async (load: (tx: Tx) => Promise<readonly { readonly id: string }[]>): Promise<Set<string>> => new Set((await load(tx)).map((one) => one.id));
    const fault = mappingFault(mapping, { sites: await ids(loadSites), departments: await ids(loadDepartments), roles: await ids(loadJobRoles) });
    if (fault !== null) return refuse('connection-mapping', { fault });
    const changes = mappingChanges(connection.mapping, mapping);
    if (changes.length > 0) await commit(ctx, tx, [about('DirectoryMappingChanged', connection, { changes })], (audited) => saveMapping(audited, id, mapping));
    return done({});
  }));
}

async function withConnection<Reply>(ctx: Context, tx: Tx, id: string, work: (connection: Connection) => Promise<Outcome<Reply, ConnectionRefusal>>): Acted<Reply> {
  if (mayNot(ctx, may.manageDirectories)) return refuse('not-permitted');
  const connection = await loadConnection(tx, id);
  if (connection === null) return refuse('not-found', { what: 'connection' });
  return connection.revokedAt === null ? work(connection) : refuse('connection-revoked', { name: connection.name });
}

export function about(type: string, connection: Connection, data: DomainEvent['data']): DomainEvent {
  return { type, subject: { kind: 'directoryConnection', id: connection.id }, data: { name: connection.name, ...data } };
}
