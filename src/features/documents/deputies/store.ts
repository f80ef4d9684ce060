import { sql } from 'kysely';
import type { Day, Instant } from '../../../kernel/day.ts';
import type { AuditedTx } from '../../../platform/context.ts';
import type { Db } from '../../../platform/db/pool.ts';
import type { DeputyFacts, Ref } from './types.ts';

type Row = { id: string; personId: string; personName: string; deputyId: string; deputyName: string; from: Day; until: Day; reviews: boolean; escalations: boolean; siteId: string | null; siteName: string | null; ended: boolean };

/** Whom a person named, and for whom they stand in, newest period first. */
export async function loadDeputies(db: Db, personId: string): Promise<DeputyFacts[]> {
  return rowsOf(db, sql`d.person_id = ${personId} or d.deputy_id = ${personId}`);
}

/** Those for whom somebody acts in reviews at present, in any zone's day; which day counts is the rule's to say. */
export async function loadStandIns(db: Db, deputyId: string, now: Instant): Promise<DeputyFacts[]> {
  return rowsOf(db, sql`d.deputy_id = ${deputyId} and d.ended_at is null and d.reviews and d.during && daterange((${now}::timestamptz - interval '1 day')::date, (${now}::timestamptz + interval '1 day')::date, '[]')`);
}

export async function loadDeputy(db: Db, id: string): Promise<DeputyFacts | null> {
  return (await rowsOf(db, sql`d.id = ${id}`))[0] ?? null;
}

async function rowsOf(db: Db, where: ReturnType<typeof sql>): Promise<DeputyFacts[]> {
  const found = await sql<Row>`select d.id, p.id as "personId", p.name as "personName", q.id as "deputyId", q.name as "deputyName", lower(d.during) as "from", upper(d.during) - 1 as "until",
      d.reviews, d.escalations, s.id as "siteId", s.name as "siteName", d.ended_at is not null as ended
    from deputy d join person p on p.id = d.person_id join person q on q.id = d.deputy_id left join site s on s.id = d.site_id
    where ${where} order by lower(d.during) desc, d.id desc`.execute(db);
  return found.rows.map((row) => ({
    id: row.id, person: { id: row.personId, name: row.personName }, deputy: { id: row.deputyId, name: row.deputyName }, from: row.from, until: row.until,
    reviews: row.reviews, escalations: row.escalations, ended: row.ended, site: row.siteId === null || row.siteName === null ? null : { id: row.siteId, name: row.siteName },
  }));
}

export async function loadSite(db: Db, siteId: string): Promise<Ref | null> {
  return (await db.selectFrom('site').select(['id', 'name']).where('id', '=', siteId).executeTakeFirst()) ?? null;
}

export type NewDeputy = { readonly id: string; readonly personId: string; readonly deputyId: string; readonly from: Day; readonly until: Day; readonly reviews: boolean; readonly escalations: boolean; readonly siteId: string | null };

export async function saveDeputy(tx: AuditedTx, deputy: NewDeputy, now: Instant): Promise<void> {
  await sql`insert into deputy (id, person_id, deputy_id, during, reviews, escalations, site_id, named_at)
    values (${deputy.id}, ${deputy.personId}, ${deputy.deputyId}, daterange(${deputy.from}::date, ${deputy.until}::date, '[]'), ${deputy.reviews}, ${deputy.escalations}, ${deputy.siteId}, ${now})`.execute(tx);
}

export async function saveDeputyEnd(tx: AuditedTx, id: string, now: Instant): Promise<void> {
  await tx.updateTable('deputy').set({ ended_at: now }).where('id', '=', id).execute();
}
