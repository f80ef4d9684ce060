import assert from 'node:assert/strict';
import { test } from 'node:test';
import { segmentsOf } from './rules.ts';
import type { LaneFacts, Presence } from './types.ts';

const on = (day: string): Temporal.Instant => Temporal.Instant.from(`2026-${day}T00:00:00Z`);
const always: Presence = { employed: [{ from: on('01-01'), until: null }], onLeave: [] };
const record = (id: string, versionId: string, day: string, until: string | null = null) => ({ id, versionId, label: versionId, carried: false, eventAt: on(day), validUntil: until === null ? null : on(until) });
const facts = (more: Partial<LaneFacts> = {}): LaneFacts => ({
  versions: [{ id: 'v1', label: '1.0', approvedAt: on('01-05'), from: on('01-10'), until: on('03-01') }, { id: 'v2', label: '2.0', approvedAt: on('02-15'), from: on('03-01'), until: null }],
  records: [], required: [{ from: on('01-06'), until: null }], ...more,
});
const told = (lane: LaneFacts, presence = always, until = '06-01'): string[] => segmentsOf(lane, presence, on('01-01'), on(until)).map((one) => `${one.from.toString().slice(5, 10)} ${one.state}`);

test('TRN-07 never trained is missing from the version in force on, and nothing before', () => {
  assert.deepEqual(told(facts()), ['01-01 none', '01-10 missing', '03-01 missing']);
});

test('TRN-08 the window of a coming version shows until the person has trained on it; then the switch takes nothing away', () => {
  assert.deepEqual(told(facts({ records: [record('b', 'v2', '02-20'), record('a', 'v1', '01-12')] })), ['01-01 none', '01-10 missing', '01-12 qualified', '02-15 window', '02-20 qualified', '03-01 qualified']);
});

test('TRN-07 the switch to a version not trained on, and the end of a record, lapse the qualification', () => {
  assert.deepEqual(told(facts({ records: [record('a', 'v1', '01-12')] })), ['01-01 none', '01-10 missing', '01-12 qualified', '02-15 window', '03-01 lapsed']);
  assert.deepEqual(told(facts({ records: [record('b', 'v2', '03-05', '05-01'), record('a', 'v1', '01-12')] })).slice(-3), ['03-01 lapsed', '03-05 qualified', '05-01 lapsed']);
});

test('MTX-09 leave shows as absence and leaving as nothing; what was known comes back with the person', () => {
  const away: Presence = { employed: [{ from: on('01-01'), until: on('05-01') }], onLeave: [{ from: on('04-01'), until: on('04-15') }] };
  assert.deepEqual(told(facts({ records: [record('b', 'v2', '02-20')] }), away).slice(-4), ['03-01 qualified', '04-01 absent', '04-15 qualified', '05-01 none']);
});

test('TRN-07 segments follow each other without a gap from the first moment to the last', () => {
  const all = segmentsOf(facts({ records: [record('a', 'v1', '01-12')] }), always, on('01-01'), on('06-01'));
  assert.deepEqual(all.map((one) => one.from), [on('01-01'), ...all.slice(0, -1).map((one) => one.until)]);
  assert.deepEqual(all.at(-1)?.until, on('06-01'));
});
