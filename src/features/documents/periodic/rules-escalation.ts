import { isBefore, type Day } from '../../../kernel/day.ts';
import type { Risk } from '../types.ts';
import { reviewStanding } from './rules.ts';
import type { EscalationStage, PeriodicEvent, ReviewFacts } from './types.ts';

/** DOC-08: days after the due day from which an overdue review is quality's matter too. */
export const QUALITY_AFTER_DAYS: Readonly<Record<Risk, number>> = { critical: 7, high: 14, medium: 30, low: 30 };

/**
 * The stages that an overdue review has reached on a day and that were not taken yet: its owner as soon as it is overdue,
 * quality some days later. After a standstill of the server both may be due at once.
 */
export function stagesDue(facts: ReviewFacts, risk: Risk, today: Day, taken: readonly EscalationStage[]): EscalationStage[] {
  const { dueOn, state } = reviewStanding(facts, today);
  if (state !== 'overdue' || dueOn === null) return [];
  const reached: readonly EscalationStage[] = isBefore(today, dueOn.add({ days: QUALITY_AFTER_DAYS[risk] })) ? ['owner'] : ['owner', 'quality'];
  return reached.filter((stage) => !taken.includes(stage));
}

/** The days on which a stage is reached, as things stand: none where the last review asks for more than a review. */
export function stageDays(facts: ReviewFacts, risk: Risk): Day[] {
  const { dueOn, state } = reviewStanding(facts, Temporal.PlainDate.from('9999-01-01'));
  return state !== 'overdue' || dueOn === null ? [] : [dueOn.add({ days: 1 }), dueOn.add({ days: QUALITY_AFTER_DAYS[risk] })];
}

/** Whose turn it is: the last stage that was taken. */
export function escalatedTo(taken: readonly EscalationStage[]): EscalationStage | null {
  return taken.includes('quality') ? 'quality' : taken.includes('owner') ? 'owner' : null;
}

export type Escalated = { readonly id: string; readonly number: string; readonly risk: Risk; readonly ownerId: string; readonly version: { readonly id: string; readonly label: string }; readonly dueOn: Day; readonly stage: EscalationStage };

export function escalationEvent({ id, number, risk, ownerId, version, dueOn, stage }: Escalated): PeriodicEvent {
  return { type: 'PeriodicReviewEscalated', subject: { kind: 'document', id }, data: { number, risk, versionId: version.id, label: version.label, dueOn: dueOn.toString(), stage, ownerId } };
}

/** An escalated review waits for its owner, and from the second stage on for whoever controls documents there. */
export function waitsFor(row: { readonly state: string; readonly ownerId: string; readonly escalatedTo: EscalationStage | null }, who: { readonly personId: string | null; readonly controls: boolean }): boolean {
  if (row.state !== 'overdue') return false;
  return row.ownerId === who.personId || (row.escalatedTo === 'quality' && who.controls);
}
