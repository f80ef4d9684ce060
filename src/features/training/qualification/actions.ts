import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { scopeOf } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { may } from '../permissions.ts';
import { visiblePeople } from '../standing/store-visible.ts';
import { withTokens, type Signing } from './actions-signed.ts';
import type { getQualification, zAnswer } from './contract.ts';
import { judge, judgeTask, sentenceOf, taskSentence, unknownSentence } from './rules.ts';
import { loadFacts, type Asked, type FactRow } from './store.ts';
import type { Judgement, Known } from './types.ts';

export type Answer = Loose<z.input<typeof zAnswer>>;
type Single = Loose<z.input<typeof getQualification.reply>>;
type Batch = { readonly at: Temporal.Instant; readonly answers: readonly Answer[] };
type When = { readonly at?: string | undefined };

export async function qualification(ctx: Context, { at, ...pair }: Asked & When, signing: Signing | null): Promise<Outcome<Single>> {
  const outcome = await qualifications(ctx, { pairs: [pair], at }, signing);
  if (!outcome.ok) return outcome;
  const [answer] = outcome.reply.answers;
  if (answer === undefined || answer.person === null) return refuse('not-found', { what: 'person, document or task' });
  return done({ ...answer, person: answer.person });
}

export async function qualifications(ctx: Context, body: { readonly pairs: readonly Asked[] } & When, signing: Signing | null): Promise<Outcome<Batch>> {
  if (signing !== null && body.at !== undefined) return refuse('signed-is-now');
  const at = body.at === undefined ? ctx.now : Temporal.Instant.from(body.at);
  const answers = await answersTo(ctx, body.pairs, at);
  if (answers === null) return refuse('not-permitted');
  return done({ at, answers: signing === null ? answers : await withTokens(ctx, answers, signing) });
}

/** Null when one of the people may not be seen; who sees only some learns of nobody else whether they exist. */
export async function answersTo(ctx: Context, asked: readonly Asked[], at: Temporal.Instant): Promise<Answer[] | null> {
  const rows = await loadFacts(ctx.db, asked, at, visiblePeople(ctx.principal, may.readTraining, ctx.now));
  if (scopeOf(ctx.principal, may.readTraining) !== 'all' && rows.some((row) => row.personId === null || row.visible !== true)) return null;
  const byPair = Map.groupBy(rows, (row) => row.i);
  return asked.map((one, i) => answerTo(one, byPair.get(i) ?? [], at));
}

function answerTo(asked: Asked, rows: readonly FactRow[], at: Temporal.Instant): Answer {
  const [row] = rows;
  if (row === undefined || row.personId === null) return unknown('unknown_person', asked.person, at);
  if (asked.task !== undefined && row.taskId === null) return unknown('unknown_task', asked.task, at);
  if (row.documentId === null) return unknown('unknown_document', asked.document ?? '', at);
  return row.taskId === null ? aboutDocument(row, at) : aboutTask(row, rows, at);
}

function aboutDocument(row: FactRow, at: Temporal.Instant): Answer {
  const { known, judgement } = judged(row, at);
  const last = judgement.qualified ? judgement.record : (known.records[0] ?? null);
  return {
    ...nothing(at), ...partOf(row, known, judgement), person: personOf(row), recordIds: judgement.recordIds, trainedOn: last === null ? null : { id: last.versionId, label: last.label },
    required: row.required, reasons: row.reasons ?? [],
  };
}

function aboutTask(row: FactRow, rows: readonly FactRow[], at: Temporal.Instant): Answer {
  const all = rows.map((one) => ({ row: one, ...judged(one, at) }));
  const judgement = judgeTask(all.map((one) => one.judgement));
  const missing = all.filter((one) => !one.judgement.qualified).map((one) => one.row.number);
  const documents = all.map((one) => partOf(one.row, one.known, one.judgement));
  return { ...nothing(at), ...judgement, person: personOf(row), task: { id: row.taskId ?? '', code: row.taskCode, name: row.taskName, version: row.taskVersion }, sentence: taskSentence(row.personName, row.taskName, judgement, missing), documents };
}

function judged(row: FactRow, at: Temporal.Instant): { known: Known; judgement: Judgement } {
  const inForce = row.versionId === null ? null : { id: row.versionId, label: row.label };
  const records = (row.records ?? []).map((record) => ({ ...record, eventAt: Temporal.Instant.from(record.eventAt), validUntil: record.validUntil === null ? null : Temporal.Instant.from(record.validUntil) }));
  const known = { employed: row.employed, inForce, records };
  return { known, judgement: judge(known, at) };
}

function partOf(row: FactRow, known: Known, judgement: Judgement) {
  const { qualified, reason, recordIds, validUntil } = judgement;
  const document = { id: row.documentId ?? '', number: row.number, title: row.title, risk: row.risk };
  return { document, qualified, reason, sentence: sentenceOf({ person: row.personName, zone: row.zone }, row.number, known, judgement), versionInForce: known.inForce, recordIds, validUntil };
}

function personOf(row: FactRow) {
  return { id: row.personId ?? '', name: row.personName, employeeNumber: row.employeeNumber };
}

function nothing(at: Temporal.Instant) {
  return { person: null, document: null, task: null, at, qualified: false, recordIds: [], validUntil: null, versionInForce: null, trainedOn: null, required: false, reasons: [], documents: [], token: null };
}

function unknown(reason: 'unknown_person' | 'unknown_document' | 'unknown_task', asked: string, at: Temporal.Instant): Answer {
  return { ...nothing(at), reason, sentence: unknownSentence(reason, asked) };
}
