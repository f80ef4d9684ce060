import { isBefore, isWorkingDay, type Day, type WorkingCalendar } from '../../../kernel/day.ts';
import { refuse, type Refused } from '../../../kernel/decision.ts';
import type { Ref, ReviewFacts, Reviewer, ReviewRefusal, StepFacts } from './types.ts';

/** DOC-04: steps of a stage are open together; a stage opens when all steps before it are done. Null when nothing is left. */
export function openStage(review: ReviewFacts): number | null {
  const left = review.steps.filter((step) => step.doneAt === null).map((step) => step.stage);
  return review.endedAt !== null || left.length === 0 ? null : Math.min(...left);
}

/** True when a step with these signatures asks for no further one: any one person, or each person it names. */
export function isSatisfied(step: Pick<StepFacts, 'need' | 'people'>, signatures: StepFacts['signatures']): boolean {
  if (step.need === 'any') return signatures.length > 0;
  return step.people.length > 0 && step.people.every((person) => isCovered(person.id, signatures));
}

function isCovered(personId: string, signatures: StepFacts['signatures']): boolean {
  return signatures.some((signature) => (signature.onBehalfOf ?? signature.by).id === personId);
}

/** Those whose signature a step still waits for. Of "any one of them" it may be anybody. */
export function missingOf(step: StepFacts): readonly Ref[] {
  if (step.doneAt !== null) return [];
  return step.need === 'any' ? step.people : step.people.filter((person) => !isCovered(person.id, step.signatures));
}

/**
 * Whether this person may sign the step now, and on whose behalf (DOC-04, ESC-04). Whoever wrote the version signs no step. Nobody signs a
 * step twice, nor steps of several stages unless the route says so. A deputy signs only where the person is not asked themselves.
 */
export function entitlement(review: ReviewFacts, step: StepFacts, signer: Reviewer): { readonly ok: true; readonly onBehalfOf: Ref | null } | Refused<ReviewRefusal> {
  const stopped = whyNotNow(review, step) ?? whyNotPerson(review, step, signer.personId);
  if (stopped !== null) return stopped;
  const asked = missingOf(step).some((person) => person.id === signer.personId) || (step.role !== null && signer.roles.includes(step.role));
  if (asked) return { ok: true, onBehalfOf: null };
  const absent = missingOf(step).find((person) => signer.standsInFor.some((other) => other.id === person.id));
  if (absent === undefined) return refuse('not-your-step', { step: step.name, who: namesOf(step) });
  if (!step.deputies) return refuse('deputies-not-allowed', { step: step.name, who: absent.name });
  return { ok: true, onBehalfOf: absent };
}

function whyNotNow(review: ReviewFacts, step: StepFacts): Refused<ReviewRefusal> | null {
  if (review.endedAt !== null) return refuse('no-review');
  if (step.doneAt !== null) return refuse('step-done', { step: step.name });
  const stage = openStage(review);
  if (step.stage === stage) return null;
  return refuse('stage-not-open', { step: step.name, waiting: waitingFor(review) });
}

function whyNotPerson(review: ReviewFacts, step: StepFacts, personId: string): Refused<ReviewRefusal> | null {
  if (personId === review.authorId || review.coAuthorIds.includes(personId)) return refuse('author-reviews', { step: step.name });
  if (step.signatures.some((signature) => signature.by.id === personId)) return refuse('already-signed-step', { step: step.name });
  if (review.sameSigner) return null;
  const other = review.steps.find((one) => one.stage !== step.stage && one.signatures.some((signature) => signature.by.id === personId));
  return other === undefined ? null : refuse('signed-other-stage', { step: step.name, other: other.name });
}

/** Why the approval that decides training cannot be given yet, or not by this person (DOC-04, DOC-05). */
export function whyNotFinal(review: ReviewFacts, signer: Reviewer, unresolved: number): Refused<ReviewRefusal> | null {
  const final = review.steps.find((step) => step.final);
  if (final === undefined || review.endedAt !== null) return refuse('no-review');
  if (final.stage !== openStage(review)) return refuse('review-unfinished', { waiting: waitingFor(review) });
  if (review.commentsBlock && unresolved > 0) return refuse('comments-unresolved', { count: unresolved });
  // The author is refused by the act itself, a deputy has no authority to decide training (SIG-04).
  const mayApprove = entitlement(review, { ...final, deputies: false }, { ...signer, standsInFor: [] });
  return mayApprove.ok ? null : mayApprove;
}

/** Who is to sign in the open stage, in words: "Review by quality: Cian Daly or Una Roche". */
export function waitingFor(review: ReviewFacts): string {
  const stage = openStage(review);
  return review.steps.filter((step) => step.stage === stage && step.doneAt === null).map((step) => `${step.name}: ${namesOf(step)}`).join('; ');
}

const MOST_NAMES = 4;

function namesOf(step: StepFacts): string {
  const names = missingOf(step).map((person) => person.name);
  if (names.length === 0) return step.role === null ? 'nobody' : `a person with the role ${step.role.replaceAll('_', ' ')}`;
  const shown = names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES - 1), `${names.length - MOST_NAMES + 1} others`] : names;
  return shown.length === 1 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${step.need === 'any' ? 'or' : 'and'} ${shown.at(-1)}`;
}

/** The last day of a step opened on `openedOn`: so many working days later. */
export function dueDay(openedOn: Day, days: number, calendar: WorkingCalendar): Day {
  let day = openedOn;
  let left = days;
  // A calendar without working days would never end: then every day counts.
  const works = (candidate: Day): boolean => calendar.workingDays.length === 0 || isWorkingDay(candidate, calendar);
  while (left > 0) {
    day = day.add({ days: 1 });
    if (works(day)) left -= 1;
  }
  return day;
}

export function isStepOverdue(step: Pick<StepFacts, 'dueOn' | 'doneAt' | 'openedAt'>, today: Day): boolean {
  return step.openedAt !== null && step.doneAt === null && step.dueOn !== null && isBefore(step.dueOn, today);
}
