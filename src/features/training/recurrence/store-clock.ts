import { sql, type RawBuilder } from 'kysely';
import { isBefore, type Day } from '../../../kernel/day.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { employedOn } from '../../people/store-placement.ts';
import { nextOfYear, windowLengths } from './rules.ts';
import { yearDay } from './store.ts';
import type { YearDay } from './types.ts';

type Calendar = { readonly id: string; readonly opens: YearDay; readonly due: YearDay };

/** How each document recurs, and the days ahead at which its renewals open; of a calendar those that its years have. */
function termsFrom(calendars: readonly Calendar[]): RawBuilder<unknown> {
  const aheads = calendars.flatMap((calendar) => windowLengths(calendar.opens, calendar.due).map((ahead) => ({ id: calendar.id, ahead })));
  return sql`terms as materialized (
    select d.id, coalesce(nullif(s.basis, 'policy'), p.renewal_basis) as basis, coalesce(s.months, p.renewal_months) as months, coalesce(c.ahead, s.window_days, p.renewal_window_days) as ahead
    from document d
    join lateral (select renewal_basis, renewal_months, renewal_window_days from risk_policy where risk = d.risk order by version desc limit 1) p on true
    left join lateral (select basis, months, window_days from document_recurrence where document_id = d.id order by version desc limit 1) s on true
    left join jsonb_to_recordset(${JSON.stringify(aheads)}::jsonb) as c (id uuid, ahead int) on c.id = d.id
    where d.retired_at is null)`;
}

/** The day in `zone` on which a record without an end opens for renewal (t: terms, r: its training). */
const opensUnlimited = (zone: string): RawBuilder<unknown> => sql`(((r.event_at at time zone ${zone})::date + make_interval(months => t.months))::date - t.ahead)`;
const startOf = (day: RawBuilder<unknown>, zone: string): RawBuilder<unknown> => sql`((${day})::timestamp at time zone ${zone})`;

/** A record r that was made inside its own window (a notice, a revision that does not renew): it opens on the day after. */
const isOpenWhenMade = (zone: string): RawBuilder<unknown> => sql`case when r.valid_until is null then t.basis <> 'none' else (r.valid_until at time zone ${zone})::date - 1 - t.ahead <= (r.event_at at time zone ${zone})::date end`;

export type Pair = { readonly personId: string; readonly documentId: string };

/**
 * Whose renewals open, and whose qualifications end, in the days after `from` up to and with `to`, among people who work in
 * this zone. Found by the end of records, so that it costs what falls due. Which of them are assigned is decided by the rules.
 */
export async function loadRenewalsDue(tx: Tx, zone: string, from: Day, to: Day): Promise<Pair[]> {
  const calendars = await loadCalendars(tx);
  const opening = calendars.filter(({ opens }) => !isBefore(to, nextOfYear(from.add({ days: 1 }), opens))).map(({ id }) => id);
  const found = await sql<Pair>`with ${termsFrom(calendars)}, ending as (
      select r.person_id, r.document_id from (select distinct ahead from terms) w
        join training_record r on r.valid_until >= ${startOf(sql`${from}::date + 2 + w.ahead`, zone)} and r.valid_until < ${startOf(sql`${to}::date + 2 + w.ahead`, zone)}
        join terms t on t.id = r.document_id and t.ahead = w.ahead
      union select r.person_id, r.document_id from training_record r where r.valid_until > ${startOf(sql`${from}::date`, zone)} and r.valid_until <= ${startOf(sql`${to}::date`, zone)}
      union select r.person_id, r.document_id from terms t join training_record r on r.document_id = t.id and r.valid_until is null and r.kind = 'training' and r.path <> 'notice'
        and r.event_at >= ${startOf(sql`((${from}::date + t.ahead) - make_interval(months => t.months))::date - 4`, zone)} and r.event_at < ${startOf(sql`((${to}::date + t.ahead) - make_interval(months => t.months))::date + 5`, zone)}
        where t.basis in ('rolling', 'anniversary') and ${opensUnlimited(zone)} > ${from}::date and ${opensUnlimited(zone)} <= ${to}::date
      union select r.person_id, r.document_id from training_record r join terms t on t.id = r.document_id
        where (r.valid_until is not null or r.kind = 'carry_forward') and r.event_at >= ${startOf(sql`${from}::date`, zone)} and r.event_at < ${startOf(sql`${to}::date`, zone)} and ${isOpenWhenMade(zone)}
      union select r.person_id, r.document_id from training_record r where r.document_id = any(${opening}::uuid[]) and r.valid_until is null and r.kind = 'training')
    select person_id as "personId", document_id as "documentId" from ending
    where exists (select from employment e join site s on s.id = e.site_id where e.person_id = ending.person_id and s.zone = ${zone} and ${employedOn(sql`${to}::date`)})
    order by document_id, person_id`.execute(tx);
  return found.rows;
}

/** The first day after `after` on which that is somebody in this zone; null when nothing ends or opens any more. */
export async function loadNextRenewalDay(db: Db | Tx, zone: string, after: Day): Promise<Day | null> {
  const calendars = await loadCalendars(db);
  const found = await sql<{ day: Day | null }>`with ${termsFrom(calendars)} select min(day) as day from (
    select (r.at at time zone ${zone})::date - 1 - w.ahead as day from (select distinct ahead from terms) w
      join lateral (select valid_until as at from training_record where valid_until >= ${startOf(sql`${after}::date + 2 + w.ahead`, zone)} order by valid_until limit 1) r on true
    union all select (at at time zone ${zone} + interval '1 day' - interval '1 microsecond')::date from (select min(valid_until) as at from training_record where valid_until > ${startOf(sql`${after}::date`, zone)}) ends
    union all (select (r.event_at at time zone ${zone})::date + 1 from training_record r join terms t on t.id = r.document_id
      where (r.valid_until is not null or r.kind = 'carry_forward') and r.event_at >= ${startOf(sql`${after}::date`, zone)} and ${isOpenWhenMade(zone)} order by r.event_at limit 1)
    union all select r.day from terms t join lateral (select ${opensUnlimited(zone)} as day from training_record r where r.document_id = t.id and r.valid_until is null and r.kind = 'training'
      and r.event_at >= ${startOf(sql`((${after}::date + t.ahead) - make_interval(months => t.months))::date - 4`, zone)} and ${opensUnlimited(zone)} > ${after}::date order by r.event_at limit 1) r on true
      where t.basis in ('rolling', 'anniversary')) days`.execute(db);
  const opening = calendars.map(({ opens }) => nextOfYear(after.add({ days: 1 }), opens));
  const all = [...opening, ...(found.rows[0]?.day == null ? [] : [found.rows[0].day])];
  return all.toSorted(Temporal.PlainDate.compare)[0] ?? null;
}

async function loadCalendars(db: Db | Tx): Promise<Calendar[]> {
  const found = await sql<{ id: string; opens: string; due: string }>`select id, opens, due from (select distinct on (document_id) document_id as id, basis, opens, due from document_recurrence order by document_id, version desc) s where basis = 'calendar'`.execute(db);
  return found.rows.map(({ id, opens, due }) => ({ id, opens: yearDay(opens), due: yearDay(due) }));
}
