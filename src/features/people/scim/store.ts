import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../../kernel/day.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { ENTERPRISE } from './rules-attributes.ts';
import type { Filter } from './rules-filter.ts';
import { filterSql, sortSql, type Columns } from './store-filter.ts';
import type { Place } from './rules-attributes.ts';
import type { Connection, ScimRef, ScimUser } from './types.ts';

export type ListedUser = ScimUser & { readonly groups: readonly ScimRef[]; /** Said to be active, and employed if there is a person. */ readonly isIn: boolean };
export type Page = { readonly filter: Filter | null; readonly sortBy: Place | null; readonly descending: boolean; readonly offset: number; readonly count: number };

/** True only while the person is employed: somebody may have entered the last day here. */
function activeAt(now: Instant): RawBuilder<boolean> {
  return sql<boolean>`(u.active and (u.person_id is null or exists (select from employment e join site s on s.id = e.site_id
    where e.person_id = u.person_id and (upper(e.during) is null or upper(e.during) > (${now}::timestamptz at time zone s.zone)::date))))`;
}

const groupRows = sql`(select jsonb_build_object('value', g.id, 'display', g.display_name) as value from scim_member m join scim_group g on g.id = m.group_id where m.user_id = u.id order by lower(g.display_name))`;

function columns(now: Instant): RawBuilder<unknown> {
  return sql`u.id, u.person_id as "personId", u.user_name as "userName", u.external_id as "externalId", u.active, ${activeAt(now)} as "isIn", u.resource, u.role_ids as "roleIds", u.leave, u.version,
    u.created_at as "createdAt", u.modified_at as "modifiedAt", u.deleted_at as "deletedAt", u.held_at as "heldAt", u.held_what as "heldWhat", u.left_at as "leftAt", u.moved_at as "movedAt"`;
}

function userColumns(now: Instant): Columns {
  const own: Readonly<Record<string, RawBuilder<unknown>>> = {
    id: sql`u.id::text`, externalId: sql`u.external_id`, userName: sql`u.user_name`, active: activeAt(now),
    'meta.created': sql`u.created_at`, 'meta.lastModified': sql`u.modified_at`, 'meta.resourceType': sql`'User'`, 'meta.version': sql`'W/"' || u.version || '"'`,
  };
  return {
    column: (steps) => own[steps.join('.')] ?? null,
    rows: (list) => (list === 'groups' ? sql`${groupRows} x` : null),
    json: sql`u.resource`,
    quick(steps, how, value) {
      if (how !== 'eq' || typeof value !== 'string') return null;
      switch (steps.join('.')) {
        case 'id': return /^[0-9a-f-]{36}$/iu.test(value) ? sql<boolean>`u.id = ${value}::uuid` : sql<boolean>`false`;
        case 'userName': return sql<boolean>`lower(u.user_name) = lower(${value})`;
        case 'externalId': return sql<boolean>`u.external_id = ${value}`;
        case 'displayName': return sql<boolean>`lower(u.resource ->> 'displayName') = lower(${value})`;
        case 'emails.value': return sql<boolean>`scim_emails(u.resource) @> array[lower(${value})]`;
        case `${ENTERPRISE}.employeeNumber`: return sql<boolean>`lower(u.resource -> ${sql.lit(ENTERPRISE)} ->> 'employeeNumber') = lower(${value})`;
        default: return null;
      }
    },
  };
}

export async function listUsers(db: Db, connectionId: string, now: Instant, page: Page): Promise<{ rows: ListedUser[]; total: number }> {
  const at = userColumns(now);
  const where = sql`u.connection_id = ${connectionId} and u.deleted_at is null and ${page.filter === null ? sql`true` : filterSql(page.filter, at)}`;
  const counted = await sql<{ total: number }>`select count(*) as total from scim_user u where ${where}`.execute(db);
  const total = counted.rows[0]?.total ?? 0;
  if (page.count === 0 || page.offset >= total) return { rows: [], total };
  const by = page.sortBy === null ? null : sortSql(page.sortBy, at);
  const order = by === null ? sql`u.id` : sql`${by} ${page.descending ? sql`desc nulls last` : sql`asc nulls last`}, u.id`;
  const { rows } = await sql<ListedUser>`select ${columns(now)}, coalesce((select jsonb_agg(x.value) from ${groupRows} x), '[]') as groups
    from (select u.id, row_number() over (order by ${order}) as place from scim_user u where ${where} order by ${order} offset ${page.offset} limit ${page.count}) page join scim_user u on u.id = page.id order by page.place`.execute(db);
  return { rows, total };
}

/** Live users by id, and, with `lock`, held against others until the transaction ends. */
export async function loadUsers(db: Db | Tx, connectionId: string, ids: readonly string[], now: Instant, lock = false): Promise<ListedUser[]> {
  const { rows } = await sql<ListedUser>`select ${columns(now)}, coalesce((select jsonb_agg(x.value) from ${groupRows} x), '[]') as groups
    from scim_user u where u.connection_id = ${connectionId} and u.id = any(${[...ids]}::uuid[]) and u.deleted_at is null order by u.id ${lock ? sql`for update of u` : sql``}`.execute(db);
  return rows;
}

/** Users whose effect waits for somebody, removed ones too. */
export async function loadHeld(db: Db | Tx, connectionId: string, now: Instant, ids: readonly string[] | null): Promise<ScimUser[]> {
  const { rows } = await sql<ScimUser>`select ${columns(now)} from scim_user u where u.connection_id = ${connectionId} and u.held_at is not null
    and ${ids === null ? sql`true` : sql`u.id = any(${[...ids]}::uuid[])`} order by u.held_at, u.id for update of u`.execute(db);
  return rows;
}

export async function userNameTaken(tx: Tx, connectionId: string, userName: string, exceptId: string | null): Promise<boolean> {
  const { rows } = await sql`select from scim_user where connection_id = ${connectionId} and lower(user_name) = lower(${userName}) and deleted_at is null and id is distinct from ${exceptId}::uuid`.execute(tx);
  return rows.length > 0;
}

/** Live users of the connection that stand for these people already. */
export async function loadLinked(tx: Tx, connectionId: string, personIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; person_id: string }>`select id, person_id from scim_user where connection_id = ${connectionId} and person_id = any(${[...personIds]}::uuid[]) and deleted_at is null`.execute(tx);
  return new Map(rows.map((row) => [row.person_id, row.id]));
}

/** The people behind ids of users, removed users too. */
export async function loadPeopleBehind(tx: Tx, connectionId: string, ids: readonly string[]): Promise<Map<string, { personId: string; name: string }>> {
  const uuids = ids.filter((id) => /^[0-9a-f-]{36}$/iu.test(id));
  const { rows } = await sql<{ id: string; personId: string; name: string }>`select u.id, p.id as "personId", p.name from scim_user u join person p on p.id = u.person_id
    where u.connection_id = ${connectionId} and u.id = any(${uuids}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, { personId: row.personId, name: row.name }]));
}

/** Who has which e-mail address, by the address in small letters. */
export async function loadEmailHolders(tx: Tx, emails: readonly string[]): Promise<Map<string, { id: string; name: string }>> {
  const { rows } = await sql<{ id: string; name: string; email: string }>`select id, name, lower(email) as email from person where lower(email) = any(${emails.map((email) => email.toLowerCase())}::text[])`.execute(tx);
  return new Map(rows.map((row) => [row.email, { id: row.id, name: row.name }]));
}

/** What HR-02 asks: how many the connection's directory ended and moved since then, of how many. */
export async function loadShare(tx: Tx, connectionId: string, since: Instant): Promise<{ left: number; moved: number; total: number }> {
  const { rows } = await sql<{ left: number; moved: number; total: number }>`select
    (select count(*) from scim_user where connection_id = ${connectionId} and left_at >= ${since}) as left,
    (select count(*) from scim_user where connection_id = ${connectionId} and moved_at >= ${since}) as moved,
    (select count(*) from scim_user where connection_id = ${connectionId} and person_id is not null and (deleted_at is null or left_at >= ${since})) as total`.execute(tx);
  return rows[0] ?? { left: 0, moved: 0, total: 0 };
}

export async function nextNumber(tx: Tx): Promise<string> {
  const { rows } = await sql<{ number: string }>`select 'D' || lpad(nextval('scim_number')::text, 6, '0') as number`.execute(tx);
  return rows[0]?.number ?? '';
}

export async function saveUsers(audited: AuditedTx, connection: Connection, users: readonly ScimUser[]): Promise<void> {
  const rows = users.map((user) => ({ ...user, createdAt: user.createdAt.toString(), modifiedAt: user.modifiedAt.toString() }));
  await sql`insert into scim_user (id, connection_id, person_id, user_name, external_id, active, resource, role_ids, leave, version, created_at, modified_at, deleted_at, held_at, held_what, left_at, moved_at)
    select id, ${connection.id}, "personId", "userName", "externalId", active, resource, array(select jsonb_array_elements_text("roleIds"))::uuid[], leave, version, "createdAt", "modifiedAt", "deletedAt", "heldAt", "heldWhat", "leftAt", "movedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, "personId" uuid, "userName" text, "externalId" text, active boolean, resource jsonb, "roleIds" jsonb, leave jsonb, version integer,
      "createdAt" timestamptz, "modifiedAt" timestamptz, "deletedAt" timestamptz, "heldAt" timestamptz, "heldWhat" text, "leftAt" timestamptz, "movedAt" timestamptz)
    on conflict (id) do update set person_id = excluded.person_id, user_name = excluded.user_name, external_id = excluded.external_id, active = excluded.active, resource = excluded.resource, role_ids = excluded.role_ids, leave = excluded.leave,
      version = excluded.version, modified_at = excluded.modified_at, deleted_at = excluded.deleted_at, held_at = excluded.held_at, held_what = excluded.held_what, left_at = excluded.left_at, moved_at = excluded.moved_at`.execute(audited);
}
