// What the acts on a version mean for its review: submitting starts it, approving is its last step, sending back ends it.
import { done, type Outcome, type Refused } from '../../../kernel/decision.ts';
import { dayIn, type Instant } from '../../../kernel/day.ts';
import { permits } from '../../../kernel/permission.ts';
import type { AuditedTx, Context } from '../../../platform/context.ts';
import type { Db, Tx } from '../../../platform/db/pool.ts';
import { standsInFor } from '../deputies/rules.ts';
import { loadStandIns } from '../deputies/store.ts';
import { may as mayDocuments } from '../permissions.ts';
import { wrote } from '../rules.ts';
import type { Subject } from '../types.ts';
import { rolesAt } from './permissions.ts';
import { dueDay, entitlement, openStage, whyNotFinal } from './rules.ts';
import { stepsOf } from './rules-route.ts';
import { countUnresolved } from './store-comments.ts';
import { loadRoute, loadSurroundings } from './store-route.ts';
import { loadCalendar, loadRunningReview, saveEnd, saveOpened, saveReview, saveStepSignature } from './store.ts';
import type { NewStep, ReviewEvent, ReviewFacts, Reviewer, ReviewOutcome, ReviewRefusal } from './types.ts';

export type Prepared = { readonly event: ReviewEvent; readonly save: (tx: AuditedTx) => Promise<void> };

/** The review that a submission begins: the route of the document's type, copied with the people it means now. */
export async function prepareReview(ctx: Context, tx: Tx, subject: Subject): Promise<Outcome<Prepared, ReviewRefusal>> {
  const { document, version } = subject;
  const route = await loadRoute(tx, document.id);
  const drawn = stepsOf(route, await loadSurroundings(tx, subject, route, ctx.now));
  if ('ok' in drawn) return drawn;
  const review = { id: ctx.newId(), versionId: version.id, authorId: version.authorId, commentsBlock: route.commentsBlock, sameSigner: route.sameSigner };
  const steps = drawn.map((step) => ({ ...step, id: ctx.newId() }));
  const first = await datesOf(ctx, tx, subject, steps.filter((step) => step.stage === 1));
  const event: ReviewEvent = {
    type: 'ReviewStarted', subject: { kind: 'version', id: version.id },
    data: { documentId: document.id, number: document.number, label: version.label, reviewId: review.id, commentsBlock: route.commentsBlock, sameSigner: route.sameSigner, steps: steps.map(inWords) },
  };
  return done({ event, save: async (audited) => {
    await saveReview(audited, review, steps, ctx.now);
    await saveOpened(audited, first, ctx.now);
  } });
}

function inWords(step: NewStep) {
  const { stage, name, meaning, role, need, days, deputies, people } = step;
  return { stage, name, meaning, role, need, days, deputies, people: role === null ? people.map((person) => person.name) : [] };
}

/** Until when steps opened now are due, by the calendar of the document's site. */
export async function datesOf(ctx: Context, db: Db, { document }: Subject, steps: readonly { readonly id: string; readonly days: number }[]): Promise<{ readonly id: string; readonly dueOn: Temporal.PlainDate }[]> {
  const calendar = await loadCalendar(db, document.siteId);
  const today = dayIn(ctx.now, document.zone);
  return steps.map((step) => ({ id: step.id, dueOn: dueDay(today, step.days, calendar) }));
}

/** Who somebody is in the review of a version of this document, today. */
export async function reviewerOf(ctx: Context, db: Db, { document }: Subject): Promise<Reviewer> {
  const personId = ctx.principal.kind === 'person' ? ctx.principal.id : '';
  const deputies = personId === '' ? [] : await loadStandIns(db, personId, ctx.now);
  return { personId, roles: rolesAt(ctx.principal, document.siteId), standsInFor: standsInFor(deputies, personId, dayIn(ctx.now, document.zone), document.siteId) };
}

/** True when one of the steps is or was theirs to sign. */
export function takesPart(review: ReviewFacts, reviewer: Reviewer): boolean {
  const own = new Set([reviewer.personId, ...reviewer.standsInFor.map((person) => person.id)]);
  return review.steps.some((step) => (step.role !== null && reviewer.roles.includes(step.role)) || step.people.some((person) => own.has(person.id)) || step.signatures.some((signature) => signature.by.id === reviewer.personId));
}

/** Who sees a review: who reads drafts there, who wrote the version, and who takes part. To others it is not there. */
export function maySee(ctx: Context, { document, version }: Subject, reviews: readonly ReviewFacts[], reviewer: Reviewer): boolean {
  return permits(ctx.principal, mayDocuments.readAllVersions, { siteId: document.siteId }) || wrote(version, reviewer.personId) || reviews.some((review) => takesPart(review, reviewer));
}

/** True when the person may sign a step that is open now; they may then also send the version back. */
export function mayJudge(review: ReviewFacts, reviewer: Reviewer): boolean {
  return review.steps.some((step) => step.stage === openStage(review) && entitlement(review, step, reviewer).ok);
}

/** DOC-04: why the approval cannot be given yet, or not by this person. A version put under review before routes existed has none. */
export async function whyNotApproval(ctx: Context, db: Db, subject: Subject): Promise<Refused<ReviewRefusal> | null> {
  const review = await loadRunningReview(db, subject.version.id, ctx.now);
  if (review === null) return null;
  const unresolved = review.commentsBlock ? await countUnresolved(db, subject.version.id) : 0;
  return whyNotFinal(review, await reviewerOf(ctx, db, subject), unresolved);
}

/** The people whom the route names for the approval; null where it asks for a role, or there is no route. */
export async function namedToApprove(db: Db, versionId: string, now: Instant): Promise<ReadonlySet<string> | null> {
  const final = (await loadRunningReview(db, versionId, now))?.steps.find((step) => step.final);
  return final === undefined || final.role !== null ? null : new Set(final.people.map((person) => person.id));
}

/** Whether the person of the context may send this version back although they hold no role for it. */
export async function judges(ctx: Context, db: Db, subject: Subject): Promise<boolean> {
  const review = await loadRunningReview(db, subject.version.id, ctx.now);
  return review !== null && mayJudge(review, await reviewerOf(ctx, db, subject));
}

/** The approval is the last step's signature and the end of the review. */
export async function finishReview(tx: AuditedTx, versionId: string, signature: { readonly id: string; readonly personId: string }, now: Instant): Promise<void> {
  const review = await loadRunningReview(tx, versionId, now);
  const final = review?.steps.find((step) => step.final);
  if (final === undefined) return;
  await saveStepSignature(tx, { id: signature.id, stepId: final.id, personId: signature.personId, onBehalfOf: null, done: true }, now);
  await endReview(tx, versionId, 'approved', signature.personId, null, now);
}

export async function endReview(tx: AuditedTx, versionId: string, outcome: ReviewOutcome, byId: string | null, reason: string | null, now: Instant): Promise<void> {
  await saveEnd(tx, versionId, { outcome, byId, reason }, now);
}
