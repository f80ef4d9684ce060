import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PersonAfter } from '../types.ts';
import { startingMapping } from './rules-connection.ts';
import { givenAfter, isIn, leaveOf, withLeave, type SaidLeave } from './rules-leave.ts';
import type { GivenLeave, Json, ScimMapping } from './types.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const TODAY = day('2026-03-02');
const MAPPING: ScimMapping = { ...startingMapping('entra'), leave: { state: 'userType', words: ['On leave', 'Parental leave'], from: 'division', until: 'costCenter', inactive: true } };
const user = (userType: string | null, from: string | null = null, until: string | null = null): Json => ({ userName: 'anna', ...(userType === null ? {} : { userType }), 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { division: from ?? '', costCenter: until ?? '' } });
const said = (resource: Json, mapping = MAPPING): string => {
  const read = leaveOf(resource, mapping);
  if (!read.ok) return read.problem.detail;
  return read.value === undefined ? 'nothing' : read.value === null ? 'none' : `${read.value.from?.toString() ?? 'now'} ${read.value.until?.toString() ?? 'open'}`;
};
const placement = { siteId: 's1', departmentId: 'd1', managerId: null, managerName: null, state: 'active' } as const;
const ANNA: PersonAfter = { id: 'p', employeeNumber: '1', name: 'Anna Berg', email: null, employments: [{ from: day('2020-01-01'), until: null, value: placement }], roles: [], attributes: [] };
const states = (person: PersonAfter): string => person.employments.map(({ from, value }) => `${from.toString()} ${value.state}`).join(', ');

test('HR-02 MTX-09 a leave is said by a word or by days, and by neither when none is mapped', () => {
  assert.equal(said(user('on LEAVE')), 'now open');
  assert.equal(said(user('Employee')), 'none');
  assert.equal(said(user('Parental leave', '2026-05-01', '2026-05-31')), '2026-05-01 2026-06-01');
  assert.equal(said(user(null, '2026-05-01T00:00:00Z')), '2026-05-01 open');
  assert.equal(said(user(null, null, '2026-05-31')), 'none');
  assert.equal(said(user(null, '2026-05-31', '2026-05-31')), '2026-05-31 2026-06-01');
  assert.match(said(user(null, '2026-05-31', '2026-05-30')), /last day of the leave \(costCenter\) is before its first/u);
  assert.match(said(user(null, '31/05/2026')), /“31\/05\/2026” \(division\) is not a day/u);
  assert.match(said(user(null, '2026-02-30')), /is not a day/u);
  assert.equal(said(user('On leave'), startingMapping('entra')), 'nothing');
});

test('HR-02 an account that is not active for a leave keeps its person, where the connection says so', () => {
  const away = { active: false, resource: user('Parental leave') };
  assert.deepEqual([isIn(away, MAPPING), isIn({ ...away, resource: user('Employee') }, MAPPING), isIn(away, startingMapping('entra')), isIn({ ...away, active: true }, startingMapping('entra'))], [true, false, false, true]);
});

test('HR-02 MTX-09 leave and return, now and in the future, once however often they are said', () => {
  const told = (person: PersonAfter, leave: SaidLeave | null | undefined, given: GivenLeave | null, today = TODAY): { readonly person: PersonAfter; readonly given: GivenLeave | null } => {
    const next = givenAfter(leave, given, today);
    return { person: withLeave(person, given, next, today), given: next };
  };
  const now = told(ANNA, { from: null, until: null }, null);
  assert.equal(states(now.person), '2020-01-01 active, 2026-03-02 on_leave');
  const later = told(now.person, { from: null, until: null }, now.given, day('2026-03-20'));
  assert.deepEqual([states(later.person), later.given], [states(now.person), now.given]);
  const back = told(later.person, null, later.given, day('2026-04-01'));
  assert.deepEqual([states(back.person), back.given], ['2020-01-01 active, 2026-03-02 on_leave, 2026-04-01 active', null]);
  const coming = told(ANNA, { from: day('2026-05-01'), until: day('2026-06-01') }, null);
  assert.equal(states(coming.person), '2020-01-01 active, 2026-05-01 on_leave, 2026-06-01 active');
  const put = told(coming.person, { from: day('2026-07-01'), until: day('2026-08-01') }, coming.given);
  assert.equal(states(put.person), '2020-01-01 active, 2026-07-01 on_leave, 2026-08-01 active');
  assert.equal(states(told(put.person, null, put.given).person), '2020-01-01 active');
  assert.equal(states(told(ANNA, { from: day('2019-01-01'), until: null }, null).person), '2020-01-01 on_leave');
  assert.equal(states(told(ANNA, { from: null, until: TODAY }, null).person), '2020-01-01 active');
  assert.equal(states(told(now.person, null, null).person), states(now.person), 'a leave entered here is not ended by a directory that says nothing of it');
  assert.equal(states(told(now.person, undefined, now.given).person), states(now.person));
});
