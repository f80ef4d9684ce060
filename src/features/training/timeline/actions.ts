import type { z } from 'zod';
import { done, refuse, type Outcome } from '../../../kernel/decision.ts';
import { isEarlier } from '../../../kernel/day.ts';
import type { Context } from '../../../platform/context.ts';
import type { Loose } from '../../../platform/http/route.ts';
import { may } from '../permissions.ts';
import { atOf, mayConcerning } from '../standing/actions.ts';
import type { getTimeline } from './contract.ts';
import { segmentsOf } from './rules.ts';
import { loadLanes, loadPresence, type LaneRow } from './store.ts';
import type { LaneFacts } from './types.ts';

const MONTHS = 24;

/** Two years back, or to the first moment of which anything is known. */
export async function timeline(ctx: Context, personId: string, asOf: string | undefined): Promise<Outcome<Loose<z.input<typeof getTimeline.reply>>>> {
  if (!(await mayConcerning(ctx, may.readTraining, personId))) return refuse('not-permitted');
  const at = atOf(ctx, asOf);
  const periods = await loadPresence(ctx.db, personId);
  const presence = { employed: periods, onLeave: periods.filter((period) => period.onLeave) };
  const lanes = (await loadLanes(ctx.db, personId, at)).map((row) => ({ row, facts: factsOf(row) }));
  const earliest = at.toZonedDateTimeISO('UTC').subtract({ months: MONTHS }).toInstant();
  const first = lanes.flatMap(({ facts }) => [...facts.required.map((span) => span.from), ...facts.records.map((record) => record.eventAt)]).toSorted((a, b) => Temporal.Instant.compare(a, b))[0];
  const from = first === undefined || isEarlier(first, earliest) ? earliest : first.subtract({ hours: 24 });
  return done({ from, until: at, lanes: lanes.map(({ row, facts }) => {
    const { id, number, title, risk } = row;
    const required = facts.required.some((span) => span.until === null || isEarlier(at, span.until));
    return { document: { id, number, title, risk }, required, segments: segmentsOf(facts, presence, from, at) };
  }) });
}

function factsOf({ versions, records, required }: LaneRow): LaneFacts {
  const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text);
  const maybe = (text: string | null): Temporal.Instant | null => (text === null ? null : instant(text));
  return {
    versions: versions.map((version) => ({ ...version, approvedAt: instant(version.approvedAt), from: maybe(version.from), until: maybe(version.until) })),
    records: records.map((record) => ({ ...record, eventAt: instant(record.eventAt), validUntil: maybe(record.validUntil) })),
    required: required.map((span) => ({ from: instant(span.from), until: maybe(span.until) })),
  };
}
