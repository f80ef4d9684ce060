import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { holdsAt } from '../../people/store-placement.ts';
import type { PastRow, PersonPastRow } from './types.ts';

/** The trainings that a forecast looks back on: of the last two years, and the newest of them where there are very many. */
const YEARS = 2;
const MOST_TRAININGS = 100_000;

const begunBy = (at: Temporal.Instant) => sql`a.path <> 'notice' and a.assigned_at <= ${at} and a.assigned_at > ${at.toZonedDateTimeISO('UTC').subtract({ years: YEARS }).toInstant()}`;
const completed = (at: Temporal.Instant) => sql`(a.closed_as = 'completed' and a.closed_at <= ${at})`;
const days = (at: Temporal.Instant) => sql`floor(extract(epoch from least(a.closed_at, ${at}::timestamptz) - a.assigned_at) / 86400)::int`;

/** How long trainings took, as it was known at an instant: by department and site of today. Cost: bounded, whatever there is. */
export async function loadPast(db: Db | Tx, at: Temporal.Instant): Promise<PastRow[]> {
  const found = await sql<PastRow>`
    with recent as materialized (select a.person_id, ${days(at)} as days, ${completed(at)} as completed from assignment a where ${begunBy(at)} order by a.id desc limit ${MOST_TRAININGS}),
    here as materialized (select e.person_id, e.department_id, e.site_id from employment e join site s on s.id = e.site_id where ${holdsAt(at)})
    select here.department_id as "departmentId", here.site_id as "siteId", recent.days, recent.completed, count(*)::int as count
    from recent left join here on here.person_id = recent.person_id group by 1, 2, 3, 4`.execute(db);
  return found.rows;
}

/** The same for these people, each by themselves. */
export async function loadPastOf(db: Db | Tx, at: Temporal.Instant, personIds: readonly string[]): Promise<PersonPastRow[]> {
  if (personIds.length === 0) return [];
  const found = await sql<PersonPastRow>`select a.person_id as "personId", ${days(at)} as days, ${completed(at)} as completed, count(*)::int as count
    from assignment a where a.person_id = any(${[...personIds]}::uuid[]) and ${begunBy(at)} group by 1, 2, 3`.execute(db);
  return found.rows;
}
