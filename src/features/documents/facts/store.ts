import { sql } from 'kysely';
import type { Instant } from '../../../kernel/day.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { FactChange, Facts } from './types.ts';

export async function loadFacts(db: Db | Tx, documentId: string): Promise<(Facts & { readonly number: string; readonly siteId: string | null; readonly retired: boolean }) | null> {
  const found = await sql<Facts & { number: string; siteId: string | null; retired: boolean }>`select number, site_id as "siteId", retired_at is not null as retired, title, owner_id as "ownerId", risk, review_months as "reviewMonths" from document where id = ${documentId}::uuid`.execute(db);
  return found.rows[0] ?? null;
}

/** Whether the reader may see the document at all: a version in force, or sight of all versions. */
export async function hasVersionInForce(db: Db, documentId: string, at: Instant): Promise<boolean> {
  const found = await sql`select from document_version where document_id = ${documentId}::uuid and in_force @> ${at}::timestamptz`.execute(db);
  return found.rows.length > 0;
}

export async function loadNames(db: Db | Tx, personIds: readonly string[]): Promise<Map<string, string>> {
  const found = await sql<{ id: string; name: string }>`select id, name from person where id = any(${[...personIds]}::uuid[])`.execute(db);
  return new Map(found.rows.map((row) => [row.id, row.name]));
}

export type ChangeRow = { readonly id: string; readonly changedAt: Instant; readonly changedBy: { readonly id: string; readonly name: string } | null; readonly reason: string; readonly changes: FactChange[] };

export async function loadChanges(db: Db, documentId: string): Promise<ChangeRow[]> {
  const found = await sql<ChangeRow>`select c.id, c.changed_at as "changedAt", case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as "changedBy", c.reason, c.changes
    from document_change c left join person p on p.id = c.changed_by where c.document_id = ${documentId}::uuid order by c.changed_at desc, c.id desc`.execute(db);
  return found.rows;
}

export async function saveFacts(tx: AuditedTx, ctx: Context, documentId: string, facts: Facts, kept: { readonly reason: string; readonly changes: readonly FactChange[] }): Promise<void> {
  await tx.updateTable('document').set({ title: facts.title, owner_id: facts.ownerId, risk: facts.risk, review_months: facts.reviewMonths }).where('id', '=', documentId).execute();
  await tx.insertInto('document_change').values({
    id: ctx.newId(), document_id: documentId, changed_at: ctx.now, changed_by: ctx.principal.kind === 'person' ? ctx.principal.id : null, reason: kept.reason, changes: JSON.stringify(kept.changes),
  }).execute();
}
