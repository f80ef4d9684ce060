import type { Instant } from '../../../kernel/day.ts';
import { sameReasons } from './rules-ahead.ts';
import { isAwayTooLong } from './rules-path.ts';
import type { DocumentFact, Facts, VersionFact } from './types.ts';

/** A version that people are brought to, as far as a sweep can tell without looking at each of them. */
export type LiveVersion = {
  readonly documentId: string;
  readonly versionId: string;
  /** The one whose holders it takes the qualification from. */
  readonly beforeId: string | null;
  /** Whether an open assignment is all it takes, whoever has it; where qualifications are carried forward, only for who has none. */
  readonly quiet: boolean;
  /** Whether a record without an end is enough, as long as nothing recurs (TRN-10). */
  readonly endless: boolean;
  /** So many days before its end a record may call for its renewal. */
  readonly windowDays: number;
};

/** The fewest days of a leave that can be too long for any document (MTX-09); null where no policy asks. Months have at least 28 days. */
export function leastAbsence(documents: Iterable<DocumentFact>): number | null {
  const months = [...documents].flatMap(({ policy }) => (policy.absenceMonths === 0 ? [] : [policy.absenceMonths]));
  return months.length === 0 ? null : 28 * months.reduce((least, one) => Math.min(least, one));
}

/** Of a calendar, the window is some days of the year: no record is far enough from it. */
const ALWAYS = 1000;

export function liveVersions(document: DocumentFact): LiveVersion[] {
  if (document.retired) return [];
  const live = document.versions.filter(({ state }) => state === 'effective' || state === 'approved');
  return live.map((version) => ({ documentId: document.id, versionId: version.id, beforeId: before(version, document), quiet: version.state === 'approved' || version.decision === 'retrain' || version.decision === 'refresher', ...renewal(document) }));
}

function renewal({ recurrence }: DocumentFact): Pick<LiveVersion, 'endless' | 'windowDays'> {
  return { endless: recurrence.basis === 'none', windowDays: recurrence.basis === 'calendar' ? ALWAYS : recurrence.windowDays + 3 }; // days are counted in zones
}

function before(version: VersionFact, document: DocumentFact): string | null {
  return document.versions.filter((other) => other.ordinal < version.ordinal && other.state !== 'withdrawn').toSorted((a, b) => b.ordinal - a.ordinal)[0]?.id ?? null;
}

/** Documents of which every person and record must be looked at: having completed them can be a reason of its own (IMP-03). */
export function isLookedAtWhole(document: DocumentFact): boolean {
  return document.policy.retrainPriorCompleters;
}

/**
 * MTX-04: true only where `decideTraining` changes nothing, whatever the hint; it may be false where it changes nothing, too.
 * A sweep asks the database for the pairs of which this is false (`store-suspects.ts`) and decides only those.
 */
export function isSettled(facts: Facts, now: Instant): boolean {
  const { person, document, required, obligation, open, noticed, ahead } = facts;
  if (isAwayTooLong(facts) || isLookedAtWhole(document) || (ahead !== null && ahead.required !== null)) return false;
  const idle = obligation === null && open.length === 0;
  if (!person.employed || document.retired) return idle;
  const live = liveVersions(document);
  if (required === null) return idle && live.every((version) => isHeld(facts, version, now) || (version.quiet && noticed.includes(version.versionId)) || !facts.trained.some((record) => record.versionId === version.beforeId));
  if (obligation === null || !sameReasons(required, obligation.reasons)) return false;
  if (open.some((assignment) => assignment.paused !== null || assignment.ahead !== null || !live.some((version) => version.versionId === assignment.versionId && isQuiet(version, facts)))) return false;
  return live.every((version) => isHeld(facts, version, now) || open.some((assignment) => assignment.versionId === version.versionId));
}

function isQuiet({ quiet, beforeId }: LiveVersion, { trained }: Pick<Facts, 'trained'>): boolean {
  return quiet || !trained.some((record) => record.versionId === beforeId);
}

function isHeld({ trained }: Pick<Facts, 'trained'>, { versionId, endless, windowDays }: LiveVersion, now: Instant): boolean {
  const record = trained.find((one) => one.versionId === versionId);
  if (record === undefined) return false;
  return record.validUntil === null ? endless : Temporal.Instant.compare(record.validUntil, now.add({ hours: 24 * windowDays })) > 0;
}
