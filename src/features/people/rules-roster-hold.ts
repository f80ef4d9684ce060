import { localToday } from './rules-changes.ts';
import { periodAt } from './rules-periods.ts';
import { exceedsShare } from './rules-share.ts';
import type { Hold, RosterCounts, RosterFacts } from './types-roster.ts';

/** HR-02: a file that would change or end much is held until an entitled person confirms it with a reason. */

/** A handful of people is never held: in a small company one of them is a large share. */
const LEAST = 9;

/** Null when the file may be imported as it is. Who is new does not count: nobody loses anything by them. */
export function holdOf({ changed, leaving }: Pick<RosterCounts, 'changed' | 'leaving'>, employed: number, share: number): Hold | null {
  const touched = changed + leaving;
  return exceedsShare(touched, employed, { percent: share, least: LEAST }) ? { touched, employed, share } : null;
}

export function countEmployed({ people, sites, zone, now }: RosterFacts): number {
  const byId = new Map(sites.map((site) => [site.id, site]));
  return people.filter(({ employments }) => periodAt(employments, localToday(employments, byId, zone, now)) !== undefined).length;
}
