import type { Instant } from '../../../kernel/day.ts';
import type { TrainingState } from '../types.ts';

/** What is known of one person and one document at an instant. */
export type Standing = {
  readonly required: boolean;
  readonly employed: boolean;
  readonly onLeave: boolean;
  readonly inForceId: string | null;
  /** A record for the version in force, entered by then and not expired. */
  readonly covered: boolean;
  readonly trainedBefore: boolean;
  /** The assignments open at that moment; `lateSince` may lie before `dueAt`: a new version keeps old lateness (IMP-07). */
  readonly open: readonly { readonly dueAt: Instant; readonly lateSince: Instant | null; readonly inForce: boolean }[];
};

/** ANA-02: one state a person and document, never two. Absence and missing requirement come first, then lateness. */
export function stateOf(standing: Standing, at: Instant): TrainingState {
  if (!standing.required || !standing.employed) return 'not_required';
  if (standing.onLeave) return 'absent';
  if (standing.open.some((assignment) => isLate(assignment, at))) return 'overdue';
  const inWindow = standing.open.some((assignment) => !assignment.inForce);
  if (standing.covered) return inWindow ? 'in_window' : 'qualified';
  if (standing.inForceId === null) return inWindow ? 'in_window' : 'not_required';
  return standing.trainedBefore ? 'previous_version' : 'due';
}

function isLate({ dueAt, lateSince }: Standing['open'][number], at: Instant): boolean {
  return Temporal.Instant.compare(dueAt, at) <= 0 || (lateSince !== null && Temporal.Instant.compare(lateSince, at) <= 0);
}

export type QualificationFacts = {
  readonly person: string;
  readonly document: string;
  readonly employed: boolean;
  readonly inForceLabel: string | null;
  readonly record: { readonly label: string; readonly carried: boolean; readonly on: string; readonly validUntil: Instant | null } | null;
  readonly expiredOn: string | null;
  readonly lastTrained: { readonly label: string; readonly on: string } | null;
};

/**
 * TRN-07: qualified when a record covers the version in force at that instant and has not expired.
 * TRN-08: a version that is not yet effective takes nothing away. Days in the sentence are the site's.
 */
export function isQualified(facts: QualificationFacts): boolean {
  return facts.inForceLabel !== null && facts.record !== null;
}

/** The answer in one sentence, for the door of a room as for an inspector. */
export function qualificationSentence(facts: QualificationFacts): string {
  const { person, document, record } = facts;
  if (facts.inForceLabel === null) return `${person} is not qualified on ${document}: no version was in force at that time.`;
  if (record !== null) {
    const how = record.carried ? 'by a qualification carried forward' : 'by a training record';
    return `${person} is qualified on ${document}, version ${record.label}, ${how} of ${record.on}${facts.employed ? '' : ', but was not employed at that time'}.`;
  }
  if (facts.expiredOn !== null) return `${person} is not qualified on ${document}: the record for version ${facts.inForceLabel} expired on ${facts.expiredOn}.`;
  if (facts.lastTrained !== null) return `${person} is not qualified on ${document}: trained on version ${facts.lastTrained.label} on ${facts.lastTrained.on}, while version ${facts.inForceLabel} was in force.`;
  return `${person} is not qualified on ${document}: no training record for version ${facts.inForceLabel}, which was in force.`;
}
