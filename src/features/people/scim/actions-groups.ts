import type { DomainEvent } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { commit } from '../../audit/actions.ts';
import { lockPeople } from '../store.ts';
import { settleUsers } from './actions-settle.ts';
import { isId, missing, scimAct, type Directory } from './actions-users.ts';
import { isObject, member } from './rules-attributes.ts';
import { readGroupSteps, readMembers, type GroupStep } from './rules-members.ts';
import { readOperations } from './rules-patch.ts';
import { checkVersion, listBody, readQuery, representGroup } from './rules-represent.ts';
import { LIMITS } from './schema.ts';
import { groupNameTaken, listGroups, loadGroup, loadMemberIds, loadMembersAmong, removeGroup, saveGroup, saveMembers, type ListedGroup } from './store-groups.ts';
import { loadUsers } from './store.ts';
import { fine, wrong, type Connection, type Json, type Scim, type ScimEvent, type ScimGroup } from './types.ts';

type Sent = { readonly displayName: string; readonly externalId: string | null; readonly members: readonly string[] };

function readGroup(body: unknown): Scim<Sent> {
  if (!isObject(body)) return wrong(400, 'invalidSyntax', 'The body is one JSON object: a group.');
  const name = member(body, 'displayName');
  const externalId = member(body, 'externalId');
  if (typeof name !== 'string' || name.trim() === '' || name.length > 400) return wrong(400, 'invalidValue', 'A group has a “displayName” of at most 400 characters.');
  const members = readMembers(member(body, 'members'));
  return members.ok ? fine({ displayName: name.trim(), externalId: typeof externalId === 'string' && externalId !== '' ? externalId : null, members: members.value }) : members;
}

export async function findGroups(ctx: Context, { connection, base }: Directory, source: unknown): Promise<Scim<Json>> {
  const query = readQuery(source, 'Group', LIMITS.results);
  if (!query.ok) return query;
  const { rows, total } = await listGroups(ctx.db, connection.id, query.value, showsMembers(query.value));
  return fine(listBody(rows.map((group) => representGroup(group, base)), total, query.value, 'Group'));
}

/** A group of thousands is not read where its members are not wanted. */
function showsMembers({ attributes, excluded }: { readonly attributes: readonly string[]; readonly excluded: readonly string[] }): boolean {
  const names = (list: readonly string[]): boolean => list.some((one) => /(^|:)members(\.|$)/iu.test(one));
  return attributes.length > 0 ? names(attributes) : !excluded.some((one) => /(^|:)members$/iu.test(one));
}

export async function getGroup(ctx: Context, { connection, base }: Directory, id: string, asked: Parameters<typeof showsMembers>[0]): Promise<Scim<Json>> {
  const group = isId(id) ? await loadGroup(ctx.db, connection.id, id, showsMembers(asked)) : null;
  return group === null ? missing('group', id) : fine(representGroup(group, base));
}

export function createGroup(ctx: Context, directory: Directory, body: unknown): Promise<Scim<Json>> {
  const sent = readGroup(body);
  if (!sent.ok) return Promise.resolve(sent);
  return scimAct(ctx, async (tx) => {
    await lockPeople(tx, 'alone');
    const group: ListedGroup = { id: ctx.newId(), displayName: sent.value.displayName, externalId: sent.value.externalId, version: 1, createdAt: ctx.now, modifiedAt: ctx.now, members: [] };
    return store(ctx, tx, directory, null, group, [{ do: 'add', members: sent.value.members }]);
  });
}

export function replaceGroup(ctx: Context, directory: Directory, id: string, body: unknown, ifMatch: string | undefined): Promise<Scim<Json>> {
  const sent = readGroup(body);
  if (!sent.ok) return Promise.resolve(sent);
  const { displayName, externalId, members } = sent.value;
  return changeGroup(ctx, directory, id, ifMatch, [{ do: 'name', value: displayName }, { do: 'externalId', value: externalId }, { do: 'set', members }]);
}

export function patchGroup(ctx: Context, directory: Directory, id: string, body: unknown, ifMatch: string | undefined): Promise<Scim<Json>> {
  const operations = readOperations(body);
  if (!operations.ok) return Promise.resolve(operations);
  const steps = readGroupSteps(operations.value);
  return steps.ok ? changeGroup(ctx, directory, id, ifMatch, steps.value) : Promise.resolve(steps);
}

function changeGroup(ctx: Context, directory: Directory, id: string, ifMatch: string | undefined, steps: readonly GroupStep[]): Promise<Scim<Json>> {
  return scimAct(ctx, async (tx) => {
    await lockPeople(tx, 'alone');
    const group = isId(id) ? await loadGroup(tx, directory.connection.id, id, false, true) : null;
    if (group === null) return missing('group', id);
    const current = checkVersion(ifMatch, group);
    if (!current.ok) return current;
    const value = (what: 'name' | 'externalId'): string | null | undefined => steps.findLast((step): step is Extract<GroupStep, { do: 'name' | 'externalId' }> => step.do === what)?.value;
    const externalId = value('externalId');
    const after = { ...group, displayName: value('name') ?? group.displayName, externalId: externalId === undefined ? group.externalId : externalId, version: group.version + 1, modifiedAt: ctx.now };
    return store(ctx, tx, directory, group, after, steps);
  });
}

type Change = { readonly added: readonly string[]; readonly removed: readonly string[] };

async function store(ctx: Context, tx: Tx, { connection, base }: Directory, before: ScimGroup | null, after: ListedGroup, steps: readonly GroupStep[]): Promise<Scim<Json>> {
  if (before?.displayName !== after.displayName && (await groupNameTaken(tx, connection.id, after.displayName, after.id))) return wrong(409, 'uniqueness', `There is already a group named “${after.displayName}”.`);
  const change = await membersAfter(tx, after.id, steps);
  if (!change.ok) return change;
  const { added, removed } = change.value;
  if (before !== null && added.length + removed.length === 0 && before.displayName === after.displayName && before.externalId === after.externalId) return fine(representGroup({ ...after, ...before }, base));
  const renamed = before !== null && before.displayName !== after.displayName;
  const touched = renamed ? [...new Set([...(await loadMemberIds(tx, after.id)), ...added, ...removed])] : [...added, ...removed];
  const events = groupEvent(before === null ? 'DirectoryGroupCreated' : 'DirectoryGroupChanged', connection, after, before, change.value);
  const settled = await settleMembers(ctx, tx, connection, touched, (names, id) => {
    const others = names.filter((name) => name !== before?.displayName);
    return removed.includes(id) ? others : [...others, after.displayName];
  });
  if (!settled.ok) return settled;
  await commit(ctx, tx, [events, ...settled.value.events], async (audited) => {
    await saveGroup(audited, connection, after);
    await saveMembers(audited, after.id, added, removed);
    await settled.value.save(audited);
  });
  const stored = await loadGroup(tx, connection.id, after.id, true);
  return fine(representGroup(stored ?? after, base));
}

/** Whom the steps add and remove in the end, of those who are users here. */
async function membersAfter(tx: Tx, groupId: string, steps: readonly GroupStep[]): Promise<Scim<Change>> {
  const membership = new Map<string, boolean>();
  for (const step of steps) {
    if (step.do === 'removeMatching') {
      const all = await loadMemberIds(tx, groupId);
      for (const id of [...all, ...membership.keys()]) if (step.matches({ value: id, display: '' })) membership.set(id, false);
    }
    if (step.do === 'set') for (const id of [...(await loadMemberIds(tx, groupId)), ...membership.keys()]) membership.set(id, false);
    if (step.do === 'add' || step.do === 'set') for (const id of step.members) membership.set(id, true);
    if (step.do === 'remove') for (const id of step.members) membership.set(id, false);
  }
  const wanted = [...membership].filter(([, isIn]) => isIn).map(([id]) => id);
  const strange = wanted.find((id) => !isId(id));
  if (strange !== undefined) return wrong(400, 'invalidValue', `A member has the id of a user of this service; “${strange.slice(0, 100)}” is none.`);
  const present = new Set(await loadMembersAmong(tx, groupId, [...membership.keys()].filter(isId)));
  const added = wanted.filter((id) => !present.has(id));
  return fine({ added, removed: [...membership].filter(([id, isIn]) => !isIn && present.has(id)).map(([id]) => id) });
}

async function settleMembers(ctx: Context, tx: Tx, connection: Connection, ids: readonly string[], groupsOf: (names: readonly string[], id: string) => readonly string[]): Promise<ReturnType<typeof settleUsers>> {
  const users = await loadUsers(tx, connection.id, ids, ctx.now, true);
  const unknown = ids.find((id) => !users.some((user) => user.id === id));
  if (unknown !== undefined) return wrong(400, 'invalidValue', `There is no user ${unknown}; a member is created as a user first.`);
  return settleUsers(ctx, tx, connection, users.map((user) => ({ before: user, after: { ...user, version: user.version + 1, modifiedAt: ctx.now }, groups: groupsOf(user.groups.map((group) => group.display), user.id) })), true);
}

export function deleteGroup(ctx: Context, { connection }: Directory, id: string, ifMatch: string | undefined): Promise<Scim<null>> {
  return scimAct(ctx, async (tx) => {
    await lockPeople(tx, 'alone');
    const group = isId(id) ? await loadGroup(tx, connection.id, id, false, true) : null;
    if (group === null) return missing('group', id);
    const current = checkVersion(ifMatch, group);
    if (!current.ok) return current;
    const removed = await loadMemberIds(tx, group.id);
    const settled = await settleMembers(ctx, tx, connection, removed, (names) => names.filter((name) => name !== group.displayName));
    if (!settled.ok) return settled;
    await commit(ctx, tx, [groupEvent('DirectoryGroupRemoved', connection, group, group, { added: [], removed }), ...settled.value.events], async (audited) => {
      await removeGroup(audited, group.id);
      await settled.value.save(audited);
    });
    return fine(null);
  });
}

function groupEvent(type: ScimEvent['type'], connection: Connection, group: ScimGroup, before: ScimGroup | null, { added, removed }: Change): DomainEvent {
  const renamed = before !== null && before.displayName !== group.displayName ? { nameBefore: before.displayName } : {};
  return { type, subject: { kind: 'directoryGroup', id: group.id }, data: { connection: { id: connection.id, name: connection.name }, displayName: group.displayName, externalId: group.externalId, added: [...added], removed: [...removed], ...renamed } };
}
