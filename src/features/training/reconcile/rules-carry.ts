import { endOfDay, isBefore, isEarlier, type Day, type Instant } from '../../../kernel/day.ts';
import { isAwayTooLong } from './rules-path.ts';
import type { Change, Facts, TrainedVersion, VersionFact } from './types.ts';

type Known = Pick<Facts, 'person' | 'document' | 'trained'>;

export function isTrained({ trained }: Pick<Facts, 'trained'>, version: VersionFact, now: Instant): boolean {
  return trained.some((record) => record.versionId === version.id && (record.validUntil === null || Temporal.Instant.compare(record.validUntil, now) > 0));
}

/** The version whose qualification a new one takes away or carries forward: the newest before it that was not withdrawn. */
function versionBefore(version: VersionFact, { document }: Pick<Facts, 'document'>): VersionFact | null {
  return document.versions.filter((other) => other.ordinal < version.ordinal && other.state !== 'withdrawn').toSorted((a, b) => b.ordinal - a.ordinal)[0] ?? null;
}

/**
 * IMP-04: with *none* or *notify*, who is qualified on the version before is carried forward when the new one takes effect,
 * whether or not anything requires it of them; others train, and so does whoever has reached the drift limit.
 */
export function carryForward(version: VersionFact, facts: Facts, now: Instant): Change[] | null {
  if (trains(version)) return null;
  const before = versionBefore(version, facts);
  if (before === null || !isTrained(facts, before, now) || isDriftReached(version, facts) || isAwayTooLong(facts)) return null;
  const record = facts.trained.find((candidate) => candidate.versionId === before.id);
  return [{ kind: 'carry-forward', version, fromVersionId: before.id, validUntil: record?.validUntil ?? null, required: facts.required !== null }];
}

function trains(version: VersionFact): boolean {
  return version.decision !== 'none' && version.decision !== 'notify';
}

/**
 * IMP-05: after so many versions carried forward in succession, or so many months since the last training, the next
 * revision is trained in full. The months count where a qualification was carried forward since that training, or would be
 * by this version: a refresher that follows a training directly is itself the training. They are counted to the effective
 * date, so that the answer is the same on every day of the training window.
 */
export function isDriftReached(version: VersionFact, { person, document, trained }: Known): boolean {
  const { carried, last } = sinceTraining(version, document.versions, trained);
  if (last === null) return false;
  if (carried >= document.policy.driftVersions) return true;
  return (carried > 0 || !trains(version)) && monthsHavePassed(last.at, version, { person, document });
}

/** How many versions were carried forward since the last training, and that training; the oldest record where there was none. */
function sinceTraining(version: VersionFact, versions: readonly VersionFact[], trained: readonly TrainedVersion[]): { carried: number; last: TrainedVersion | null } {
  let carried = 0;
  let last: TrainedVersion | null = null;
  for (const earlier of versions.filter((other) => other.ordinal < version.ordinal).toSorted((a, b) => b.ordinal - a.ordinal)) {
    const record = trained.find((candidate) => candidate.versionId === earlier.id);
    if (record === undefined) continue;
    last = record;
    if (!record.carried) break;
    carried += 1;
  }
  return { carried, last };
}

function monthsHavePassed(since: Instant, version: VersionFact, { person, document }: Pick<Facts, 'person' | 'document'>): boolean {
  return isEarlier(since, driftHorizon(version, document.policy.driftMonths, person.zone));
}

const horizons = new WeakMap<VersionFact, Map<string, Instant>>();

/** Trainings before this instant lie so many months before the version's effective date; one object asked by thousands. */
function driftHorizon(version: VersionFact, months: number, zone: string): Instant {
  const known = horizons.get(version) ?? new Map<string, Instant>();
  horizons.set(version, known);
  const key = `${months} ${zone}`;
  const horizon = known.get(key) ?? endOfDay(lastDayBefore(version.effectiveOn, months), zone);
  known.set(key, horizon);
  return horizon;
}

/** The last day from which so many months have passed by `day`: months end on different days. */
function lastDayBefore(day: Day, months: number): Day {
  let last = day.subtract({ months });
  while (!isBefore(day, last.add({ days: 1 }).add({ months }))) last = last.add({ days: 1 });
  return last;
}

/** All that decisions see of when somebody trained: of which versions that are in force or coming the months have passed. */
export function driftKey(trainedAt: Instant, facts: Pick<Facts, 'person' | 'document'>): string {
  let key = '';
  for (const version of facts.document.versions) {
    if ((version.state === 'effective' || version.state === 'approved') && monthsHavePassed(trainedAt, version, facts)) key += ` before ${version.ordinal}`;
  }
  return key;
}

/**
 * IMP-03, IMP-04: people of whom nothing is required now, but who are qualified. Without training for the new version their
 * qualification is carried forward; otherwise it lapses, which they are told once for each version that takes it away.
 */
export function keepOrLapse(facts: Facts, now: Instant): Change[] {
  if (!facts.person.employed || facts.document.retired || facts.trained.length === 0) return [];
  const changes: Change[] = [];
  for (const version of facts.document.versions.filter(({ state }) => state === 'effective' || state === 'approved')) {
    changes.push(...keepOrLapseFor(version, withCarried(facts, changes, now), now));
  }
  return changes;
}

function keepOrLapseFor(version: VersionFact, facts: Facts, now: Instant): Change[] {
  if (isTrained(facts, version, now)) return [];
  const carried = carryForward(version, facts, now);
  if (carried !== null) return version.state === 'effective' ? carried : [];
  const before = versionBefore(version, facts);
  if (before === null || facts.noticed.includes(version.id) || !isTrained(facts, before, now)) return [];
  return [{ kind: 'announce-lapse', version, fromVersionId: before.id }];
}

/** What holds for the next version once these changes are made. */
export function withCarried(facts: Facts, changes: readonly Change[], now: Instant): Facts {
  const carried = changes.flatMap((change): TrainedVersion[] => (change.kind === 'carry-forward' ? [{ versionId: change.version.id, validUntil: change.validUntil, carried: true, at: now }] : []));
  return carried.length === 0 ? facts : { ...facts, trained: [...facts.trained, ...carried] };
}
