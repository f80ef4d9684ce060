import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ruleFinder } from './rules-find.ts';
import { requirementsOf } from './rules.ts';
import type { Condition, MatrixRule, Position } from './types.ts';

const day = Temporal.PlainDate.from('2026-03-02');
const ids = (kind: string): fc.Arbitrary<string[]> => fc.subarray([1, 2, 3].map((n) => `${kind}${n}`), { minLength: 1 });
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.constantFrom('role' as const, 'department' as const, 'site' as const).chain((kind) => ids(kind).map((named) => ({ kind, ids: named }))),
  fc.record({ kind: fc.constant('attribute' as const), key: fc.constant('Welding'), values: fc.constant(['yes']) }),
);
const group = fc.record({ all: fc.array(condition, { maxLength: 3 }), none: fc.array(condition, { maxLength: 1 }) });
const rules: fc.Arbitrary<MatrixRule[]> = fc.array(fc.record({ audience: fc.array(group, { minLength: 1, maxLength: 3 }), documentIds: fc.subarray(['a', 'b', 'c'], { minLength: 1 }), begun: fc.boolean() }), { maxLength: 8 })
  .map((made) => made.map(({ audience, documentIds, begun }, index) => ({ id: `r${index}`, number: index + 1, version: 1, name: `Rule ${index}`, audience, documentIds, curricula: [], from: begun ? day : day.add({ days: 1 }), until: null })));
const position: fc.Arbitrary<Position> = fc.record({ site: fc.integer({ min: 1, max: 3 }), departments: ids('department'), roles: fc.subarray(['role1', 'role2', 'role3']), welds: fc.boolean() })
  .map(({ site, departments, roles, welds }) => ({ day, siteId: `site${site}`, siteName: 'Cork', departmentPath: departments, departmentName: 'Filling', roles: roles.map((id) => ({ id, name: id })), attributes: welds ? [{ key: 'Welding', value: 'yes' }] : [] }));

test('MTX-03 what is required follows from the rules that are found for a position as from all of them', () => {
  fc.assert(fc.property(rules, position, (all, one) => {
    assert.deepEqual(requirementsOf(one, ruleFinder(all)(one)), requirementsOf(one, all));
  }), { numRuns: 1000 });
});
