import { sql } from 'kysely';
import type { Instant } from '../../../kernel/day.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { Connection, HeldWhat, ScimMapping } from './types.ts';

export type ConnectionRow = Connection & {
  readonly createdAt: Instant; readonly tokenMadeAt: Instant; readonly lastUsedAt: Instant | null; readonly users: number; readonly groups: number; readonly held: number;
  readonly lastProblem: { readonly at: string; readonly text: string } | null;
};

const columns = sql`c.id, c.name, c.kind, c.mapping, c.expires_at as "expiresAt", c.revoked_at as "revokedAt"`;

export async function loadConnections(db: Db | Tx, id: string | null): Promise<ConnectionRow[]> {
  const { rows } = await sql<ConnectionRow>`select ${columns}, c.created_at as "createdAt", c.token_made_at as "tokenMadeAt",
    (select at from scim_call l where l.connection_id = c.id order by seq desc limit 1) as "lastUsedAt",
    (select count(*) from scim_user u where u.connection_id = c.id and u.deleted_at is null) as users, (select count(*) from scim_group g where g.connection_id = c.id) as groups,
    (select count(*) from scim_user u where u.connection_id = c.id and u.held_at is not null) as held,
    (select jsonb_build_object('at', to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'text', l.problem) from scim_call l where l.connection_id = c.id and l.status >= 400 order by seq desc limit 1) as "lastProblem"
    from scim_connection c where ${id === null ? sql`true` : sql`c.id = ${id}`} order by c.revoked_at is not null, lower(c.name), c.id`.execute(db);
  return rows;
}

export async function loadConnection(tx: Tx, id: string): Promise<Connection | null> {
  const { rows } = await sql<Connection>`select ${columns} from scim_connection c where c.id = ${id} for update`.execute(tx);
  return rows[0] ?? null;
}

export async function loadConnectionByToken(db: Db, tokenHash: Buffer): Promise<Connection | null> {
  const { rows } = await sql<Connection>`select ${columns} from scim_connection c where c.token_hash = ${tokenHash}`.execute(db);
  return rows[0] ?? null;
}

export async function connectionNameTaken(tx: Tx, name: string): Promise<boolean> {
  return (await sql`select from scim_connection where lower(name) = lower(${name}) and revoked_at is null`.execute(tx)).rows.length > 0;
}

export type NewConnection = { readonly connection: Connection; readonly tokenHash: Buffer; readonly at: Instant; readonly by: string | null };

export async function saveConnection(audited: AuditedTx, { connection, tokenHash, at, by }: NewConnection): Promise<void> {
  await sql`insert into scim_connection (id, name, kind, token_hash, token_made_at, expires_at, created_at, created_by, mapping)
    values (${connection.id}, ${connection.name}, ${connection.kind}, ${tokenHash}, ${at}, ${connection.expiresAt}, ${at}, ${by}, ${JSON.stringify(connection.mapping)}::jsonb)`.execute(audited);
}

export async function saveMapping(audited: AuditedTx, id: string, mapping: ScimMapping): Promise<void> {
  await sql`update scim_connection set mapping = ${JSON.stringify(mapping)}::jsonb where id = ${id}`.execute(audited);
}

export async function saveToken(audited: AuditedTx, id: string, tokenHash: Buffer, at: Instant, expiresAt: Instant | null): Promise<void> {
  await sql`update scim_connection set token_hash = ${tokenHash}, token_made_at = ${at}, expires_at = ${expiresAt} where id = ${id}`.execute(audited);
}

export async function saveRevocation(audited: AuditedTx, id: string, at: Instant): Promise<void> {
  await sql`update scim_connection set revoked_at = ${at} where id = ${id}`.execute(audited);
}

export type Call = { readonly at: Instant; readonly method: string; readonly path: string; readonly status: number; readonly problem: string | null };
const KEPT_CALLS = 1000;

/** Operational: keeps the last thousand of the connection. */
export async function saveCall(db: Db, connectionId: string, call: Call): Promise<void> {
  await sql`with added as (insert into scim_call (connection_id, at, method, path, status, problem) values (${connectionId}, ${call.at}, ${call.method}, ${call.path}, ${call.status}, ${call.problem}) returning seq)
    delete from scim_call where connection_id = ${connectionId} and seq <= coalesce((select seq from scim_call where connection_id = ${connectionId} order by seq desc offset ${KEPT_CALLS} limit 1), 0)`.execute(db);
}

export async function loadCalls(db: Db, connectionId: string, problemsOnly: boolean): Promise<Call[]> {
  const { rows } = await sql<Call>`select at, method, path, status, problem from scim_call where connection_id = ${connectionId} ${problemsOnly ? sql`and status >= 400` : sql``} order by seq desc limit 100`.execute(db);
  return rows;
}

export type HeldRow = { readonly id: string; readonly userName: string; readonly personId: string; readonly name: string; readonly employeeNumber: string; readonly what: HeldWhat; readonly since: Instant };

export async function loadHeldRows(db: Db, connectionId: string): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`select u.id, u.user_name as "userName", p.id as "personId", p.name, p.employee_number as "employeeNumber", u.held_what as what, u.held_at as since
    from scim_user u join person p on p.id = u.person_id where u.connection_id = ${connectionId} and u.held_at is not null order by u.held_at, lower(p.name), u.id limit 500`.execute(db);
  return rows;
}
