import { acceptWith, refuse, type Decision } from '../../../kernel/decision.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { whyNot } from '../rules.ts';
import type { Subject } from '../types.ts';
import { entitlement, isSatisfied } from './rules.ts';
import type { Ref, ReviewEvent, ReviewFacts, Reviewer, ReviewRefusal, StepFacts } from './types.ts';

export type Signed = { readonly onBehalfOf: Ref | null; /** The step asks for nobody further. */ readonly done: boolean; /** Steps of the stage that opens with it. */ readonly opens: readonly StepFacts[] };

/** DOC-04: one signature on a step other than the approval. The last one of a stage opens the next stage. */
export function signStep(subject: Subject, review: ReviewFacts, step: StepFacts, signer: Reviewer & { readonly name: string }): Decision<ReviewEvent, ReviewRefusal, Signed> {
  if (step.final) return refuse('step-is-approval', { step: step.name });
  const allowed = entitlement(review, step, signer);
  if (!allowed.ok) return allowed;
  const { onBehalfOf } = allowed;
  const done = isSatisfied(step, [...step.signatures, { by: { id: signer.personId, name: signer.name }, onBehalfOf, signedAt: review.startedAt }]);
  const open = review.steps.filter((other) => other.doneAt === null && !(done && other.id === step.id));
  const next = Math.min(...open.map((other) => other.stage));
  const opens = next > step.stage ? open.filter((other) => other.stage === next) : [];
  const event = eventOf(subject, review, 'ReviewStepSigned', {
    stepId: step.id, step: step.name, stage: step.stage, meaning: step.meaning, contentSha256: subject.version.contentSha256, stepDone: done,
    onBehalfOf: onBehalfOf === null ? null : { id: onBehalfOf.id, name: onBehalfOf.name },
  });
  const result = { onBehalfOf, done, opens };
  if (opens.length === 0) return acceptWith(result, event);
  return acceptWith(result, event, eventOf(subject, review, 'ReviewStageOpened', { stage: next, steps: opens.map((other) => other.name) }));
}

export type Reassigning = { readonly fromId: string | null; readonly to: Ref; readonly reason: string };

/** Document control gives a step, or one person's part of it, to somebody else. The result is who is named from then on. */
export function reassign(subject: Subject, review: ReviewFacts, step: StepFacts, { fromId, to, reason }: Reassigning): Decision<ReviewEvent, ReviewRefusal, readonly Ref[]> {
  if (review.endedAt !== null) return refuse('no-review');
  if (step.doneAt !== null) return refuse('step-done', { step: step.name });
  if (to.id === review.authorId || review.coAuthorIds.includes(to.id)) return refuse('reassign-author', { step: step.name });
  const named = step.role === null ? step.people : [];
  if (named.some((person) => person.id === to.id)) return refuse('reassign-same', { name: to.name, step: step.name });
  const elsewhere = review.steps.find((other) => other.stage !== step.stage && other.signatures.some((signature) => signature.by.id === to.id));
  if (elsewhere !== undefined && !review.sameSigner) return refuse('signed-other-stage', { step: step.name, other: elsewhere.name });
  const leaving = fromId ?? (named.length === 1 ? (named[0]?.id ?? null) : null);
  const covered = step.signatures.some((signature) => (signature.onBehalfOf ?? signature.by).id === leaving);
  if (named.length > 0 && (covered || !named.some((person) => person.id === leaving))) return refuse('reassign-from', { step: step.name });
  const people = [...named.filter((person) => person.id !== leaving), to];
  const event = eventOf(subject, review, 'ReviewStepReassigned', { stepId: step.id, step: step.name, from: step.role ?? named.find((person) => person.id === leaving)?.name ?? null, to: to.name, toId: to.id, reason });
  return acceptWith(people, { ...event, why: reason });
}

/** The author takes a submission back; nothing of the review counts for the next one. */
export function takeBack(subject: Subject, personId: string | null, reason: string): Decision<ReviewEvent, 'wrong-state' | 'document-retired' | 'not-the-author', null> {
  const stopped = whyNot('takeBack', subject, personId);
  if (stopped !== null) return refuse(stopped.refusal.code as 'wrong-state', stopped.refusal.detail); // of the codes of whyNot, these three can come
  const { document, version } = subject;
  return acceptWith(null, { type: 'SubmissionTakenBack', subject: { kind: 'version', id: version.id }, data: { documentId: document.id, number: document.number, label: version.label, reason }, why: reason });
}

export function eventOf({ document, version }: Subject, review: ReviewFacts, type: ReviewEvent['type'], data: JsonObject): ReviewEvent {
  return { type, subject: { kind: 'version', id: version.id }, data: { documentId: document.id, number: document.number, label: version.label, reviewId: review.id, ...data } };
}
