import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { PREPARED } from '../../../platform/db/prepared.ts';
import { holdsAt } from '../../people/store-placement.ts';
import type { Reason } from '../../matrix/types.ts';
import type { Risk } from '../types.ts';

/** One question: a person, and a document or a task; each by id or by what people call it. */
export type Asked = { readonly person: string; readonly document?: string | undefined; readonly task?: string | undefined };

/** What is stored about one question and one document; a task has a row for each of its documents. Instants in `records` are ISO text. */
export type FactRow = {
  readonly i: number; readonly visible: boolean | null;
  readonly personId: string | null; readonly personName: string; readonly employeeNumber: string; readonly employed: boolean; readonly zone: string;
  readonly taskId: string | null; readonly taskCode: string; readonly taskName: string; readonly taskVersion: number;
  readonly documentId: string | null; readonly number: string; readonly title: string; readonly risk: Risk;
  readonly versionId: string | null; readonly label: string; readonly required: boolean; readonly reasons: Reason[] | null;
  readonly records: { readonly id: string; readonly versionId: string; readonly label: string; readonly carried: boolean; readonly eventAt: string; readonly validUntil: string | null; readonly ahead: boolean }[] | null;
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;
const ids = (values: readonly (string | undefined)[]): (string | null)[] => values.map((value) => (value !== undefined && UUID.test(value) ? value : null));
const names = (values: readonly (string | undefined)[]): (string | null)[] => values.map((value) => (value !== undefined && !UUID.test(value) ? value : null));

/**
 * The facts behind any number of answers, in one query; `visible` is a condition on person p. Each question costs a few index
 * lookups, whatever the number of people, documents and records, and the plan is kept: planning would cost more than running.
 */
export async function loadFacts(db: Db | Tx, asked: readonly Asked[], at: Temporal.Instant, visible: RawBuilder<unknown>): Promise<FactRow[]> {
  const [people, documents, tasks] = [asked.map((one) => one.person), asked.map((one) => one.document), asked.map((one) => one.task)];
  const found = await sql<FactRow>`${PREPARED} select q.i::int - 1 as i, ${visible} as visible, p.id as "personId", p.name as "personName", p.employee_number as "employeeNumber",
      here.zone is not null as employed, coalesce(here.zone, (select zone from organisation), 'UTC') as zone,
      task.id as "taskId", task.code as "taskCode", task.name as "taskName", task.version as "taskVersion",
      d.id as "documentId", d.number, d.title, d.risk, v.id as "versionId", v.label, o.reasons is not null as required, o.reasons, known.records
    from unnest(${ids(people)}::uuid[], ${names(people)}::text[], ${ids(documents)}::uuid[], ${names(documents)}::text[], ${ids(tasks)}::uuid[], ${names(tasks)}::text[])
      with ordinality as q (person_id, person_number, document_id, document_number, task_id, task_code, i)
    left join lateral (select id, name, employee_number from person where id = q.person_id union all select id, name, employee_number from person where employee_number = q.person_number) p on true
    left join lateral (select s.zone from employment e join site s on s.id = e.site_id where e.person_id = p.id and ${holdsAt(at)} limit 1) here on true
    left join lateral (select t.id, t.code, tv.name, tv.version, tv.document_ids from (select id, code from task where id = q.task_id union all select id, code from task where code = q.task_code) t
      join task_version tv on tv.task_id = t.id and tv.created_at <= ${at} and (tv.superseded_at is null or tv.superseded_at > ${at})) task on true
    left join lateral (select id, number, title, risk, sort_key from document where id = q.document_id union all select id, number, title, risk, sort_key from document where number = q.document_number
      union all select id, number, title, risk, sort_key from document where id = any(task.document_ids)) d on true
    left join lateral (select id, label from document_version v where v.document_id = d.id and v.in_force @> ${at}::timestamptz) v on true
    left join lateral (select jsonb_agg(jsonb_build_object('id', r.id, 'versionId', r.version_id, 'label', k.label, 'carried', r.kind = 'carry_forward', 'eventAt', r.event_at, 'validUntil', r.valid_until,
        'ahead', version_state_at(k, ${at}) = 'approved') order by k.ordinal desc, r.event_at desc) as records
      from training_record r join document_version k on k.id = r.version_id where r.person_id = p.id and r.document_id = d.id and r.event_at <= ${at}) known on true
    left join lateral (select reasons from obligation where person_id = p.id and document_id = d.id and since <= ${at} and (until is null or until > ${at}) order by since desc limit 1) o on true
    order by q.i, d.sort_key, d.number`.execute(db);
  return found.rows;
}
