import { dayIn, isBefore, isEarlier, startOfDay, type Instant } from '../../../kernel/day.ts';
import type { Path } from '../types.ts';
import type { Facts, VersionFact } from './types.ts';

type Known = Pick<Facts, 'trained' | 'document' | 'failed' | 'person' | 'away'>;

/**
 * MTX-09: whoever was away longer than the policy allows is assessed again on return, though qualified, unless they have
 * trained on the document since; and nothing is carried forward for them.
 */
export function isAwayTooLong({ person, document, away, trained }: Known): boolean {
  const { absenceMonths } = document.policy;
  if (away === null || absenceMonths === 0 || trained.length === 0 || !isBefore(away.from.add({ months: absenceMonths }), away.until)) return false;
  const back = startOfDay(away.until, person.zone);
  return trained.every((record) => record.carried || isEarlier(record.at, back));
}

/** TRN-02: why somebody is assigned this path, in a sentence. */
export function whyPath(version: VersionFact, path: Path, driftLimit: boolean, facts: Known, now: Instant): string {
  if (path === 'notice') return 'To be read only: by the decision of the approver the changes need no training.';
  if (driftLimit) return 'In full, because the training lies too far back: versions were carried forward without training since.';
  if (isAwayTooLong(facts)) return `${path === 'practical' ? 'The practical only' : 'In full'}, because of an absence from ${facts.away?.from.toString()} to ${facts.away?.until.subtract({ days: 1 }).toString()}, longer than the policy for ${facts.document.risk} documents allows.`;
  if (path === 'recertification') return 'In full, because the qualification has to be renewed.';
  if (facts.failed !== null) return 'In full, because the assessment was failed before.';
  const before = facts.trained.filter((record) => facts.document.versions.some((other) => other.id === record.versionId && other.ordinal <= version.ordinal));
  if (before.length === 0) return `In full, because ${facts.document.number} is new to this person.`;
  const valid = before.filter(({ validUntil }) => validUntil === null || Temporal.Instant.compare(validUntil, now) > 0);
  const last = before.flatMap(({ validUntil }) => validUntil ?? []).toSorted(Temporal.Instant.compare).at(-1);
  if (valid.length === 0 && last !== undefined) return `In full, because the qualification lapsed on ${dayIn(last, facts.person.zone).toString()}.`;
  if (path === 'refresher') return 'The changed sections only, because an earlier version was trained and the changes since are minor.';
  if (version.decision === 'retrain') return `In full, because version ${version.label} was approved with full training.`;
  return facts.document.policy.fullForMinor ? `In full, because the policy for ${facts.document.risk} documents asks for it with every version.` : 'In full, because a version in between asked for full training.';
}
