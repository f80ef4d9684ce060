import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '../../../platform/db/pool.ts';

const instant = (column: RawBuilder<unknown>): RawBuilder<unknown> => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** One assignment as the contract's row; built in SQL so that a page costs one query. */
const assignmentRow = sql`jsonb_build_object('id', a.id, 'person', jsonb_build_object('id', p.id, 'name', p.name),
  'document', jsonb_build_object('id', d.id, 'number', d.number, 'title', d.title, 'risk', d.risk), 'version', jsonb_build_object('id', v.id, 'label', v.label),
  'path', a.path, 'cause', a.cause, 'minutes', case when a.path in ('refresher', 'notice') then greatest(1, ceil(coalesce(m.minutes, 5) / 3.0)) else coalesce(m.minutes, 5) end,
  'assignedAt', ${instant(sql`a.assigned_at`)}, 'dueOn', a.due_on, 'dueAt', ${instant(sql`a.due_at`)}, 'overdueSince', ${instant(sql`a.overdue_since`)}, 'openedAt', ${instant(sql`a.opened_at`)},
  'closedAt', ${instant(sql`a.closed_at`)}, 'closedAs', a.closed_as, 'closedWhy', a.closed_why,
  'why', coalesce((select o.reasons -> 0 ->> 'text' from obligation o where o.person_id = a.person_id and o.document_id = a.document_id and o.since <= coalesce(a.closed_at, 'infinity') order by o.since desc limit 1), ''),
  'changedSections', case when a.path in ('refresher', 'notice') then (select count(*) from document_section s where s.version_id = v.id and not exists (
      select from document_version k join document_section ks on ks.version_id = k.id where k.document_id = d.id and k.ordinal = (
        select max(kv.ordinal) from document_version kv where kv.document_id = d.id and kv.ordinal < (select min(c.ordinal) from document_version c where c.id = any(a.covers)) and kv.approved_at is not null) and ks.sha256 = s.sha256)) else 0 end,
  'recordId', (select r.id from training_record r where r.assignment_id = a.id limit 1))`;
const from = sql`from assignment a join person p on p.id = a.person_id join document d on d.id = a.document_id join document_version v on v.id = a.version_id left join module m on m.version_id = v.id`;

export async function loadAssignmentRows(db: Db | Tx, where: RawBuilder<unknown>, orderBy: RawBuilder<unknown>, limit: number): Promise<Row[]> {
  const found = await sql<{ row: Row }>`select ${assignmentRow} as row ${from} where ${where} order by ${orderBy} limit ${limit}`.execute(db);
  return found.rows.map((entry) => entry.row);
}

const signature = sql`(select jsonb_build_object('id', s.id, 'printedName', s.printed_name, 'meaning', s.meaning, 'statement', s.statement, 'signedAt', ${instant(sql`s.signed_at`)}, 'zone', s.zone, 'method', s.method, 'digest', encode(s.digest, 'hex')) from signature s where s.id = r.signature_id)`;
const recordRow = sql`jsonb_build_object('id', r.id, 'kind', r.kind, 'person', jsonb_build_object('id', p.id, 'name', p.name), 'document', jsonb_build_object('id', d.id, 'number', d.number, 'title', d.title, 'risk', d.risk),
  'version', jsonb_build_object('id', v.id, 'label', v.label), 'path', r.path, 'contentSha256', encode(r.content_sha256, 'hex'), 'score', r.score, 'attempts', r.attempts, 'reading', r.reading,
  'eventAt', ${instant(sql`r.event_at`)}, 'enteredAt', ${instant(sql`r.entered_at`)}, 'zone', r.zone, 'validUntil', ${instant(sql`r.valid_until`)}, 'reason', r.reason, 'digest', encode(r.digest, 'hex'), 'signature', ${signature})`;

export async function loadRecordRows(db: Db | Tx, where: RawBuilder<unknown>, limit: number): Promise<Row[]> {
  const found = await sql<{ row: Row }>`select ${recordRow} as row from training_record r join person p on p.id = r.person_id join document d on d.id = r.document_id join document_version v on v.id = r.version_id where ${where} order by r.id desc limit ${limit}`.execute(db);
  return found.rows.map((entry) => entry.row);
}

/** JSON in the shape of the contract; the reply schema checks it on its way out. */
export type Row = { id: string; personId?: string; [member: string]: unknown };
