import { sql, type RawBuilder } from 'kysely';
import type { AuditedTx } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { filterSql, sortSql, type Columns } from './store-filter.ts';
import type { Page } from './store.ts';
import type { Connection, ScimGroup, ScimRef } from './types.ts';

export type ListedGroup = ScimGroup & { readonly members: readonly ScimRef[] };

const columns = sql`g.id, g.display_name as "displayName", g.external_id as "externalId", g.version, g.created_at as "createdAt", g.modified_at as "modifiedAt"`;
const memberRows = sql`(select jsonb_build_object('value', u.id, 'display', coalesce(u.resource ->> 'displayName', u.user_name), 'type', 'User') as value from scim_member m join scim_user u on u.id = m.user_id where m.group_id = g.id order by u.id)`;

const GROUP_COLUMNS: Columns = {
  column(steps) {
    const own: Readonly<Record<string, RawBuilder<unknown>>> = {
      id: sql`g.id::text`, externalId: sql`g.external_id`, displayName: sql`g.display_name`, 'meta.created': sql`g.created_at`, 'meta.lastModified': sql`g.modified_at`, 'meta.resourceType': sql`'Group'`, 'meta.version': sql`'W/"' || g.version || '"'`,
    };
    return own[steps.join('.')] ?? null;
  },
  rows: (list) => (list === 'members' ? sql`${memberRows} x` : null),
  json: sql`'{}'::jsonb`,
  quick(steps, how, value) {
    if (how !== 'eq' || typeof value !== 'string') return null;
    const isId = /^[0-9a-f-]{36}$/iu.test(value);
    switch (steps.join('.')) {
      case 'id': return isId ? sql<boolean>`g.id = ${value}::uuid` : sql<boolean>`false`;
      case 'members.value': return isId ? sql<boolean>`exists (select from scim_member m where m.group_id = g.id and m.user_id = ${value}::uuid)` : sql<boolean>`false`;
      default: return null;
    }
  },
};

export async function listGroups(db: Db, connectionId: string, page: Page, withMembers: boolean): Promise<{ rows: ListedGroup[]; total: number }> {
  const where = sql`g.connection_id = ${connectionId} and ${page.filter === null ? sql`true` : filterSql(page.filter, GROUP_COLUMNS)}`;
  const counted = await sql<{ total: number }>`select count(*) as total from scim_group g where ${where}`.execute(db);
  const by = page.sortBy === null ? null : sortSql(page.sortBy, GROUP_COLUMNS);
  const order = by === null ? sql`g.id` : sql`${by} ${page.descending ? sql`desc nulls last` : sql`asc nulls last`}, g.id`;
  const { rows } = await sql<ListedGroup>`select ${columns}, ${members(withMembers)} from scim_group g where ${where} order by ${order} offset ${page.offset} limit ${page.count}`.execute(db);
  return { rows, total: counted.rows[0]?.total ?? 0 };
}

function members(withMembers: boolean): RawBuilder<unknown> {
  return withMembers ? sql`coalesce((select jsonb_agg(x.value) from ${memberRows} x), '[]') as members` : sql`'[]'::jsonb as members`;
}

export async function loadGroup(db: Db | Tx, connectionId: string, id: string, withMembers: boolean, lock = false): Promise<ListedGroup | null> {
  const { rows } = await sql<ListedGroup>`select ${columns}, ${members(withMembers)} from scim_group g where g.connection_id = ${connectionId} and g.id = ${id}::uuid ${lock ? sql`for update of g` : sql``}`.execute(db);
  return rows[0] ?? null;
}

export async function groupNameTaken(tx: Tx, connectionId: string, name: string, exceptId: string | null): Promise<boolean> {
  const { rows } = await sql`select from scim_group where connection_id = ${connectionId} and lower(display_name) = lower(${name}) and id is distinct from ${exceptId}::uuid`.execute(tx);
  return rows.length > 0;
}

export async function loadMemberIds(tx: Tx, groupId: string): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`select user_id from scim_member where group_id = ${groupId}`.execute(tx);
  return rows.map((row) => row.user_id);
}

/** Of these users, those that are in the group. */
export async function loadMembersAmong(tx: Tx, groupId: string, userIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`select user_id from scim_member where group_id = ${groupId} and user_id = any(${[...userIds]}::uuid[])`.execute(tx);
  return rows.map((row) => row.user_id);
}

export async function saveGroup(audited: AuditedTx, connection: Connection, group: ScimGroup): Promise<void> {
  await sql`insert into scim_group (id, connection_id, display_name, external_id, version, created_at, modified_at) values (${group.id}, ${connection.id}, ${group.displayName}, ${group.externalId}, ${group.version}, ${group.createdAt}, ${group.modifiedAt})
    on conflict (id) do update set display_name = excluded.display_name, external_id = excluded.external_id, version = excluded.version, modified_at = excluded.modified_at`.execute(audited);
}

export async function saveMembers(audited: AuditedTx, groupId: string, added: readonly string[], removed: readonly string[]): Promise<void> {
  await sql`delete from scim_member where group_id = ${groupId} and user_id = any(${[...removed]}::uuid[])`.execute(audited);
  await sql`insert into scim_member (group_id, user_id) select ${groupId}, unnest(${[...added]}::uuid[]) on conflict do nothing`.execute(audited);
}

export async function removeGroup(audited: AuditedTx, groupId: string): Promise<void> {
  await sql`delete from scim_member where group_id = ${groupId}`.execute(audited);
  await sql`delete from scim_group where id = ${groupId}`.execute(audited);
}

/** A removed user is in no group. */
export async function leaveGroups(audited: AuditedTx, userId: string): Promise<void> {
  await sql`delete from scim_member where user_id = ${userId}`.execute(audited);
}
