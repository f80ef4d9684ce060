import type { z } from 'zod';
import { dayIn, startOfDay, type Instant } from '../../../kernel/day.ts';
import type { Context } from '../../../platform/context.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { loadPolicies } from '../../documents/policy/store.ts';
import { changedSections } from '../../documents/rules-sections.ts';
import { loadModule } from '../../learning/store.ts';
import { untestedSections } from '../completion/rules-tags.ts';
import { loadSections } from '../completion/store.ts';
import type { zApprovalEffect } from '../contract.ts';
import { loadPaces } from '../forecast/actions.ts';
import { basisOf, cohortsByPlace, expectedAfter, readyAfter, restsOnFew } from '../forecast/rules.ts';
import type { PlannedChange } from '../reconcile/types.ts';
import type { Risk } from '../types.ts';
import { cohortsOf, daysBetween, OTHER_DATES, readinessGoal } from './rules-forecast.ts';
import type { AffectedPerson } from './store.ts';

type Forecast = Loose<z.input<typeof zApprovalEffect>>['forecast'];
type Approved = { readonly versionId: string; readonly risk: Risk; readonly zone: string; readonly effectiveAt: Instant };

/** IMP-02: how many of those concerned can be expected to be trained when the version takes effect, on this date and on others. */
export async function forecastOf(ctx: Context, version: Approved, tried: { readonly changes: readonly PlannedChange[]; readonly people: ReadonlyMap<string, AffectedPerson> }): Promise<Forecast> {
  const { cohorts: people, ready } = cohortsOf(version.versionId, tried.changes, tried.people);
  const cohorts = cohortsByPlace(people);
  const paces = await loadPaces(ctx.db, ctx.now, cohorts.flatMap((cohort) => cohort.personId ?? []));
  const after = (at: Instant) => expectedAfter(daysBetween(ctx.now, at), ready, cohorts, paces);
  const chosen = after(version.effectiveAt);
  if (chosen === null) return null;
  const today = dayIn(ctx.now, version.zone);
  const chosenOn = dayIn(version.effectiveAt, version.zone);
  const days = [...OTHER_DATES.map((later) => today.add({ days: later })).filter((day) => !day.equals(chosenOn)), chosenOn].toSorted(Temporal.PlainDate.compare);
  const dates = days.flatMap((effectiveOn) => {
    const expected = after(startOfDay(effectiveOn, version.zone));
    return expected === null ? [] : [{ effectiveOn, ...expected }];
  });
  const target = readinessGoal((await loadPolicies(ctx.db))[version.risk]);
  const until = readyAfter(target, ready, cohorts, paces);
  return {
    people: ready + people.length, ready, ...chosen, few: restsOnFew(paces), basis: basisOf(cohorts, paces), dates, target,
    targetOn: until === null ? null : today.add({ days: until === 0 ? 0 : until + 1 }), // so many whole days from now end in the course of the last one
  };
}

/** The changed sections that no question of the version is about; nothing for a first version. */
export async function untestedIn(ctx: Context, versionId: string, previousId: string | null): Promise<Loose<z.input<typeof zApprovalEffect>>['untested']> {
  if (previousId === null) return [];
  const [older, newer, module] = await Promise.all([loadSections(ctx.db, previousId), loadSections(ctx.db, versionId), loadModule(ctx.db, versionId)]);
  const changed = changedSections(older, newer).filter((change) => change.kind !== 'removed');
  return untestedSections(changed, module?.questions ?? []).map(({ number, heading }) => ({ number, heading }));
}
