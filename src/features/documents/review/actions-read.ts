import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { dayIn } from '../../../kernel/day.ts';
import { permits, scopeOf } from '../../../kernel/permission.ts';
import type { Context } from '../../../platform/context.ts';
import { problemOf } from '../../../platform/http/problem.ts';
import { loadStandIns } from '../deputies/store.ts';
import { standsInFor } from '../deputies/rules.ts';
import { find } from '../actions.ts';
import { REFUSALS } from '../contract.ts';
import { loadVersionRows } from '../library/store.ts';
import { may as mayDocuments } from '../permissions.ts';
import { whyNot, wrote } from '../rules.ts';
import { changedSections } from '../rules-sections.ts';
import { loadSections } from '../store.ts';
import type { Subject } from '../types.ts';
import { mayJudge, maySee, reviewerOf, takesPart, whyNotApproval } from './follow.ts';
import { may, rolesAt } from './permissions.ts';
import { entitlement, isStepOverdue, missingOf, openStage, waitingFor } from './rules.ts';
import { whyNotComment } from './rules-comments.ts';
import { loadThreads } from './store-comments.ts';
import { findOwn, findRunning, findWaiting, loadWaitingVersions, type WaitingVersion } from './store-waiting.ts';
import { loadReviews, loadReviewsOf } from './store.ts';
import type { Ref, ReviewFacts, Reviewer, StepFacts } from './types.ts';

type Answer<Reply> = Promise<Outcome<Reply, 'not-found' | 'not-permitted'>>;
type Waiting = Omit<WaitingVersion, 'siteId' | 'zone'> & {
  readonly stepId: string; readonly step: string; readonly meaning: 'reviewed' | 'approved'; readonly final: boolean; readonly openedAt: Temporal.Instant | null; readonly dueOn: Temporal.PlainDate | null;
  readonly overdue: boolean; readonly onBehalfOf: Ref | null; readonly waitingFor: string; readonly mine: boolean;
};

/** What waits for the reader, the latest deadline last; or what they submitted; or, for document control, all that runs. */
export async function listReviews(ctx: Context, input: { readonly waiting: 'me' | 'mine' | 'all'; readonly limit: number; readonly cursor?: string | undefined }): Answer<{ items: Waiting[]; nextCursor: string | null; total: number; overdue: number }> {
  const ids = await idsFor(ctx, input.waiting);
  if (ids === null) return refuse('not-permitted', { needs: may.controlReviews.roles.join(' or ') });
  const reviews = await loadReviews(ctx.db, ids, ctx.now);
  const [versions, deputies] = await Promise.all([loadWaitingVersions(ctx.db, reviews.map((review) => review.versionId)), ctx.principal.kind === 'person' ? loadStandIns(ctx.db, ctx.principal.id, ctx.now) : []]);
  const personId = ctx.principal.kind === 'person' ? ctx.principal.id : '';
  const all = reviews.flatMap((review) => {
    const version = versions.get(review.versionId);
    if (version === undefined) return [];
    const today = dayIn(ctx.now, version.zone);
    const reviewer = { personId, roles: rolesAt(ctx.principal, version.siteId), standsInFor: standsInFor(deputies, personId, today, version.siteId) };
    return rowsOf(review, version, reviewer, today).filter((row) => input.waiting !== 'me' || row.mine);
  }).toSorted((a, b) => (a.dueOn?.toString() ?? '').localeCompare(b.dueOn?.toString() ?? ''));
  const from = Number(input.cursor ?? 0) || 0;
  const until = from + input.limit;
  return done({ items: all.slice(from, until), nextCursor: until < all.length ? String(until) : null, total: all.length, overdue: all.filter((row) => row.overdue).length });
}

async function idsFor(ctx: Context, waiting: 'me' | 'mine' | 'all'): Promise<string[] | null> {
  if (waiting === 'all') {
    const scope = scopeOf(ctx.principal, may.controlReviews);
    return scope === null ? null : findRunning(ctx.db, scope === 'all' ? 'all' : scope.siteIds);
  }
  if (ctx.principal.kind !== 'person') return [];
  if (waiting === 'mine') return findOwn(ctx.db, ctx.principal.id);
  const deputies = await loadStandIns(ctx.db, ctx.principal.id, ctx.now);
  return findWaiting(ctx.db, { personId: ctx.principal.id, standsInFor: deputies.map((one) => one.person.id), grants: ctx.principal.grants });
}

function rowsOf(review: ReviewFacts, version: WaitingVersion, reviewer: Reviewer, today: Temporal.PlainDate): Waiting[] {
  const { siteId: _site, zone: _zone, ...shown } = version;
  return review.steps.filter((step) => step.stage === openStage(review) && step.doneAt === null).map((step) => {
    const allowed = mineOf(review, step, reviewer);
    return {
      ...shown, stepId: step.id, step: step.name, meaning: step.meaning, final: step.final, openedAt: step.openedAt, dueOn: step.dueOn, overdue: isStepOverdue(step, today),
      onBehalfOf: allowed.ok ? allowed.onBehalfOf : null, mine: allowed.ok, waitingFor: waitingFor({ ...review, steps: [step] }),
    };
  });
}

/** Nobody decides training for somebody else. */
function mineOf(review: ReviewFacts, step: StepFacts, reviewer: Reviewer): ReturnType<typeof entitlement> {
  return entitlement(review, step, step.final ? { ...reviewer, standsInFor: [] } : reviewer);
}

/** The text under review with what was remarked, who signed, who is next and what the reader can do. */
export async function getReview(ctx: Context, versionId: string) {
  const found = await find(ctx, ctx.db, versionId, null);
  if (!found.ok) return refuse('not-found', { what: 'version' });
  const { subject } = found;
  const [reviews, reviewer] = await Promise.all([loadReviewsOf(ctx.db, versionId, ctx.now), reviewerOf(ctx, ctx.db, subject)]);
  const running = reviews.find((review) => review.endedAt === null) ?? null;
  const isAuthor = wrote(subject.version, reviewer.personId);
  const partakes = reviews.some((review) => takesPart(review, reviewer));
  if (!maySee(ctx, subject, reviews, reviewer)) return refuse('not-found', { what: 'version' });
  const today = dayIn(ctx.now, subject.document.zone);
  const { versions, sections, changed } = await textOf(ctx, subject);
  const version = versions.find((one) => one.id === versionId);
  if (version === undefined) return refuse('not-found', { what: 'version' });
  const threads = await loadThreads(ctx.db, versionId, subject.version.contentSha256);
  return done({
    version: { ...version, risk: subject.document.risk }, sections, changed, threads,
    review: running === null ? null : shownOf(running, today), waitingFor: running === null ? '' : waitingFor(running),
    earlier: reviews.filter((review) => review.endedAt !== null).map((review) => shownOf(review, today)),
    may: await mayOf(ctx, subject, running, reviewer, { isAuthor, partakes }),
  });
}

async function mayOf(ctx: Context, subject: Subject, running: ReviewFacts | null, reviewer: Reviewer, { isAuthor, partakes }: { readonly isAuthor: boolean; readonly partakes: boolean }) {
  const target = { siteId: subject.document.siteId };
  const steps = running === null ? [] : running.steps.filter((step) => !step.final && step.stage === openStage(running) && step.doneAt === null).map((step) => {
    const allowed = entitlement(running, step, reviewer);
    return { stepId: step.id, allowed: allowed.ok, onBehalfOf: allowed.ok ? allowed.onBehalfOf : null, why: allowed.ok ? null : problemOf(allowed.refusal, REFUSALS).detail };
  });
  const inReview = subject.version.state === 'in_review';
  const approver = permits(ctx.principal, mayDocuments.approveVersion, target);
  const stopped = whyNot('approve', subject, reviewer.personId) ?? (await whyNotApproval(ctx, ctx.db, subject));
  return {
    steps,
    approve: { allowed: approver && stopped === null, why: !approver || stopped === null ? null : problemOf(stopped.refusal, REFUSALS).detail },
    sendBack: inReview && !isAuthor && (permits(ctx.principal, may.sendBack, target) || (running !== null && mayJudge(running, reviewer))),
    takeBack: inReview && subject.version.authorId === reviewer.personId && permits(ctx.principal, may.takeBack, target),
    comment: ctx.principal.kind === 'person' && whyNotComment(subject.version.state) === null && (isAuthor || partakes || permits(ctx.principal, { ...may.comment, own: false }, target)),
    control: running !== null && permits(ctx.principal, may.controlReviews, target),
  };
}

async function textOf(ctx: Context, subject: Subject) {
  const versions = await loadVersionRows(ctx.db, subject.document.id, ctx.now);
  const previous = versions.find((other) => other.ordinal < subject.version.ordinal && other.state !== 'withdrawn') ?? null;
  const [sections, older] = await Promise.all([loadSections(ctx.db, subject.version.id), previous === null ? [] : loadSections(ctx.db, previous.id)]);
  const changed = previous === null ? [] : changedSections(older, sections).flatMap(({ ordinal, kind }) => (ordinal === null || kind === 'removed' ? [] : [{ ordinal, kind }]));
  return { versions, changed, sections: sections.map(({ ordinal, number, heading, level, html }) => ({ ordinal, number, heading, level, html })) };
}

function shownOf(review: ReviewFacts, today: Temporal.PlainDate) {
  const stage = openStage(review);
  return {
    id: review.id, number: review.number, startedAt: review.startedAt, endedAt: review.endedAt, endedBy: review.endedBy, outcome: review.outcome, endReason: review.endReason, commentsBlock: review.commentsBlock,
    steps: review.steps.map((step) => ({
      id: step.id, stage: step.stage, name: step.name, meaning: step.meaning, final: step.final, role: step.role, need: step.need, dueOn: step.dueOn, doneAt: step.doneAt, signatures: [...step.signatures],
      state: step.doneAt !== null ? 'done' as const : step.stage === stage ? 'open' as const : 'later' as const,
      overdue: review.endedAt === null && isStepOverdue(step, today), missing: [...missingOf(step)],
    })),
  };
}
