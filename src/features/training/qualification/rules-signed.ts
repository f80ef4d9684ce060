import { isEarlier, type Instant } from '../../../kernel/day.ts';

/**
 * Until when a signed answer may be used without asking again: never longer than the policy says, nor than the answer itself
 * holds, nor past a moment at which it is known that another version takes effect.
 */
export function keepUntil(now: Instant, minutes: number, ends: readonly (Instant | null)[]): Instant {
  const latest = now.add({ minutes });
  return ends.reduce<Instant>((earliest, end) => (end !== null && isEarlier(end, earliest) ? end : earliest), latest);
}
