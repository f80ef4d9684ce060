import { refuse, type Refused } from '../../kernel/decision.ts';
import type { ChangeClass, Risk, TrainingDecision } from './types.ts';

/** What the training decision depends on (IMP-01). `first`: no version of the document was approved or in force before. */
export type Change = { readonly risk: Risk; readonly changeClass: ChangeClass; readonly first: boolean };

export const TRAINING_DECISIONS: readonly TrainingDecision[] = ['retrain', 'refresher', 'notify', 'none'];

/**
 * The default by risk class × change class. An editorial change of a critical or high document still tells people that
 * there is a new version; nobody can have been trained on a first version, so that one is always trained in full.
 */
const DEFAULTS: Readonly<Record<Risk, Readonly<Record<ChangeClass, TrainingDecision>>>> = {
  critical: { major: 'retrain', minor: 'refresher', editorial: 'notify' },
  high: { major: 'retrain', minor: 'refresher', editorial: 'notify' },
  medium: { major: 'retrain', minor: 'refresher', editorial: 'none' },
  low: { major: 'retrain', minor: 'notify', editorial: 'none' },
};

export function defaultDecision(change: Change): TrainingDecision {
  return change.first ? 'retrain' : DEFAULTS[change.risk][change.changeClass];
}

/** The sentence beside the default. */
export function defaultWhy(change: Change): string {
  if (change.first) return 'This is the first version of the document: nobody has been trained on it yet, so everyone who needs it is trained in full.';
  return `${WORDS[defaultDecision(change)]} is the default for ${article(change.changeClass)} ${change.changeClass} change of a document of ${change.risk} risk.`;
}

/** Why this decision is not possible for this change; null when it is. */
export function whyNotDecision(change: Change, decision: TrainingDecision): string | null {
  const trains = decision === 'retrain' || decision === 'refresher';
  if (change.first && decision === 'refresher') return 'there is no earlier version whose changes a refresher could be about';
  if (change.first && decision === 'none') return 'a first version cannot come into force without anybody hearing of it';
  if (change.first && decision === 'notify' && change.risk !== 'low') return 'only a first version of low risk may be announced without training';
  if (!trains && change.risk === 'critical' && change.changeClass !== 'editorial') return 'a critical document may go without training only when the change is editorial';
  return null;
}

/** Leaving training out takes a written reason, the default included. */
export function needsReason(decision: TrainingDecision): boolean {
  return decision === 'notify' || decision === 'none';
}

export function checkDecision(change: Change, decision: TrainingDecision, reason: string | null): Refused<'decision-refused' | 'reason-needed'> | null {
  const why = whyNotDecision(change, decision);
  if (why !== null) return refuse('decision-refused', { decision, why });
  if (needsReason(decision) && (reason === null || reason.trim() === '')) return refuse('reason-needed', { decision });
  return null;
}

const WORDS: Readonly<Record<TrainingDecision, string>> = { retrain: 'Full training', refresher: 'A refresher on the changed sections', notify: 'A notice without assessment', none: 'No training' };

function article(word: string): string {
  return /^[aeiou]/u.test(word) ? 'an' : 'a';
}
