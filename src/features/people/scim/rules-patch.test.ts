import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENTERPRISE, project, USER_TREE } from './rules-attributes.ts';
import { matches, parseFilter } from './rules-filter.ts';
import { readGroupSteps } from './rules-members.ts';
import { applyPatch, readOperations } from './rules-patch.ts';
import type { Json } from './types.ts';

const WORK = { type: 'work', value: 'a@example.com', primary: true };
const HOME = { type: 'home', value: 'b@example.com' };
const ANNA: Json = { userName: 'anna', active: true, name: { givenName: 'Anna', familyName: 'Berg' }, emails: [WORK, HOME], [ENTERPRISE]: { department: 'Filling', manager: { value: 'm1' } } };

function patched(...operations: object[]): unknown {
  const read = readOperations({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations });
  const result = read.ok ? applyPatch(ANNA, read.value, USER_TREE) : read;
  return result.ok ? result.value : result.problem.scimType;
}

test('HR-01 a patch adds, replaces and removes single attributes, in any spelling of case', () => {
  assert.deepEqual(patched({ op: 'Replace', path: 'USERNAME', value: 'anna2' }), { ...ANNA, userName: 'anna2' });
  assert.deepEqual(patched({ op: 'add', path: 'title', value: 'Fitter' }), { ...ANNA, title: 'Fitter' });
  assert.deepEqual(patched({ op: 'remove', path: 'name.givenName' }), { ...ANNA, name: { familyName: 'Berg' } });
  assert.deepEqual(patched({ op: 'replace', path: 'name', value: { familyName: 'Dahl' } }), { ...ANNA, name: { givenName: 'Anna', familyName: 'Dahl' } });
  assert.deepEqual(patched({ op: 'replace', path: 'name.givenName', value: null }), { ...ANNA, name: { familyName: 'Berg' } });
});

test('HR-01 a patch reaches single values of a list, and makes the one it describes', () => {
  assert.deepEqual(patched({ op: 'replace', path: 'emails[type eq "work"].value', value: 'c@example.com' }), { ...ANNA, emails: [{ ...WORK, value: 'c@example.com' }, HOME] });
  assert.deepEqual(patched({ op: 'Add', path: 'emails[type eq "other"].value', value: 'c@example.com' }), { ...ANNA, emails: [WORK, HOME, { type: 'other', value: 'c@example.com' }] });
  assert.deepEqual(patched({ op: 'remove', path: 'emails[type eq "home"]' }), { ...ANNA, emails: [WORK] });
  assert.deepEqual(patched({ op: 'remove', path: 'emails', value: [{ value: 'b@example.com' }] }), { ...ANNA, emails: [WORK] });
  assert.deepEqual(patched({ op: 'replace', path: 'emails', value: [HOME] }), { ...ANNA, emails: [HOME] });
  assert.deepEqual(patched({ op: 'add', path: 'emails', value: [HOME] }), ANNA);
  assert.equal(patched({ op: 'replace', path: 'emails[value sw "x"].type', value: 'work' }), 'noTarget');
});

test('HR-01 of a list at most one value is the primary one: the newest that says so', () => {
  const newest = { type: 'other', value: 'c@example.com', primary: true };
  assert.deepEqual(patched({ op: 'add', path: 'emails', value: [newest] }), { ...ANNA, emails: [{ ...WORK, primary: false }, HOME, newest] });
});

test('HR-01 a patch in the ways of Entra ID and Okta', () => {
  assert.deepEqual(patched({ op: 'Add', path: `${ENTERPRISE}:manager`, value: 'm2' }), { ...ANNA, [ENTERPRISE]: { department: 'Filling', manager: { value: 'm2' } } });
  assert.deepEqual(patched({ op: 'replace', value: { active: 'False', 'name.familyName': 'Dahl', [`${ENTERPRISE}:department`]: 'Packing', unknown: 1, id: 'x' } }), { ...ANNA, active: 'False', name: { givenName: 'Anna', familyName: 'Dahl' }, [ENTERPRISE]: { department: 'Packing', manager: { value: 'm1' } } });
  assert.deepEqual(patched({ op: 'replace', value: { [ENTERPRISE]: { costCenter: '7' } } }), { ...ANNA, [ENTERPRISE]: { department: 'Filling', manager: { value: 'm1' }, costCenter: '7' } });
  assert.deepEqual(patched({ op: 'Remove', path: `${ENTERPRISE}:manager` }), { ...ANNA, [ENTERPRISE]: { department: 'Filling' } });
});

test('HR-01 what is no patch is refused with the keyword of the protocol', () => {
  assert.equal(patched({ op: 'move', path: 'title' }), 'invalidSyntax');
  assert.equal(patched({ op: 'remove' }), 'noTarget');
  assert.equal(patched({ op: 'add', value: 'x' }), 'invalidValue');
  assert.equal(patched({ op: 'add', path: 'title' }), 'invalidValue');
  assert.equal(patched({ op: 'add', path: 'nothing', value: 1 }), 'invalidPath');
  assert.equal(patched({ op: 'replace', path: 'id', value: 'x' }), 'mutability');
  assert.equal(patched({ op: 'replace', path: 'emails[type eq].value', value: 'x' }), 'invalidFilter');
  assert.equal(patched(), 'invalidSyntax');
});

test('HR-01 a group is patched in steps, so that its members need not be read', () => {
  const steps = (...operations: object[]): unknown => {
    const read = readOperations({ Operations: operations });
    const result = read.ok ? readGroupSteps(read.value) : read;
    return result.ok ? result.value.map((step) => ({ ...step, ...('matches' in step ? { matches: [step.matches({ value: 'a', display: '' }), step.matches({ value: 'b', display: '' })] } : {}) })) : result.problem.scimType;
  };
  assert.deepEqual(steps({ op: 'Add', path: 'members', value: [{ value: 'A' }, { value: 'b' }] }), [{ do: 'add', members: ['a', 'b'] }]);
  assert.deepEqual(steps({ op: 'remove', path: 'members[value eq "a"]' }), [{ do: 'removeMatching', matches: [true, false] }]);
  assert.deepEqual(steps({ op: 'remove', path: 'members' }), [{ do: 'set', members: [] }]);
  assert.deepEqual(steps({ op: 'replace', value: { id: 'x', displayName: 'New', members: [] } }), [{ do: 'name', value: 'New' }, { do: 'set', members: [] }]);
  assert.equal(steps({ op: 'remove', path: 'displayName' }), 'invalidValue');
});

test('HR-01 a filter in memory is read by the same grammar as one for the database', () => {
  const holds = (text: string): boolean | string => { const filter = parseFilter(text, USER_TREE); return filter.ok ? matches(filter.value, ANNA) : 'invalid'; };
  for (const [text, expected] of [
    ['userName eq "ANNA"', true], ['userName eq anna', true], ['name.familyName sw "b" and not (active eq false)', true], ['emails[type eq "home" and value ew "a@example.com"]', false], ['emails.value co "b@"', true], ['emails[type eq "work"].value eq "A@example.com"', true], ['emails[type eq "home"].value eq "a@example.com"', false],
    ['title pr or nickName pr', false], ['title eq null', true], ['emails.type ne "fax"', true], ['userName gt "ann" and userName lt "b"', true], [`${ENTERPRISE}:department eq "filling"`, true], ['active eq "True"', true],
    ['userName eq "a" or userName eq "anna" and active eq true', true], ['(userName eq "anna"', 'invalid'], ['userName eq "anna" userName', 'invalid'], ['userName like "x"', 'invalid'], ['', 'invalid'], [`${'('.repeat(30)}userName pr${')'.repeat(30)}`, 'invalid'],
  ] as const) assert.equal(holds(text), expected, text);
});

test('HR-01 attributes are picked or left out, with or without the name of their schema', () => {
  const full = { schemas: ['s'], id: '1', meta: {}, ...ANNA };
  assert.deepEqual(project(full, ['USERNAME', 'emails.value'], [], USER_TREE), { schemas: ['s'], id: '1', meta: {}, userName: 'anna', emails: [{ value: 'a@example.com' }, { value: 'b@example.com' }] });
  assert.deepEqual(Object.keys(project(full, [], ['emails', 'id', `${ENTERPRISE}:department`, 'name.givenName'], USER_TREE)), ['schemas', 'id', 'meta', 'userName', 'active', 'name', ENTERPRISE]);
});
