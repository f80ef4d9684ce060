import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayInZone, instantIn } from './dates.ts';

test('a wall-clock time of a zone is the instant it is there, on both sides of a clock change', () => {
  assert.equal(instantIn('Europe/Dublin', '2026-03-28', '23:59:59'), '2026-03-28T23:59:59.000Z');
  assert.equal(instantIn('Europe/Dublin', '2026-03-29', '12:00'), '2026-03-29T11:00:00.000Z');
  assert.equal(instantIn('America/New_York', '2026-11-01', '23:59'), '2026-11-02T04:59:00.000Z');
  assert.equal(instantIn('Asia/Kolkata', '2026-01-01', '00:00'), '2025-12-31T18:30:00.000Z');
});

test('a time that a clock change skips gives an instant beside it, not an error', () => {
  const skipped = Date.parse(instantIn('Europe/Dublin', '2026-03-29', '01:30'));
  assert.ok(Math.abs(skipped - Date.parse('2026-03-29T01:00:00Z')) <= 30 * 60_000);
});

test('the day of an instant is that of the zone', () => {
  assert.equal(dayInZone(new Date('2026-03-04T23:30:00Z'), 'Asia/Singapore'), '2026-03-05');
  assert.equal(dayInZone(new Date('2026-03-04T23:30:00Z'), 'Europe/Dublin'), '2026-03-04');
});
