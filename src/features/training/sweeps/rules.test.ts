import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMissing, nightDue, reviewSweep } from './rules.ts';

const at = (text: string) => Temporal.Instant.from(text);
const due = (now: string, last: string | null, zone = 'Europe/Dublin') => nightDue(at(now), zone, last === null ? null : at(last))?.toString() ?? null;

test('MTX-04 everything is looked at once a night, between two and six where the organisation is', () => {
  assert.equal(due('2026-03-03T01:59:00Z', '2026-03-02T02:00:00Z'), null);
  assert.equal(due('2026-03-03T02:00:00Z', '2026-03-02T02:00:00Z'), '2026-03-03T02:00:00Z');
  assert.equal(due('2026-03-03T05:59:00Z', '2026-03-03T02:00:00Z'), null, 'done');
  assert.equal(due('2026-03-03T06:00:00Z', '2026-03-02T02:00:00Z'), null, 'the day has begun');
  assert.equal(due('2026-03-02T17:30:00Z', '2026-03-01T17:00:00Z', 'Asia/Tokyo'), '2026-03-02T17:00:00Z', 'two in the morning of the third there');
});

test('MTX-04 a server that stood still at night catches up, but a new one waits for the night', () => {
  assert.equal(due('2026-03-03T09:00:00Z', '2026-03-01T02:00:00Z'), '2026-03-03T02:00:00Z');
  assert.equal(due('2026-03-03T08:00:00Z', '2026-03-02T02:00:00Z'), null, 'thirty hours are not over');
  assert.equal(due('2026-03-03T09:00:00Z', null), null);
  assert.equal(due('2026-03-03T03:00:00Z', null), '2026-03-03T02:00:00Z');
  assert.deepEqual([isMissing(at('2026-03-03T09:00:00Z'), null), isMissing(at('2026-03-03T08:00:00Z'), at('2026-03-02T02:00:00Z')), isMissing(at('2026-03-03T08:00:01Z'), at('2026-03-02T02:00:00Z'))], [false, false, true]);
});

test('MTX-04 the nights on which clocks change and leap days are nights like others', () => {
  assert.equal(due('2026-03-29T00:59:59Z', '2026-03-28T02:00:00Z', 'Europe/Berlin'), null);
  assert.equal(due('2026-03-29T01:00:00Z', '2026-03-28T01:00:00Z', 'Europe/Berlin'), '2026-03-29T01:00:00Z', 'two o’clock does not exist: three is meant');
  assert.equal(due('2026-10-25T01:30:00Z', '2026-10-25T00:00:00Z', 'Europe/Berlin'), null, 'two o’clock comes twice: once is enough');
  assert.equal(due('2028-02-29T03:00:00Z', '2028-02-28T02:00:00Z'), '2028-02-29T02:00:00Z');
});

test('MTX-04 what was found is looked into once, and nothing cannot be', () => {
  const code = (more: object) => {
    const decision = reviewSweep({ id: 's', drift: 2, brokeOff: false, reviewed: false, ...more }, 'A row was restored by hand.');
    return decision.ok ? 'yes' : decision.refusal.code;
  };
  assert.deepEqual([code({}), code({ drift: 0 }), code({ drift: 0, brokeOff: true }), code({ reviewed: true })], ['yes', 'nothing-found', 'yes', 'reviewed-already']);
});
