import { sql } from 'kysely';
import type { Db } from '../../../platform/db/pool.ts';
import type { Risk } from '../types.ts';

type Spans = readonly { readonly from: string; readonly until: string | null }[];
/** Instants in JSON are ISO text. */
export type LaneRow = {
  readonly id: string; readonly number: string; readonly title: string; readonly risk: Risk; readonly required: Spans;
  readonly versions: readonly { readonly id: string; readonly label: string; readonly approvedAt: string; readonly from: string | null; readonly until: string | null }[];
  readonly records: readonly { readonly id: string; readonly versionId: string; readonly label: string; readonly carried: boolean; readonly eventAt: string; readonly validUntil: string | null }[];
};

/** Every document that was ever required of the person or that they have a record on, as known at an instant. */
export async function loadLanes(db: Db, personId: string, at: Temporal.Instant): Promise<LaneRow[]> {
  const found = await sql<LaneRow>`select d.id, d.number, d.title, d.risk,
      coalesce((select jsonb_agg(jsonb_build_object('from', o.since, 'until', o.until)) from obligation o where o.person_id = ${personId}::uuid and o.document_id = d.id and o.since <= ${at}), '[]') as required,
      coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'label', v.label, 'approvedAt', coalesce(v.approved_at, lower(v.in_force)), 'from', lower(v.in_force), 'until', coalesce(upper(v.in_force), v.withdrawn_at)) order by v.ordinal)
        from document_version v where v.document_id = d.id and coalesce(v.approved_at, lower(v.in_force)) <= ${at} and v.withdrawn_at is null), '[]') as versions,
      coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'versionId', r.version_id, 'label', k.label, 'carried', r.kind = 'carry_forward', 'eventAt', r.event_at, 'validUntil', r.valid_until) order by k.ordinal desc, r.event_at desc)
        from training_record r join document_version k on k.id = r.version_id where r.person_id = ${personId}::uuid and r.document_id = d.id and r.event_at <= ${at}), '[]') as records
    from document d where d.id in (select document_id from obligation where person_id = ${personId}::uuid and since <= ${at} union select document_id from training_record where person_id = ${personId}::uuid and event_at <= ${at})
    order by d.sort_key, d.number`.execute(db);
  return found.rows;
}

export type PresenceRow = { readonly from: Temporal.Instant; readonly until: Temporal.Instant | null; readonly onLeave: boolean };

/** Days of employment as instants at the site of each. */
export async function loadPresence(db: Db, personId: string): Promise<PresenceRow[]> {
  const found = await sql<PresenceRow>`select (lower(e.during)::timestamp at time zone s.zone) as "from", (upper(e.during)::timestamp at time zone s.zone) as until, e.state = 'on_leave' as "onLeave"
    from employment e join site s on s.id = e.site_id where e.person_id = ${personId}::uuid order by lower(e.during)`.execute(db);
  return found.rows;
}
