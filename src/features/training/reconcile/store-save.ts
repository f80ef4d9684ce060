import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { endOfDay } from '../../../kernel/day.ts';
import { canonicalJson } from '../../../kernel/json.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import { bytesColumn, column } from '../../../platform/db/bulk.ts';
import type { Tx } from '../../../platform/db/pool.ts';
import { CARRIED_FORWARD_FORMAT, carriedForwardContent, type CarriedForward } from '../rules-record.ts';
import type { Reason } from '../../matrix/types.ts';
import type { Change, PlannedChange } from './types.ts';

type Kind<K extends Change['kind']> = PlannedChange & { readonly id: string; readonly change: Extract<Change, { kind: K }> };

export async function saveObligations(tx: AuditedTx, now: Temporal.Instant, rows: readonly Kind<'open-obligation'>[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into obligation (id, person_id, document_id, since, reasons)
    select id, person, document, ${now}::timestamptz, reasons from unnest(${column(rows.map((row) => row.id), 'uuid')}, ${column(rows.map((row) => row.personId), 'uuid')}, ${column(rows.map((row) => row.documentId), 'uuid')}, ${column(rows.map((row) => JSON.stringify(row.change.reasons)), 'jsonb')}) as r (id, person, document, reasons)`.execute(tx);
}

export async function saveRestated(tx: AuditedTx, rows: readonly Kind<'restate-obligation'>[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`update obligation o set reasons = r.reasons from unnest(${column(rows.map((row) => row.change.id), 'uuid')}, ${column(rows.map((row) => JSON.stringify(row.change.reasons)), 'jsonb')}) as r (id, reasons) where o.id = r.id`.execute(tx);
}

export async function saveEnded(tx: AuditedTx, now: Temporal.Instant, rows: readonly Kind<'end-obligation'>[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`update obligation set until = ${now} where id = any(${column(rows.map((row) => row.change.id), 'uuid')})`.execute(tx);
}

export async function saveClosed(tx: AuditedTx, now: Temporal.Instant, rows: readonly Kind<'close'>[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`update assignment a set closed_at = ${now}, closed_as = r.closed_as, closed_why = r.why from unnest(${column(rows.map((row) => row.change.assignmentId), 'uuid')}, ${column(rows.map((row) => row.change.as), 'text')}, ${column(rows.map((row) => row.change.why), 'text')}) as r (id, closed_as, why) where a.id = r.id and a.closed_at is null`.execute(tx);
}

export async function saveKeptOverdue(tx: AuditedTx, rows: readonly Kind<'keep-overdue'>[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`update assignment a set overdue_since = r.since from unnest(${column(rows.map((row) => row.change.assignmentId), 'uuid')}, ${column(rows.map((row) => row.change.since.toString()), 'timestamptz')}) as r (id, since) where a.id = r.id`.execute(tx);
}

export async function saveMovedDue(tx: AuditedTx, rows: readonly Kind<'move-due'>[]): Promise<void> {
  if (rows.length === 0) return;
  const of = (value: (change: Kind<'move-due'>['change']) => string): string[] => rows.map((row) => value(row.change));
  await sql`update assignment a set due_on = r.due_on, due_at = r.due_at, leave_counted_until = r.counted
    from unnest(${column(of((change) => change.assignmentId), 'uuid')}, ${column(of((change) => change.dueOn.toString()), 'date')}, ${column(of((change) => endOfDay(change.dueOn, change.zone).toString()), 'timestamptz')}, ${column(of((change) => change.countedUntil.toString()), 'date')})
      as r (id, due_on, due_at, counted) where a.id = r.id`.execute(tx);
}

/** MTX-08: work assigned ahead follows the change that will require it. */
export async function saveRestatedAhead(tx: AuditedTx, rows: readonly Kind<'restate-ahead'>[]): Promise<void> {
  if (rows.length === 0) return;
  const of = (value: (change: Kind<'restate-ahead'>['change']) => string): string[] => rows.map((row) => value(row.change));
  await sql`update assignment a set due_on = r.due_on, due_at = r.due_at, ahead_on = r.ahead_on, ahead_reasons = r.reasons
    from unnest(${column(of((change) => change.assignmentId), 'uuid')}, ${column(of((change) => change.dueOn.toString()), 'date')}, ${column(of((change) => endOfDay(change.dueOn, change.zone).toString()), 'timestamptz')},
      ${column(of((change) => change.startsOn.toString()), 'date')}, ${column(of((change) => JSON.stringify(change.reasons)), 'jsonb')}) as r (id, due_on, due_at, ahead_on, reasons) where a.id = r.id`.execute(tx);
}

/** What many assignments of one act share; each row then carries only its own id and person. */
type Terms = { term: number; document: string; version: string; path: string; cause: string; covers: readonly string[]; due_on: string; due_at: string; zone: string; overdue_since: string | null; path_why: string; ahead_on: string | null; ahead_reasons: readonly Reason[] | null };

function termsOf(rows: readonly Kind<'assign'>[]): { terms: Terms[]; termOf: number[] } {
  const known = new Map<string, Terms>();
  const termOf = rows.map(({ documentId, zone, change }) => {
    const dueOn = change.dueOn.toString();
    const overdue = change.overdueSince?.toString() ?? null;
    const ahead = change.ahead === null ? null : JSON.stringify(change.ahead);
    const key = `${change.version.id} ${change.path} ${change.cause} ${change.covers.join(',')} ${dueOn} ${zone} ${overdue} ${ahead} ${change.pathWhy}`;
    const terms = known.get(key) ?? { term: known.size, document: documentId, version: change.version.id, path: change.path, cause: change.cause, covers: change.covers, due_on: dueOn, due_at: endOfDay(change.dueOn, zone).toString(), zone, overdue_since: overdue, path_why: change.pathWhy, ahead_on: change.ahead?.startsOn.toString() ?? null, ahead_reasons: change.ahead?.reasons ?? null };
    known.set(key, terms);
    return terms.term;
  });
  return { terms: [...known.values()], termOf };
}

export async function saveAssignments(tx: AuditedTx, now: Temporal.Instant, rows: readonly Kind<'assign'>[]): Promise<void> {
  if (rows.length === 0) return;
  const { terms, termOf } = termsOf(rows);
  await sql`insert into assignment (id, person_id, document_id, version_id, path, cause, covers, assigned_at, due_on, due_at, zone, overdue_since, path_why, ahead_on, ahead_reasons, practical_since)
    select r.id, r.person, t.document, t.version, t.path, t.cause, t.covers, ${now}::timestamptz, t.due_on, t.due_at, t.zone, t.overdue_since, t.path_why, t.ahead_on, t.ahead_reasons, case when t.path = 'practical' then ${now}::timestamptz end
    from unnest(${column(rows.map((row) => row.id), 'uuid')}, ${column(rows.map((row) => row.personId), 'uuid')}, ${column(termOf.map(String), 'int')}) as r (id, person, term)
    join jsonb_to_recordset(${JSON.stringify(terms)}::jsonb) as t (term int, document uuid, version uuid, path text, cause text, covers uuid[], due_on date, due_at timestamptz, zone text, overdue_since timestamptz, path_why text, ahead_on date, ahead_reasons jsonb) using (term)`.execute(tx);
}

/** What all records carried forward to one version share. */
type Carried = { id: string; module: string | null; contentSha256: string; reason: string; signature: string | null };

async function loadCarried(tx: Tx, versionIds: readonly string[]): Promise<Map<string, Carried>> {
  const found = await sql<Carried>`select v.id, m.id as module, encode(v.content_sha256, 'hex') as "contentSha256", 'carried forward from the version before: ' || coalesce(v.training_reason, v.change_summary) as reason,
      (select s.id from signature s where s.subject_id = v.id and s.meaning = 'approved' order by s.signed_at desc limit 1) as signature
    from document_version v left join module m on m.version_id = v.id where v.id = any(${[...versionIds]}::uuid[])`.execute(tx);
  return new Map(found.rows.map((row) => [row.id, row]));
}

/** IMP-04: a record for the new version that bears the approver's signature instead of an assessment. */
export async function saveCarriedForward(tx: AuditedTx, ctx: Context, rows: readonly Kind<'carry-forward'>[]): Promise<void> {
  if (rows.length === 0) return;
  const shared = await loadCarried(tx, [...new Set(rows.map((row) => row.change.version.id))]);
  const records = rows.flatMap((row): CarriedForward[] => {
    const version = shared.get(row.change.version.id);
    if (version === undefined) return [];
    return [{ ...version, id: row.id, person: row.personId, document: row.documentId, version: version.id, zone: row.zone, at: ctx.now.toString(), validUntil: row.change.validUntil?.toString() ?? null }];
  });
  const of = (value: (record: CarriedForward) => string | null, type: 'uuid' | 'text' | 'timestamptz') => column(records.map(value), type);
  const digests = records.map((record) => createHash('sha256').update(canonicalJson(carriedForwardContent(record))).digest());
  const terms = JSON.stringify([...shared.values()]);
  await sql`insert into training_record (id, kind, person_id, document_id, version_id, module_id, path, content_sha256, covers, attempts, reading, event_at, entered_at, zone, valid_until, reason, signature_id, digest, digest_format)
    select r.id, 'carry_forward', r.person, r.document, t.id, t.module, 'notice', decode(t."contentSha256", 'hex'), array[t.id], '[]', '[]', ${ctx.now}::timestamptz, ${ctx.now}::timestamptz, r.zone, r.valid_until, t.reason, t.signature, r.digest, ${CARRIED_FORWARD_FORMAT}
    from unnest(${of((r) => r.id, 'uuid')}, ${of((r) => r.person, 'uuid')}, ${of((r) => r.document, 'uuid')}, ${of((r) => r.version, 'uuid')}, ${of((r) => r.zone, 'text')}, ${of((r) => r.validUntil, 'timestamptz')}, ${bytesColumn(digests)})
      as r (id, person, document, version, zone, valid_until, digest)
    join jsonb_to_recordset(${terms}::jsonb) as t (id uuid, module uuid, "contentSha256" text, reason text, signature uuid) on t.id = r.version`.execute(tx);
}

/** IMP-03: who is qualified, but required by nothing, is told that a version takes the qualification away. */
export async function saveLapseNotices(tx: AuditedTx, now: Temporal.Instant, rows: readonly Kind<'announce-lapse'>[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into lapse_notice (id, person_id, document_id, version_id, trained_version_id, at) select id, person, document, version, trained, ${now}::timestamptz
    from unnest(${column(rows.map((row) => row.id), 'uuid')}, ${column(rows.map((row) => row.personId), 'uuid')}, ${column(rows.map((row) => row.documentId), 'uuid')}, ${column(rows.map((row) => row.change.version.id), 'uuid')}, ${column(rows.map((row) => row.change.fromVersionId), 'uuid')}) as r (id, person, document, version, trained)`.execute(tx);
}
