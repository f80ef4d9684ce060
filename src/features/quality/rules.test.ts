import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventOfOverride, numberText, opened } from './rules.ts';

test('QEV-01 events are called by number, also beyond four digits', () => {
  assert.deepEqual([1, 42, 12345].map(numberText), ['QE-0001', 'QE-0042', 'QE-12345']);
});

test('DOC-06 the event of an override says which version, by how much and why', () => {
  const now = Temporal.Instant.from('2026-03-18T10:00:00Z');
  const overridden = { type: 'HoldOverridden', subject: { kind: 'version', id: 'v2' }, data: { documentId: 'd', number: 'SOP-001', label: '2.0', required: 23, present: 20, trained: 12, percent: 60, gatePercent: 90, siteId: null }, why: 'the old procedure is unsafe' };
  const event = eventOfOverride(overridden, now);
  assert.equal(event.title, 'SOP-001 v2.0 took effect with 60 % trained, 90 % asked for');
  assert.match(event.text, /^12 of the 20 people .* Reason given: the old procedure is unsafe$/u);
  assert.deepEqual([event.kind, event.severity, event.documentId, event.versionId, event.siteId], ['deviation', 'major', 'd', 'v2', null]);
  assert.equal(opened(event, 'q', 7).data['number'], 7);
});
