import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { holdsAt } from '../../people/store-placement.ts';
import type { Standing } from './rules.ts';
import { OPEN_WORK, trainedAhead, trainedBefore } from './store.ts';

/** People for whom the same facts hold, and so the same state. */
export type Group = Standing & { readonly key: string; readonly people: number };

/**
 * The facts of everyone of whom a document was required at an instant, by hash joins over the document: a procedure that
 * 100,000 people need costs tenths of a second, where a look at each of them would cost ten times that.
 */
function facts(documentId: string, at: Temporal.Instant, visible: RawBuilder<unknown>): RawBuilder<unknown> {
  const versions = sql`select id from document_version where document_id = ${documentId}::uuid`;
  const inForce = sql`left join document_version v on v.document_id = ${documentId}::uuid and v.in_force @> ${at}::timestamptz`;
  return sql`asked as materialized (
      select distinct o.person_id from obligation o where o.document_id = ${documentId}::uuid and o.since <= ${at} and (o.until is null or o.until > ${at})
    ), placed as (
      select e.person_id, bool_or(e.state = 'on_leave') as on_leave from asked join employment e using (person_id) join site s on s.id = e.site_id where ${holdsAt(at)} group by e.person_id
    ), known as (
      select r.person_id, coalesce(bool_or(r.version_id = v.id and (r.valid_until is null or r.valid_until > ${at})), false) as covered, ${trainedBefore(at)} as before, ${trainedAhead(at)} as ahead
      from training_record r join document_version k on k.id = r.version_id ${inForce} where r.version_id in (${versions}) and r.event_at <= ${at} group by r.person_id
    ), work as (
      select a.person_id, ${OPEN_WORK} from assignment a ${inForce}
      where a.version_id in (${versions}) and a.assigned_at <= ${at} and (a.closed_at is null or a.closed_at > ${at}) group by a.person_id
    ), facts as (
      select p.id, p.name, true as required, true as employed, placed.on_leave as "onLeave", v.id as "inForceId", coalesce(known.covered, false) as covered,
        coalesce(known.before, false) as "trainedBefore", coalesce(known.ahead, false) as "trainedAhead",
        coalesce(work.in_force, false) as "openInForce", coalesce(work.other, false) as "openOther", work.late_since as "lateSince"
      from asked join person p on p.id = asked.person_id join placed on placed.person_id = p.id left join known on known.person_id = p.id left join work on work.person_id = p.id ${inForce}
      where ${visible})`;
}

const columns = sql`required, employed, "onLeave", "inForceId", covered, "trainedBefore", "trainedAhead", "openInForce", "openOther", "lateSince"`;

/** Due moments are few however many people share them, so the groups are few too; the rules then decide one state for each. */
export async function loadGroups(db: Db | Tx, documentId: string, at: Temporal.Instant, visible: RawBuilder<unknown>): Promise<Group[]> {
  const found = await sql<Group>`with ${facts(documentId, at, visible)} select row(${columns})::text as key, ${columns}, count(*) as people from facts group by ${columns}`.execute(db);
  return found.rows;
}

/** People by name, from after this one on. */
export type Place = { readonly name: string; readonly id: string };

/** One page of the people in these groups, in the order of names; names as they are sorted. */
export async function loadMembers(db: Db | Tx, documentId: string, at: Temporal.Instant, visible: RawBuilder<unknown>, keys: readonly string[], after: Place | null, limit: number): Promise<Place[]> {
  const found = await sql<Place>`with ${facts(documentId, at, visible)} select id, lower(name) as name from facts
    where row(${columns})::text = any(${[...keys]}::text[]) and ${after === null ? sql`true` : sql`(lower(name), id) > (${after.name}, ${after.id}::uuid)`}
    order by lower(name), id limit ${limit}`.execute(db);
  return found.rows;
}
