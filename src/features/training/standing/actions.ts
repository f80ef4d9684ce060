import { sql } from 'kysely';
import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { permits, type Permission } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { attachmentFile, type StoredFile } from '../../documents/attachments/actions.ts';
import { loadAttachments } from '../../documents/attachments/store.ts';
import type { Entry } from '../../documents/compare/types.ts';
import { loadTarget } from '../../people/store.ts';
import type * as contract from '../contract.ts';
import { may } from '../permissions.ts';
import { loadWork, type Work } from '../completion/actions.ts';
import { comparisonBetween, loadFrozen } from '../completion/frozen.ts';
import { loadAssignment } from '../completion/store.ts';
import { progressShown } from '../practical/actions.ts';
import { isLocked, nextStep, requiredSections, stepsOf, unread } from '../completion/rules.ts';
import { loadAssignmentRows } from './actions-rows.ts';
import { equals, loadRecordRows, type Row } from './store-lists.ts';
import { countStates, stateOf } from './rules.ts';
import { visiblePeople } from './store-visible.ts';
import { loadStandings, type StandingRow } from './store.ts';

export type Reply<E extends { reply: z.ZodType }> = Loose<z.input<E['reply']>>;
export const atOf = (ctx: Context, asOf: string | undefined): Temporal.Instant => (asOf === undefined ? ctx.now : Temporal.Instant.from(asOf));

/** Who may see what of one person: themselves, their line of management, and roles within their scope. */
export async function mayConcerning(ctx: Context, permission: Permission, personId: string): Promise<boolean> {
  const target = await loadTarget(ctx.db, personId, ctx.now);
  return permits(ctx.principal, permission, target ?? { personId });
}

export async function myTraining(ctx: Context): Promise<Outcome<Reply<typeof contract.getMyTraining>>> {
  const mine = sql`a.person_id = ${ctx.principal.id}::uuid`;
  const due = await loadAssignmentRows(ctx.db, sql`${mine} and a.closed_at is null`, sql`a.due_at, d.number`, 500);
  const completed = await loadAssignmentRows(ctx.db, sql`${mine} and a.closed_at is not null`, sql`a.closed_at desc`, 200);
  const minutes = due.reduce((sum, row) => sum + Number(row['minutes']), 0);
  return done({ due, done: completed, minutes } as unknown as Reply<typeof contract.getMyTraining>); // rows are JSON built to the contract
}

export async function showAssignment(ctx: Context, id: string): Promise<Outcome<Reply<typeof contract.getAssignment>>> {
  const work = await loadWork(ctx.db, id, ctx.now, false);
  if (work === null) return refuse('not-found', { what: 'assignment' });
  if (!(await mayConcerning(ctx, may.readTraining, work.assignment.personId))) return refuse('not-permitted');
  const [row] = await loadAssignmentRows(ctx.db, sql`a.id = ${id}::uuid`, sql`a.id`, 1);
  const attachments = await loadAttachments(ctx.db, work.assignment.versionId);
  return done({ ...row, ...detailOf(work, await wordsOf(ctx, work)), practical: await progressShown(ctx.db, work, ctx.now), attachments } as unknown as Reply<typeof contract.getAssignment>); // as above
}

/** DOC-22: whoever is to read a version reads what belongs to it, also before it is in force. */
export async function assignedAttachment(ctx: Context, id: string, attachmentId: string): Promise<Outcome<StoredFile>> {
  const assignment = await loadAssignment(ctx.db, id, ctx.now, false);
  if (assignment === null) return refuse('not-found', { what: 'assignment' });
  if (!(await mayConcerning(ctx, may.readTraining, assignment.personId))) return refuse('not-permitted');
  return attachmentFile(ctx, assignment.versionId, attachmentId);
}

/** The words of each changed section of the version to be read. */
async function wordsOf(ctx: Context, { assignment, changes }: Work): Promise<ReadonlyMap<number, Entry>> {
  if (assignment.knownVersionId === null || changes.length === 0) return new Map();
  const [known, present] = [await loadFrozen(ctx.db, assignment.knownVersionId), await loadFrozen(ctx.db, assignment.versionId)];
  const comparison = await comparisonBetween(assignment.knownVersionId, known, assignment.versionId, present);
  return new Map((comparison?.entries ?? []).flatMap((entry) => (entry.new === null || !entry.changed ? [] : [[entry.new.ordinal, entry] as const])));
}

function detailOf(work: Work, words: ReadonlyMap<number, Entry>) {
  const { assignment, progress } = work;
  const missing = unread(progress);
  const required = [...requiredSections(progress), ...missing];
  const changeOf = (ordinal: number) => work.changes.find((change) => change.ordinal === ordinal);
  const htmlBefore = (ordinal: number | null | undefined): string | null => work.before.find((section) => section.ordinal === ordinal)?.html ?? null;
  return {
    step: assignment.closedAt === null ? nextStep(progress) : null, steps: stepsOf(progress), contentSha256: assignment.contentSha256.toString('hex'), changeSummary: assignment.changeSummary,
    sections: work.sections.map((section) => {
      const change = changeOf(section.ordinal);
      const seen = work.reading.find((row) => row.ordinal === section.ordinal);
      const told = words.get(section.ordinal);
      return { ordinal: section.ordinal, number: section.number, heading: section.heading, level: section.level, html: section.html, change: change?.kind ?? null, oldHtml: htmlBefore(change?.oldOrdinal), changes: told?.changes ?? null, headingChanges: told?.heading ?? null, marks: told?.marks ?? [], required: required.includes(section.ordinal), seen: seen !== undefined && !missing.includes(section.ordinal), seconds: seen?.seconds ?? 0 };
    }),
    removedSections: work.changes.filter((change) => change.kind === 'removed').map((change) => ({ number: change.number, heading: change.heading, oldHtml: htmlBefore(change.oldOrdinal) ?? '' })),
    quiz: progress.questions === 0 ? null : { passMark: assignment.passMark, questions: progress.questions, attemptsAllowed: progress.maxAttempts, attempts: work.attempts, locked: isLocked(progress) },
  };
}

/** Pages go by id: uuids of version 7 are in the order of making. */
type ListQuery = { cursor?: string | undefined; limit: number; personId?: string | undefined; documentId?: string | undefined; versionId?: string | undefined; state?: 'open' | 'overdue' | 'closed' | undefined; asOf?: string | undefined };

export async function assignments(ctx: Context, query: ListQuery): Promise<Outcome<Reply<typeof contract.listAssignments>>> {
  const at = atOf(ctx, query.asOf);
  const open = sql`(a.closed_at is null or a.closed_at > ${at})`;
  const state = query.state === undefined ? sql`true` : query.state === 'open' ? open : query.state === 'overdue' ? sql`${open} and least(a.due_at, a.overdue_since) <= ${at}` : sql`a.closed_at <= ${at}`;
  const where = sql`a.assigned_at <= ${at} and ${state} and ${visiblePeople(ctx.principal, may.readTraining, ctx.now)} and ${equals('a.person_id', query.personId)} and ${equals('a.document_id', query.documentId)} and ${equals('a.version_id', query.versionId)} and ${query.cursor === undefined ? sql`true` : sql`a.id < ${query.cursor}::uuid`}`;
  return done(page(await loadAssignmentRows(ctx.db, where, sql`a.id desc`, query.limit + 1), query.limit) as unknown as Reply<typeof contract.listAssignments>); // rows are JSON built to the contract
}

export async function records(ctx: Context, query: ListQuery): Promise<Outcome<Reply<typeof contract.listRecords>>> {
  const where = sql`r.event_at <= ${atOf(ctx, query.asOf)} and ${visiblePeople(ctx.principal, may.readTraining, ctx.now)} and ${equals('r.person_id', query.personId)} and ${equals('r.document_id', query.documentId)} and ${query.cursor === undefined ? sql`true` : sql`r.id < ${query.cursor}::uuid`}`;
  return done(page(await loadRecordRows(ctx.db, where, query.limit + 1), query.limit) as unknown as Reply<typeof contract.listRecords>); // as above
}

export async function showRecord(ctx: Context, id: string): Promise<Outcome<Reply<typeof contract.getRecord>>> {
  const [row] = await loadRecordRows(ctx.db, sql`r.id = ${id}::uuid`, 1);
  if (row === undefined) return refuse('not-found', { what: 'record' });
  const person = row['person'] as { id: string }; // built by the query
  if (!(await mayConcerning(ctx, may.readTraining, person.id))) return refuse('not-permitted');
  return done(row as unknown as Reply<typeof contract.getRecord>); // as above
}

function page(rows: Row[], limit: number): { items: Row[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

export async function trainingFile(ctx: Context, personId: string, asOf: string | undefined): Promise<Outcome<Reply<typeof contract.getTrainingFile>>> {
  if (!(await mayConcerning(ctx, may.readTraining, personId))) return refuse('not-permitted');
  if (!(await exists(ctx, 'person', personId))) return refuse('not-found', { what: 'person' });
  const at = atOf(ctx, asOf);
  const standings = await loadStandings(ctx.db, at, sql`p.id = ${personId}::uuid`);
  const rows = standings.toSorted((a, b) => a.number.localeCompare(b.number, 'en', { numeric: true })).map((standing) => obligationRow(standing, at));
  const kept = await loadRecordRows(ctx.db, sql`r.person_id = ${personId}::uuid and r.event_at <= ${at}`, 2000);
  return done({ obligations: rows, records: kept, counts: countStates(rows.map((row) => ({ state: row.state, people: 1 }))) } as unknown as Reply<typeof contract.getTrainingFile>); // as above
}

export async function exists(ctx: Context, table: 'person' | 'document', id: string): Promise<boolean> {
  return (await ctx.db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

export const refOf = (id: string | null, label: string | null) => (id === null || label === null ? null : { id, label });

function obligationRow(standing: StandingRow, at: Temporal.Instant) {
  const texts = standing.reasons.map((reason) => reason.text).join('; ');
  return {
    id: standing.obligationId, document: { id: standing.documentId, number: standing.number, title: standing.title, risk: standing.risk }, state: stateOf(standing, at), reasons: standing.reasons, since: standing.since, until: standing.until,
    inForce: refOf(standing.inForceId, standing.inForceLabel), trainedOn: refOf(standing.trainedOnId, standing.trainedOnLabel), recordId: standing.recordId, dueOn: standing.dueOn, overdueSince: standing.overdueSince, sentence: `Required because: ${texts}.`,
  };
}
