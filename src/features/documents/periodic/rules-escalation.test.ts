import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escalatedTo, escalationEvent, QUALITY_AFTER_DAYS, stageDays, stagesDue, waitsFor } from './rules-escalation.ts';
import type { ReviewFacts } from './types.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
/** Due on 2 March 2028. */
const facts = (more: Partial<ReviewFacts> = {}): ReviewFacts => ({ reviewMonths: 24, retired: false, effectiveOn: day('2026-03-02'), last: null, ...more });
const reviewed = (on: string, document: 'confirm' | 'revise' | 'retire') => ({ on: day(on), at: Temporal.Instant.from(`${on}T09:00:00Z`), document, module: null });

test('DOC-08 the owner is told on the first day on which the review is overdue, not on the due day', () => {
  assert.deepEqual(stagesDue(facts(), 'high', day('2028-03-02'), []), []);
  assert.deepEqual(stagesDue(facts(), 'high', day('2028-03-03'), []), ['owner']);
  assert.deepEqual(stagesDue(facts(), 'high', day('2028-03-04'), ['owner']), []);
});

test('DOC-08 quality is told so many days after the due day, the sooner the more critical the document', () => {
  for (const [risk, days] of Object.entries(QUALITY_AFTER_DAYS) as ['critical' | 'high' | 'medium' | 'low', number][]) {
    const on = day('2028-03-02').add({ days });
    assert.deepEqual(stagesDue(facts(), risk, on.subtract({ days: 1 }), ['owner']), [], risk);
    assert.deepEqual(stagesDue(facts(), risk, on, ['owner']), ['quality'], risk);
    assert.deepEqual(stagesDue(facts(), risk, on, ['owner', 'quality']), [], risk);
  }
  assert.ok(QUALITY_AFTER_DAYS.critical <= QUALITY_AFTER_DAYS.high && QUALITY_AFTER_DAYS.high <= QUALITY_AFTER_DAYS.medium);
});

test('DOC-08 after a standstill both stages come at once; what was reviewed, revised or retired is not escalated', () => {
  assert.deepEqual(stagesDue(facts(), 'low', day('2029-01-01'), []), ['owner', 'quality']);
  assert.deepEqual(stagesDue(facts({ retired: true }), 'low', day('2029-01-01'), []), []);
  assert.deepEqual(stagesDue(facts({ effectiveOn: null }), 'low', day('2029-01-01'), []), []);
  for (const verdict of ['confirm', 'revise', 'retire'] as const) assert.deepEqual(stagesDue(facts({ last: reviewed('2028-03-05', verdict) }), 'low', day('2029-01-01'), []), [], verdict);
});

test('DOC-08 the days to come are those on which the stages are found due', () => {
  const days = stageDays(facts(), 'critical');
  assert.deepEqual(days.map(String), ['2028-03-03', '2028-03-09']);
  for (const [index, on] of days.entries()) {
    assert.equal(stagesDue(facts(), 'critical', on, []).length, index + 1);
    assert.equal(stagesDue(facts(), 'critical', on.subtract({ days: 1 }), []).length, index);
  }
  assert.deepEqual(stageDays(facts({ last: reviewed('2028-01-05', 'revise') }), 'critical'), []);
});

test('DOC-08 an overdue review waits for its owner, and from the second stage on for document control', () => {
  const row = (to: 'owner' | 'quality' | null, state = 'overdue') => ({ state, ownerId: 'olga', escalatedTo: to });
  const [owner, control, other] = [{ personId: 'olga', controls: false }, { personId: 'quin', controls: true }, { personId: 'otto', controls: false }];
  assert.deepEqual([owner, control, other].map((who) => waitsFor(row('owner'), who)), [true, false, false]);
  assert.deepEqual([owner, control, other].map((who) => waitsFor(row('quality'), who)), [true, true, false]);
  assert.equal(waitsFor(row('quality', 'planned'), owner), false);
  assert.deepEqual([escalatedTo([]), escalatedTo(['owner']), escalatedTo(['owner', 'quality'])], [null, 'owner', 'quality']);
});

test('DOC-08 the event says what is overdue, since when, and whose turn it is', () => {
  const { type, subject, data } = escalationEvent({ id: 'd', number: 'SOP-001', risk: 'high', ownerId: 'olga', version: { id: 'v', label: '1.0' }, dueOn: day('2028-03-02'), stage: 'quality' });
  assert.deepEqual([type, subject.id, data['dueOn'], data['stage'], data['ownerId']], ['PeriodicReviewEscalated', 'd', '2028-03-02', 'quality', 'olga']);
});
