import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exceedsShare } from '../rules-share.ts';
import type { PersonHistory, References } from '../types.ts';
import { ENTERPRISE } from './rules-attributes.ts';
import { mappingFault, startingMapping } from './rules-connection.ts';
import { readUser, textOf } from './rules-mapping.ts';
import { settle, type Wanted } from './rules-person.ts';
import type { Json, ScimMapping } from './types.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const TODAY = day('2026-03-02');
const REFS: References = { sites: new Map(), departments: new Map(), roles: new Map(), people: new Map() };
const placement = { siteId: 's1', departmentId: 'd1', managerId: null, managerName: null, state: 'active' } as const;
const person = (from: string, until: string | null, roles: readonly string[] = []): PersonHistory => ({
  id: 'p', employeeNumber: '1', name: 'Anna Berg', email: null,
  employments: [{ id: 'e', from: day(from), until: until === null ? null : day(until), value: placement }], roles: roles.map((role, index) => ({ id: `r${index}`, from: day(from), until: null, value: role })), attributes: [],
});
const WANTED: Wanted = { employed: true, employeeNumber: '1', name: 'Anna Berg', email: null, siteId: 's1', departmentId: 'd1', attributes: {}, manager: undefined, rolesBefore: [], rolesNow: [], leaveBefore: null, leaveNow: null, returns: false };
const GONE: Wanted = { ...WANTED, employed: false };
const kindOf = (known: PersonHistory | null, wanted: Wanted): string | null => { const settled = settle(known, wanted, 'new', TODAY, REFS); return settled === null ? null : `${settled.kind} ${settled.event.type}`; };
const ends = (known: PersonHistory, wanted: Wanted): string => settle(known, wanted, 'new', TODAY, REFS)?.after.employments.map((period) => `${period.from.toString()} ${period.until?.toString() ?? 'open'}`).join(', ') ?? 'unchanged';

test('MTX-10 who is inactive in the directory ended the day before; who began today ends today', () => {
  assert.equal(ends(person('2020-01-01', null), GONE), '2020-01-01 2026-03-02');
  assert.equal(ends(person('2026-03-02', null), GONE), '2026-03-02 2026-03-03');
  assert.equal(ends(person('2026-03-02', '2026-03-03'), GONE), 'unchanged');
  assert.equal(ends(person('2020-01-01', '2026-12-31'), GONE), '2020-01-01 2026-03-02');
  assert.equal(ends(person('2020-01-01', '2026-03-02'), GONE), 'unchanged');
  assert.equal(ends(person('2026-05-01', null), GONE), '');
  assert.equal(kindOf(null, GONE), null);
});

test('MTX-10 active again is the same person; on the same day nothing is missing in between', () => {
  assert.equal(ends(person('2020-01-01', '2025-01-01'), { ...WANTED, returns: true }), '2020-01-01 2025-01-01, 2026-03-02 open');
  assert.equal(ends(person('2020-01-01', '2026-03-02'), { ...WANTED, returns: true }), '2020-01-01 open');
  assert.equal(ends(person('2026-03-02', '2026-03-03'), { ...WANTED, returns: true }), '2026-03-02 open');
  assert.equal(kindOf(person('2020-01-01', '2025-01-01'), { ...WANTED, returns: true }), 'hired PersonHired');
});

test('HR-02 a move, a correction and a repetition are told apart', () => {
  const known = person('2020-01-01', null, ['r1']);
  assert.equal(kindOf(known, WANTED), null);
  assert.equal(kindOf(known, { ...WANTED, departmentId: 'd2' }), 'moving PersonMoved');
  assert.equal(kindOf(known, { ...WANTED, departmentId: null, siteId: null }), null);
  assert.equal(kindOf(known, { ...WANTED, name: 'Anna Dahl' }), 'corrected PersonCorrected');
  assert.equal(kindOf(known, { ...WANTED, rolesNow: ['r2'] }), 'moving PersonMoved');
  assert.equal(kindOf(known, { ...WANTED, attributes: { shift: 'night' } }), 'moving PersonMoved');
  assert.equal(kindOf(known, { ...WANTED, manager: { id: null, name: null } }), null);
});

test('HR-02 MTX-09 a leave that the directory says is told apart from a move, and counts as one for the share', () => {
  const known = person('2020-01-01', null);
  const leave = { from: '2026-05-01', until: '2026-06-01' };
  assert.equal(kindOf(known, { ...WANTED, leaveNow: leave }), 'moving PersonAbsent');
  const away = settle(known, { ...WANTED, leaveNow: leave }, 'new', TODAY, REFS)?.after;
  const stored = { ...known, employments: (away?.employments ?? []).map((period, at) => ({ ...period, id: `e${at}` })) };
  assert.equal(kindOf(stored, { ...WANTED, leaveBefore: leave, leaveNow: leave }), null);
  assert.equal(kindOf(stored, { ...WANTED, leaveBefore: leave }), 'moving PersonReturned');
  assert.equal(kindOf(known, { ...WANTED, departmentId: 'd2', leaveNow: leave }), 'moving PersonMoved');
  assert.equal(kindOf(null, { ...WANTED, leaveNow: leave }), 'hired PersonHired');
});

test('MTX-08 only roles that the directory gave are taken away by it', () => {
  const roles = (before: readonly string[], now: readonly string[]): string[] => (settle(person('2020-01-01', null, ['r1', 'r2']), { ...WANTED, name: 'Other', rolesBefore: before, rolesNow: now }, 'new', TODAY, REFS)?.after.roles ?? []).filter((role) => role.until === null).map((role) => role.value).toSorted();
  assert.deepEqual(roles(['r1'], []), ['r2']);
  assert.deepEqual(roles([], []), ['r1', 'r2']);
  assert.deepEqual(roles(['r1'], ['r3']), ['r2', 'r3']);
});

test('HR-02 a share is exceeded only above the least number and above the percentage', () => {
  const limit = { percent: 5, least: 3 };
  assert.deepEqual([[3, 10], [4, 10], [4, 80], [5, 100], [6, 100]].map(([affected, total]) => exceedsShare(affected ?? 0, total ?? 0, limit)), [false, true, false, false, true]);
});

const KNOWN = { sites: [{ id: 's1', code: 'DUB', name: 'Dublin' }], departments: [{ id: 'd1', code: 'FIL', name: 'Filling' }], roles: [{ id: 'r1', code: 'OP', name: 'Operator' }, { id: 'r2', code: 'LEAD', name: 'Line lead' }] };
const USER: Json = { userName: 'anna', displayName: 'Anna Berg', title: 'Senior filler', emails: [{ type: 'home', value: 'h@example.com' }, { type: 'work', value: 'w@example.com', primary: true }], [ENTERPRISE]: { employeeNumber: '1', department: 'fil', manager: { value: 'm1', displayName: 'Max' } } };
const read = (change: Partial<ScimMapping>, groups: readonly string[] = [], user: Json = USER) => readUser(user, groups, { ...startingMapping('entra'), ...change }, KNOWN);

test('HR-01 the mapping says which attribute and group gives what', () => {
  const said = (...input: Parameters<typeof read>) => { const result = read(...input); return result.ok ? result.value.said : result.problem.detail; };
  assert.deepEqual(said({}, ['Role: Operator', 'ROLE: line lead', 'Canteen', 'Site: DUB']), { number: '1', name: 'Anna Berg', email: 'w@example.com', siteId: 's1', departmentId: 'd1', roleIds: ['r1', 'r2'], attributes: {}, manager: { reference: 'm1', displayName: 'Max' } });
  assert.deepEqual(said({ groupPrefixes: { role: null, site: null, department: null }, manager: false, email: null, department: null, attributes: { shift: 'title', cleanroom: 'userType' } }, ['Role: Operator']), { number: '1', name: 'Anna Berg', email: null, siteId: null, departmentId: null, roleIds: null, attributes: { shift: 'Senior filler' }, manager: null });
  const translations = [{ source: 'title', value: 'senior FILLER', gives: 'role', id: 'r2' }, { source: 'group', value: 'Shift 1', gives: 'role', id: 'r1' }] as const;
  assert.deepEqual(Object(said({ role: 'title', translations }, ['shift 1'])).roleIds, ['r2', 'r1']);
  assert.match(String(said({ role: 'title' })), /no job role “Senior filler” \(title\)/u);
  assert.match(String(said({}, ['Site: Mars'])), /no site “Mars” \(named by a group\)/u);
  const created = read({ role: 'title', createMissing: { departments: false, roles: true } });
  assert.deepEqual(created.ok && created.value.missing, [{ gives: 'role', name: 'Senior filler' }]);
});

test('HR-01 texts are taken from where they stand, and the name from the first place that has one', () => {
  assert.deepEqual((['emails.work', 'emails.primary', 'employeeNumber', 'name.full', 'addresses.work.locality'] as const).map((source) => textOf(USER, source)), ['w@example.com', 'w@example.com', '1', null, null]);
  const bare = read({ name: 'name.formatted' }, [], { userName: 'u1', [ENTERPRISE]: { department: 'FIL' } });
  assert.equal(bare.ok && bare.value.said.name, 'u1');
  assert.equal(read({}, [], { userName: 'u1', emails: [{ type: 'work', value: 'nonsense' }] }).ok, false);
});

test('HR-01 a mapping names what there is', () => {
  const ids = { sites: new Set(['s1']), departments: new Set<string>(), roles: new Set<string>() };
  assert.equal(mappingFault({ ...startingMapping('okta'), defaultSiteId: 's1' }, ids), null);
  assert.match(mappingFault({ ...startingMapping('okta'), defaultDepartmentId: 'd9' }, ids) ?? '', /default department/u);
  const one = { source: 'group', value: 'A', gives: 'site', id: 's1' } as const;
  assert.match(mappingFault({ ...startingMapping('okta'), translations: [one, { ...one, value: 'a' }] }, ids) ?? '', /two different sites/u);
});
