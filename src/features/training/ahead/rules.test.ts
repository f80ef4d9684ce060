import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readyForRole, type RolePart } from './rules.ts';

const part = (risk: RolePart['risk'], qualified: boolean): RolePart => ({ risk, qualified });

test('MTX-08 not ready for the role until its critical documents are done, whatever else is open', () => {
  const of = (...parts: RolePart[]): unknown[] => { const { ready, critical, others } = readyForRole(parts); return [ready, critical.done, critical.required, others.done, others.required]; };
  assert.deepEqual(of(part('critical', false), part('high', true)), [false, 0, 1, 1, 1]);
  assert.deepEqual(of(part('critical', true), part('critical', false)), [false, 1, 2, 0, 0]);
  assert.deepEqual(of(part('critical', true), part('high', false), part('low', false)), [true, 1, 1, 0, 2]);
  assert.deepEqual(of(), [true, 0, 0, 0, 0]);
});
