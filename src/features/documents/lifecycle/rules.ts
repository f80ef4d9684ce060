import { dayIn, isBefore, isEarlier, startOfDay, type Day, type Instant } from '../../../kernel/day.ts';
import { accept, acceptWith, refuse, type Decision, type Refused } from '../../../kernel/decision.ts';
import type { Readiness } from '../../../kernel/readiness.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { wrote } from '../rules.ts';
import type { EffectiveDatePolicy, Policy } from '../policy/types.ts';
import type { DocumentRefusal, Subject, TrainingDecision } from '../types.ts';
import type { Hold, LifecycleEvent, LifecycleRefusal, Terms } from './types.ts';

/** True when people are trained and assessed before the version holds; with *notify* and *none* nobody has to be waited for. */
export function asksForTraining(decision: TrainingDecision): boolean {
  return decision === 'retrain' || decision === 'refresher';
}

/** DOC-06: what counts for a version approved now: the policy where training is decided, else its date alone. */
export function takesEffectBy(policy: Policy, decision: TrainingDecision): EffectiveDatePolicy {
  return asksForTraining(decision) ? policy.effectiveDate : 'date';
}

export type Permit = { readonly may: boolean; /** Whole per cent, rounded down; 100 when nobody is present. */ readonly percent: number; readonly threshold: number };

/** DOC-06: whether enough of those required and present are trained. Nobody present: nothing to wait for. */
export function mayTakeEffect(terms: Pick<Terms, 'takesEffect' | 'policy'>, { present, trained }: Readiness): Permit {
  const percent = shareOf({ present, trained });
  const threshold = terms.takesEffect === 'date' ? 0 : terms.takesEffect === 'all_trained' ? 100 : (terms.policy?.gatePercent ?? 100);
  return { may: trained * 100 >= threshold * present, percent, threshold };
}

export function shareOf({ present, trained }: Pick<Readiness, 'present' | 'trained'>): number {
  return present === 0 ? 100 : Math.floor((trained * 100) / present);
}

/** What the clock does with a version whose moment has come: let it take effect, begin a hold, or wait on. */
export type Step = { readonly step: 'switch'; readonly at: Instant } | { readonly step: 'hold' } | { readonly step: 'wait' };

/**
 * The moment of taking effect is the planned one, except where the version had to wait for people: then it is now.
 * Precondition: the version is approved and `effectiveAt` has come.
 */
export function stepAt(terms: Terms, readiness: Readiness, effectiveAt: Instant, now: Instant): Step {
  if (mayTakeEffect(terms, readiness).may) return { step: 'switch', at: terms.hold === null && terms.takesEffect !== 'all_trained' ? effectiveAt : now };
  return terms.takesEffect === 'gate' && terms.hold === null ? { step: 'hold' } : { step: 'wait' };
}

export function held(subject: Subject, terms: Terms, readiness: Readiness): Decision<LifecycleEvent, never> {
  const { threshold, percent } = mayTakeEffect(terms, readiness);
  return accept(eventOf(subject, 'VersionHeld', { ...readiness, percent, gatePercent: threshold, effectiveOn: subject.version.effectiveOn?.toString() ?? null }));
}

export function reached(subject: Subject, terms: Terms, readiness: Readiness): Decision<LifecycleEvent, never> {
  const { threshold, percent } = mayTakeEffect(terms, readiness);
  return accept(eventOf(subject, 'HoldReached', { ...readiness, percent, gatePercent: threshold, since: terms.hold?.since.toString() ?? null }));
}

/** DOC-06: going ahead although too few are trained. Not by the author, who would judge the haste of their own words. */
export function override(subject: Subject, hold: Hold | null, readiness: Readiness, by: { readonly personId: string | null; readonly reason: string }): Decision<LifecycleEvent, LifecycleRefusal, { readonly hold: Hold }> {
  if (hold === null) return refuse('not-held', { label: subject.version.label });
  if (wrote(subject.version, by.personId)) return refuse('own-version', { label: subject.version.label });
  const data = { ...readiness, percent: shareOf(readiness), gatePercent: hold.gatePercent, since: hold.since.toString(), siteId: subject.document.siteId };
  return acceptWith({ hold }, { ...eventOf(subject, 'HoldOverridden', data), why: by.reason });
}

export type Move = {
  readonly effectiveAt: Instant;
  readonly atOnce: boolean;
  readonly earlier: boolean;
  /** Whole days from today to the new date. */
  readonly days: number;
  /** DOC-07: earlier, and with fewer days for training than the policy wants. */
  readonly needsSignature: boolean;
};

type MoveRefusal = LifecycleRefusal | Extract<DocumentRefusal, 'wrong-state' | 'document-retired' | 'effective-date-past' | 'effective-date-order'>;

/** DOC-07: whether the effective date of an approved version can move to this day, and what that takes. The date is part of the approval, so not by the author. */
export function moveTo({ document, version }: Subject, to: Day, minimumDays: number, by: { readonly personId: string | null; readonly now: Instant }): { readonly ok: true; readonly move: Move } | Refused<MoveRefusal> {
  if (version.state !== 'approved') return refuse('wrong-state', { act: 'move', state: version.state, from: 'approved', label: version.label });
  if (document.retired) return refuse('document-retired', { number: document.number });
  if (wrote(version, by.personId)) return refuse('own-version', { label: version.label });
  const { now } = by;
  const { effectiveOn, effectiveAt: planned } = version;
  if (effectiveOn === null || planned === null || effectiveOn.equals(to)) return refuse('effective-date-same', { effectiveOn: to.toString() });
  const today = dayIn(now, document.zone);
  if (isBefore(to, today)) return refuse('effective-date-past', { effectiveOn: to.toString(), today: today.toString(), zone: document.zone });
  const start = startOfDay(to, document.zone);
  const effectiveAt = isEarlier(now, start) ? start : now;
  const overtaken = outOfOrder({ document, version }, effectiveAt);
  if (overtaken !== null) return overtaken;
  const days = today.until(to).days;
  const earlier = isBefore(to, effectiveOn);
  const short = version.decision !== null && asksForTraining(version.decision) && days < minimumDays;
  return { ok: true, move: { effectiveAt, atOnce: !isEarlier(now, effectiveAt), earlier, days, needsSignature: earlier && short } };
}

/** Versions take effect in the order in which they were made: none before an earlier one, none after a later one. */
function outOfOrder({ document, version }: Subject, effectiveAt: Instant): Refused<'effective-date-order'> | null {
  for (const other of document.versions) {
    if (other.id === version.id || other.effectiveAt === null || !['approved', 'effective', 'superseded'].includes(other.state)) continue;
    const before = other.ordinal < version.ordinal;
    if (before ? isEarlier(other.effectiveAt, effectiveAt) : isEarlier(effectiveAt, other.effectiveAt)) continue;
    return refuse('effective-date-order', { label: other.label, effectiveOn: dayIn(other.effectiveAt, document.zone).toString(), state: other.state, later: !before });
  }
  return null;
}

export function moved(subject: Subject, to: Day, move: Move, reason: string): Decision<LifecycleEvent, never> {
  const { effectiveOn } = subject.version;
  return accept({ ...eventOf(subject, 'EffectiveDateMoved', { from: effectiveOn?.toString() ?? null, to: to.toString(), effectiveAt: move.effectiveAt.toString(), days: move.days, signed: move.needsSignature }), why: reason });
}

/** DOC-07: how an approval stands to the policy's minimum: fewer days than it wants are named in what is signed. */
export function trainingWindow(decision: TrainingDecision, effectiveOn: Day, today: Day, policy: Policy): { readonly days: number; readonly minimum: number; readonly short: boolean } {
  const days = today.until(effectiveOn).days;
  return { days, minimum: policy.minimumTrainingDays, short: asksForTraining(decision) && days < policy.minimumTrainingDays };
}

function eventOf({ document, version }: Subject, type: LifecycleEvent['type'], data: JsonObject): LifecycleEvent {
  return { type, subject: { kind: 'version', id: version.id }, data: { documentId: document.id, number: document.number, label: version.label, ...data } };
}
