import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { calendarData } from './rules.ts';
import type { CalendarVersion, SiteCalendar } from './types.ts';

export type KnownSite = { readonly id: string; readonly code: string; readonly name: string; readonly calendar: SiteCalendar };
type SiteRow = { id: string; code: string; name: string; zone: string; locale: string; workingDays: number[]; holidays: Day[]; names: { on: string; name: string }[] | null };

/** A site with what counts now; the names of its holidays stand in the newest version. */
export async function loadKnownSite(db: Db | Tx, id: string): Promise<KnownSite | null> {
  const found = await sql<SiteRow>`select s.id, s.code, s.name, s.zone, s.locale, s.working_days as "workingDays", s.holidays, (select c.holidays from site_calendar c where c.site_id = s.id order by c.version desc limit 1) as names
    from site s where s.id = ${id}`.execute(db);
  const row = found.rows[0];
  if (row === undefined) return null;
  const names = new Map((row.names ?? []).map(({ on, name }) => [on, name]));
  const holidays = row.holidays.map((on) => ({ on, name: names.get(on.toString()) ?? '' })).toSorted((a, b) => Temporal.PlainDate.compare(a.on, b.on));
  return { id: row.id, code: row.code, name: row.name, calendar: { zone: row.zone, locale: row.locale, workingDays: row.workingDays, holidays } };
}

type VersionRow = Omit<CalendarVersion, 'holidays'> & { holidays: { on: string; name: string }[] };

/** Newest first; empty where nothing ever changed. */
export async function loadVersions(db: Db | Tx, siteId: string, limit = 100): Promise<CalendarVersion[]> {
  const found = await sql<VersionRow>`select c.version, c.zone, c.locale, c.working_days as "workingDays", c.holidays, c.known_at as "knownAt", c.reason, case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as by
    from site_calendar c left join person p on p.id = c.by_id where c.site_id = ${siteId} order by c.version desc limit ${limit}`.execute(db);
  return found.rows.map((row) => ({ ...row, holidays: row.holidays.map(({ on, name }) => ({ on: Temporal.PlainDate.from(on), name })) }));
}

export async function saveCalendar(tx: AuditedTx, ctx: Context, site: KnownSite, after: SiteCalendar, reason: string): Promise<void> {
  const last = (await loadVersions(tx, site.id, 1))[0]?.version ?? 0;
  if (last === 0) await saveVersion(tx, ctx, { siteId: site.id, version: 1, reason: null }, site.calendar);
  await saveVersion(tx, ctx, { siteId: site.id, version: Math.max(last, 1) + 1, reason }, after);
  await sql`update site set zone = ${after.zone}, locale = ${after.locale}, working_days = ${[...after.workingDays]}::smallint[], holidays = ${after.holidays.map(({ on }) => on.toString())}::date[] where id = ${site.id}`.execute(tx);
}

async function saveVersion(tx: AuditedTx, ctx: Context, of: { readonly siteId: string; readonly version: number; readonly reason: string | null }, calendar: SiteCalendar): Promise<void> {
  const told = of.version > 1;
  const by = told && ctx.principal.kind === 'person' ? ctx.principal.id : null;
  await sql`insert into site_calendar (id, site_id, version, zone, locale, working_days, holidays, known_at, by_id, reason)
    values (${ctx.newId()}, ${of.siteId}, ${of.version}, ${calendar.zone}, ${calendar.locale}, ${[...calendar.workingDays]}::smallint[], ${JSON.stringify(calendarData(calendar).holidays)}::jsonb, ${told ? ctx.now : null}, ${by}, ${of.reason})`.execute(tx);
}
