import { done, refuse, type Outcome, type Refused } from '../../kernel/decision.ts';
import { dayIn, type Day } from '../../kernel/day.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { permits, type Permission } from '../../kernel/permission.ts';
import type { Context } from '../../platform/context.ts';
import type { Db, Tx } from '../../platform/db/pool.ts';
import { act, commit } from '../audit/actions.ts';
import { prepareSignature, proveSigner, saveSignature, type PreparedSignature } from '../signatures/actions.ts';
import type { Signer, SigningRefusal } from '../signatures/types.ts';
import { findDamagedAttachment } from './attachments/store.ts';
import { unfinishedWriting } from './authoring/actions-unfinished.ts';
import { switchDue } from './lifecycle/actions-switch.ts';
import { takesEffectBy, trainingWindow } from './lifecycle/rules.ts';
import { shortWindowSentence } from './lifecycle/rules-statements.ts';
import { saveHoldEnd } from './lifecycle/store.ts';
import { may } from './permissions.ts';
import { loadCurrentPolicies, loadPolicies } from './policy/store.ts';
import { endReview, finishReview, judges, prepareReview, whyNotApproval } from './review/follow.ts';
import { may as mayReview, onlyReads } from './review/permissions.ts';
import type { ReviewEvent, ReviewRefusal } from './review/types.ts';
import { approve, changeOf, effectOf, retire, sendBack, submit, whyNot, withdraw } from './rules.ts';
import { defaultDecision, defaultWhy, needsReason, TRAINING_DECISIONS, whyNotDecision } from './rules-impact.ts';
import { approvalStatement, submitStatement } from './rules-statements.ts';
import { documentOf, isContentIntact, loadDocument, lockDocument, saveApproval, saveRetirement, saveSentBack, saveSubmission, saveWithdrawal } from './store.ts';
import type { EffectiveDatePolicy, Policy } from './policy/types.ts';
import type { DocumentEvent, DocumentFacts, DocumentRefusal, Subject, TrainingDecision, VersionState } from './types.ts';

type Refusals = DocumentRefusal | ReviewRefusal | SigningRefusal | 'statement-changed' | 'not-found' | 'not-permitted';
type Answer<Reply> = Promise<Outcome<Reply, Refusals>>;
type Signing = { readonly statement: string; readonly password: string };

/** How far ahead the effective day is proposed when people are to be trained before it. */
const TRAINING_WINDOW_DAYS = 14;

export async function getSubmitStatement(ctx: Context, versionId: string): Answer<{ statement: string }> {
  const found = await find(ctx, ctx.db, versionId, may.submitVersion);
  if (!found.ok) return found;
  const stopped = whyNot('submit', found.subject, ctx.principal.id) ?? (await unfinishedWriting(ctx, ctx.db, found.subject)) ?? (await damaged(ctx.db, found.subject));
  return stopped ?? done({ statement: submitStatement(ctx.principal.name, found.subject) });
}

export async function submitVersion(ctx: Context, versionId: string, input: Signing): Answer<{ id: string; state: VersionState }> {
  const signer = await proveSigner(ctx, input.password);
  if (!signer.ok) return signer;
  return act(ctx, async (tx) => {
    const found = await lock(ctx, tx, versionId, may.submitVersion);
    if (!found.ok) return found;
    const { subject } = found;
    const decision = submit(subject, signer.reply.personId);
    if (!decision.ok) return decision;
    const unfinished = await unfinishedWriting(ctx, tx, subject);
    if (unfinished !== null) return unfinished;
    const signed = await signWith(ctx, tx, subject, signer.reply, 'authored', submitStatement(signer.reply.printedName, subject), input.statement, { contentSha256: subject.version.contentSha256 });
    if (!signed.ok) return signed;
    const review = await prepareReview(ctx, tx, subject);
    if (!review.ok) return review;
    await commit(ctx, tx, [...withSignature(decision.events, signed.reply), review.reply.event], async (audited) => {
      await saveSubmission(audited, versionId, ctx.now);
      await saveSignature(audited, signed.reply);
      await review.reply.save(audited);
    });
    return done({ id: versionId, state: 'in_review' });
  });
}

export function sendBackVersion(ctx: Context, versionId: string, input: { readonly reason: string }): Answer<{ id: string; state: VersionState }> {
  return act(ctx, async (tx) => {
    if (onlyReads(ctx.principal)) return refuse('not-permitted');
    const found = await lock(ctx, tx, versionId, null);
    if (!found.ok) return found;
    const { subject } = found;
    if (!permits(ctx.principal, mayReview.sendBack, { siteId: subject.document.siteId }) && !(await judges(ctx, tx, subject))) return refuse('not-permitted');
    const decision = sendBack(subject, input.reason);
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, async (audited) => {
      await saveSentBack(audited, versionId, input.reason);
      await endReview(audited, versionId, 'sent_back', ctx.principal.id, input.reason, ctx.now);
    });
    return done({ id: versionId, state: 'draft' });
  });
}

export type ApprovalPreview = {
  readonly statement: string; readonly shortWindow: string | null; readonly takesEffect: EffectiveDatePolicy; readonly effectiveOn: Day; readonly decision: TrainingDecision; readonly defaultDecision: TrainingDecision; readonly defaultWhy: string;
  readonly options: readonly { readonly decision: TrainingDecision; readonly allowed: boolean; readonly needsReason: boolean; readonly why: string | null }[];
};

/** What approving would sign, and which training decisions there are (IMP-01). Missing choices are proposed. */
export async function getApprovalStatement(ctx: Context, versionId: string, input: { readonly effectiveOn?: Day; readonly decision?: TrainingDecision }): Answer<ApprovalPreview> {
  const found = await find(ctx, ctx.db, versionId, may.approveVersion);
  if (!found.ok) return found;
  const { subject } = found;
  const stopped = whyNot('approve', subject, ctx.principal.id) ?? (await whyNotApproval(ctx, ctx.db, subject)) ?? (await damaged(ctx.db, subject));
  if (stopped !== null) return stopped;
  const change = changeOf(subject);
  const decision = input.decision ?? defaultDecision(change);
  const today = dayIn(ctx.now, subject.document.zone);
  const policy = (await loadPolicies(ctx.db))[subject.document.risk];
  const effectiveOn = input.effectiveOn ?? (needsReason(decision) ? today : today.add({ days: Math.max(TRAINING_WINDOW_DAYS, policy.minimumTrainingDays) }));
  const shortWindow = windowOf(subject, decision, effectiveOn, policy, ctx.now);
  if (input.effectiveOn !== undefined) {
    const effect = effectOf(subject, effectiveOn, ctx.now);
    if (!effect.ok) return effect;
  }
  const options = TRAINING_DECISIONS.map((option) => {
    const why = whyNotDecision(change, option);
    return { decision: option, allowed: why === null, needsReason: needsReason(option), why };
  });
  return done({ statement: approvalStatement(ctx.principal.name, subject, decision, effectiveOn, shortWindow), shortWindow, takesEffect: takesEffectBy(policy, decision), effectiveOn, decision, defaultDecision: defaultDecision(change), defaultWhy: defaultWhy(change), options });
}

export type ApproveInput = Signing & { readonly effectiveOn: Day; readonly decision: TrainingDecision; readonly reason: string | null };

/** DOC-05: one signed act decides approval, training and effective date. From a day that has begun, the version is in force at once. */
export async function approveVersion(ctx: Context, versionId: string, input: ApproveInput): Answer<{ id: string; state: VersionState; effectiveAt: Temporal.Instant }> {
  const signer = await proveSigner(ctx, input.password);
  if (!signer.ok) return signer;
  return act(ctx, async (tx) => {
    const found = await lock(ctx, tx, versionId, may.approveVersion);
    if (!found.ok) return found;
    const { subject } = found;
    const approval = { personId: signer.reply.personId, effectiveOn: input.effectiveOn, decision: input.decision, reason: input.reason === '' ? null : input.reason };
    const decision = approve(subject, approval, ctx.now);
    if (!decision.ok) return decision;
    const waiting = await whyNotApproval(ctx, tx, subject);
    if (waiting !== null) return waiting;
    const { effectiveAt, atOnce } = decision.result;
    const policy = (await loadCurrentPolicies(tx))[subject.document.risk];
    const window = windowOf(subject, approval.decision, approval.effectiveOn, policy.settings, ctx.now);
    const facts = { contentSha256: subject.version.contentSha256, decision: approval.decision, reason: approval.reason, effectiveOn: approval.effectiveOn.toString(), effectiveAt: effectiveAt.toString() };
    const signed = await signWith(ctx, tx, subject, signer.reply, 'approved', approvalStatement(signer.reply.printedName, subject, approval.decision, approval.effectiveOn, window), input.statement, facts);
    if (!signed.ok) return signed;
    await commit(ctx, tx, withSignature(decision.events, signed.reply), async (audited) => {
      await saveApproval(audited, versionId, approval, effectiveAt, ctx.now, { policyId: policy.id, takesEffect: takesEffectBy(policy.settings, approval.decision) });
      await saveSignature(audited, signed.reply);
      await finishReview(audited, versionId, { id: signed.reply.id, personId: approval.personId }, ctx.now);
    });
    const inForce = atOnce && (await switchDue(ctx, tx, subject.document.id)).includes(versionId);
    return done({ id: versionId, state: inForce ? 'effective' : 'approved', effectiveAt });
  });
}

export function withdrawVersion(ctx: Context, versionId: string, input: { readonly reason: string }): Answer<{ id: string; state: VersionState }> {
  return act(ctx, async (tx) => {
    const found = await lock(ctx, tx, versionId, may.withdrawVersion);
    if (!found.ok) return found;
    const decision = withdraw(found.subject, input.reason);
    if (!decision.ok) return decision;
    await commit(ctx, tx, decision.events, async (audited) => {
      await saveWithdrawal(audited, versionId, ctx.now);
      await saveHoldEnd(audited, versionId, ctx.now, { as: 'withdrawn' });
    });
    return done({ id: versionId, state: 'withdrawn' });
  });
}

export function retireDocument(ctx: Context, documentId: string, input: { readonly reason: string }): Answer<{ id: string }> {
  return act(ctx, async (tx) => {
    if (!(await lockDocument(tx, documentId))) return refuse('not-found', { what: 'document' });
    await switchDue(ctx, tx, documentId);
    const document = await loadDocument(tx, documentId);
    if (document === null) return refuse('not-found', { what: 'document' });
    if (!permits(ctx.principal, may.retireDocument, { siteId: document.siteId })) return refuse('not-permitted');
    const decision = retire(document, input.reason);
    if (!decision.ok) return decision;
    const versionId = decision.result.version?.id ?? null;
    await commit(ctx, tx, decision.events, (audited) => saveRetirement(audited, documentId, versionId, ctx.now));
    return done({ id: documentId });
  });
}

/** DOC-07: the sentence that says how short the time for training is; null when there is enough. */
function windowOf({ document }: Subject, decision: TrainingDecision, effectiveOn: Day, policy: Policy, now: Temporal.Instant): string | null {
  const { days, minimum, short } = trainingWindow(decision, effectiveOn, dayIn(now, document.zone), policy);
  return short ? shortWindowSentence(document.risk, days, minimum) : null;
}

export type Found = { readonly ok: true; readonly subject: Subject } | Refused<'not-found' | 'not-permitted'>;

/** The version for an act that changes it: its document locked, and what was due by now already in force. Without a permission the caller asks. */
export async function lock(ctx: Context, tx: Tx, versionId: string, permission: Permission | null): Promise<Found> {
  const documentId = await documentOf(tx, versionId);
  if (documentId === null || !(await lockDocument(tx, documentId))) return refuse('not-found', { what: 'version' });
  await switchDue(ctx, tx, documentId);
  return find(ctx, tx, versionId, permission);
}

export async function find(ctx: Context, db: Db, versionId: string, permission: Permission | null): Promise<Found> {
  const documentId = await documentOf(db, versionId);
  const document: DocumentFacts | null = documentId === null ? null : await loadDocument(db, documentId);
  const version = document?.versions.find((candidate) => candidate.id === versionId);
  if (document === null || version === undefined) return refuse('not-found', { what: 'version' });
  if (permission !== null && !permits(ctx.principal, permission, { siteId: document.siteId })) return refuse('not-permitted');
  return { ok: true, subject: { document, version } };
}

export async function damaged(db: Db, { version }: Subject): Promise<Refused<'content-damaged'> | null> {
  if (!(await isContentIntact(db, version.contentSha256))) return refuse('content-damaged', { label: version.label, contentSha256: version.contentSha256 });
  const broken = version.attachments.length === 0 ? null : await findDamagedAttachment(db, version.id);
  return broken === null ? null : refuse('content-damaged', { label: version.label, contentSha256: broken.sha256, attachment: broken.fileName });
}

export async function signWith(ctx: Context, tx: Tx, subject: Subject, signer: Signer, meaning: 'authored' | 'reviewed' | 'approved', statement: string, shown: string, facts: JsonObject): Promise<Outcome<PreparedSignature, 'content-damaged' | 'statement-changed'>> {
  const broken = await damaged(tx, subject);
  if (broken !== null) return broken;
  return prepareSignature(ctx, signer, { meaning, subject: { kind: 'version', id: subject.version.id }, statement, shown, facts: { documentId: subject.document.id, number: subject.document.number, label: subject.version.label, ...attached(subject), ...facts } });
}

/** Only where there are any, so that what is signed about a version without attachments keeps its form. */
function attached({ version }: Subject): JsonObject {
  return version.attachments.length === 0 ? {} : { attachments: version.attachments.map(({ fileName, sha256 }) => ({ fileName, sha256 })) };
}

/** The act's own event names its signature. */
export function withSignature<Event extends DocumentEvent | ReviewEvent>(events: readonly [Event, ...Event[]], signature: PreparedSignature): [Event, ...Event[]] {
  const [first, ...others] = events;
  return [{ ...first, data: { ...first.data, signature: signature.eventData } }, ...others];
}

