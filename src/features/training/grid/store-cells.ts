import { sql, type RawBuilder } from 'kysely';
import { column } from '../../../platform/db/bulk.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { holdsAt } from '../../people/store-placement.ts';
import { trainedAhead, trainedBefore } from '../standing/store.ts';
import { FACTS, SOON_DAYS } from './rules.ts';
import type { Alike } from './types.ts';

export type Window = { readonly at: Temporal.Instant; readonly people: readonly string[]; readonly documents: readonly string[] };

const bit = (condition: RawBuilder<unknown>, fact: keyof typeof FACTS): RawBuilder<unknown> => sql`case when ${condition} then ${sql.lit(FACTS[fact])} else 0 end`;

const FEW = 100; // documents that are worth looking up one by one in the index

/**
 * The required and the exempted cells of these people and documents with their facts as bits; `place` is that of the document.
 * Each table is entered by the person, with an array, which the planner knows the length of: the cost is that of the rows of
 * these people, however large the company.
 */
function cells({ at, people, documents }: Window): RawBuilder<unknown> {
  const soonAt = at.add({ hours: 24 * SOON_DAYS });
  const [who, which] = [column(people, 'uuid'), column(documents, 'uuid')];
  const of = (table: string): RawBuilder<unknown> => sql`${sql.ref(`${table}.person_id`)} = any(${who})${documents.length > FEW ? sql`` : sql` and ${sql.ref(`${table}.document_id`)} = any(${which})`}`;
  return sql`shown as materialized (select d.id as document_id, d.place::int - 1 as place, v.id as version_id
      from unnest(${which}) with ordinality d(id, place) left join document_version v on v.document_id = d.id and v.in_force @> ${at}::timestamptz ${documents.length > FEW ? sql`` : sql`and v.document_id = any(${which})`}),
    asked as materialized (select distinct o.person_id, o.document_id from obligation o join shown on shown.document_id = o.document_id
      where ${of('o')} and o.since <= ${at} and (o.until is null or o.until > ${at})),
    placed as materialized (select e.person_id, bool_or(e.state = 'on_leave') as on_leave, min((${at}::timestamptz at time zone s.zone)::date) as day from employment e join site s on s.id = e.site_id
      where e.person_id = any(${who}) and ${holdsAt(at)} group by e.person_id),
    exempted as materialized (select x.person_id, x.document_id from person_exception x join placed on placed.person_id = x.person_id join shown on shown.document_id = x.document_id
      where ${of('x')} and x.kind = 'exemption' and x.during @> placed.day and x.created_at <= ${at} and (x.ended_at is null or x.ended_at > ${at})),
    pairs as (select person_id, document_id, exempted.person_id is not null as exempt from asked full join exempted using (person_id, document_id)),
    known as (select r.person_id, r.document_id, coalesce(bool_or(r.version_id = v.id and (r.valid_until is null or r.valid_until > ${at})), false) as covered, ${trainedBefore(at)} as before, ${trainedAhead(at)} as ahead
      from training_record r join shown on shown.document_id = r.document_id join document_version k on k.id = r.version_id left join document_version v on v.id = shown.version_id
      where ${of('r')} and r.event_at <= ${at} group by r.person_id, r.document_id),
    work as (select a.person_id, a.document_id, bool_or(a.version_id = shown.version_id) as in_force, bool_or(a.version_id is distinct from shown.version_id) as other, min(least(a.due_at, a.overdue_since)) as late_since
      from assignment a join shown on shown.document_id = a.document_id
      where ${of('a')} and a.assigned_at <= ${at} and (a.closed_at is null or a.closed_at > ${at}) group by a.person_id, a.document_id),
    cells as (select pairs.person_id, shown.place, ${bit(sql`pairs.exempt`, 'exempt')} + ${bit(sql`placed.on_leave`, 'onLeave')} + ${bit(sql`shown.version_id is not null`, 'inForce')} + ${bit(sql`known.covered`, 'covered')}
        + ${bit(sql`known.before`, 'trainedBefore')} + ${bit(sql`known.ahead`, 'trainedAhead')} + ${bit(sql`work.in_force`, 'openInForce')} + ${bit(sql`work.other`, 'openOther')}
        + ${bit(sql`work.late_since <= ${at}`, 'late')} + ${bit(sql`work.late_since <= ${soonAt}`, 'soon')} as facts
      from pairs join shown using (document_id) join placed using (person_id) left join known using (person_id, document_id) left join work using (person_id, document_id))`;
}

const KINDS = sql.lit(1024);

/** For each person who has any, the required cells as the rules pack them. One text a person is the cheapest way through the driver. */
export async function loadCells(db: Db | Tx, window: Window): Promise<Map<string, number[]>> {
  if (window.people.length === 0 || window.documents.length === 0) return new Map();
  const found = await sql<{ id: string; packed: string }>`with ${cells(window)} select person_id as id, string_agg((place * ${KINDS} + facts)::text, ',') as packed from cells group by person_id`.execute(db);
  return new Map(found.rows.map(({ id, packed }) => [id, packed.split(',').map(Number)]));
}

export type Tally = { readonly people: ReadonlyMap<string, Alike[]>; readonly documents: ReadonlyMap<number, Alike[]> };

/** How many cells are alike in each row and each column, in one pass. */
export async function loadTally(db: Db | Tx, window: Window): Promise<Tally> {
  const people = new Map<string, Alike[]>();
  const documents = new Map<number, Alike[]>();
  if (window.people.length === 0 || window.documents.length === 0) return { people, documents };
  const found = await sql<{ id: string | null; place: number | null; facts: number; cells: number }>`with ${cells(window)}
    select person_id as id, place, facts, count(*)::int as cells from cells group by grouping sets ((person_id, facts), (place, facts))`.execute(db);
  for (const { id, place, facts, cells: count } of found.rows) {
    if (id !== null) push(people, id, { facts, cells: count });
    else if (place !== null) push(documents, place, { facts, cells: count });
  }
  return { people, documents };
}

function push<Key>(map: Map<Key, Alike[]>, key: Key, alike: Alike): void {
  const some = map.get(key);
  if (some === undefined) map.set(key, [alike]);
  else some.push(alike);
}
