import { done, refuse, type Outcome, type Refused } from '../../../kernel/decision.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db } from '../../../platform/db/pool.ts';
import { act, commit } from '../../audit/actions.ts';
import { proveSigner, saveSignature } from '../../signatures/actions.ts';
import type { SigningRefusal } from '../../signatures/types.ts';
import { damaged, find, lock, signWith, withSignature } from '../actions.ts';
import { stepStatement } from '../rules-statements.ts';
import { saveSentBack } from '../store.ts';
import type { DocumentRefusal, Subject } from '../types.ts';
import { datesOf, endReview, maySee, reviewerOf } from './follow.ts';
import { may, onlyReads } from './permissions.ts';
import { entitlement } from './rules.ts';
import { reassign, signStep, takeBack } from './rules-acts.ts';
import { isHolder, loadEmployed, loadRunningReview, saveOpened, saveSigners, saveStepSignature, versionOfStep } from './store.ts';
import type { ReviewFacts, ReviewRefusal, StepFacts } from './types.ts';

type Refusals = DocumentRefusal | ReviewRefusal | SigningRefusal | 'statement-changed' | 'not-found' | 'not-permitted';
type Answer<Reply> = Promise<Outcome<Reply, Refusals>>;
type StepFound = { readonly ok: true; readonly subject: Subject; readonly review: ReviewFacts; readonly step: StepFacts };

export async function getStepStatement(ctx: Context, stepId: string): Answer<{ statement: string; onBehalfOf: { id: string; name: string } | null }> {
  const found = await findStep(ctx, ctx.db, stepId);
  if (!found.ok) return found;
  const { subject, review, step } = found;
  if (step.final) return refuse('step-is-approval', { step: step.name });
  const allowed = entitlement(review, step, await reviewerOf(ctx, ctx.db, subject));
  if (!allowed.ok) return allowed;
  const broken = await damaged(ctx.db, subject);
  if (broken !== null) return broken;
  const { onBehalfOf } = allowed;
  return done({ statement: stepStatement(ctx.principal.name, subject, step, onBehalfOf?.name ?? null), onBehalfOf });
}

/** DOC-04, SIG-01: a step of the review, signed by whom it waits for or by their deputy. */
export async function signReviewStep(ctx: Context, stepId: string, input: { readonly statement: string; readonly password: string }): Answer<{ id: string; done: boolean }> {
  if (onlyReads(ctx.principal)) return refuse('not-permitted');
  const signer = await proveSigner(ctx, input.password);
  if (!signer.ok) return signer;
  return act(ctx, async (tx) => {
    const place = await versionOfStep(tx, stepId);
    const locked = place === null ? null : await lock(ctx, tx, place.versionId, null); // whoever comes second sees what the first signed
    if (locked !== null && !locked.ok) return locked;
    const found = await findStep(ctx, tx, stepId);
    if (!found.ok) return found;
    const { subject, review, step } = found;
    const decision = signStep(subject, review, step, { ...(await reviewerOf(ctx, tx, subject)), name: signer.reply.printedName });
    if (!decision.ok) return decision;
    const { onBehalfOf, done: stepDone, opens } = decision.result;
    const statement = stepStatement(signer.reply.printedName, subject, step, onBehalfOf?.name ?? null);
    const facts = { contentSha256: subject.version.contentSha256, reviewId: review.id, stepId, step: step.name, onBehalfOf: onBehalfOf?.id ?? null };
    const signed = await signWith(ctx, tx, subject, signer.reply, step.meaning, statement, input.statement, facts);
    if (!signed.ok) return signed;
    const dates = await datesOf(ctx, tx, subject, opens);
    await commit(ctx, tx, withSignature(decision.events, signed.reply), async (audited) => {
      await saveSignature(audited, signed.reply);
      await saveStepSignature(audited, { id: signed.reply.id, stepId, personId: signer.reply.personId, onBehalfOf: onBehalfOf?.id ?? null, done: stepDone }, ctx.now);
      await saveOpened(audited, dates, ctx.now);
    });
    return done({ id: stepId, done: stepDone });
  });
}

export function takeBackSubmission(ctx: Context, versionId: string, input: { readonly reason: string }): Answer<{ id: string; state: 'draft' }> {
  return act(ctx, async (tx) => {
    const found = await lock(ctx, tx, versionId, may.takeBack);
    if (!found.ok) return found;
    const decision = takeBack(found.subject, ctx.principal.kind === 'person' ? ctx.principal.id : null, input.reason);
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, async (audited) => {
      await saveSentBack(audited, versionId, input.reason);
      await endReview(audited, versionId, 'taken_back', ctx.principal.id, input.reason, ctx.now);
    });
    return done({ id: versionId, state: 'draft' });
  });
}

export type ReassignInput = { readonly fromId: string | null; readonly toId: string; readonly reason: string };

export function reassignStep(ctx: Context, stepId: string, input: ReassignInput): Answer<{ id: string }> {
  return act(ctx, async (tx) => {
    const place = await versionOfStep(tx, stepId);
    if (place === null) return refuse('not-found', { what: 'step of a review' });
    const locked = await lock(ctx, tx, place.versionId, may.controlReviews);
    if (!locked.ok) return locked;
    const found = await findStep(ctx, tx, stepId);
    if (!found.ok) return found;
    const { subject, review, step } = found;
    const to = await loadEmployed(tx, input.toId, ctx.now);
    if (to === null) return refuse('person-unknown', { personId: input.toId });
    // Only an approver can decide training: the step would wait for ever.
    if (step.final && !(await isHolder(tx, to.id, 'approver', subject.document.siteId))) return refuse('reassign-approver', { name: to.name });
    const decision = reassign(subject, review, step, { fromId: input.fromId, to, reason: input.reason });
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, (audited) => saveSigners(audited, stepId, decision.result.map((person) => person.id)));
    return done({ id: stepId });
  });
}

async function findStep(ctx: Context, db: Db, stepId: string): Promise<StepFound | Refused<'not-found' | 'no-review' | 'not-permitted'>> {
  const place = await versionOfStep(db, stepId);
  if (place === null) return refuse('not-found', { what: 'step of a review' });
  const found = await find(ctx, db, place.versionId, null);
  if (!found.ok) return found;
  const review = await loadRunningReview(db, place.versionId, ctx.now);
  const step = review?.steps.find((candidate) => candidate.id === stepId);
  if (review === null || step === undefined) return refuse('no-review');
  if (!maySee(ctx, found.subject, [review], await reviewerOf(ctx, db, found.subject))) return refuse('not-found', { what: 'step of a review' });
  return { ok: true, subject: found.subject, review, step };
}
