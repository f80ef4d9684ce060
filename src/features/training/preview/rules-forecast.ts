import type { Instant } from '../../../kernel/day.ts';
import type { Policy } from '../../documents/policy/types.ts';
import type { Cohort } from '../forecast/types.ts';
import type { PlannedChange } from '../reconcile/types.ts';

/** Days from today for which the approver sees the forecast beside the date chosen. */
export const OTHER_DATES: readonly number[] = [1, 3, 7, 14, 21, 28, 42, 56, 70, 84];
/** What the forecast looks for where the policy sets no threshold of its own. */
const USUAL_GOAL = 90;

/** DOC-06: a gate opens at its threshold, so that is what must be reached. */
export function readinessGoal(policy: Pick<Policy, 'effectiveDate' | 'gatePercent'>): number {
  return policy.effectiveDate === 'gate' ? policy.gatePercent : USUAL_GOAL;
}

export function daysBetween(from: Instant, to: Instant): number {
  return Math.max(0, Math.floor(from.until(to).total('hours') / 24));
}

/**
 * Who still has to train on the version before it takes effect, and how many are ready without: those required whose
 * qualification is carried forward. A notice asks for no training, so it holds nobody back.
 */
export function cohortsOf(versionId: string, changes: readonly PlannedChange[], people: ReadonlyMap<string, { readonly departmentId: string | null; readonly siteId: string | null }>): { cohorts: Cohort[]; ready: number } {
  const cohorts: Cohort[] = [];
  let ready = 0;
  for (const { personId, change } of changes) {
    if (change.kind === 'carry-forward' && change.version.id === versionId && change.required) ready += 1;
    if (change.kind !== 'assign' || change.version.id !== versionId || change.path === 'notice') continue;
    const place = people.get(personId);
    cohorts.push({ personId, departmentId: place?.departmentId ?? null, siteId: place?.siteId ?? null, waited: 0, people: 1 });
  }
  return { cohorts, ready };
}
