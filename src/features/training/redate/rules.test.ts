import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_POLICIES } from '../../documents/policy/rules.ts';
import type { DocumentFact, VersionFact } from '../reconcile/types.ts';
import { redate, type OpenWork } from './rules.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const week = { workingDays: [1, 2, 3, 4, 5], holidays: [] };
const version = (effectiveOn: string, more: Partial<VersionFact> = {}): VersionFact => ({ id: 'v2', ordinal: 2, label: '2.0', changeClass: 'major', decision: 'retrain', effectiveOn: day(effectiveOn), takesEffect: 'gate', practical: false, state: 'approved', ...more });
const document: DocumentFact = { id: 'd', number: 'SOP-001', risk: 'critical', retired: false, policy: DEFAULT_POLICIES.critical, recurrence: { basis: 'none', windowDays: 30 }, versions: [] };
/** Assigned on Monday 2 March for 16 March. */
const work = (more: Partial<OpenWork> = {}): OpenWork => ({ id: 'a', personId: 'p', cause: 'revision', assignedAt: at('2026-03-02T09:00:00Z'), zone: 'Europe/Dublin', dueOn: day('2026-03-16'), overdueSince: null, resumed: false, calendar: week, ...more });
const today = day('2026-03-05');
const movedTo = (effectiveOn: string, more: Partial<OpenWork> = {}, on = today): string | null => redate(work(more), version(effectiveOn), document, on)?.to.toString() ?? null;

test('DOC-07 due dates follow the effective date, later and earlier, on working days', () => {
  assert.equal(movedTo('2026-03-23'), '2026-03-23');
  assert.equal(movedTo('2026-03-10'), '2026-03-10');
  assert.equal(movedTo('2026-03-29'), '2026-03-27'); // a Sunday moves back to Friday
  assert.equal(movedTo('2026-03-16'), null);
});

test('TRN-03 never later than the policy’s days after the assignment', () => {
  assert.equal(movedTo('2026-06-01'), '2026-04-01'); // 30 days after 2 March
});

test('DOC-07 what does not hang on the effective date stays', () => {
  for (const cause of ['hire', 'transfer', 'return', 'rule'] as const) assert.equal(movedTo('2026-03-23', { cause }), null, cause);
});

test('IMP-07 a moved date does not wash lateness away', () => {
  assert.equal(movedTo('2026-04-20', { overdueSince: at('2026-03-17T00:00:00Z') }), null);
});

test('MTX-09 what a leave has moved stays where the leave put it', () => {
  assert.equal(movedTo('2026-03-10', { resumed: true }), null);
});

test('DOC-07 nobody becomes late by a date that others move: due today at the earliest', () => {
  assert.equal(movedTo('2026-03-08', {}, day('2026-03-08')), '2026-03-08'); // a Sunday: its Friday is past
  assert.equal(redate(work({ assignedAt: at('2026-02-01T09:00:00Z') }), version('2026-03-23'), document, today)?.to.toString(), '2026-03-05'); // 30 days ended before
});

test('TRN-03 the day of assignment is the day at the person’s own site', () => {
  // 11:30 UTC on 2 March is 3 March in Auckland: 30 days later it is 2 April there.
  assert.equal(movedTo('2026-06-01', { zone: 'Pacific/Auckland', assignedAt: at('2026-03-02T11:30:00Z') }), '2026-04-02');
});
