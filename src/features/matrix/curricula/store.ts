import { sql } from 'kysely';
import type { Instant } from '../../../kernel/day.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { Curriculum } from '../types.ts';
import type { CurriculumContent } from './types.ts';

const columns = sql`c.id, c.number, v.version, v.name, v.document_ids as "documentIds"`;

export async function loadCurriculumForChange(tx: Tx, id: string): Promise<Curriculum | null> {
  const found = await sql<Curriculum>`select ${columns} from curriculum c join curriculum_version v on v.curriculum_id = c.id where c.id = ${id}::uuid and v.superseded_at is null for update of c`.execute(tx);
  return found.rows[0] ?? null;
}

export async function loadCurriculum(db: Db | Tx, id: string): Promise<Curriculum | null> {
  const found = await sql<Curriculum>`select ${columns} from curriculum c join curriculum_version v on v.curriculum_id = c.id where c.id = ${id}::uuid and v.superseded_at is null`.execute(db);
  return found.rows[0] ?? null;
}

export async function isNameTaken(db: Db | Tx, name: string, butOf: string | null): Promise<boolean> {
  const found = await sql`select from curriculum_version where superseded_at is null and lower(name) = lower(${name}) and curriculum_id is distinct from ${butOf}::uuid`.execute(db);
  return found.rows.length > 0;
}

/** Also keeps two from taking the same name at once. */
export async function nextCurriculumNumber(tx: Tx): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('curriculum.number'))`.execute(tx);
  const found = await sql<{ next: number }>`select coalesce(max(number), 0) + 1 as next from curriculum`.execute(tx);
  return found.rows[0]?.next ?? 1;
}

export async function saveCurriculum(tx: AuditedTx, ctx: Context, id: string, number: number): Promise<void> {
  await sql`insert into curriculum (id, number, created_at) values (${id}, ${number}, ${ctx.now})`.execute(tx);
}

export async function saveCurriculumVersion(tx: AuditedTx, ctx: Context, of: { readonly id: string; readonly version: number; readonly ownerId: string | null; readonly signatureId: string | null; readonly proposalId: string | null }, content: CurriculumContent): Promise<void> {
  await sql`update curriculum_version set superseded_at = ${ctx.now} where curriculum_id = ${of.id} and superseded_at is null`.execute(tx);
  await sql`insert into curriculum_version (id, curriculum_id, version, name, document_ids, owner_id, signature_id, created_at, proposal_id)
    values (${ctx.newId()}, ${of.id}, ${of.version}, ${content.name}, ${[...content.documentIds]}::uuid[], ${of.ownerId}, ${of.signatureId}, ${ctx.now}, ${of.proposalId})`.execute(tx);
}

/** Numbers of documents by id; an id that is missing does not exist. */
export async function loadNumbers(db: Db | Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await sql<{ id: string; number: string }>`select id, number from document where id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(found.rows.map((row) => [row.id, row.number]));
}

export type CurriculumRow = { id: string; number: number; version: number; name: string; documentIds: string[]; owner: { id: string; name: string } | null; createdAt: string; signatureId: string | null; documents: { id: string; number: string; title: string }[]; rules: { id: string; number: number; name: string }[] };

/** Current ones as of an instant; all versions of one, newest first, when that is asked. */
export async function listCurriculumRows(db: Db, at: Instant, id: string | null): Promise<CurriculumRow[]> {
  const which = id === null ? sql`(v.superseded_at is null or v.superseded_at > ${at})` : sql`c.id = ${id}::uuid`;
  const found = await sql<CurriculumRow>`select ${columns}, (select jsonb_build_object('id', p.id, 'name', p.name) from person p where p.id = v.owner_id) as owner, v.signature_id as "signatureId",
      to_char(v.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt",
      coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'number', d.number, 'title', d.title) order by d.number) from document d where d.id = any(v.document_ids)), '[]') as documents,
      coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'number', r.number, 'name', rv.name) order by r.number) from matrix_rule_version rv join matrix_rule r on r.id = rv.rule_id
        where c.id = any(rv.curriculum_ids) and rv.created_at <= ${at} and (rv.superseded_at is null or rv.superseded_at > ${at})), '[]') as rules
    from curriculum c join curriculum_version v on v.curriculum_id = c.id where v.created_at <= ${at} and ${which} order by c.number, v.version desc`.execute(db);
  return found.rows;
}
