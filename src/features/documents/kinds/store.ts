import { sql } from 'kysely';
import type { Instant } from '../../../kernel/day.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import type { Db } from '../../../platform/db/pool.ts';
import type { Risk } from '../types.ts';
import type { Route } from '../review/types.ts';
import type { DocumentType } from './types.ts';

type Row = { id: string; code: string; name: string; numbering: string; byHand: boolean; risk: Risk; reviewMonths: number; route: Route };

export async function loadTypes(db: Db): Promise<(DocumentType & { readonly documents: number })[]> {
  const found = await sql<Row & { documents: number }>`select t.id, t.code, t.name, t.numbering, t.by_hand as "byHand", t.risk, t.review_months as "reviewMonths", t.route,
    (select count(*) from document d where d.type = t.code) as documents from document_type t order by t.name, t.code`.execute(db);
  return found.rows;
}

/** One type, by id or code; with `lock` nobody else changes it, or takes a number of its series, meanwhile. */
export async function loadType(db: Db, by: { readonly id: string } | { readonly code: string }, lock = false): Promise<DocumentType | null> {
  const found = await sql<Row>`select t.id, t.code, t.name, t.numbering, t.by_hand as "byHand", t.risk, t.review_months as "reviewMonths", t.route from document_type t
    where ${'id' in by ? sql`t.id = ${by.id}` : sql`t.code = ${by.code}`} ${lock ? sql`for no key update` : sql``}`.execute(db);
  return found.rows[0] ?? null;
}

export async function loadCodes(db: Db): Promise<string[]> {
  return (await db.selectFrom('document_type').select('code').orderBy('code').execute()).map((row) => row.code);
}

/** The highest counter of a series, given by its pattern (`seriesPattern`). */
export async function loadHighest(db: Db, pattern: string): Promise<number | null> {
  const found = await sql<{ highest: number | null }>`select max(substring(lower(number) from ${pattern})::bigint) as highest from document where lower(number) ~ ${pattern}`.execute(db);
  return found.rows[0]?.highest ?? null;
}

export async function loadSiteCode(db: Db, siteId: string): Promise<string | null> {
  return (await db.selectFrom('site').select('code').where('id', '=', siteId).executeTakeFirst())?.code ?? null;
}

export async function countPeople(db: Db, ids: readonly string[]): Promise<number> {
  const found = await sql<{ known: number }>`select count(*) as known from person where id = any(${[...ids]}::uuid[])`.execute(db);
  return found.rows[0]?.known ?? 0;
}

export async function loadPeopleNames(db: Db, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  const found = await sql<{ id: string; name: string }>`select id, name from person where id = any(${[...ids]}::uuid[]) order by name`.execute(db);
  return found.rows;
}

export async function saveType(tx: AuditedTx, type: DocumentType, now: Instant): Promise<void> {
  await tx.insertInto('document_type').values({ ...columnsOf(type), id: type.id, code: type.code, created_at: now }).execute();
}

export async function saveTypeChange(tx: AuditedTx, type: DocumentType): Promise<void> {
  await tx.updateTable('document_type').set(columnsOf(type)).where('id', '=', type.id).execute();
}

function columnsOf({ name, numbering, byHand, risk, reviewMonths, route }: DocumentType) {
  return { name, numbering, by_hand: byHand, risk, review_months: reviewMonths, route: JSON.stringify(route) };
}
