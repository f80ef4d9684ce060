import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beAbsent, hire, leave, move, type Hire, type PersonDecision } from './rules.ts';
import { bookedChanges, takeBack } from './rules-booked.ts';
import type { PersonAfter, PersonHistory, Placement, References, Site } from './types.ts';

const d = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const site = (id: string, zone: string): [string, Site] => [id, { id, code: id, name: id, zone, locale: 'en', workingDays: [1, 2, 3, 4, 5], holidays: [] }];
const refs: References = {
  sites: new Map([site('cork', 'Europe/Dublin'), site('san-diego', 'America/Los_Angeles')]), people: new Map(),
  departments: new Map(['fill', 'pack'].map((id) => [id, { id, code: id, name: id, parentId: null, path: [id] }])),
  roles: new Map(['operator', 'lead'].map((id) => [id, { id, code: id, name: id }])),
};
const place: Placement = { siteId: 'cork', departmentId: 'fill', managerId: null, managerName: null, state: 'active' };
const hiring: Hire = { identity: { id: 'p1', employeeNumber: '17', name: 'Ann Roe', email: null }, from: d('2024-02-29'), until: null, placement: place, roleIds: ['operator'], attributes: [{ key: 'shift', value: 'day' }] };
const today = d('2026-03-02');
const stored = (after: PersonAfter): PersonHistory => ({
  ...after, employments: after.employments.map((period, at) => ({ ...period, id: `e${at}` })), roles: after.roles.map((period, at) => ({ ...period, id: `r${at}` })), attributes: after.attributes.map((period, at) => ({ ...period, id: `a${at}` })),
});
function accepted(decision: PersonDecision): PersonHistory {
  assert.ok(decision.ok, decision.ok ? '' : decision.refusal.code);
  return stored(decision.result);
}
const refused = (decision: PersonDecision): string => (decision.ok ? 'accepted' : decision.refusal.code);
/** Everything that holds of a person, without the ids of rows. */
const held = ({ employments, roles, attributes }: PersonHistory): string[] => [...employments, ...roles, ...attributes].map(({ from, until, value }) => `${from.toString()}..${until?.toString() ?? ''} ${JSON.stringify(value)}`).toSorted();
const booked = (person: PersonHistory): string[] => bookedChanges(person, today).map(({ on, kinds }) => `${on.toString()} ${kinds.join('+')}`);
const ann = accepted(hire(null, null, hiring, refs));

test('MTX-08 a transfer that is taken back leaves everything as it was', () => {
  const moved = accepted(move(ann, { from: d('2026-04-01'), siteId: 'san-diego', departmentId: 'pack', roleIds: ['lead'], attributes: { shift: 'night', gowned: 'yes' } }, [], refs));
  assert.deepEqual(booked(moved), ['2026-04-01 moves']);
  assert.deepEqual(held(accepted(takeBack(moved, d('2026-04-01'), d('2026-03-31'), refs))), held(ann), 'the day before is early enough');
  assert.deepEqual([refused(takeBack(moved, d('2026-04-01'), d('2026-04-01'), refs)), refused(takeBack(moved, d('2026-04-02'), today, refs))], ['already-begun', 'nothing-booked']);
});

test('MTX-08 taking back one change keeps those booked after it', () => {
  const first = accepted(move(ann, { from: d('2026-04-01'), departmentId: 'pack', attributes: { shift: 'night' } }, [], refs));
  const both = accepted(move(first, { from: d('2026-06-30'), siteId: 'san-diego', attributes: { shift: 'late' } }, [], refs));
  const kept = accepted(takeBack(both, d('2026-04-01'), today, refs));
  assert.deepEqual(held(kept), held(accepted(move(ann, { from: d('2026-06-30'), siteId: 'san-diego', attributes: { shift: 'late' } }, [], refs))));
});

test('MTX-09 MTX-10 a leave, a last day and a first day that are booked can be taken back', () => {
  const away = accepted(beAbsent(ann, d('2026-03-31'), d('2026-05-01'), refs));
  assert.deepEqual(booked(away), ['2026-03-31 leave', '2026-05-01 returns']);
  assert.deepEqual(held(accepted(takeBack(away, d('2026-03-31'), today, refs))), held(ann));
  const going = accepted(leave(ann, d('2028-02-29'), today, refs));
  assert.deepEqual(booked(going), ['2028-03-01 leaves']);
  assert.deepEqual(held(accepted(takeBack(going, d('2028-03-01'), today, refs))), held(ann));
  const left = accepted(leave(ann, d('2026-02-28'), d('2026-02-01'), refs));
  const back = accepted(hire(left, null, { ...hiring, from: d('2026-05-31') }, refs));
  assert.deepEqual(booked(back), ['2026-05-31 starts']);
  assert.deepEqual(held(accepted(takeBack(back, d('2026-05-31'), today, refs))), held(left));
});
