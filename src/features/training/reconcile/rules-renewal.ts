import { isBefore, isEarlier, laterDay, startOfDay, workingDay, type Day, type Instant } from '../../../kernel/day.ts';
import { dueOnOf, opensOn } from '../recurrence/rules.ts';
import { isAwayTooLong, whyPath } from './rules-path.ts';
import type { Change, DocumentFact, Facts, Hint, PersonFact, TrainedVersion, VersionFact } from './types.ts';

/**
 * TRN-10: who is qualified on the version in force is assigned its renewal once the window has opened. Precondition: at work,
 * required and qualified. A record made inside the window opens it on the day after, so that a completion need not look ahead. A version that replaces it before the renewal is due is the periodic training where that counts.
 */
export function renew(version: VersionFact, facts: Facts, now: Instant, hint: Hint): Change[] {
  const { person, document, open } = facts;
  if (version.state !== 'effective' || open.some((assignment) => assignment.versionId === version.id)) return [];
  if (isAwayTooLong(facts)) return [assessAgain(version, facts, now)];
  const dueOn = renewalDueOn(version, facts);
  if (dueOn === null || isBefore(person.day, opensOn(document.recurrence, dueOn)) || isMadeToday(version, facts) || isRenewedByRevision(document, dueOn)) return [];
  const cause = hint === 'return' ? 'return' : 'renewal';
  const path = facts.failed === null ? 'recertification' : 'full';
  return [{ kind: 'assign', version, path, cause, covers: [version.id], dueOn: dueDayOf(version, dueOn, facts, hint), overdueSince: facts.failed?.overdueSince ?? null, driftLimit: false, ahead: null, pathWhy: whyPath(version, path, false, facts, now) }];
}

/**
 * MTX-09: by the practical alone where the version has one and the qualification has no end; one that has to be renewed anyway
 * is trained in full, its practical included, as is a document without a practical and whatever was failed before.
 */
function assessAgain(version: VersionFact, facts: Facts, now: Instant): Change {
  const { person, document } = facts;
  const worked = workingDay(person.day.add({ days: document.policy.initialDays }), person.calendar, 'backward');
  const path = version.practical && facts.failed === null && renewalDueOn(version, facts) === null ? 'practical' : 'full';
  return { kind: 'assign', version, path, cause: 'return', covers: [version.id], dueOn: laterDay(worked, person.day), overdueSince: null, driftLimit: false, ahead: null, pathWhy: whyPath(version, path, false, facts, now) };
}

/** What decisions see of a leave: whether it was too long, and which it was. */
export function awayKey(facts: Facts): string {
  return facts.away === null || !isAwayTooLong(facts) ? '' : ` away ${facts.away.from.toString()} ${facts.away.until.toString()}`;
}

/** When the qualification on this version has to be renewed; of one carried forward, by the training that it rests on. */
export function renewalDueOn(version: VersionFact, { trained, document, person }: Pick<Facts, 'trained' | 'document' | 'person'>): Day | null {
  const record = trained.find((candidate) => candidate.versionId === version.id);
  if (record === undefined) return null;
  return dueOnOf(document.recurrence, { validUntil: record.validUntil, trainedAt: restsOn(record, trained) }, person.zone);
}

function isMadeToday(version: VersionFact, { trained, person }: Facts): boolean {
  return trained.some((record) => record.versionId === version.id && isSinceToday(record.at, person));
}

const mornings = new WeakMap<PersonFact, Instant>();

/** One object asked by thousands. */
function isSinceToday(at: Instant, person: PersonFact): boolean {
  const morning = mornings.get(person) ?? startOfDay(person.day, person.zone);
  mornings.set(person, morning);
  return !isEarlier(at, morning);
}

function restsOn(record: TrainedVersion, trained: readonly TrainedVersion[]): Instant {
  if (!record.carried) return record.at;
  const trainings = trained.filter((one) => !one.carried && Temporal.Instant.compare(one.at, record.at) <= 0);
  return trainings.toSorted((a, b) => Temporal.Instant.compare(b.at, a.at))[0]?.at ?? record.at;
}

/**
 * A version that takes effect on its date, a whole day before the renewal is due anywhere, is trained instead of the renewal.
 * One that may be held is not waited for: people would lapse while it is.
 */
function isRenewedByRevision({ versions, recurrence }: DocumentFact, dueOn: Day): boolean {
  if (recurrence.basis === 'none' || !recurrence.revisionRenews) return false;
  return versions.some((version) => version.state === 'approved' && version.takesEffect === 'date' && (version.decision === 'retrain' || version.decision === 'refresher') && isBefore(version.effectiveOn, dueOn));
}

/**
 * TRN-03: the last working day of the validity, never before today. Who was away while the window opened, is new to it, or
 * was trained before anything recurred, has the initial days; a qualification may lapse within them, nobody is late by them.
 */
function dueDayOf(version: VersionFact, dueOn: Day, { person, document, trained }: Facts, hint: Hint): Day {
  const unlimited = trained.some((record) => record.versionId === version.id && record.validUntil === null);
  const due = hint !== 'none' || unlimited ? laterDay(dueOn, person.day.add({ days: document.policy.initialDays })) : dueOn;
  const worked = workingDay(due, person.calendar, 'backward');
  return isBefore(worked, person.day) ? laterDay(due, person.day) : worked;
}

/** What decisions see of when somebody trained, where the record has no end: until when it counts, once its window has opened. */
export function renewalKey(at: Instant, record: Pick<TrainedVersion, 'validUntil'>, { document, person }: Pick<Facts, 'document' | 'person'>): string {
  const today = (record.validUntil !== null || document.recurrence.basis !== 'none') && isSinceToday(at, person) ? ' today' : '';
  if (record.validUntil !== null || document.recurrence.basis === 'none') return today;
  const dueOn = dueOnOf(document.recurrence, { validUntil: null, trainedAt: at }, person.zone);
  return dueOn === null || isBefore(person.day, opensOn(document.recurrence, dueOn)) ? ' renewed' : `${today} until ${dueOn.toString()}`;
}
