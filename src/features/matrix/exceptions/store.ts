import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../../kernel/day.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { ExceptionKind, PersonException } from './types.ts';

export type Kept = PersonException & { readonly personId: string; readonly documentId: string; readonly endedAt: Instant | null };
const columns = sql`x.id, x.kind, lower(x.during) as "from", upper(x.during) - 1 as until, x.reason, x.person_id as "personId", x.document_id as "documentId", x.ended_at as "endedAt"`;

/** Those of one person and document that were known, and not taken back, at an instant. */
export async function loadExceptionsOf(db: Db | Tx, personId: string, documentId: string, at: Instant): Promise<Kept[]> {
  const found = await sql<Kept>`select ${columns} from person_exception x where x.person_id = ${personId}::uuid and x.document_id = ${documentId}::uuid and x.created_at <= ${at} and (x.ended_at is null or x.ended_at > ${at}) order by lower(x.during)`.execute(db);
  return found.rows;
}

/** Those that hold on the day before, this or the day after in UTC, by person: whoever asks knows the day of the person's own site. */
export async function loadExceptions(tx: Db | Tx, now: Instant, scope: { readonly personIds: readonly string[] | null; readonly documentIds: readonly string[] | null }): Promise<ReadonlyMap<string, readonly Kept[]>> {
  const people = scope.personIds === null ? sql`true` : sql`x.person_id = any(${[...scope.personIds]}::uuid[])`;
  const documents = scope.documentIds === null ? sql`true` : sql`x.document_id = any(${[...scope.documentIds]}::uuid[])`;
  const found = await sql<Kept>`select ${columns} from person_exception x where x.ended_at is null and ${people} and ${documents}
    and lower(x.during) <= (${now}::timestamptz at time zone 'UTC')::date + 1 and upper(x.during) >= (${now}::timestamptz at time zone 'UTC')::date`.execute(tx);
  return Map.groupBy(found.rows, (row) => row.personId);
}

export async function loadExceptionForChange(tx: Tx, id: string): Promise<Kept | null> {
  const found = await sql<Kept>`select ${columns} from person_exception x where x.id = ${id}::uuid for update`.execute(tx);
  return found.rows[0] ?? null;
}

export async function loadPersonAndDocument(db: Db | Tx, personId: string, documentId: string): Promise<{ person: { id: string; name: string }; document: { id: string; number: string; title: string; critical: boolean; retired: boolean } } | null> {
  const found = await sql<{ name: string; number: string; title: string; critical: boolean; retired: boolean }>`select p.name, d.number, d.title, d.risk = 'critical' as critical, d.retired_at is not null as retired
    from person p, document d where p.id = ${personId}::uuid and d.id = ${documentId}::uuid`.execute(db);
  const row = found.rows[0];
  return row === undefined ? null : { person: { id: personId, name: row.name }, document: { id: documentId, number: row.number, title: row.title, critical: row.critical, retired: row.retired } };
}

/** One grant for a person at a time, so that two cannot overlap unseen. */
export async function lockExceptions(tx: Tx, personId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('person_exception ' || ${personId}))`.execute(tx);
}

export type NewException = PersonException & { readonly personId: string; readonly documentId: string; readonly signatureId: string; readonly byId: string };

export async function saveException(tx: AuditedTx, ctx: Context, row: NewException): Promise<void> {
  await sql`insert into person_exception (id, person_id, document_id, kind, during, reason, signature_id, by_id, created_at)
    values (${row.id}, ${row.personId}, ${row.documentId}, ${row.kind}, daterange(${row.from}, ${row.until}, '[]'), ${row.reason}, ${row.signatureId}, ${row.byId}, ${ctx.now})`.execute(tx);
}

export async function saveExceptionEnd(tx: AuditedTx, ctx: Context, id: string, why: string): Promise<void> {
  await sql`update person_exception set ended_at = ${ctx.now}, ended_why = ${why} where id = ${id}`.execute(tx);
}

export type ExceptionRow = { id: string; kind: ExceptionKind; person: { id: string; name: string }; document: { id: string; number: string; title: string }; from: string; until: string; reason: string; by: { id: string; name: string }; createdAt: string; endedAt: string | null; endedWhy: string | null; signatureId: string; state: 'coming' | 'in_force' | 'expired' | 'ended' };

/** Newest first, as they were known at an instant. `visible` is a condition on x.person_id. */
export async function listExceptionRows(db: Db, at: Instant, where: RawBuilder<unknown>, limit: number): Promise<ExceptionRow[]> {
  const instant = (column: string) => sql`to_char(x.${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  const day = sql`(${at}::timestamptz at time zone (select zone from organisation))::date`;
  const ended = sql`(x.ended_at is not null and x.ended_at <= ${at})`;
  const found = await sql<ExceptionRow>`select x.id, x.kind, jsonb_build_object('id', p.id, 'name', p.name) as person, jsonb_build_object('id', d.id, 'number', d.number, 'title', d.title) as document,
      lower(x.during)::text as "from", (upper(x.during) - 1)::text as until, x.reason, jsonb_build_object('id', b.id, 'name', b.name) as by, ${instant('created_at')} as "createdAt",
      case when ${ended} then ${instant('ended_at')} end as "endedAt", case when ${ended} then x.ended_why end as "endedWhy", x.signature_id as "signatureId",
      case when ${ended} then 'ended' when upper(x.during) <= ${day} then 'expired' when lower(x.during) > ${day} then 'coming' else 'in_force' end as state
    from person_exception x join person p on p.id = x.person_id join document d on d.id = x.document_id join person b on b.id = x.by_id
    where x.created_at <= ${at} and ${where} order by x.id desc limit ${limit}`.execute(db);
  return found.rows;
}
