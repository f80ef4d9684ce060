import { dayIn, isEarlier, type Instant } from '../../../kernel/day.ts';
import type { Judgement, Known, KnownRecord, Named, ReasonCode } from './types.ts';

/**
 * TRN-07: qualified on a document at an instant when a record covers the version in force then and has not expired, and the
 * person is employed then. TRN-08: a version that is not yet effective takes nothing away, and gives nothing either.
 */
export function judge(known: Known, at: Instant): Judgement {
  const { inForce, records } = known;
  const ofVersion = records.filter((record) => record.versionId === inForce?.id);
  const covering = longest(ofVersion.filter((record) => !hasExpired(record, at)));
  const no = (reason: ReasonCode, record: KnownRecord | null): Judgement => ({ qualified: false, reason, record, recordIds: idsOf(covering === null ? records : ofVersion), validUntil: null });
  if (!known.employed) return no('not_employed', covering);
  if (inForce === null) return no('no_version_in_force', records[0] ?? null);
  if (covering !== null) return { qualified: true, reason: covering.carried ? 'carried_forward' : 'trained', record: covering, recordIds: idsOf(ofVersion), validUntil: covering.validUntil };
  if (ofVersion.length > 0) return no('expired', longest(ofVersion));
  const before = records.find((record) => !record.ahead);
  if (before !== undefined) return no('earlier_version_only', before);
  return records[0] === undefined ? no('never_trained', null) : no('coming_version_only', records[0]);
}

/** TRN-07: qualified for a task when on every one of its documents; the answer ends when the first of them does. */
export function judgeTask(parts: readonly Judgement[]): Omit<Judgement, 'record'> {
  const recordIds = [...new Set(parts.flatMap((part) => (part.qualified ? part.recordIds : [])))];
  const qualified = parts.length > 0 && parts.every((part) => part.qualified);
  const ends = parts.flatMap((part) => part.validUntil ?? []).toSorted((a, b) => Temporal.Instant.compare(a, b));
  const away = parts.length > 0 && parts.every((part) => part.reason === 'not_employed');
  return { qualified, reason: qualified ? 'all_documents' : away ? 'not_employed' : 'documents_missing', recordIds, validUntil: qualified ? (ends[0] ?? null) : null };
}

/** The answer in one sentence, for the door of a room as for an inspector. */
export function sentenceOf({ person, zone }: Named, document: string, known: Known, { reason, record }: Judgement): string {
  const on = (instant: Instant): string => dayIn(instant, zone).toString();
  const version = known.inForce?.label ?? '';
  const start = `${person} is not qualified on ${document}:`;
  if (reason === 'not_employed') return `${start} not employed at that time${record === null ? '' : `, although trained on version ${record.label} on ${on(record.eventAt)}`}.`;
  if (reason === 'no_version_in_force') return `${start} no version was in force at that time.`;
  if (record === null) return `${start} no training record for version ${version}, which was in force.`;
  if (reason === 'trained' || reason === 'carried_forward') return `${person} is qualified on ${document}, version ${record.label}, ${reason === 'trained' ? 'by a training record' : 'by a qualification carried forward'} of ${on(record.eventAt)}.`;
  if (reason === 'expired') return `${start} the record for version ${version} expired on ${on(record.validUntil ?? record.eventAt)}.`;
  return `${start} trained on version ${record.label} on ${on(record.eventAt)}, while version ${version} was in force.`;
}

export function taskSentence(person: string, task: string, { qualified, reason }: Pick<Judgement, 'qualified' | 'reason'>, missing: readonly string[]): string {
  if (qualified) return `${person} is qualified for ${task}: on each of its documents.`;
  return `${person} is not qualified for ${task}: ${reason === 'not_employed' ? 'not employed at that time' : `missing ${missing.join(', ')}`}.`;
}

/** What was asked about and is not there, or may not be seen. */
export function unknownSentence(reason: 'unknown_person' | 'unknown_document' | 'unknown_task', asked: string): string {
  const what = { unknown_person: 'person with the id or employee number', unknown_document: 'document with the id or number', unknown_task: 'task at that time with the id or code' };
  return `No answer: there is no ${what[reason]} ${asked}.`;
}

/** The end of a record that lasts longest, the newest of those that last alike; null of none. */
function longest(records: readonly KnownRecord[]): KnownRecord | null {
  return records.reduce<KnownRecord | null>((best, record) => (best === null || outlasts(record, best) ? record : best), null);
}

function outlasts(record: KnownRecord, other: KnownRecord): boolean {
  if (other.validUntil === null) return false;
  return record.validUntil === null || isEarlier(other.validUntil, record.validUntil);
}

function hasExpired({ validUntil }: KnownRecord, at: Instant): boolean {
  return validUntil !== null && !isEarlier(at, validUntil);
}

function idsOf(records: readonly KnownRecord[]): string[] {
  return records.map((record) => record.id);
}
