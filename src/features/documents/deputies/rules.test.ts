import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holds, LONGEST_DAYS, standsInFor, whyNotName } from './rules.ts';
import type { DeputyFacts } from './types.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const today = day('2026-03-02');
const input = { personId: 'ann', deputyId: 'dan', from: today, until: day('2026-03-06'), reviews: true, escalations: false };
const codeOf = (more: Partial<typeof input>): string => whyNotName({ ...input, ...more }, today)?.refusal.code ?? 'yes';

test('ESC-04 a deputy is another person, for something, for days to come, and not for ever', () => {
  assert.deepEqual([codeOf({}), codeOf({ deputyId: 'ann' }), codeOf({ reviews: false }), codeOf({ reviews: false, escalations: true })], ['yes', 'own-deputy', 'deputy-for-nothing', 'yes']);
  assert.deepEqual([codeOf({ until: today }), codeOf({ until: day('2026-03-01') }), codeOf({ from: day('2026-02-01'), until: day('2026-03-01') }), codeOf({ from: day('2026-02-01') })], ['yes', 'deputy-ends-before-start', 'deputy-past', 'yes']);
  assert.deepEqual([codeOf({ until: today.add({ days: LONGEST_DAYS - 1 }) }), codeOf({ until: today.add({ days: LONGEST_DAYS }) })], ['yes', 'deputy-too-long']);
});

const deputy = (more: Partial<DeputyFacts> = {}): DeputyFacts => ({ id: 'd', person: { id: 'ann', name: 'Ann' }, deputy: { id: 'dan', name: 'Dan' }, from: today, until: day('2026-03-06'), reviews: true, escalations: false, site: null, ended: false, ...more });

test('ESC-04 they stand in on the first and the last day, within the site, until it is ended', () => {
  assert.deepEqual(['2026-03-01', '2026-03-02', '2026-03-06', '2026-03-07'].map((text) => holds(deputy(), day(text))), [false, true, true, false]);
  const names = (more: Partial<DeputyFacts>, siteId: string | null = 'cork', who = 'dan') => standsInFor([deputy(more)], who, today, siteId).map((person) => person.name);
  assert.deepEqual([names({}), names({ ended: true }), names({ reviews: false, escalations: true }), names({}, 'cork', 'eve')], [['Ann'], [], [], []]);
  const cork = { site: { id: 'cork', name: 'Cork' } };
  assert.deepEqual([names(cork), names(cork, 'limerick'), names(cork, null)], [['Ann'], [], []]);
});

test('ESC-04 a deputy of a deputy stands in for nobody but them', () => {
  const chain = [deputy(), deputy({ id: 'e', person: { id: 'dan', name: 'Dan' }, deputy: { id: 'eve', name: 'Eve' } })];
  assert.deepEqual(standsInFor(chain, 'eve', today, null).map((person) => person.name), ['Dan']);
});
