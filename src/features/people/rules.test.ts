import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beAbsent, comeBack, hire, leave, move, zoneName, type Hire, type PersonDecision } from './rules.ts';
import { localToday, stateOn } from './rules-changes.ts';
import type { PersonAfter, PersonHistory, Placement, References, Site } from './types.ts';

const d = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const site = (id: string, zone: string): [string, Site] => [id, { id, code: id, name: id, zone, locale: 'en', workingDays: [1, 2, 3, 4, 5], holidays: [] }];
const refs: References = {
  sites: new Map([site('cork', 'Europe/Dublin'), site('osaka', 'Asia/Tokyo')]),
  departments: new Map(['fill', 'pack'].map((id) => [id, { id, code: id, name: id, parentId: null, path: [id] }])),
  roles: new Map(['operator', 'trainer', 'lead'].map((id) => [id, { id, code: id, name: id }])),
  people: new Map([['boss', 'Maeve Boyle']]),
};
const place: Placement = { siteId: 'cork', departmentId: 'fill', managerId: null, managerName: null, state: 'active' };
const hiring: Hire = { identity: { id: 'p1', employeeNumber: '17', name: 'Ann Roe', email: null }, from: d('2025-01-06'), until: null, placement: place, roleIds: ['operator'] };

function stored(after: PersonAfter): PersonHistory {
  return { ...after, employments: after.employments.map((period, index) => ({ ...period, id: `e${index}` })), roles: after.roles.map((period, index) => ({ ...period, id: `r${index}` })), attributes: after.attributes.map((period, index) => ({ ...period, id: `a${index}` })) };
}
function accepted(decision: PersonDecision): PersonHistory {
  assert.ok(decision.ok, decision.ok ? '' : decision.refusal.code);
  return stored(decision.result);
}
function refused(decision: PersonDecision): string {
  assert.ok(!decision.ok);
  return decision.refusal.code;
}
const ann = accepted(hire(null, null, hiring, refs));
const spans = (person: PersonHistory): string[] => person.employments.map(({ from, until, value }) => `${from.toString()}..${until?.toString() ?? ''} ${value.siteId} ${value.departmentId} ${value.state}`);
const roles = (person: PersonHistory): string[] => person.roles.map(({ from, until, value }) => `${from.toString()}..${until?.toString() ?? ''} ${value}`).toSorted();

test('MTX-01 a hire begins on the first day, with roles, and says so in its event', () => {
  const decision = hire(null, null, hiring, refs);
  assert.ok(decision.ok);
  assert.equal(decision.events[0].type, 'PersonHired');
  assert.deepEqual(decision.events[0].data['roles'], [{ id: 'operator', name: 'operator' }]);
  assert.equal(stateOn(ann.employments, d('2025-01-05')), 'future');
  assert.equal(stateOn(ann.employments, d('2025-01-06')), 'active');
});

test('MTX-01 a hire is refused with a number or address in use, an unknown place, or an end before its start', () => {
  assert.equal(refused(hire(ann, null, { ...hiring, from: d('2026-01-01') }, refs)), 'employee-number-taken');
  assert.equal(refused(hire(null, { ...ann, email: 'a@b.example' }, hiring, refs)), 'email-taken');
  assert.equal(refused(hire(null, null, { ...hiring, placement: { ...place, siteId: 'mars' } }, refs)), 'unknown-reference');
  assert.equal(refused(hire(null, null, { ...hiring, roleIds: ['astronaut'] }, refs)), 'unknown-reference');
  assert.equal(refused(hire(null, null, { ...hiring, until: d('2025-01-06') }, refs)), 'ends-before-start');
});

test('MTX-08 a move splits the period at its day and can lie in the future', () => {
  const moved = accepted(move(ann, { from: d('2026-03-01'), departmentId: 'pack', roleIds: ['lead'], manager: { id: 'boss', name: null } }, [], refs));
  assert.deepEqual(spans(moved), ['2025-01-06..2026-03-01 cork fill active', '2026-03-01.. cork pack active']);
  assert.deepEqual(roles(moved), ['2025-01-06..2026-03-01 operator', '2026-03-01.. lead']);
});

test('MTX-08 an earlier move leaves a later booked one in place', () => {
  const later = accepted(move(ann, { from: d('2026-07-01'), departmentId: 'pack' }, [], refs));
  const both = accepted(move(later, { from: d('2026-05-01'), siteId: 'osaka' }, [], refs));
  assert.deepEqual(spans(both), ['2025-01-06..2026-05-01 cork fill active', '2026-05-01..2026-07-01 osaka fill active', '2026-07-01.. osaka pack active']);
});

test('MTX-01 a move is refused outside employment, to an unknown place, in a circle, or without a difference', () => {
  assert.equal(refused(move(ann, { from: d('2025-01-05'), departmentId: 'pack' }, [], refs)), 'not-employed-then');
  assert.equal(refused(move(ann, { from: d('2026-01-01'), departmentId: 'nowhere' }, [], refs)), 'unknown-reference');
  assert.equal(refused(move(ann, { from: d('2026-01-01'), manager: { id: 'boss', name: null } }, ['p1'], refs)), 'own-manager');
  assert.equal(refused(move(ann, { from: d('2026-01-01'), departmentId: 'fill', roleIds: ['operator'] }, [], refs)), 'nothing-changes');
});

test('MTX-01 the event of a move tells from and to', () => {
  const decision = move(ann, { from: d('2026-03-01'), departmentId: 'pack' }, [], refs);
  assert.ok(decision.ok);
  assert.deepEqual(decision.events[0].data['changes'], { department: { from: { id: 'fill', name: 'fill' }, to: { id: 'pack', name: 'pack' } } });
});

test('MTX-09 leave covers its days; a return ends what remains of it', () => {
  const away = accepted(beAbsent(ann, d('2026-02-01'), d('2026-05-01'), refs));
  assert.deepEqual(spans(away), ['2025-01-06..2026-02-01 cork fill active', '2026-02-01..2026-05-01 cork fill on_leave', '2026-05-01.. cork fill active']);
  const early = accepted(comeBack(away, d('2026-04-01'), refs));
  assert.deepEqual(spans(early), ['2025-01-06..2026-02-01 cork fill active', '2026-02-01..2026-04-01 cork fill on_leave', '2026-04-01.. cork fill active']);
  const open = accepted(beAbsent(ann, d('2026-02-01'), null, refs));
  assert.equal(stateOn(open.employments, d('2030-01-01')), 'on_leave');
  const moved = accepted(move(away, { from: d('2026-03-01'), departmentId: 'pack' }, [], refs));
  assert.deepEqual(spans(moved).slice(-2), ['2026-03-01..2026-05-01 cork pack on_leave', '2026-05-01.. cork pack active']);
});

test('MTX-09 leave and return are refused where they mean nothing', () => {
  assert.equal(refused(beAbsent(ann, d('2026-02-01'), d('2026-02-01'), refs)), 'ends-before-start');
  assert.equal(refused(beAbsent(ann, d('2024-02-01'), null, refs)), 'not-employed-then');
  assert.equal(refused(beAbsent(accepted(beAbsent(ann, d('2026-02-01'), null, refs)), d('2026-03-01'), null, refs)), 'already-absent');
  assert.equal(refused(comeBack(ann, d('2026-02-01'), refs)), 'not-absent');
});

test('MTX-10 leaving ends employment and roles after the last day; a planned one can be put off', () => {
  const today = d('2026-01-15');
  const gone = accepted(leave(ann, d('2026-01-31'), today, refs));
  assert.deepEqual(spans(gone), ['2025-01-06..2026-02-01 cork fill active']);
  assert.deepEqual(roles(gone), ['2025-01-06..2026-02-01 operator']);
  assert.equal(stateOn(gone.employments, d('2026-01-31')), 'active');
  assert.equal(stateOn(gone.employments, d('2026-02-01')), 'left');
  assert.deepEqual(spans(accepted(leave(gone, d('2026-03-31'), today, refs))), ['2025-01-06..2026-04-01 cork fill active']);
  assert.equal(refused(leave(gone, d('2026-03-31'), d('2026-02-01'), refs)), 'left-already');
  assert.equal(refused(leave(gone, d('2024-12-31'), today, refs)), 'not-employed-then');
  assert.equal(refused(leave(gone, d('2026-01-31'), today, refs)), 'nothing-changes');
});

test('MTX-10 who comes back under the same number is the same person, with the earlier stay kept', () => {
  const gone = accepted(leave(ann, d('2026-01-31'), d('2026-01-15'), refs));
  const back = hire(gone, null, { ...hiring, identity: { ...hiring.identity, id: 'other' }, from: d('2026-06-01') }, refs);
  assert.ok(back.ok);
  assert.equal(back.result.id, 'p1');
  assert.deepEqual(spans(stored(back.result)), ['2025-01-06..2026-02-01 cork fill active', '2026-06-01.. cork fill active']);
  assert.equal(back.events[0].data['rejoined'], true);
  assert.equal(refused(hire(gone, null, { ...hiring, from: d('2026-01-31') }, refs)), 'employee-number-taken');
  assert.equal(refused(hire(gone, null, { ...hiring, identity: { ...hiring.identity, name: 'Bob Poe' }, from: d('2026-06-01') }, refs)), 'employee-number-taken');
});

test('MTX-01 a zone is an IANA name', () => {
  assert.equal(zoneName('europe/dublin'), 'Europe/Dublin');
  assert.equal(zoneName('UTC'), 'UTC');
  for (const wrong of ['Europe/Atlantis', 'CET', '+01:00', 'Dublin', '']) assert.equal(zoneName(wrong), null);
});

test('MTX-01 today is the day at the site where the person works', () => {
  const now = Temporal.Instant.from('2026-03-01T20:00:00Z');
  const moved = accepted(move(ann, { from: d('2026-03-02'), siteId: 'osaka' }, [], refs));
  assert.equal(localToday(ann.employments, refs.sites, 'UTC', now).toString(), '2026-03-01');
  assert.equal(localToday(moved.employments, refs.sites, 'UTC', now).toString(), '2026-03-02');
  assert.equal(localToday([], refs.sites, 'Asia/Tokyo', now).toString(), '2026-03-02');
});

const said = (person: PersonHistory): string[] => person.attributes.map(({ from, until, value }) => `${from.toString()}..${until?.toString() ?? ''} ${value.key}=${value.value}`).toSorted();

test('MTX-01 an attribute holds from its day, changes, ends, and leaves what is booked for later', () => {
  const night = accepted(move(ann, { from: d('2026-03-01'), attributes: { shift: 'night', contract: 'agency' } }, [], refs));
  const day = accepted(move(night, { from: d('2026-06-01'), attributes: { shift: 'day' } }, [], refs));
  assert.deepEqual(said(day), ['2026-03-01.. contract=agency', '2026-03-01..2026-06-01 shift=night', '2026-06-01.. shift=day']);
  const early = accepted(move(day, { from: d('2026-04-01'), attributes: { shift: 'late', contract: null } }, [], refs));
  assert.deepEqual(said(early), ['2026-03-01..2026-04-01 contract=agency', '2026-03-01..2026-04-01 shift=night', '2026-04-01..2026-06-01 shift=late', '2026-06-01.. shift=day']);
  const before = accepted(move(night, { from: d('2026-02-01'), attributes: { shift: 'day' } }, [], refs));
  assert.deepEqual(said(before).filter((text) => text.includes('shift')), ['2026-02-01..2026-03-01 shift=day', '2026-03-01.. shift=night']);
  assert.equal(refused(move(night, { from: d('2026-05-01'), attributes: { shift: 'night', gowned: null } }, [], refs)), 'nothing-changes');
});

test('MTX-10 attributes end with the stay, move with its last day and do not come back by themselves', () => {
  const night = accepted(move(ann, { from: d('2026-03-01'), attributes: { shift: 'night' } }, [], refs));
  const left = accepted(leave(night, d('2026-05-31'), d('2026-03-02'), refs));
  assert.deepEqual(said(left), ['2026-03-01..2026-06-01 shift=night']);
  assert.deepEqual(said(accepted(leave(left, d('2026-07-31'), d('2026-03-02'), refs))), ['2026-03-01..2026-08-01 shift=night']);
  assert.deepEqual(said(accepted(hire(left, null, { ...hiring, from: d('2026-09-01'), attributes: [{ key: 'shift', value: 'day' }] }, refs))), ['2026-03-01..2026-06-01 shift=night', '2026-09-01.. shift=day']);
});
