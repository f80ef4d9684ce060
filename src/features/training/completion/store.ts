import { sql } from 'kysely';
import type { JsonObject } from '../../../kernel/json.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { holdsAt } from '../../people/store-placement.ts';
import { repetitionsFrom, repetitionsOf } from '../practical/store.ts';
import type { Repetition } from '../practical/types.ts';
import type { Cause, Path } from '../types.ts';

/** One assignment with the facts that its steps hang on. */
export type LoadedAssignment = {
  id: string; personId: string; personName: string; documentId: string; versionId: string; path: Path; cause: Cause; covers: string[];
  assignedAt: Temporal.Instant; openedAt: Temporal.Instant | null; closedAt: Temporal.Instant | null; closedWhy: string | null; extraAttempts: number; zone: string;
  number: string; title: string; label: string; contentSha256: Buffer; changeSummary: string; state: string;
  moduleId: string | null; passMark: number; maxAttempts: number; knownVersionId: string | null; present: boolean;
  /** Since when it waits for an assessor, and whether a practical of the document was passed before. */
  practicalSince: Temporal.Instant | null; practicedBefore: boolean;
};

/** `lock` holds the assignment against every other act on it until the end of the transaction. */
export async function loadAssignment(db: Db | Tx, id: string, now: Temporal.Instant, lock: boolean): Promise<LoadedAssignment | null> {
  const found = await sql<LoadedAssignment>`
    select a.id, a.person_id as "personId", p.name as "personName", a.document_id as "documentId", a.version_id as "versionId", a.path, a.cause, a.covers,
      a.assigned_at as "assignedAt", a.opened_at as "openedAt", a.closed_at as "closedAt", a.closed_why as "closedWhy", a.extra_attempts as "extraAttempts",
      coalesce((select s.zone from employment e join site s on s.id = e.site_id where e.person_id = p.id and ${holdsAt(now)} limit 1), a.zone) as zone,
      d.number, d.title, v.label, v.content_sha256 as "contentSha256", v.change_summary as "changeSummary", v.state,
      a.practical_since as "practicalSince", exists (select from training_record r where r.person_id = a.person_id and r.document_id = a.document_id and r.practical is not null) as "practicedBefore",
      m.id as "moduleId", coalesce(m.pass_mark, 100) as "passMark", coalesce(m.max_attempts, 1) as "maxAttempts",
      (select r.version_id from training_record r join document_version k on k.id = r.version_id where r.person_id = a.person_id and r.document_id = a.document_id and k.ordinal < v.ordinal order by k.ordinal desc, r.event_at desc limit 1) as "knownVersionId",
      exists (select from employment e join site s on s.id = e.site_id where e.person_id = p.id and e.state = 'active' and ${holdsAt(now)}) as present
    from assignment a join person p on p.id = a.person_id join document d on d.id = a.document_id join document_version v on v.id = a.version_id left join module m on m.version_id = v.id
    where a.id = ${id}::uuid ${lock ? sql`for update of a` : sql``}`.execute(db);
  return found.rows[0] ?? null;
}

export type SectionRow = { ordinal: number; number: string | null; heading: string | null; level: number; text: string; html: string; sha256: Buffer };

export async function loadSections(db: Db | Tx, versionId: string): Promise<SectionRow[]> {
  const found = await sql<SectionRow>`select ordinal, number, heading, level, text, html, sha256 from document_section where version_id = ${versionId}::uuid order by ordinal`.execute(db);
  return found.rows;
}

export type ReadingRow = { ordinal: number; firstSeenAt: Temporal.Instant; lastSeenAt: Temporal.Instant; seconds: number };

export async function loadReading(db: Db | Tx, assignmentId: string): Promise<ReadingRow[]> {
  const found = await sql<ReadingRow>`select section_ordinal as ordinal, first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt", seconds from reading where assignment_id = ${assignmentId}::uuid order by section_ordinal`.execute(db);
  return found.rows;
}

export type ShownQuestion = { readonly id: string; readonly options: readonly string[] };
export type AttemptRow = { id: string; number: number; startedAt: Temporal.Instant; submittedAt: Temporal.Instant | null; score: number | null; passed: boolean | null; missedSections: string[]; questions: ShownQuestion[] };

/** What was read and what was tried so far, in one query: each step of each learner asks for it. */
export async function loadProgress(db: Db | Tx, assignmentId: string): Promise<{ reading: ReadingRow[]; attempts: AttemptRow[]; repetitions: Repetition[] }> {
  const found = await sql<{ reading: Stamped<ReadingRow>[]; attempts: Stamped<AttemptRow>[]; repetitions: unknown[] }>`select
    (select coalesce(json_agg(json_build_object('ordinal', section_ordinal, 'firstSeenAt', first_seen_at, 'lastSeenAt', last_seen_at, 'seconds', seconds) order by section_ordinal), '[]') from reading where assignment_id = ${assignmentId}::uuid) as reading,
    (select coalesce(json_agg(json_build_object('id', id, 'number', number, 'startedAt', started_at, 'submittedAt', submitted_at, 'score', score, 'passed', passed, 'missedSections', missed_sections, 'questions', questions) order by number), '[]') from quiz_attempt where assignment_id = ${assignmentId}::uuid) as attempts,
    ${repetitionsOf(sql`${assignmentId}::uuid`)} as repetitions`.execute(db);
  const { reading = [], attempts = [], repetitions = [] } = found.rows[0] ?? {};
  const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text);
  return {
    reading: reading.map((row) => ({ ...row, firstSeenAt: instant(row.firstSeenAt), lastSeenAt: instant(row.lastSeenAt) })),
    attempts: attempts.map((row) => ({ ...row, startedAt: instant(row.startedAt), submittedAt: row.submittedAt === null ? null : instant(row.submittedAt) })),
    repetitions: repetitionsFrom(repetitions),
  };
}

/** As JSON brings it: instants as text. */
type Stamped<Row> = { [Name in keyof Row]: Row[Name] extends Temporal.Instant ? string : Row[Name] extends Temporal.Instant | null ? string | null : Row[Name] };

export async function loadAttemptAssignment(db: Db | Tx, attemptId: string): Promise<string | null> {
  const found = await sql<{ id: string }>`select assignment_id as id from quiz_attempt where id = ${attemptId}::uuid`.execute(db);
  return found.rows[0]?.id ?? null;
}

export async function saveOpened(tx: AuditedTx, ctx: Context, assignmentId: string): Promise<void> {
  await sql`update assignment set opened_at = ${ctx.now} where id = ${assignmentId} and opened_at is null`.execute(tx);
}

/** Reading is operational: it is proof only once the record holds it, so it needs no event of its own. */
export async function saveReading(tx: Db | Tx, now: Temporal.Instant, assignmentId: string, sections: readonly { ordinal: number; seconds: number }[]): Promise<void> {
  await sql`insert into reading (assignment_id, section_ordinal, first_seen_at, last_seen_at, seconds)
    select ${assignmentId}::uuid, ordinal, ${now}::timestamptz, ${now}::timestamptz, sum(seconds)
    from unnest(${sections.map((section) => section.ordinal)}::int[], ${sections.map((section) => section.seconds)}::int[]) as r (ordinal, seconds) group by ordinal
    on conflict (assignment_id, section_ordinal) do update set last_seen_at = excluded.last_seen_at, seconds = reading.seconds + excluded.seconds`.execute(tx);
}

export async function saveAttempt(tx: AuditedTx, ctx: Context, attempt: { id: string; assignmentId: string; number: number; questions: readonly ShownQuestion[] }): Promise<void> {
  await sql`insert into quiz_attempt (id, assignment_id, number, started_at, questions) values (${attempt.id}, ${attempt.assignmentId}, ${attempt.number}, ${ctx.now}, ${JSON.stringify(attempt.questions)}::jsonb)`.execute(tx);
}

export async function saveSubmitted(tx: AuditedTx, ctx: Context, attempt: { id: string; answers: unknown; score: number; passed: boolean; missedSections: readonly string[] }, failed: string | null): Promise<void> {
  await sql`update quiz_attempt set submitted_at = ${ctx.now}, answers = ${JSON.stringify(attempt.answers)}::jsonb, score = ${attempt.score}, passed = ${attempt.passed}, missed_sections = ${[...attempt.missedSections]}::text[] where id = ${attempt.id}`.execute(tx);
  if (failed !== null) await sql`update assignment set failed_at = ${ctx.now} where id = ${failed}`.execute(tx); // TRN-02: the next training is in full
}

export async function saveExtraAttempts(tx: AuditedTx, assignmentId: string, attempts: number): Promise<void> {
  await sql`update assignment set extra_attempts = extra_attempts + ${attempts} where id = ${assignmentId}`.execute(tx);
}

/** A record as it is digested and stored; instants are ISO text in UTC. */
export type RecordContent = {
  readonly id: string; readonly kind: 'training'; readonly person: string; readonly document: string; readonly version: string; readonly module: string | null; readonly assignment: string;
  readonly path: Path; readonly contentSha256: string; readonly covers: readonly string[]; readonly attempts: readonly JsonObject[]; readonly reading: readonly JsonObject[];
  readonly score: number | null; readonly signature: string; readonly eventAt: string; readonly enteredAt: string; readonly zone: string;
  readonly validUntil: string | null; readonly anchorOn: string | null;
  /** Only where one was asked for, so that other records keep their format. */
  readonly practical?: JsonObject;
};

const TRAINING_FORMAT = 3;
const PRACTICAL_FORMAT = 4;

export async function saveRecord(tx: AuditedTx, record: RecordContent, digest: Buffer): Promise<void> {
  await sql`insert into training_record (id, kind, person_id, document_id, version_id, module_id, assignment_id, path, content_sha256, covers, attempts, reading, score, signature_id, event_at, entered_at, zone, valid_until, anchor_on, practical, digest, digest_format)
    values (${record.id}, ${record.kind}, ${record.person}, ${record.document}, ${record.version}, ${record.module}, ${record.assignment}, ${record.path}, decode(${record.contentSha256}, 'hex'), ${[...record.covers]}::uuid[],
      ${JSON.stringify(record.attempts)}::jsonb, ${JSON.stringify(record.reading)}::jsonb, ${record.score}, ${record.signature}, ${record.eventAt}, ${record.enteredAt}, ${record.zone}, ${record.validUntil}, ${record.anchorOn}, ${record.practical === undefined ? null : JSON.stringify(record.practical)}::jsonb, ${digest}, ${record.practical === undefined ? TRAINING_FORMAT : PRACTICAL_FORMAT})`.execute(tx);
}

export async function saveCompleted(tx: AuditedTx, ctx: Context, assignmentId: string): Promise<void> {
  await sql`update assignment set closed_at = ${ctx.now}, closed_as = 'completed', practical_since = null where id = ${assignmentId}`.execute(tx);
}
