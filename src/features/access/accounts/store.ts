import { sql } from 'kysely';
import type { Instant } from '../../../kernel/day.ts';
import type { ProductRole } from '../../../kernel/permission.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { employedToday } from '../store.ts';
import type { StoredGrant } from '../types.ts';

export async function saveInvitation(tx: AuditedTx, personId: string, tokenHash: Buffer, expiresAt: Instant): Promise<void> {
  await sql`insert into account (person_id, invitation_hash, invitation_expires_at) values (${personId}, ${tokenHash}, ${expiresAt})
    on conflict (person_id) do update set invitation_hash = excluded.invitation_hash, invitation_expires_at = excluded.invitation_expires_at`.execute(tx);
}

/** The account as it is with a new password: open invitation, lock and disablement are gone. */
export async function savePassword(tx: AuditedTx, personId: string, passwordHash: string): Promise<void> {
  await sql`insert into account (person_id, password_hash) values (${personId}, ${passwordHash})
    on conflict (person_id) do update set password_hash = excluded.password_hash, invitation_hash = null, invitation_expires_at = null,
      failures = 0, locked_until = null, disabled_at = null`.execute(tx);
}

export async function saveUnlocking(tx: AuditedTx, personId: string): Promise<void> {
  await tx.updateTable('account').set({ failures: 0, locked_until: null }).where('person_id', '=', personId).execute();
}

/** An open invitation goes with it: it would bring the account back. */
export async function saveDisablement(tx: AuditedTx, personId: string, at: Instant): Promise<void> {
  await tx.updateTable('account').set({ disabled_at: at, invitation_hash: null, invitation_expires_at: null }).where('person_id', '=', personId).execute();
}

type GrantRow = { id: string; person_id: string; role: string; site_id: string | null; department_id: string | null; granted_at: Instant; revoked_at: Instant | null };

export async function loadGrants(db: Db | Tx, personId: string): Promise<StoredGrant[]> {
  const rows = await db.selectFrom('role_grant').selectAll().where('person_id', '=', personId).where('revoked_at', 'is', null).orderBy('id').execute();
  return rows.map(toGrant);
}

export async function loadGrant(tx: Tx, id: string): Promise<StoredGrant | null> {
  const row = await tx.selectFrom('role_grant').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined ? null : toGrant(row);
}

function toGrant(row: GrantRow): StoredGrant {
  const role = row.role as ProductRole; // the table's check lists exactly the roles that can be granted
  return { id: row.id, personId: row.person_id, role, siteId: row.site_id, departmentId: row.department_id, grantedAt: row.granted_at, revokedAt: row.revoked_at };
}

export async function saveGrants(tx: AuditedTx, grants: readonly StoredGrant[]): Promise<void> {
  for (const grant of grants) {
    await tx.insertInto('role_grant').values({ id: grant.id, person_id: grant.personId, role: grant.role, site_id: grant.siteId, department_id: grant.departmentId, granted_at: grant.grantedAt }).execute();
  }
}

export async function saveRevocation(tx: AuditedTx, id: string, at: Instant): Promise<void> {
  await tx.updateTable('role_grant').set({ revoked_at: at }).where('id', '=', id).execute();
}

export type LeaverGrant = StoredGrant & { readonly leftAt: Instant; readonly employed: boolean };

/** The product roles of those people who have left, once or again, with the end of their last employment that nothing follows. */
export async function loadGrantsOfLeavers(tx: Tx, personIds: readonly string[], now: Instant): Promise<LeaverGrant[]> {
  const found = await sql<GrantRow & { left_at: Instant; employed: boolean }>`select g.*, gone.left_at, ${employedToday('g.person_id', now)} as employed from role_grant g
    join lateral (select max(upper(e.during)::timestamp at time zone s.zone) as left_at from employment e join site s on s.id = e.site_id
      where e.person_id = g.person_id and upper(e.during)::timestamp at time zone s.zone <= ${now}
        and not exists (select from employment next where next.person_id = e.person_id and lower(next.during) = upper(e.during))) gone on gone.left_at is not null
    where g.revoked_at is null and g.person_id = any(${[...personIds]}::uuid[]) order by g.id for update of g`.execute(tx);
  return found.rows.map((row) => ({ ...toGrant(row), leftAt: row.left_at, employed: row.employed }));
}

export async function saveRevocations(tx: AuditedTx, ids: readonly string[], at: Instant): Promise<void> {
  await sql`update role_grant set revoked_at = ${at} where id = any(${[...ids]}::uuid[])`.execute(tx);
}

/** Two administrators who take each other's role away at once must not both succeed: taking away happens one after the other. */
export async function lockAdministration(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('system administrators'))`.execute(tx);
}

/** People other than this one who can sign in today and administer everything. */
export async function countOtherAdministrators(tx: Tx, personId: string, now: Instant): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct p.id) as count from person p join account a on a.person_id = p.id join role_grant g on g.person_id = p.id
    where g.role = 'system_administrator' and g.revoked_at is null and g.site_id is null and g.department_id is null
      and a.password_hash is not null and a.disabled_at is null and p.id <> ${personId} and ${employedToday('p.id', now)}`.execute(tx);
  return rows[0]?.count ?? 0;
}

export async function isKnown(tx: Tx, table: 'site' | 'department', id: string): Promise<boolean> {
  return (await tx.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

/** From the root down to the department; empty when there is none. */
export async function loadDepartmentPath(tx: Tx, id: string | null): Promise<string[]> {
  if (id === null) return [];
  return (await tx.selectFrom('department').select('path').where('id', '=', id).executeTakeFirst())?.path ?? [];
}
