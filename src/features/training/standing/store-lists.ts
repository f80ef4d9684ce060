import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { Path } from '../types.ts';

const instant = (column: RawBuilder<unknown>): RawBuilder<unknown> => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** One assignment as the contract's row, but for what rules decide; built in SQL so that a page costs one query. */
const assignmentRow = sql`jsonb_build_object('id', a.id, 'person', jsonb_build_object('id', p.id, 'name', p.name),
  'document', jsonb_build_object('id', d.id, 'number', d.number, 'title', d.title, 'risk', d.risk), 'version', jsonb_build_object('id', v.id, 'label', v.label),
  'path', a.path, 'pathWhy', a.path_why, 'cause', a.cause, 'moduleMinutes', coalesce(m.minutes, 5),
  'assignedAt', ${instant(sql`a.assigned_at`)}, 'dueOn', a.due_on, 'dueAt', ${instant(sql`a.due_at`)}, 'overdueSince', ${instant(sql`a.overdue_since`)}, 'openedAt', ${instant(sql`a.opened_at`)},
  'closedAt', ${instant(sql`a.closed_at`)}, 'closedAs', a.closed_as, 'closedWhy', a.closed_why,
  'why', coalesce((select o.reasons -> 0 ->> 'text' from obligation o where o.person_id = a.person_id and o.document_id = a.document_id and o.since <= coalesce(a.closed_at, 'infinity') order by o.since desc limit 1), a.ahead_reasons -> 0 ->> 'text', ''),
  'known', (select r.version_id from training_record r join document_version k on k.id = r.version_id where r.person_id = a.person_id and r.document_id = a.document_id and k.ordinal < v.ordinal order by k.ordinal desc, r.event_at desc limit 1),
  'attempts', (select jsonb_build_object('used', count(*) filter (where q.submitted_at is not null), 'allowed', coalesce(m.max_attempts, 1) + a.extra_attempts, 'passed', coalesce(bool_or(q.passed), false)) from quiz_attempt q where q.assignment_id = a.id),
  'recordId', (select r.id from training_record r where r.assignment_id = a.id and r.corrects_id is null))`;
const from = sql`from assignment a join person p on p.id = a.person_id join document d on d.id = a.document_id join document_version v on v.id = a.version_id left join module m on m.version_id = v.id`;

/** Facts that the rules make minutes, changed sections and the lock from. */
export type AssignmentFacts = Row & {
  readonly path: Path; readonly closedAt: string | null; readonly version: { readonly id: string };
  readonly moduleMinutes: number; readonly known: string | null; readonly attempts: { readonly used: number; readonly allowed: number; readonly passed: boolean };
};

export async function loadAssignmentFacts(db: Db | Tx, where: RawBuilder<unknown>, orderBy: RawBuilder<unknown>, limit: number): Promise<AssignmentFacts[]> {
  const found = await sql<{ row: AssignmentFacts }>`select ${assignmentRow} as row ${from} where ${where} order by ${orderBy} limit ${limit}`.execute(db);
  return found.rows.map((entry) => entry.row);
}

const signature = sql`(select jsonb_build_object('id', s.id, 'printedName', s.printed_name, 'meaning', s.meaning, 'statement', s.statement, 'signedAt', ${instant(sql`s.signed_at`)}, 'zone', s.zone, 'method', s.method, 'digest', encode(s.digest, 'hex')) from signature s where s.id = r.signature_id)`;
const recordRow = sql`jsonb_build_object('id', r.id, 'kind', r.kind, 'person', jsonb_build_object('id', p.id, 'name', p.name), 'document', jsonb_build_object('id', d.id, 'number', d.number, 'title', d.title, 'risk', d.risk),
  'version', jsonb_build_object('id', v.id, 'label', v.label), 'path', r.path, 'contentSha256', encode(r.content_sha256, 'hex'), 'score', r.score, 'attempts', r.attempts, 'reading', r.reading, 'practical', r.practical,
  'eventAt', ${instant(sql`r.event_at`)}, 'enteredAt', ${instant(sql`r.entered_at`)}, 'zone', r.zone, 'validUntil', ${instant(sql`r.valid_until`)}, 'reason', r.reason, 'digest', encode(r.digest, 'hex'), 'signature', ${signature})`;

export async function loadRecordRows(db: Db | Tx, where: RawBuilder<unknown>, limit: number): Promise<Row[]> {
  const found = await sql<{ row: Row }>`select ${recordRow} as row from training_record r join person p on p.id = r.person_id join document d on d.id = r.document_id join document_version v on v.id = r.version_id where ${where} order by r.id desc limit ${limit}`.execute(db);
  return found.rows.map((entry) => entry.row);
}

/** JSON in the shape of the contract; the reply schema checks it on its way out. */
export type Row = { id: string; personId?: string; [member: string]: unknown };

/** A filter that is not asked for lets everything through. */
export function equals(column: string, value: string | undefined): RawBuilder<unknown> {
  return value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}::uuid`;
}
