import { sql } from 'kysely';
import type { z } from 'zod';
import { done, refuse, type Outcome, type Refused } from '../../../kernel/decision.ts';
import { canonicalJson } from '../../../kernel/json.ts';
import { permits } from '../../../kernel/permission.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { sha256 } from '../../../platform/secret.ts';
import { act, commit } from '../../audit/actions.ts';
import type { Practical } from '../../learning/types.ts';
import { loadTarget } from '../../people/store.ts';
import { prepareSignature, proveSigner, saveSignature } from '../../signatures/actions.ts';
import { loadWork, type Work } from '../completion/actions.ts';
import { nextStep } from '../completion/rules.ts';
import { may } from '../permissions.ts';
import { lockOutReconciliation } from '../reconcile/store.ts';
import { equals, loadAssignmentFacts } from '../standing/store-lists.ts';
import { visiblePeople } from '../standing/store-visible.ts';
import * as contract from './contract.ts';
import { basisOf, isPassed, judgeRepetition, nextStage, progressOf } from './rules.ts';
import { repetitionStatement } from './rules-words.ts';
import { loadAssessors, loadBasis, loadWaiting, saveRepetition, type StoredRepetition } from './store.ts';
import type { AssessedItem, Basis, PracticalRefusal, RepetitionInput } from './types.ts';

type Reply<E extends { reply: z.ZodType }> = Loose<z.input<E['reply']>>;
type Assessable = { readonly work: Work; readonly practical: Practical };

/** Whose practical is next, of those within one's scope; never oneself. Those whom one may assess come first. */
export async function toAssess(ctx: Context, query: z.output<NonNullable<typeof contract.listToAssess.query>>): Promise<Outcome<Reply<typeof contract.listToAssess>>> {
  const [since, id] = (query.cursor ?? '').split(' ');
  const after = since === undefined || id === undefined || id === '' ? sql`true` : sql`(a.practical_since, a.id) > (${since}::timestamptz, ${id}::uuid)`;
  const where = sql`${visiblePeople(ctx.principal, may.assess, ctx.now)} and p.id is distinct from ${ctx.principal.id}::uuid and ${equals('a.person_id', query.personId)} and ${after}`;
  const rows = await loadWaiting(ctx.db, ctx.principal.id, ctx.now, where, query.limit + 1);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return done({ items, nextCursor: rows.length > query.limit && last !== undefined ? `${last.since.toString()} ${last.id}` : null } as unknown as Reply<typeof contract.listToAssess>); // rows are JSON built to the contract
}

/** The assignment with a practical, where the principal may assess this person. */
async function find(ctx: Context, db: Db | Tx, id: string, lock: boolean): Promise<{ readonly ok: true; readonly found: Assessable } | Refused<string>> {
  const work = await loadWork(db, id, ctx.now, lock);
  if (work === null) return refuse('not-found', { what: 'assignment' });
  if (!permits(ctx.principal, may.assess, (await loadTarget(db, work.assignment.personId, ctx.now)) ?? { personId: work.assignment.personId })) return refuse('not-permitted');
  const practical = work.progress.practical?.practical ?? null;
  return practical === null ? refuse('no-practical') : { ok: true, found: { work, practical } };
}

/** TRN-04, ASM-07: open, at work, reading and quiz done, and assessed by somebody who may. A correction may follow the last repetition. */
async function refuseAssessing(ctx: Context, db: Db | Tx, { work }: Assessable, correcting: boolean): Promise<{ readonly ok: true; readonly basis: Basis } | Refused<PracticalRefusal | 'signing-needs-a-person'>> {
  const { assignment } = work;
  if (ctx.principal.kind !== 'person') return refuse('signing-needs-a-person');
  const basis = basisOf({ assessorId: ctx.principal.id, learnerId: assignment.personId, ...(await loadBasis(db, ctx.principal.id, assignment.versionId, ctx.now)) });
  if (!basis.ok) return basis;
  if (assignment.closedAt !== null) return refuse('practical-closed', { why: assignment.closedWhy ?? 'it is completed' });
  if (!assignment.present) return refuse('learner-absent');
  const step = nextStep(work.progress);
  if (step === 'read' || step === 'quiz') return refuse('practical-not-ready');
  return step === 'sign' && !correcting ? refuse('practical-passed') : basis;
}

export async function practical(ctx: Context, id: string): Promise<Outcome<Reply<typeof contract.getPractical>>> {
  const outcome = await find(ctx, ctx.db, id, false);
  if (!outcome.ok) return outcome;
  const { found } = outcome;
  const { assignment } = found.work;
  const [row] = await loadAssignmentFacts(ctx.db, sql`a.id = ${id}::uuid`, sql`a.id`, 1);
  const allowed = await refuseAssessing(ctx, ctx.db, found, false);
  const why = allowed.ok ? null : sentenceOf(allowed);
  return done({ id, person: { id: assignment.personId, name: assignment.personName }, document: row?.['document'], version: { id: assignment.versionId, name: assignment.label }, path: assignment.path, dueOn: row?.['dueOn'], closed: assignment.closedAt !== null,
    practical: await progressShown(ctx.db, found.work, ctx.now), mayAssess: allowed.ok, why } as unknown as Reply<typeof contract.getPractical>); // document and due date are JSON built to the contract
}

function sentenceOf({ refusal }: Refused<keyof typeof contract.REFUSALS>): string {
  const { sentence } = contract.REFUSALS[refusal.code];
  return typeof sentence === 'string' ? sentence : sentence(refusal.detail ?? {});
}

/** For the assessor and the learner alike: what is asked, how far it is, and who may assess. */
export async function progressShown(db: Db | Tx, { assignment, progress }: Work, now: Temporal.Instant) {
  if (progress.practical === null) return null;
  const { practical, repetitions } = progress.practical;
  return { ...practical, stages: progressOf(practical, repetitions), next: nextStage(practical, repetitions), repetitionsDone: repetitions, assessors: await loadAssessors(db, assignment.personId, assignment.versionId, now) };
}

type Prepared = { readonly items: readonly AssessedItem[]; readonly competent: boolean; readonly number: number; readonly statement: string; readonly practicalSha256: string };

function prepare({ work, practical }: Assessable, assessor: string, input: RepetitionInput): { readonly ok: true; readonly prepared: Prepared } | Refused<PracticalRefusal> {
  const { assignment, progress } = work;
  const repetitions = progress.practical?.repetitions ?? [];
  const judged = judgeRepetition(practical, repetitions, input);
  if (!judged.ok) return judged;
  const number = repetitions.length + 1;
  const practicalSha256 = sha256(canonicalJson(practical)).toString('hex');
  const corrects = repetitions.find((one) => one.id === input.correctsId)?.number ?? null;
  const statement = repetitionStatement({ assessor, learner: assignment.personName, number: assignment.number, title: assignment.title, label: assignment.label, practicalSha256, repetition: number, stage: input.stage, place: input.place, batch: input.batch, items: judged.items, competent: judged.competent, corrects, reason: input.reason });
  return { ok: true, prepared: { items: judged.items, competent: judged.competent, number, statement, practicalSha256 } };
}

export async function proposeRepetition(ctx: Context, id: string, input: RepetitionInput): Promise<Outcome<{ statement: string; competent: boolean }>> {
  const outcome = await find(ctx, ctx.db, id, false);
  if (!outcome.ok) return outcome;
  const allowed = await refuseAssessing(ctx, ctx.db, outcome.found, input.correctsId !== null);
  if (!allowed.ok) return allowed;
  const made = prepare(outcome.found, ctx.principal.name, input);
  return made.ok ? done({ statement: made.prepared.statement, competent: made.prepared.competent }) : made;
}

/** ASM-07: the repetition with its signature. Once the practical is passed, the learner waits for nobody any more. */
export async function recordRepetition(ctx: Context, id: string, { statement, password, ...input }: RepetitionInput & { statement: string; password: string }): Promise<Outcome<Reply<typeof contract.recordRepetition>>> {
  const signer = await proveSigner(ctx, password);
  if (!signer.ok) return signer;
  return act(ctx, async (tx) => {
    await lockOutReconciliation(tx);
    const outcome = await find(ctx, tx, id, true);
    if (!outcome.ok) return outcome;
    const { found } = outcome;
    const allowed = await refuseAssessing(ctx, tx, found, input.correctsId !== null);
    if (!allowed.ok) return allowed;
    const made = prepare(found, signer.reply.printedName, input);
    if (!made.ok) return made;
    const { prepared } = made;
    const { assignment, progress } = found.work;
    const repetitionId = ctx.newId();
    const facts = { assignment: id, person: assignment.personId, version: assignment.versionId, number: prepared.number, stage: input.stage, competent: prepared.competent, practicalSha256: prepared.practicalSha256 };
    const signature = prepareSignature(ctx, signer.reply, { meaning: 'assessed', subject: { kind: 'repetition', id: repetitionId }, statement: prepared.statement, shown: statement, facts });
    if (!signature.ok) return signature;
    const stored: StoredRepetition = {
      id: repetitionId, assignment: id, person: assignment.personId, version: assignment.versionId, number: prepared.number, stage: input.stage, place: input.place, batch: input.batch, items: prepared.items, competent: prepared.competent,
      assessor: signer.reply.personId, assessorBy: allowed.basis.by, assessorBasis: allowed.basis.id, corrects: input.correctsId, reason: input.reason, at: ctx.now.toString(), signature: signature.reply.id, practicalSha256: prepared.practicalSha256,
    };
    const digest = sha256(canonicalJson(stored));
    const now = { ...stored, stage: input.stage, assessor: { id: signer.reply.personId, name: signer.reply.printedName }, at: ctx.now, digest: digest.toString('hex'), correctsId: input.correctsId, items: prepared.items };
    const passed = isPassed(found.practical, [...(progress.practical?.repetitions ?? []), now]);
    const event = { type: input.correctsId === null ? 'RepetitionAssessed' : 'RepetitionCorrected', subject: { kind: 'repetition', id: repetitionId }, data: { ...facts, document: assignment.documentId, passed, assessorBy: allowed.basis.by, assessorBasis: allowed.basis.id, ...(input.correctsId === null ? {} : { corrects: input.correctsId }), digest: digest.toString('hex'), signature: signature.reply.eventData }, ...(input.reason === null ? {} : { why: input.reason }) };
    await commit(ctx, tx, [event], (audited: AuditedTx) => saveAll(audited, ctx, { stored, digest, signature: signature.reply, passed, since: assignment.practicalSince }));
    return done({ id: repetitionId, number: prepared.number, competent: prepared.competent, passed });
  });
}

type Saved = { readonly stored: StoredRepetition; readonly digest: Buffer; readonly signature: Parameters<typeof saveSignature>[1]; readonly passed: boolean; readonly since: Temporal.Instant | null };

async function saveAll(tx: AuditedTx, ctx: Context, { stored, digest, signature, passed, since }: Saved): Promise<void> {
  await saveSignature(tx, signature);
  await saveRepetition(tx, stored, digest, passed ? null : (since ?? ctx.now));
}
