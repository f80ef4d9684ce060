import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../kernel/day.ts';

/**
 * A condition on employment e at site s: it holds at an instant, by the days of its own site. One that another follows holds
 * until that one begins at its own site, so that a move across time zones leaves neither hours without a placement nor with two.
 */
export function holdsAt(at: Instant): RawBuilder<boolean> {
  const day = sql`(${at}::timestamptz at time zone s.zone)::date`;
  const next = (begun: boolean): RawBuilder<unknown> => sql`exists (select from employment next join site there on there.id = next.site_id
    where next.person_id = e.person_id and lower(next.during) = upper(e.during) and (lower(next.during) <= (${at}::timestamptz at time zone there.zone)::date) = ${begun})`;
  return sql<boolean>`(lower(e.during) <= ${day} and case when upper(e.during) is null or upper(e.during) > ${day} + 2 then true
    when upper(e.during) > ${day} then not ${next(true)} when upper(e.during) >= ${day} - 2 then ${next(false)} else false end)`;
}

/** A condition on employment e: it covers that day. By bounds, for the same reason as `heldOn`. */
export function employedOn(day: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(lower(e.during) <= ${day} and (upper(e.during) is null or upper(e.during) > ${day}))`;
}

/** A condition on person_attribute pa: it holds on that day. */
export function saidOn(day: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(lower(pa.during) <= ${day} and (upper(pa.during) is null or upper(pa.during) > ${day}))`;
}

/** A condition on person_role pr: held on that day. By bounds and not `during @> day`, for which only the slow GiST index serves. */
export function heldOn(day: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(lower(pr.during) <= ${day} and (upper(pr.during) is null or upper(pr.during) > ${day}))`;
}
