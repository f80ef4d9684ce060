import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stagesOf, validatePractical } from './rules-practical.ts';
import type { PracticalInput } from './types.ts';

const practical = (more: Partial<PracticalInput> = {}): PracticalInput => ({ items: [{ text: 'Puts on the hood', critical: true }, { text: 'Tidies up', critical: false }], repetitions: { observe: 1, guided: 2, independent: 1 }, ...more });
const faultOf = (more: Partial<PracticalInput>) => validatePractical(practical(more))?.refusal;

test('ASM-07 a practical needs a critical item, a repetition, and no item twice', () => {
  assert.equal(faultOf({}), undefined);
  assert.equal(faultOf({ items: [{ text: 'Tidies up', critical: false }] })?.code, 'no-critical-item');
  assert.equal(faultOf({ items: [] })?.code, 'no-critical-item');
  assert.equal(faultOf({ repetitions: { observe: 0, guided: 0, independent: 0 } })?.code, 'no-repetition');
  assert.deepEqual(faultOf({ items: [{ text: 'Tidies  up', critical: true }, { text: 'tidies up ', critical: false }] }), { code: 'same-item-twice', detail: { item: 'tidies up ' } });
});

test('ASM-07 stages come in their order, those without repetitions are left out', () => {
  assert.deepEqual(stagesOf(practical()), ['observe', 'guided', 'independent']);
  assert.deepEqual(stagesOf({ repetitions: { independent: 3, guided: 0, observe: 1 } }), ['observe', 'independent']);
});
