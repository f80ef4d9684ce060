import { createHash, randomInt } from 'node:crypto';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { canonicalJson, type JsonObject } from '../../../kernel/json.ts';
import { permits } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { act, commit } from '../../audit/actions.ts';
import type { changedSections } from '../../documents/rules-sections.ts';
import { isContentIntact } from '../../documents/store.ts';
import { presentQuestions, scoreAttempt } from '../../learning/rules.ts';
import type { Question } from '../../learning/types.ts';
import { loadTarget } from '../../people/store.ts';
import { prepareSignature, proveSigner, saveSignature } from '../../signatures/actions.ts';
import { may } from '../permissions.ts';
import { asksPractical } from '../practical/rules.ts';
import { practicalWords } from '../practical/rules-words.ts';
import { savePracticalSince } from '../practical/store.ts';
import { lockOutReconciliation } from '../reconcile/store.ts';
import { validityOf } from '../recurrence/rules.ts';
import { loadCycle } from '../recurrence/store.ts';
import type { Validity } from '../recurrence/types.ts';
import type { TrainingRefusal } from '../types.ts';
import { attemptsLeft, hasPassed, isLocked, nextStep, questionsFor, requiredSections, sectionsBehind, stepsOf, trainingStatement, unread, waitsForAssessor, type Progress } from './rules.ts';
import { differencesBetween, loadFrozen } from './frozen.ts';
import { loadAssignment, loadAttemptAssignment, loadProgress, loadReading, saveAttempt, saveCompleted, saveExtraAttempts, saveOpened, saveReading, saveRecord, saveSubmitted, type AttemptRow, type LoadedAssignment, type ReadingRow, type RecordContent, type SectionRow } from './store.ts';

/** Everything about one assignment that its screens and its rules ask for. */
export type Work = {
  readonly assignment: LoadedAssignment; readonly sections: readonly SectionRow[]; readonly before: readonly SectionRow[];
  readonly changes: ReturnType<typeof changedSections>; readonly questions: readonly Question[]; readonly reading: readonly ReadingRow[]; readonly attempts: readonly AttemptRow[]; readonly progress: Progress;
};

export async function loadWork(db: Db | Tx, id: string, now: Temporal.Instant, lock: boolean): Promise<Work | null> {
  const assignment = await loadAssignment(db, id, now, lock);
  if (assignment === null) return null;
  const frozen = await loadFrozen(db, assignment.versionId);
  const known = assignment.knownVersionId === null ? null : await loadFrozen(db, assignment.knownVersionId);
  const changes = known === null || assignment.knownVersionId === null ? [] : differencesBetween(assignment.knownVersionId, known, assignment.versionId, frozen);
  const { sections } = frozen;
  const changed = changes.flatMap((change) => change.ordinal ?? []);
  const questions = questionsFor(assignment.path, frozen.module?.questions ?? [], sections.filter((section) => changed.includes(section.ordinal)));
  const { reading, attempts, repetitions } = await loadProgress(db, id);
  const practical = frozen.module?.practical ?? null;
  const progress: Progress = {
    path: assignment.path, sections, changed, questions: questions.length, maxAttempts: assignment.maxAttempts + assignment.extraAttempts,
    seen: reading, attempts, practical: practical !== null && asksPractical(assignment.path, practical, assignment.practicedBefore) ? { practical, repetitions } : null,
  };
  return { assignment, sections, before: known?.sections ?? [], changes, questions, reading, attempts, progress };
}

/** TRN-04: one's own, still open, and present at work. */
function refuseForeign(ctx: Context, { assignment }: Work) {
  if (ctx.principal.kind !== 'person' || assignment.personId !== ctx.principal.id) return refuse<TrainingRefusal>('not-permitted');
  if (assignment.closedAt !== null) return refuse<TrainingRefusal>('assignment-closed', { why: assignment.closedWhy ?? 'it is completed' });
  if (!assignment.present) return refuse<TrainingRefusal>('absent-or-left');
  return null;
}

async function withOwnWork<Reply>(ctx: Context, id: string, then: (tx: Tx, work: Work) => Promise<Outcome<Reply, string>>): Promise<Outcome<Reply, string>> {
  return act(ctx, async (tx) => {
    await lockOutReconciliation(tx); // what is completed here is not superseded at the same moment
    const work = await loadWork(tx, id, ctx.now, true);
    if (work === null) return refuse('not-found', { what: 'assignment' });
    return refuseForeign(ctx, work) ?? then(tx, work);
  });
}

export function openAssignment(ctx: Context, id: string): Promise<Outcome<{ openedAt: Temporal.Instant }>> {
  return withOwnWork(ctx, id, async (tx, { assignment }) => {
    if (assignment.openedAt !== null) return done({ openedAt: assignment.openedAt });
    const event = { type: 'TrainingOpened', subject: { kind: 'assignment', id }, data: { person: assignment.personId, version: assignment.versionId, contentSha256: assignment.contentSha256.toString('hex') } };
    await commit(ctx, tx, [event], (audited) => saveOpened(audited, ctx, id));
    return done({ openedAt: ctx.now });
  });
}

export function reportReading(ctx: Context, id: string, sections: readonly { ordinal: number; seconds: number }[]): Promise<Outcome<{ seen: number; required: number; complete: boolean }>> {
  return withOwnWork(ctx, id, async (tx, work) => {
    const unknown = sections.find((section) => !work.sections.some((known) => known.ordinal === section.ordinal));
    if (unknown !== undefined) return refuse('unknown-section', { ordinal: unknown.ordinal });
    await saveReading(tx, ctx.now, id, sections);
    const progress: Progress = { ...work.progress, seen: await loadReading(tx, id) };
    await tellPractical(ctx, tx, work, progress);
    const required = requiredSections(progress);
    return done({ seen: required.filter((ordinal) => progress.seen.some((seen) => seen.ordinal === ordinal)).length, required: required.length, complete: unread(progress).length === 0 });
  });
}

/** TRN-04: from now on it is listed for the assessors. */
async function tellPractical(ctx: Context, tx: Tx, { assignment }: Work, progress: Progress): Promise<void> {
  if (assignment.practicalSince !== null || !waitsForAssessor(progress)) return;
  const event = { type: 'PracticalDue', subject: { kind: 'assignment', id: assignment.id }, data: { person: assignment.personId, document: assignment.documentId, version: assignment.versionId } };
  await commit(ctx, tx, [event], (audited) => savePracticalSince(audited, assignment.id, ctx.now));
}

type Presented = { id: string; number: number; questions: { id: string; kind: Question['kind']; text: string; options: { id: string; text: string }[] }[] };

/** An attempt that was begun and not handed in is gone on with, so that a closed tab costs nothing. */
export function startAttempt(ctx: Context, id: string): Promise<Outcome<Presented>> {
  return withOwnWork(ctx, id, async (tx, work) => {
    const refused = refuseAttempt(work);
    if (refused !== null) return refused;
    const begun = work.attempts.find((attempt) => attempt.submittedAt === null);
    if (begun !== undefined) return done(presented(begun.id, begun.number, begun.questions, work.questions));
    const shown = presentQuestions(work.questions, () => randomInt(2 ** 32) / 2 ** 32);
    const attempt = { id: ctx.newId(), assignmentId: id, number: work.attempts.length + 1, questions: shown.map((question) => ({ id: question.id, options: question.options.map((option) => option.id) })) };
    const event = { type: 'AttemptStarted', subject: { kind: 'assignment', id }, data: { person: work.assignment.personId, attempt: attempt.id, number: attempt.number } };
    await commit(ctx, tx, [event], (audited) => saveAttempt(audited, ctx, attempt));
    return done(presented(attempt.id, attempt.number, attempt.questions, work.questions));
  });
}

function refuseAttempt({ progress }: Work) {
  if (!stepsOf(progress).includes('quiz')) return refuse<TrainingRefusal>('no-quiz');
  if (hasPassed(progress)) return refuse<TrainingRefusal>('quiz-passed-already');
  if (isLocked(progress)) return refuse<TrainingRefusal>('attempts-used-up');
  const missing = unread(progress).length;
  if (missing > 0) return refuse<TrainingRefusal>(progress.attempts.some((attempt) => attempt.passed === false) ? 'reread-first' : 'reading-incomplete', { sections: missing });
  return null;
}

/** ASM-04: ids and texts only; the key and the feedback stay here until the answers are in. */
function presented(id: string, number: number, shown: AttemptRow['questions'], questions: readonly Question[]): Presented {
  return {
    id, number,
    questions: shown.flatMap(({ id: questionId, options }) => {
      const question = questions.find((candidate) => candidate.id === questionId);
      if (question === undefined) return [];
      return [{ id: question.id, kind: question.kind, text: question.text, options: options.flatMap((optionId) => question.options.find((option) => option.id === optionId) ?? []).map((option) => ({ id: option.id, text: option.text })) }];
    }),
  };
}

type Answers = readonly { questionId: string; optionIds: readonly string[] }[];
type Scored = { number: number; score: number; passed: boolean; passMark: number; attemptsLeft: number; results: { questionId: string; correct: boolean; feedback: string | null; sections: string[] }[]; reread: number[] };

export async function submitAttempt(ctx: Context, attemptId: string, answers: Answers): Promise<Outcome<Scored>> {
  const assignmentId = await loadAttemptAssignment(ctx.db, attemptId);
  if (assignmentId === null) return refuse('not-found', { what: 'attempt' });
  return withOwnWork(ctx, assignmentId, async (tx, work) => {
    const attempt = work.attempts.find((candidate) => candidate.id === attemptId);
    if (attempt === undefined || attempt.submittedAt !== null) return refuse('attempt-submitted');
    const asked = work.questions.filter((question) => attempt.questions.some((shown) => shown.id === question.id));
    const stray = answers.find((answer) => !asked.some((question) => question.id === answer.questionId));
    if (stray !== undefined) return refuse('unknown-question');
    const outcome = scoreAttempt(asked, answers, work.assignment.passMark);
    const missedSections = [...new Set(outcome.results.filter((result) => !result.correct).flatMap((result) => [...result.sections]))];
    const event = { type: 'AttemptSubmitted', subject: { kind: 'assignment', id: assignmentId }, data: { person: work.assignment.personId, attempt: attemptId, number: attempt.number, score: outcome.score, passed: outcome.passed, passMark: work.assignment.passMark } };
    const last = !outcome.passed && attemptsLeft(work.progress) === 1;
    await commit(ctx, tx, [event], (audited) => saveSubmitted(audited, ctx, { id: attemptId, answers, score: outcome.score, passed: outcome.passed, missedSections }, last ? assignmentId : null));
    const submitted = { ...attempt, submittedAt: ctx.now, passed: outcome.passed, missedSections };
    await tellPractical(ctx, tx, work, { ...work.progress, attempts: work.progress.attempts.map((one) => (one.id === attemptId ? submitted : one)) });
    return done({
      number: attempt.number, score: outcome.score, passed: outcome.passed, passMark: work.assignment.passMark, attemptsLeft: attemptsLeft(work.progress) - 1,
      results: outcome.results.map((result) => ({ ...result, sections: [...result.sections] })), reread: outcome.passed ? [] : sectionsBehind(missedSections, work.sections),
    });
  });
}

export async function showTrainingStatement(ctx: Context, id: string): Promise<Outcome<{ statement: string }>> {
  const work = await loadWork(ctx.db, id, ctx.now, false);
  if (work === null) return refuse('not-found', { what: 'assignment' });
  return refuseForeign(ctx, work) ?? refuseSigning(work) ?? done({ statement: statementOf(work) });
}

function refuseSigning({ progress }: Work) {
  const step = nextStep(progress);
  if (step === 'read') return refuse<TrainingRefusal>('reading-incomplete', { sections: unread(progress).length });
  if (step === 'quiz') return refuse<TrainingRefusal>('quiz-not-passed');
  if (step === 'practical') return refuse<TrainingRefusal>('practical-not-passed');
  return null;
}

const scoreOf = ({ attempts }: Work): number | null => attempts.find((attempt) => attempt.passed === true)?.score ?? null;

function statementOf(work: Work): string {
  const { assignment } = work;
  const changed = work.changes.flatMap((change) => (change.number ?? change.heading) ?? []);
  return trainingStatement({ name: assignment.personName, number: assignment.number, title: assignment.title, label: assignment.label, contentSha256: assignment.contentSha256.toString('hex'), path: assignment.path, score: scoreOf(work), changed, practical: practicalWords(work.progress.practical?.repetitions ?? [], assignment.zone) });
}

/** SIG-01, TRN-06: the signature, the immutable record and the closed assignment, together or not at all. */
export async function signTraining(ctx: Context, id: string, input: { statement: string; password: string }): Promise<Outcome<{ recordId: string; signatureId: string; signedAt: Temporal.Instant }>> {
  const signer = await proveSigner(ctx, input.password);
  if (!signer.ok) return signer;
  return withOwnWork(ctx, id, async (tx, work) => {
    const refused = refuseSigning(work);
    if (refused !== null) return refused;
    const { assignment } = work;
    if (!(await isContentIntact(tx, assignment.contentSha256.toString('hex')))) return refuse('content-damaged');
    const recordId = ctx.newId();
    const practical = work.progress.practical === null ? {} : { practical: practicalRecord(work.progress.practical) };
    const facts = { document: assignment.number, version: assignment.label, versionId: assignment.versionId, contentSha256: assignment.contentSha256.toString('hex'), path: assignment.path, score: scoreOf(work), passMark: work.progress.questions === 0 ? null : assignment.passMark, ...practical };
    const signature = prepareSignature(ctx, signer.reply, { meaning: 'read_and_understood', subject: { kind: 'record', id: recordId }, statement: statementOf(work), shown: input.statement, facts });
    if (!signature.ok) return signature;
    const { recurrence, last } = await loadCycle(tx, assignment.personId, assignment.documentId);
    const validity = validityOf(recurrence, { at: ctx.now, zone: assignment.zone, versionId: assignment.versionId, notice: assignment.path === 'notice' || assignment.path === 'practical' }, last);
    const record = recordOf(ctx, work, recordId, signature.reply.id, validity);
    const digest = createHash('sha256').update(canonicalJson(record)).digest();
    const event = { type: 'TrainingCompleted', subject: { kind: 'record', id: recordId }, data: { person: assignment.personId, document: assignment.documentId, version: assignment.versionId, assignment: id, path: assignment.path, score: facts.score, contentSha256: facts.contentSha256, recordDigest: digest.toString('hex'), ...(record.validUntil === null ? {} : { validUntil: record.validUntil }), signature: signature.reply.eventData } };
    await commit(ctx, tx, [event], async (audited) => {
      await saveSignature(audited, signature.reply);
      await saveRecord(audited, record, digest);
      await saveCompleted(audited, ctx, id);
    });
    return done({ recordId, signatureId: signature.reply.id, signedAt: ctx.now });
  });
}

function recordOf(ctx: Context, work: Work, id: string, signature: string, { validUntil, anchorOn }: Validity): RecordContent {
  const { assignment } = work;
  return {
    id, kind: 'training', person: assignment.personId, document: assignment.documentId, version: assignment.versionId, module: assignment.moduleId, assignment: assignment.id,
    path: assignment.path, contentSha256: assignment.contentSha256.toString('hex'), covers: assignment.covers,
    attempts: work.attempts.filter((attempt) => attempt.submittedAt !== null).map((attempt) => ({ number: attempt.number, startedAt: attempt.startedAt.toString(), submittedAt: attempt.submittedAt?.toString() ?? null, score: attempt.score, passed: attempt.passed })),
    reading: work.reading.map((row) => ({ ordinal: row.ordinal, firstSeenAt: row.firstSeenAt.toString(), lastSeenAt: row.lastSeenAt.toString(), seconds: row.seconds })),
    score: scoreOf(work), signature, eventAt: ctx.now.toString(), enteredAt: ctx.now.toString(), zone: assignment.zone,
    validUntil: validUntil?.toString() ?? null, anchorOn: anchorOn?.toString() ?? null,
    ...(work.progress.practical === null ? {} : { practical: practicalRecord(work.progress.practical) }),
  };
}

/** TRN-06: the verdict with every repetition, those that did not go well too, and their digests. */
function practicalRecord({ practical, repetitions }: NonNullable<Progress['practical']>): JsonObject {
  return {
    verdict: 'competent', practicalSha256: createHash('sha256').update(canonicalJson(practical)).digest('hex'),
    repetitions: repetitions.map(({ id, number, stage, competent, place, batch, assessor, at, correctsId, digest }) => ({ id, number, stage, competent, place, batch, assessor, at: at.toString(), corrects: correctsId, digest })),
  };
}

/** ASM-05: who supervises the learner decides, nobody for themselves, and only where no attempt is left. */
export async function refuseDecidingAttempts(ctx: Context, tx: Tx, { assignment, progress }: Work) {
  if (assignment.personId === ctx.principal.id) return refuse<TrainingRefusal>('own-attempts');
  if (!permits(ctx.principal, may.allowAttempts, (await loadTarget(tx, assignment.personId, ctx.now)) ?? { personId: assignment.personId })) return refuse('not-permitted');
  if (assignment.closedAt !== null) return refuse<TrainingRefusal>('assignment-closed', { why: assignment.closedWhy ?? 'it is completed' });
  return isLocked(progress) ? null : refuse<TrainingRefusal>('not-locked');
}

/** ASM-05: after coaching, a supervisor other than the learner allows more attempts, with the reason. */
export function allowAttempts(ctx: Context, id: string, input: { attempts: number; reason: string }): Promise<Outcome<{ attemptsLeft: number }>> {
  return act(ctx, async (tx) => {
    const work = await loadWork(tx, id, ctx.now, true);
    if (work === null) return refuse('not-found', { what: 'assignment' });
    const refused = await refuseDecidingAttempts(ctx, tx, work);
    if (refused !== null) return refused;
    const { assignment } = work;
    const event = { type: 'AttemptsAllowed', subject: { kind: 'assignment', id }, data: { person: assignment.personId, attempts: input.attempts }, why: input.reason };
    await commit(ctx, tx, [event], (audited) => saveExtraAttempts(audited, id, input.attempts));
    return done({ attemptsLeft: input.attempts });
  });
}
