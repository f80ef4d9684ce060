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
  /** A record for a version that was in force before the one that is. */
  readonly trainedBefore: boolean;
  /** A record for an approved version that is not in force yet. */
  readonly trainedAhead: boolean;
  /** An assignment was open then: for the version in force, for another one. */
  readonly openInForce: boolean;
  readonly openOther: boolean;
  /** The first moment from which open work counts as late: its due moment, or an earlier one, as a new version keeps old lateness (IMP-07). */
  readonly lateSince: Instant | null;
};

/** ANA-02: one state a person and document, never two. Absence and missing requirement come first, then lateness. */
export function stateOf(standing: Standing, at: Instant): TrainingState {
  if (!standing.required || !standing.employed) return 'not_required';
  if (standing.onLeave) return 'absent';
  if (isLate(standing, at)) return 'overdue';
  if (standing.covered) return standing.openOther ? 'in_window' : 'qualified';
  if (standing.inForceId === null) return standing.openOther || standing.trainedAhead ? 'in_window' : 'not_required';
  if (standing.trainedAhead && !standing.openInForce) return 'in_window'; // nothing to do until the switch, and not qualified before it (TRN-08)
  return standing.trainedBefore ? 'previous_version' : 'due';
}

export function countStates(groups: readonly { readonly state: TrainingState; readonly people: number }[]): Record<TrainingState, number> {
  const counts: Record<TrainingState, number> = { qualified: 0, previous_version: 0, in_window: 0, due: 0, overdue: 0, absent: 0, not_required: 0 };
  for (const { state, people } of groups) counts[state] += people;
  return counts;
}

function isLate({ lateSince }: Standing, at: Instant): boolean {
  return lateSince !== null && Temporal.Instant.compare(lateSince, at) <= 0;
}
