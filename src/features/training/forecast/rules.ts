import type { Basis, Cohort, Expected, Level, Observation, Pace, Paces, PastRow, PersonPastRow } from './types.ts';

/** A group's own pace is used from this many completed trainings on; with fewer, that of the next larger group. */
export const ENOUGH: Readonly<Record<Level, number>> = { person: 5, department: 20, site: 20, everyone: 1 };
/** Below this many completed trainings in the whole company a forecast is little more than a guess, and says so. */
export const FEW = 30;
/** Days beyond which how long a training took makes no difference. */
export const LONGEST = 365;
/** Nine of ten forecasts lie within this many standard deviations. */
const NINE_OF_TEN = 1.645;

/** Up to this many people are judged by their own pace; of more, the paces of their departments give the same share at less cost. */
export const OWN_PACE = 2000;

/** Many people become few cohorts, without their names. */
export function cohortsByPlace(people: readonly Cohort[]): readonly Cohort[] {
  if (people.length <= OWN_PACE) return people;
  const places = Map.groupBy(people, ({ departmentId, siteId, waited }) => `${departmentId} ${siteId} ${waited}`);
  return [...places.values()].flatMap((group) => group.slice(0, 1).map((one) => ({ ...one, personId: null, people: sum(group.map((cohort) => cohort.people)) })));
}

/**
 * The distribution of days to completion (product-limit estimate, Kaplan and Meier 1958): a training that was closed
 * unfinished, or still runs, counts as not done for as long as it was seen, and for no longer.
 */
export function paceOf(observations: readonly Observation[]): Pace {
  const finished = new Map<number, number>();
  const leftOpen = new Map<number, number>();
  for (const { days, completed, count } of observations) {
    const day = Math.max(0, Math.min(LONGEST, Math.floor(days)));
    const kind = completed ? finished : leftOpen;
    kind.set(day, (kind.get(day) ?? 0) + count);
  }
  let atRisk = sum([...finished.values(), ...leftOpen.values()]);
  let unfinished = 1;
  const done: number[] = [];
  for (let day = 0; day <= Math.max(-1, ...finished.keys(), ...leftOpen.keys()); day += 1) {
    atRisk -= leftOpen.get(day) ?? 0; // not seen to the end of this day
    const ended = finished.get(day) ?? 0;
    if (ended > 0) unfinished *= 1 - ended / atRisk;
    done.push(1 - unfinished);
    atRisk -= ended;
  }
  return { trainings: sum([...finished.values()]), done };
}

export function pacesOf(people: readonly PersonPastRow[], everyone: readonly PastRow[]): Paces {
  const by = <Row extends Observation>(rows: readonly Row[], keyOf: (row: Row) => string | null): Map<string, Pace> => {
    const groups = Map.groupBy(rows, keyOf);
    return new Map([...groups].flatMap(([key, group]) => (key === null ? [] : [[key, paceOf(group)] as const])));
  };
  return { person: by(people, (row) => row.personId), department: by(everyone, (row) => row.departmentId), site: by(everyone, (row) => row.siteId), everyone: paceOf(everyone) };
}

/** The share done within so many whole days. */
export function doneWithin(pace: Pace, days: number): number {
  return days <= 0 ? 0 : (pace.done[Math.min(Math.floor(days), pace.done.length) - 1] ?? 0);
}

/** For people who have had it for `waited` days and are not done: the share that is done `days` later. */
export function doneAfter(pace: Pace, waited: number, days: number): number {
  const before = doneWithin(pace, waited);
  return before >= 1 ? 1 : (doneWithin(pace, waited + days) - before) / (1 - before);
}

/** A person's own pace where it is known well enough, else their department's, their site's, everyone's; null where nobody has ever trained. */
export function paceFor(cohort: Cohort, paces: Paces): { readonly level: Level; readonly pace: Pace } | null {
  const levels: readonly (readonly [Level, Pace | undefined])[] = [
    ['person', paces.person.get(cohort.personId ?? '')], ['department', paces.department.get(cohort.departmentId ?? '')],
    ['site', paces.site.get(cohort.siteId ?? '')], ['everyone', paces.everyone],
  ];
  for (const [level, pace] of levels) if (pace !== undefined && pace.trainings >= ENOUGH[level]) return { level, pace };
  return null;
}

/**
 * IMP-02: the share of `ready` people and of those in the cohorts that can be expected to be trained after `days`. The range
 * counts both the chance of each person and how little is known of a pace that few trainings show; the latter is shared by
 * all who train at that pace. Null when nobody has to train, or nothing is known of how fast.
 */
export function expectedAfter(days: number, ready: number, cohorts: readonly Cohort[], paces: Paces): Expected | null {
  const groups = new Map<Pace, { people: number; done: number }>();
  for (const cohort of cohorts) {
    const found = paceFor(cohort, paces);
    if (found === null) return null;
    const group = groups.get(found.pace) ?? { people: 0, done: 0 };
    groups.set(found.pace, { people: group.people + cohort.people, done: group.done + cohort.people * (days <= 0 ? 0 : doneAfter(found.pace, cohort.waited, days)) });
  }
  const everyone = ready + sum(cohorts.map((cohort) => cohort.people));
  if (everyone === 0) return null;
  const done = ready + sum([...groups.values()].map((group) => group.done));
  const spread = days <= 0 ? 0 : NINE_OF_TEN * Math.sqrt(sum([...groups].map(([pace, group]) => varianceOf(pace, group))));
  const percent = (people: number): number => Math.round((100 * Math.max(ready, Math.min(everyone, people))) / everyone);
  return { expected: percent(done), low: percent(done - spread), high: percent(done + spread) };
}

/** With one imagined done and one undone training more, so that few trainings never look certain. */
function varianceOf(pace: Pace, { people, done }: { people: number; done: number }): number {
  const share = (done / people * pace.trainings + 1) / (pace.trainings + 2);
  const chance = share * (1 - share);
  return people * chance + (people ** 2 * chance) / (pace.trainings + 3);
}

/** The first of these days after which at least `percent` are expected to be trained; null when that is not within a year. */
export function readyAfter(percent: number, ready: number, cohorts: readonly Cohort[], paces: Paces): number | null {
  const reached = (days: number): boolean => (expectedAfter(days, ready, cohorts, paces)?.expected ?? 0) >= percent;
  if (!reached(LONGEST)) return null;
  let [low, high] = [0, LONGEST]; // the share never falls from one day to the next
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (reached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many people the forecast judges by whose pace, and how many completed trainings that pace rests on. */
export function basisOf(cohorts: readonly Cohort[], paces: Paces): Basis {
  const basis = { person: { people: 0, trainings: 0 }, department: { people: 0, trainings: 0 }, site: { people: 0, trainings: 0 }, everyone: { people: 0, trainings: 0 } };
  const counted = new Set<Pace>();
  for (const cohort of cohorts) {
    const found = paceFor(cohort, paces);
    if (found === null) continue;
    basis[found.level].people += cohort.people;
    if (!counted.has(found.pace)) basis[found.level].trainings += found.pace.trainings;
    counted.add(found.pace);
  }
  return basis;
}

/** Rests on too little to plan by. */
export function restsOnFew(paces: Paces): boolean {
  return paces.everyone.trainings < FEW;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
