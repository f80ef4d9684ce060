import { sql } from 'kysely';
import type { Instant } from '../../kernel/day.ts';
import type { Grant } from '../../kernel/permission.ts';
import type { AuditedTx } from '../../platform/context.ts';
import type { Db, Tx } from '../../platform/db/pool.ts';
import { holdsAt } from '../people/store-placement.ts';
import type { Account, SessionFacts } from './types.ts';

/** True where the person has an employment that holds now (MTX-10). */
export function employedToday(personId: string, now: Instant) {
  return sql<boolean>`exists (select from employment e join site s on s.id = e.site_id where e.person_id = ${sql.ref(personId)} and ${holdsAt(now)})`;
}

/** True where somebody reports to the person, each by the day of their own site. */
function managesNow(personId: string, now: Instant) {
  return sql<boolean>`exists (select from employment e join site s on s.id = e.site_id where e.manager_id = ${sql.ref(personId)} and ${holdsAt(now)})`;
}

export async function isEmployed(db: Db | Tx, personId: string, now: Instant): Promise<boolean> {
  const row = await db.selectFrom('person').select(employedToday('person.id', now).as('employed')).where('id', '=', personId).executeTakeFirst();
  return row?.employed ?? false;
}

export type StoredAccount = Account & { readonly name: string; readonly employeeNumber: string; readonly email: string | null; readonly passwordHash: string | null };

/** The account of a person, or null when there is none. With a transaction it is locked until the end of it. */
export async function loadAccount(db: Db | Tx, personId: string, now: Instant, lock = false): Promise<StoredAccount | null> {
  const query = accounts(db, now).where('account.person_id', '=', personId);
  const row = await (lock ? query.forUpdate('account') : query).executeTakeFirst();
  return row === undefined ? null : toAccount(row);
}

/** By employee number or e-mail; the number wins, should one person's number be another's e-mail. */
export async function loadAccountByLogin(db: Db, login: string, now: Instant): Promise<StoredAccount | null> {
  const row = await accounts(db, now)
    .where((eb) => eb.or([eb('person.employee_number', '=', login), eb(sql`lower(person.email)`, '=', login.toLowerCase())]))
    .orderBy(sql`(person.employee_number = ${login}) desc`).limit(1).executeTakeFirst();
  return row === undefined ? null : toAccount(row);
}

export async function loadAccountByInvitation(tx: Tx, invitationHash: Buffer, now: Instant): Promise<StoredAccount | null> {
  const row = await accounts(tx, now).where('account.invitation_hash', '=', invitationHash).forUpdate('account').executeTakeFirst();
  return row === undefined ? null : toAccount(row);
}

function accounts(db: Db | Tx, now: Instant) {
  return db.selectFrom('account').innerJoin('person', 'person.id', 'account.person_id')
    .select(['account.person_id', 'account.password_hash', 'account.failures', 'account.locked_until', 'account.disabled_at', 'account.invitation_expires_at', 'account.agreement_accepted_at', 'person.name', 'person.employee_number', 'person.email'])
    .select(employedToday('person.id', now).as('employed'));
}

type AccountRow = {
  person_id: string; password_hash: string | null; failures: number; locked_until: Instant | null; disabled_at: Instant | null; invitation_expires_at: Instant | null;
  agreement_accepted_at: Instant | null; name: string; employee_number: string; email: string | null; employed: boolean;
};

function toAccount(row: AccountRow): StoredAccount {
  return {
    personId: row.person_id, hasPassword: row.password_hash !== null, passwordHash: row.password_hash, failures: row.failures, lockedUntil: row.locked_until,
    disabledAt: row.disabled_at, invitationExpiresAt: row.invitation_expires_at, agreementAcceptedAt: row.agreement_accepted_at,
    employed: row.employed, name: row.name, employeeNumber: row.employee_number, email: row.email,
  };
}

export async function saveAttempt(tx: AuditedTx, personId: string, failures: number, lockedUntil: Instant | null): Promise<void> {
  await tx.updateTable('account').set({ failures, locked_until: lockedUntil }).where('person_id', '=', personId).execute();
}

/** Who signs: name, acceptance of the agreement, and the zone of their site today (else the organisation's). */
export async function loadSigner(db: Db, personId: string, now: Instant): Promise<{ name: string; agreementAcceptedAt: Instant | null; zone: string } | null> {
  const found = await sql<{ name: string; agreementAcceptedAt: Instant | null; zone: string }>`
    select p.name, a.agreement_accepted_at as "agreementAcceptedAt",
      coalesce((select s.zone from employment e join site s on s.id = e.site_id where e.person_id = p.id and ${holdsAt(now)} order by lower(e.during) desc limit 1),
        (select zone from organisation), 'UTC') as zone
    from person p join account a on a.person_id = p.id where p.id = ${personId}`.execute(db);
  return found.rows[0] ?? null;
}

export type Holder = { readonly id: string; readonly name: string; readonly grants: readonly Grant[] };

/** Everyone who can sign in now and holds one of these product roles, by name; only those grants are told. */
export async function loadHolders(db: Db | Tx, roles: readonly string[], now: Instant): Promise<Holder[]> {
  const found = await sql<Holder>`select p.id, p.name, json_agg(json_build_object('role', g.role, 'siteId', g.site_id, 'departmentId', g.department_id) order by g.id) as grants
    from role_grant g join person p on p.id = g.person_id join account a on a.person_id = p.id
    where g.revoked_at is null and g.role = any(${[...roles]}::text[]) and a.password_hash is not null and a.disabled_at is null and ${employedToday('p.id', now)}
    group by p.id, p.name order by lower(p.name), p.id`.execute(db);
  return found.rows;
}

export type NewSession = { readonly id: string; readonly tokenHash: Buffer; readonly personId: string; readonly at: Instant; readonly address: string | null; readonly agent: string | null };

export async function saveSession(tx: AuditedTx, session: NewSession): Promise<void> {
  await tx.insertInto('session').values({
    id: session.id, token_hash: session.tokenHash, person_id: session.personId, created_at: session.at, seen_at: session.at, address: session.address, agent: session.agent,
  }).execute();
}

export type SessionRow = SessionFacts & { readonly id: string; readonly personId: string; readonly name: string; readonly grants: readonly Grant[]; readonly manages: boolean };

/** A session with its person and their product roles, in one query. */
export async function loadSession(db: Db, tokenHash: Buffer, now: Instant): Promise<SessionRow | null> {
  const found = await sql<SessionRow>`
    select s.id, s.person_id as "personId", s.created_at as "createdAt", s.seen_at as "seenAt", s.ended_at as "endedAt",
      a.disabled_at as "disabledAt", p.name, ${employedToday('p.id', now)} as employed,
      ${managesNow('p.id', now)} as manages,
      coalesce((select json_agg(json_build_object('role', g.role, 'siteId', g.site_id, 'departmentId', g.department_id) order by g.id)
        from role_grant g where g.person_id = p.id and g.revoked_at is null), '[]') as grants
    from session s join person p on p.id = s.person_id join account a on a.person_id = p.id
    where s.token_hash = ${tokenHash}`.execute(db);
  return found.rows[0] ?? null;
}

/** At most once a minute and session, so that reading does not become writing. */
export async function touchSession(db: Db, id: string, now: Instant): Promise<void> {
  await db.updateTable('session').set({ seen_at: now }).where('id', '=', id).where('seen_at', '<=', now.subtract({ minutes: 1 })).where('ended_at', 'is', null).execute();
}

/** Ends the open sessions of a person, all or one or all but one; gives how many. */
export async function endSessions(tx: AuditedTx, personId: string, at: Instant, which: { readonly only?: string; readonly except?: string } = {}): Promise<number> {
  let query = tx.updateTable('session').set({ ended_at: at }).where('person_id', '=', personId).where('ended_at', 'is', null);
  if (which.only !== undefined) query = query.where('id', '=', which.only);
  if (which.except !== undefined) query = query.where('id', '<>', which.except);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

export async function loadKey(db: Db, tokenHash: Buffer): Promise<{ id: string; name: string; role: string } | null> {
  const row = await db.selectFrom('api_key').select(['id', 'name', 'role']).where('token_hash', '=', tokenHash).where('revoked_at', 'is', null).executeTakeFirst();
  return row ?? null;
}

export async function saveAgreement(tx: AuditedTx, personId: string, at: Instant): Promise<void> {
  await tx.updateTable('account').set({ agreement_accepted_at: at }).where('person_id', '=', personId).execute();
}

export type Profile = {
  readonly employeeNumber: string; readonly email: string | null; readonly agreementAcceptedAt: Instant | null; readonly hasReports: boolean;
  readonly site: { readonly id: string; readonly name: string; readonly zone: string; readonly locale: string } | null;
};

export async function loadProfile(db: Db, personId: string, now: Instant): Promise<Profile | null> {
  const found = await sql<Profile>`
    select p.employee_number as "employeeNumber", p.email, a.agreement_accepted_at as "agreementAcceptedAt",
      ${managesNow('p.id', now)} as "hasReports",
      (select json_build_object('id', s.id, 'name', s.name, 'zone', s.zone, 'locale', s.locale) from employment e join site s on s.id = e.site_id
        where e.person_id = p.id and ${holdsAt(now)} order by lower(e.during) desc limit 1) as site
    from person p left join account a on a.person_id = p.id where p.id = ${personId}`.execute(db);
  return found.rows[0] ?? null;
}
