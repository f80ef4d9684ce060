import { isEarlier, type Instant } from '../../../kernel/day.ts';
import { judge } from '../qualification/rules.ts';
import type { LaneFacts, LaneState, LaneVersion, Presence, Segment, Span } from './types.ts';

/** TRN-07, TRN-08: how somebody stood on one document over time, by the same rule that answers for an instant; neighbours that are alike are one. */
export function segmentsOf(facts: LaneFacts, presence: Presence, from: Instant, until: Instant): Segment[] {
  const moments = [from, ...turnsOf(facts, presence).filter((moment) => isEarlier(from, moment) && isEarlier(moment, until))];
  const segments: Segment[] = [];
  for (const [index, moment] of moments.entries()) {
    const end = moments[index + 1] ?? until;
    const here = { ...standAt(facts, presence, moment), from: moment, until: end };
    const last = segments.at(-1);
    if (last !== undefined && last.state === here.state && last.version === here.version && last.recordId === here.recordId) segments[segments.length - 1] = { ...last, until: end };
    else segments.push(here);
  }
  return segments;
}

/** Every moment at which something may change, in order and once. */
function turnsOf({ versions, records, required }: LaneFacts, { employed, onLeave }: Presence): Instant[] {
  const moments = [
    ...versions.flatMap((version) => [version.approvedAt, version.from, version.until]), ...records.flatMap((record) => [record.eventAt, record.validUntil]),
    ...[...required, ...employed, ...onLeave].flatMap((span) => [span.from, span.until]),
  ].flatMap((moment) => moment ?? []).toSorted((a, b) => Temporal.Instant.compare(a, b));
  return moments.filter((moment, index) => !moment.equals(moments[index - 1] ?? moment.add({ milliseconds: 1 })));
}

function standAt(facts: LaneFacts, presence: Presence, at: Instant): { state: LaneState; version: string | null; recordId: string | null } {
  const inForce = facts.versions.find((version) => version.from !== null && covers({ from: version.from, until: version.until }, at)) ?? null;
  const coming = facts.versions.filter((version) => isComing(version, at));
  const records = facts.records.filter((record) => !isEarlier(at, record.eventAt)).map((record) => ({ ...record, ahead: coming.some((version) => version.id === record.versionId) }));
  const judged = judge({ employed: presence.employed.some((span) => covers(span, at)), inForce, records }, at);
  const base = { version: inForce?.label ?? null, recordId: judged.qualified ? (judged.record?.id ?? null) : null };
  if (judged.reason === 'not_employed') return { ...base, state: 'none' };
  if (presence.onLeave.some((span) => covers(span, at))) return { ...base, state: 'absent' };
  if (judged.qualified) return { ...base, state: coming.some((version) => !records.some((record) => record.versionId === version.id)) ? 'window' : 'qualified' };
  if (inForce !== null && records.some((record) => !record.ahead)) return { ...base, state: 'lapsed' };
  return { ...base, state: inForce !== null && facts.required.some((span) => covers(span, at)) ? 'missing' : 'none' };
}

function isComing({ approvedAt, from }: LaneVersion, at: Instant): boolean {
  return !isEarlier(at, approvedAt) && (from === null || isEarlier(at, from));
}

function covers({ from, until }: Span, at: Instant): boolean {
  return !isEarlier(at, from) && (until === null || isEarlier(at, until));
}
