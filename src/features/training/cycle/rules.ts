import { isBefore, laterDay, type Day } from '../../../kernel/day.ts';
import { OUTCOMES, type CycleOutcome, type Daily, type LineFacts, type SharePoint } from './types.ts';

/** More points than this are thinned out: a picture shows no more, and its table is read by people. */
export const MOST_POINTS = 48;

/** AUD-05: what came of the revision for one person. A record counts before anything else: it is the evidence. */
export function outcomeOf({ closedAs, record, late, onLeave }: LineFacts): CycleOutcome {
  if (closedAs === 'completed' || record === 'training') return late ? 'late' : 'in_time';
  if (record === 'carry_forward') return 'carried_forward';
  if (closedAs !== null) return closedAs;
  if (onLeave) return 'absent';
  return late ? 'overdue' : 'open';
}

/** One text for each combination of facts, so that the database can count and pick lines without knowing the rule. */
export function factsKey({ closedAs, record, late, onLeave }: LineFacts): string {
  return `${closedAs ?? '-'} ${record ?? '-'} ${late ? 'late' : '-'} ${onLeave ? 'leave' : '-'}`;
}

const COMBINATIONS: readonly LineFacts[] = ([null, 'completed', 'superseded', 'cancelled'] as const).flatMap((closedAs) =>
  ([null, 'training', 'carry_forward'] as const).flatMap((record) => [true, false].flatMap((late) => [true, false].map((onLeave) => ({ closedAs, record, late, onLeave })))));
const OUTCOME_OF_KEY: ReadonlyMap<string, CycleOutcome> = new Map(COMBINATIONS.map((facts) => [factsKey(facts), outcomeOf(facts)]));

/** All combinations of facts that come to one of these outcomes. */
export function keysOf(outcomes: readonly CycleOutcome[]): string[] {
  return [...OUTCOME_OF_KEY].flatMap(([key, outcome]) => (outcomes.includes(outcome) ? [key] : []));
}

export function outcomeOfKey(key: string): CycleOutcome {
  const outcome = OUTCOME_OF_KEY.get(key);
  if (outcome === undefined) throw new Error(`no outcome for the facts ${key}`);
  return outcome;
}

export type CycleCounts = Readonly<Record<CycleOutcome, number>>;

export function countOutcomes(rows: readonly { readonly key: string; readonly people: number }[]): CycleCounts {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<CycleOutcome, number>; // every outcome is a key
  for (const { key, people } of rows) counts[outcomeOfKey(key)] += people;
  return counts;
}

export const TRAINED: readonly CycleOutcome[] = ['in_time', 'late', 'carried_forward'];
export const WAITING: readonly CycleOutcome[] = ['open', 'overdue'];

/** Those of whom training was, or is, to be expected: not the absent, nor those of whom it is not asked any more. */
export function expectedOf(counts: CycleCounts): number {
  return OUTCOMES.reduce((sum, outcome) => (outcome === 'absent' || outcome === 'cancelled' ? sum : sum + counts[outcome]), 0);
}

export function trainedOf(counts: CycleCounts): number {
  return TRAINED.reduce((sum, outcome) => sum + counts[outcome], 0);
}

/** The share trained by the end of each day on which it grew, from the day it began to the last day known. */
export function absorption(daily: readonly Daily[], expected: number, from: string, until: string): SharePoint[] {
  if (expected === 0) return [];
  let people = 0;
  const days = Map.groupBy(daily, (entry) => entry.day);
  const grown = [...days].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([day, entries]) => {
    for (const entry of entries) people += entry.people;
    return pointOf(day, people, expected);
  });
  const before = grown[0]?.day === from ? [] : [pointOf(from, 0, expected)];
  const after = (grown.at(-1)?.day ?? from) < until ? [pointOf(until, people, expected)] : [];
  return thinned([...before, ...grown, ...after]);
}

function pointOf(day: string, people: number, expected: number): SharePoint {
  return { day, people, share: Math.floor((100 * people) / expected) }; // 99.6 % is not all
}

function thinned<Point>(points: readonly Point[]): Point[] {
  if (points.length <= MOST_POINTS) return [...points];
  return Array.from({ length: MOST_POINTS }, (_, index) => points[Math.round((index * (points.length - 1)) / (MOST_POINTS - 1))]).filter((point) => point !== undefined);
}

/** The days of which the rest of the curve is forecast: about weekly, past the effective date, and four weeks at least. */
export function daysAhead(today: Day, effectiveOn: Day): Day[] {
  const last = laterDay(today.add({ days: 28 }), effectiveOn.add({ days: 14 }));
  const step = Math.max(7, Math.ceil(today.until(last).days / 12));
  const days = [today];
  for (let day = today.add({ days: step }); isBefore(day, last); day = day.add({ days: step })) days.push(day);
  const all = isBefore(today, effectiveOn) && !days.some((day) => day.equals(effectiveOn)) ? [...days, effectiveOn, last] : [...days, last];
  return all.toSorted(Temporal.PlainDate.compare);
}
