import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { holdsAt } from '../../people/store-placement.ts';
import type { Reason } from '../../matrix/types.ts';
import type { Standing } from './rules.ts';

export type StandingRow = Standing & {
  obligationId: string; since: Temporal.Instant; until: Temporal.Instant | null; reasons: Reason[];
  personId: string; personName: string; department: string | null; site: string | null;
  documentId: string; number: string; title: string; risk: 'critical' | 'high' | 'medium' | 'low';
  inForceLabel: string | null; recordId: string | null; trainedOnId: string | null; trainedOnLabel: string | null; dueOn: Temporal.PlainDate | null; overdueSince: Temporal.Instant | null;
};

/** Facts of the rules about all records r on versions k of one person, beside the version in force v. */
export const trainedBefore = (at: Temporal.Instant): RawBuilder<boolean> => sql`coalesce(bool_or(k.ordinal < v.ordinal and lower(k.in_force) <= ${at}), false)`;
export const trainedAhead = (at: Temporal.Instant): RawBuilder<boolean> => sql`coalesce(bool_or(version_state_at(k, ${at}) = 'approved'), false)`;
/** The same about assignments a that are open. */
export const OPEN_WORK = sql`coalesce(bool_or(a.version_id = v.id), false) as in_force, coalesce(bool_or(a.version_id is distinct from v.id), false) as other, min(least(a.due_at, a.overdue_since)) as late_since`;

/**
 * How every required pair of person and document stood at an instant. `where` may use o (obligation), p (person),
 * d (document) and at_work (employment then, with site and department). One query, whatever the number of pairs.
 */
export async function loadStandings(db: Db | Tx, at: Temporal.Instant, where: RawBuilder<unknown>): Promise<StandingRow[]> {
  const found = await sql<StandingRow>`
    select o.id as "obligationId", o.since, o.until, o.reasons, p.id as "personId", p.name as "personName", at_work.department, at_work.site,
      d.id as "documentId", d.number, d.title, d.risk, true as required, at_work.state is not null as employed, coalesce(at_work.state = 'on_leave', false) as "onLeave",
      v.id as "inForceId", v.label as "inForceLabel", covering.id is not null as covered, other.before as "trainedBefore", other.ahead as "trainedAhead",
      coalesce(covering.id, last.id) as "recordId", coalesce(v_covering.id, last.version_id) as "trainedOnId", coalesce(v_covering.label, last.label) as "trainedOnLabel",
      work.in_force as "openInForce", work.other as "openOther", work.late_since as "lateSince", work.due_on as "dueOn", work.overdue_since as "overdueSince"
    from obligation o join person p on p.id = o.person_id join document d on d.id = o.document_id
    left join lateral (select e.state, dep.name as department, dep.path, s.name as site, s.id as site_id, e.manager_id from employment e join site s on s.id = e.site_id join department dep on dep.id = e.department_id
      where e.person_id = p.id and ${holdsAt(at)} limit 1) at_work on true
    left join document_version v on v.document_id = d.id and v.in_force @> ${at}::timestamptz
    left join lateral (select r.id from training_record r where r.person_id = p.id and r.version_id = v.id and r.event_at <= ${at} and (r.valid_until is null or r.valid_until > ${at}) order by r.event_at desc limit 1) covering on true
    left join document_version v_covering on covering.id is not null and v_covering.id = v.id
    left join lateral (select r.id, r.version_id, k.label from training_record r join document_version k on k.id = r.version_id where r.person_id = p.id and r.document_id = d.id and r.event_at <= ${at} order by k.ordinal desc, r.event_at desc limit 1) last on true
    left join lateral (select ${trainedBefore(at)} as before, ${trainedAhead(at)} as ahead from training_record r join document_version k on k.id = r.version_id
      where r.person_id = p.id and r.document_id = d.id and r.event_at <= ${at}) other on true
    left join lateral (select ${OPEN_WORK}, min(a.due_on) as due_on, min(coalesce(a.overdue_since, case when a.due_at <= ${at} then a.due_at end)) as overdue_since
      from assignment a where a.person_id = p.id and a.document_id = d.id and a.assigned_at <= ${at} and (a.closed_at is null or a.closed_at > ${at})) work on true
    where o.since <= ${at} and (o.until is null or o.until > ${at}) and ${where}`.execute(db);
  return found.rows;
}
