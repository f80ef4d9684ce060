import { done, refuse, type DomainEvent } from '../../../kernel/decision.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Context } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { act, commit } from '../../audit/actions.ts';
import { lockPeople } from '../store.ts';
import { settleUsers } from './actions-settle.ts';
import { USER_TREE } from './rules-attributes.ts';
import { applyPatch, readOperations } from './rules-patch.ts';
import { checkVersion, differences, listBody, readQuery, representUser } from './rules-represent.ts';
import { LIMITS, readUserResource } from './schema.ts';
import { leaveGroups } from './store-groups.ts';
import { listUsers, loadUsers, userNameTaken, type ListedUser } from './store.ts';
import { fine, wrong, type Connection, type Json, type Scim, type ScimEvent, type ScimProblem, type ScimUser } from './types.ts';

/** One connection at work: who asks, and under which address its resources are. */
export type Directory = { readonly connection: Connection; readonly base: string };
export type Answer = { readonly body: Json; readonly version: string | null };

/** One act in one transaction; a problem undoes all of it. */
export async function scimAct<Result>(ctx: Context, work: (tx: Tx) => Promise<Scim<Result>>): Promise<Scim<Result>> {
  let problem: ScimProblem | null = null;
  const outcome = await act<Result, 'not-permitted'>(ctx, async (tx) => {
    const result = await work(tx);
    if (result.ok) return done(result.value);
    ({ problem } = result);
    return refuse('not-permitted');
  });
  if (outcome.ok) return fine(outcome.reply);
  return { ok: false, problem: problem ?? { status: 500, detail: 'The act was refused.' } };
}

export function missing(what: 'user' | 'group', id: string): ReturnType<typeof wrong> {
  return wrong(404, null, `There is no ${what} ${id}.`);
}

export function isId(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(id);
}

export async function findUsers(ctx: Context, { connection, base }: Directory, source: unknown): Promise<Scim<Json>> {
  const query = readQuery(source, 'User', LIMITS.results);
  if (!query.ok) return query;
  const { rows, total } = await listUsers(ctx.db, connection.id, ctx.now, query.value);
  return fine(listBody(rows.map((user) => representUser(user, base)), total, query.value, 'User'));
}

export async function getUser(ctx: Context, { connection, base }: Directory, id: string): Promise<Scim<Json>> {
  const user = isId(id) ? (await loadUsers(ctx.db, connection.id, [id], ctx.now))[0] : undefined;
  return user === undefined ? missing('user', id) : fine(representUser(user, base));
}

export function createUser(ctx: Context, directory: Directory, body: unknown): Promise<Scim<Json>> {
  const read = readUserResource(body);
  if (!read.ok) return Promise.resolve(read);
  return scimAct(ctx, async (tx) => {
    const resource = { ...read.value, active: read.value['active'] !== false };
    const after: ScimUser = {
      id: ctx.newId(), personId: null, ...keysOf(resource), resource, roleIds: [], leave: null, version: 1, createdAt: ctx.now, modifiedAt: ctx.now, deletedAt: null, heldAt: null, heldWhat: null, leftAt: null, movedAt: null,
    };
    return store(ctx, tx, directory, { ...after, groups: [], isIn: after.active }, null);
  });
}

function keysOf(resource: Json): Pick<ScimUser, 'userName' | 'externalId' | 'active'> {
  const externalId = resource['externalId'];
  return { userName: String(resource['userName']).trim(), externalId: typeof externalId === 'string' && externalId !== '' ? externalId : null, active: resource['active'] === true };
}

export function replaceUser(ctx: Context, directory: Directory, id: string, body: unknown, ifMatch: string | undefined): Promise<Scim<Json>> {
  const read = readUserResource(body);
  if (!read.ok) return Promise.resolve(read);
  return changeUser(ctx, directory, id, ifMatch, (user) => fine({ ...read.value, active: read.value['active'] ?? user.active }));
}

export function patchUser(ctx: Context, directory: Directory, id: string, body: unknown, ifMatch: string | undefined): Promise<Scim<Json>> {
  const operations = readOperations(body);
  if (!operations.ok) return Promise.resolve(operations);
  return changeUser(ctx, directory, id, ifMatch, (user) => {
    const patched = applyPatch({ ...user.resource, active: user.active, userName: user.userName, ...(user.externalId === null ? {} : { externalId: user.externalId }) }, operations.value, USER_TREE);
    if (!patched.ok) return patched;
    const read = readUserResource({ ...patched.value, active: patched.value['active'] ?? user.active });
    return read;
  });
}

function changeUser(ctx: Context, directory: Directory, id: string, ifMatch: string | undefined, change: (user: ListedUser) => Scim<Json>): Promise<Scim<Json>> {
  return scimAct(ctx, async (tx) => {
    await lockPeople(tx, 'alone');
    const user = isId(id) ? (await loadUsers(tx, directory.connection.id, [id], ctx.now, true))[0] : undefined;
    if (user === undefined) return missing('user', id);
    const current = checkVersion(ifMatch, user);
    if (!current.ok) return current;
    const changed = change(user);
    if (!changed.ok) return changed;
    const after: ListedUser = { ...user, ...keysOf(changed.value), resource: changed.value, version: user.version + 1, modifiedAt: ctx.now };
    if (differences(user.resource, after.resource).length === 0 && user.active === after.active && user.heldAt === null) return fine(representUser(user, directory.base));
    return store(ctx, tx, directory, after, user);
  });
}

async function store(ctx: Context, tx: Tx, { connection, base }: Directory, after: ListedUser, before: ListedUser | null): Promise<Scim<Json>> {
  await lockPeople(tx, 'alone');
  if (before?.userName !== after.userName && (await userNameTaken(tx, connection.id, after.userName, before?.id ?? null))) return wrong(409, 'uniqueness', `There is already a user with the userName “${after.userName}”.`);
  const settled = await settleUsers(ctx, tx, connection, [{ before, after, groups: after.groups.map((group) => group.display) }], true);
  if (!settled.ok) return settled;
  const { users, events, save } = settled.value;
  const user = users[0] ?? after;
  await commit(ctx, tx, [userEvent(before === null ? 'DirectoryUserCreated' : 'DirectoryUserChanged', connection, user, before), ...events], save);
  const [stored] = await loadUsers(tx, connection.id, [user.id], ctx.now);
  return fine(representUser(stored ?? { ...after, ...user }, base));
}

/** The employment ends; the record of the person stays. The resource is gone for the directory. */
export function removeUser(ctx: Context, { connection }: Directory, id: string, ifMatch: string | undefined): Promise<Scim<null>> {
  return scimAct(ctx, async (tx) => {
    await lockPeople(tx, 'alone');
    const user = isId(id) ? (await loadUsers(tx, connection.id, [id], ctx.now, true))[0] : undefined;
    if (user === undefined) return missing('user', id);
    const current = checkVersion(ifMatch, user);
    if (!current.ok) return current;
    const after: ScimUser = { ...user, active: false, version: user.version + 1, modifiedAt: ctx.now, deletedAt: ctx.now };
    const settled = await settleUsers(ctx, tx, connection, [{ before: user, after, groups: [] }], true);
    if (!settled.ok) return settled;
    const { users, events, save } = settled.value;
    await commit(ctx, tx, [userEvent('DirectoryUserRemoved', connection, users[0] ?? after, user), ...events], async (audited) => {
      await leaveGroups(audited, user.id);
      await save(audited);
    });
    return fine(null);
  });
}

export function userEvent(type: ScimEvent['type'], connection: Connection, user: ScimUser, before: ScimUser | null): DomainEvent {
  const data = {
    connection: { id: connection.id, name: connection.name }, userName: user.userName, externalId: user.externalId, personId: user.personId, active: user.active, held: user.heldWhat,
    ...(type === 'DirectoryUserRemoved' ? {} : { changes: differences(before?.resource ?? {}, user.resource) }),
  };
  return { type, subject: { kind: 'directoryUser', id: user.id }, data: JSON.parse(JSON.stringify(data)) as JsonObject }; // plain JSON by construction
}
