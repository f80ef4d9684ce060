import { isBefore, type Day } from '../../../kernel/day.ts';
import { refuse, type Refused } from '../../../kernel/decision.ts';
import type { DeputyFacts, DeputyRefusal, Ref } from './types.ts';

/** An absence has an end: longer than this somebody else has to take the work over. */
export const LONGEST_DAYS = 366;

export type NamingInput = { readonly personId: string; readonly deputyId: string; readonly from: Day; readonly until: Day; readonly reviews: boolean; readonly escalations: boolean };

/** ESC-04: why a person cannot name this deputy; days include the first and the last. */
export function whyNotName(input: NamingInput, today: Day): Refused<DeputyRefusal> | null {
  if (input.personId === input.deputyId) return refuse('own-deputy');
  if (!input.reviews && !input.escalations) return refuse('deputy-for-nothing');
  if (isBefore(input.until, input.from)) return refuse('deputy-ends-before-start', { from: input.from.toString(), until: input.until.toString() });
  if (isBefore(input.until, today)) return refuse('deputy-past', { until: input.until.toString(), today: today.toString() });
  if (input.from.until(input.until, { largestUnit: 'days' }).days >= LONGEST_DAYS) return refuse('deputy-too-long', { days: LONGEST_DAYS });
  return null;
}

/**
 * On whose behalf somebody may sign steps of reviews of documents of a site today (ESC-04). A deputy of a deputy may not:
 * only those who were named by the person themselves.
 */
export function standsInFor(deputies: readonly DeputyFacts[], deputyId: string, today: Day, siteId: string | null): readonly Ref[] {
  return deputies.filter((one) => one.reviews && one.deputy.id === deputyId && holds(one, today) && (one.site === null || one.site.id === siteId)).map((one) => one.person);
}

export function holds(deputy: Pick<DeputyFacts, 'from' | 'until' | 'ended'>, day: Day): boolean {
  return !deputy.ended && !isBefore(day, deputy.from) && !isBefore(deputy.until, day);
}
