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
type Lookups = { readonly questions: RawBuilder<unknown>; readonly person: RawBuilder<unknown>; readonly document: RawBuilder<unknown>; readonly task: RawBuilder<unknown> };

const PERSON = sql`select id, name, employee_number from person where`;
const DOCUMENT = sql`select id, number, title, risk, sort_key from document where`;
const TASK = sql`select id, code from task where`;

/** One question holds only the look-ups it needs: only then is its kept plan as cheap as one made for it, and PostgreSQL keeps it. */
function lookupsOfOne({ person, document, task }: Asked): Lookups {
  const by = (table: RawBuilder<unknown>, name: string, value: string | undefined): RawBuilder<unknown> =>
    value === undefined ? sql`${table} false` : UUID.test(value) ? sql`${table} id = ${value}::uuid` : sql`${table} ${sql.ref(name)} = ${value}`;
  return { questions: sql`(select 1 as i)`, person: by(PERSON, 'employee_number', person), document: task === undefined ? by(DOCUMENT, 'number', document) : sql`${DOCUMENT} id = any(task.document_ids)`, task: by(TASK, 'code', task) };
}

function lookupsOfMany(asked: readonly Asked[]): Lookups {
  const ids = (values: readonly (string | undefined)[]) => sql`${values.map((value) => (value !== undefined && UUID.test(value) ? value : null))}::uuid[]`;
  const names = (values: readonly (string | undefined)[]) => sql`${values.map((value) => (value !== undefined && !UUID.test(value) ? value : null))}::text[]`;
  const [people, documents, tasks] = [asked.map((one) => one.person), asked.map((one) => one.document), asked.map((one) => one.task)];
  return {
    questions: sql`(select * from unnest(${ids(people)}, ${names(people)}, ${ids(documents)}, ${names(documents)}, ${ids(tasks)}, ${names(tasks)}) with ordinality as q (person_id, person_number, document_id, document_number, task_id, task_code, i))`,
    person: sql`${PERSON} id = q.person_id union all ${PERSON} employee_number = q.person_number`,
    document: sql`${DOCUMENT} id = q.document_id union all ${DOCUMENT} number = q.document_number union all ${DOCUMENT} id = any(task.document_ids)`,
    task: sql`${TASK} id = q.task_id union all ${TASK} code = q.task_code`,
  };
}

/**
 * The facts behind any number of answers, in one query; `visible` is a condition on person p. Each question costs a few index
 * lookups, whatever the number of people, documents and records, and the plan is kept: planning would cost more than running.
 * `any(array[…])` keeps the planner from the indexes over ranges, which know no order of ids and are ten times slower by id.
 */
export async function loadFacts(db: Db | Tx, asked: readonly Asked[], at: Temporal.Instant, visible: RawBuilder<unknown>): Promise<FactRow[]> {
  const [only] = asked.length === 1 ? asked : [];
  const { questions, person, document, task } = only === undefined ? lookupsOfMany(asked) : lookupsOfOne(only);
  const found = await sql<FactRow>`${PREPARED} select q.i::int - 1 as i, ${visible} as visible, p.id as "personId", p.name as "personName", p.employee_number as "employeeNumber",
      here.zone is not null as employed, coalesce(here.zone, (select zone from organisation), 'UTC') as zone,
      task.id as "taskId", task.code as "taskCode", task.name as "taskName", task.version as "taskVersion",
      d.id as "documentId", d.number, d.title, d.risk, v.id as "versionId", v.label, o.reasons is not null as required, o.reasons, known.records
    from ${questions} q left join lateral (${person}) p on true
    left join lateral (select s.zone from employment e join site s on s.id = e.site_id where e.person_id = any(array[p.id]) and ${holdsAt(at)} limit 1) here on true
    left join lateral (select t.id, t.code, tv.name, tv.version, tv.document_ids from (${task}) t
      join task_version tv on tv.task_id = t.id and tv.created_at <= ${at} and (tv.superseded_at is null or tv.superseded_at > ${at})) task on true
    left join lateral (${document}) d on true
    left join lateral (select id, label from document_version v where v.document_id = any(array[d.id]) and lower(v.in_force) <= ${at} and (upper(v.in_force) is null or upper(v.in_force) > ${at}) limit 1) v on true
    left join lateral (select jsonb_agg(jsonb_build_object('id', r.id, 'versionId', r.version_id, 'label', k.label, 'carried', r.kind = 'carry_forward', 'eventAt', r.event_at, 'validUntil', r.valid_until,
        'ahead', version_state_at(k, ${at}) = 'approved') order by k.ordinal desc, r.event_at desc) as records
      from training_record r join document_version k on k.id = r.version_id where r.person_id = p.id and r.document_id = d.id and r.event_at <= ${at}) known on true
    left join lateral (select reasons from obligation where person_id = p.id and document_id = d.id and since <= ${at} and (until is null or until > ${at}) order by since desc limit 1) o on true
    order by q.i, d.sort_key, d.number`.execute(db);
  return found.rows;
}

/** When a version that is approved takes effect by date, of those documents where one does. */
export async function loadSwitches(db: Db | Tx, documentIds: readonly string[], at: Temporal.Instant): Promise<Map<string, Temporal.Instant>> {
  const found = await sql<{ id: string; at: Temporal.Instant }>`select document_id as id, min(effective_at) as at from document_version
    where state = 'approved' and effective_at > ${at} and document_id = any(${[...documentIds]}::uuid[]) group by document_id`.execute(db);
  return new Map(found.rows.map((row) => [row.id, row.at]));
}
