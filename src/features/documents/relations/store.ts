import { sql } from 'kysely';
import type { Instant } from '../../../kernel/day.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { Relation, RelationType } from './types.ts';

type Sight = { readonly everywhere: boolean; readonly siteIds: readonly string[] };
export type Other = { readonly id: string; readonly number: string; readonly title: string };

/** A document is seen when a version of it is in force, or with sight of all versions. */
function seen(sight: Sight) {
  return sql`(${sight.everywhere}::boolean or coalesce(d.site_id = any (${[...sight.siteIds]}::uuid[]), false) or exists (select from document_version v where v.document_id = d.id and v.state = 'effective'))`;
}

export async function loadRelationsOf(db: Db, sight: Sight, documentId: string): Promise<(Relation & { readonly id: string; readonly other: Other })[]> {
  const rows = await sql<{ id: string; fromId: string; toId: string; type: RelationType; otherId: string; number: string; title: string }>`
    select r.id, r.from_id as "fromId", r.to_id as "toId", r.type, d.id as "otherId", d.number, d.title
    from document_relation r join document d on d.id = case when r.from_id = ${documentId} then r.to_id else r.from_id end
    where (r.from_id = ${documentId} or r.to_id = ${documentId}) and ${seen(sight)} order by r.type, d.sort_key`.execute(db);
  return rows.rows.map(({ otherId, number, title, ...relation }) => ({ ...relation, other: { id: otherId, number, title } }));
}

/** Documents whose numbers are these, however written, except the one that mentions them. */
export async function loadMentioned(db: Db, sight: Sight, documentId: string, plainNumbers: readonly string[]): Promise<Other[]> {
  const rows = await sql<Other>`select d.id, d.number, d.title from document d where d.number_plain = any (${[...plainNumbers]}::text[]) and d.id <> ${documentId} and d.retired_at is null and ${seen(sight)} order by d.sort_key limit 50`.execute(db);
  return rows.rows;
}

export async function loadText(db: Db, versionId: string): Promise<string> {
  const row = await sql<{ text: string | null }>`select left(string_agg(coalesce(heading, '') || e'\\n' || text, e'\\n' order by ordinal), 2000000) as text from document_section where version_id = ${versionId}`.execute(db);
  return row.rows[0]?.text ?? '';
}

/** All relations of one kind, under a lock: two at once could close a circle that neither sees. */
export async function lockRelations(tx: Tx, type: RelationType): Promise<Relation[]> {
  await sql`select pg_advisory_xact_lock(hashtext('document.relation'))`.execute(tx);
  const rows = await sql<Relation>`select from_id as "fromId", to_id as "toId", type from document_relation where type = ${type}`.execute(tx);
  return rows.rows;
}

export async function loadRelation(tx: Tx, id: string): Promise<Relation | null> {
  const row = await sql<Relation>`select from_id as "fromId", to_id as "toId", type from document_relation where id = ${id} for update`.execute(tx);
  return row.rows[0] ?? null;
}

export async function saveRelation(tx: AuditedTx, id: string, { fromId, toId, type }: Relation, now: Instant): Promise<void> {
  await tx.insertInto('document_relation').values({ id, from_id: fromId, to_id: toId, type, created_at: now }).execute();
}

export async function deleteRelation(tx: AuditedTx, id: string): Promise<void> {
  await tx.deleteFrom('document_relation').where('id', '=', id).execute();
}
