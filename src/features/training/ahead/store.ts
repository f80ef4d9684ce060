import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/pool.ts';
import { PREPARED } from '../../../platform/db/prepared.ts';
import { requirementsOf } from '../../matrix/rules.ts';
import type { MatrixRule, Position } from '../../matrix/types.ts';
import { heldOn, saidOn } from '../../people/store-placement.ts';
import type { Surroundings } from '../reconcile/store.ts';
import type { Ahead, PersonFact } from '../reconcile/types.ts';

/** How somebody will stand from a day on. */
export type ComingPosition = { readonly personId: string; readonly position: Position; readonly person: PersonFact };

type Row = { person_id: string; day: Temporal.PlainDate; site_id: string; department_id: string; roles: string[] | null; said: Position['attributes'] | null };

/** Days later than today on which an employment, role or attribute of somebody begins, with how they stand then. Few people have any. */
export async function loadComing(tx: Tx, now: Temporal.Instant, personIds: readonly string[] | null, around: Surroundings): Promise<ComingPosition[]> {
  const who = personIds === null ? sql`true` : sql`person_id = any(${[...personIds]}::uuid[])`;
  const later = sql`lower(during) > (${now}::timestamptz at time zone 'UTC')::date - 1 and ${who}`; // no zone is further behind
  const found = await sql<Row>`${PREPARED}
    with starts as materialized (
      select person_id, lower(during) as day from employment where ${later} union select person_id, lower(during) from person_role where ${later} union select person_id, lower(during) from person_attribute where ${later}
    )
    select st.person_id, st.day, e.site_id, e.department_id,
      (select array_agg(pr.role_id) from person_role pr where pr.person_id = st.person_id and ${heldOn(sql`st.day`)}) as roles,
      (select jsonb_agg(jsonb_build_object('key', pa.key, 'value', pa.value) order by pa.key) from person_attribute pa where pa.person_id = st.person_id and ${saidOn(sql`st.day`)}) as said
    from starts st join employment e on e.person_id = st.person_id and lower(e.during) <= st.day and (upper(e.during) is null or upper(e.during) > st.day) join site s on s.id = e.site_id
    where st.day > (${now}::timestamptz at time zone s.zone)::date and e.state = 'active' order by st.person_id, st.day`.execute(tx);
  return found.rows.flatMap((row): ComingPosition[] => {
    const [site, department] = [around.sites.get(row.site_id), around.departments.get(row.department_id)];
    if (site === undefined || department === undefined) return [];
    const roles = (row.roles ?? []).map((id) => ({ id, name: around.roles.get(id) ?? id })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const { zone, calendar, day } = site;
    return [{
      personId: row.person_id, person: { employed: true, onLeave: false, day, zone, calendar },
      position: { day: row.day, siteId: row.site_id, siteName: site.name, departmentPath: department.path, departmentName: department.name, roles, attributes: row.said ?? [] },
    }];
  });
}

export type AheadOfPerson = { readonly byDocument: ReadonlyMap<string, Ahead>; /** For documents that nothing ahead asks for. */ readonly otherwise: Ahead | null };
export type AheadOfPeople = ReadonlyMap<string, AheadOfPerson>;
export const NOTHING_AHEAD: AheadOfPerson = { byDocument: new Map(), otherwise: null };

/** MTX-08: what the changes ahead of people will require; one object for all who have the same ahead, so that it is decided once. */
export function aheadOfPeople(coming: readonly ComingPosition[], rules: readonly MatrixRule[]): AheadOfPeople {
  const shared = new Map<string, AheadOfPerson>();
  return new Map([...Map.groupBy(coming, ({ personId }) => personId)].map(([personId, positions]) => {
    const key = positions.map(({ position: { day, siteId, departmentPath, roles, attributes } }) => JSON.stringify([day, siteId, departmentPath, roles.map(({ id }) => id), attributes])).join();
    const known = shared.get(key) ?? aheadOf(positions, rules);
    shared.set(key, known);
    return [personId, known];
  }));
}

function aheadOf(positions: readonly ComingPosition[], rules: readonly MatrixRule[]): AheadOfPerson {
  const starts = positions.map(({ position }) => position.day.toString());
  const byDocument = new Map<string, Ahead>();
  for (const { position, person } of positions) {
    for (const [documentId, reasons] of requirementsOf(position, rules)) if (!byDocument.has(documentId)) byDocument.set(documentId, { starts, required: { startsOn: position.day, reasons, person } });
  }
  return { byDocument, otherwise: { starts, required: null } };
}
