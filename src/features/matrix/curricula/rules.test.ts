import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Curriculum } from '../types.ts';
import { createCurriculum, curriculumStatement, reviseCurriculum } from './rules.ts';

const current: Curriculum = { id: 'c', number: 3, version: 2, name: 'Aseptic', documentIds: ['a', 'b'] };
const revise = (name: string, documentIds: string[], taken = false) => {
  const decision = reviseCurriculum(current, { name, documentIds }, { taken });
  return decision.ok ? decision.events[0].data['documentIds'] : decision.refusal.code;
};

test('MTX-02 a revision concerns the documents that come and go; another name concerns all, since reasons carry it', () => {
  assert.deepEqual(revise('Aseptic', ['b', 'c']), ['a', 'c']);
  assert.deepEqual(revise('Aseptic work', ['b', 'c']), ['a', 'b', 'c']);
  assert.equal(revise('Aseptic', ['b', 'a']), 'nothing-changed');
});

test('MTX-02 a name is given once', () => {
  assert.equal(revise('Visual inspection', ['a'], true), 'curriculum-name-taken');
  const made = createCurriculum({ name: 'Aseptic', documentIds: ['a'] }, { id: 'n', number: 4, taken: true });
  assert.equal(!made.ok && made.refusal.code, 'curriculum-name-taken');
});

test('SIG-01 the statement names the whole curriculum and what is new in it', () => {
  assert.equal(curriculumStatement('Ann Byrne', { name: 'Aseptic', documents: ['SOP-1', 'SOP-2'] }, { version: 1, added: ['SOP-1', 'SOP-2'], removed: [] }),
    'I am Ann Byrne. I approve version 1 of the curriculum “Aseptic”. It consists of SOP-1, SOP-2. It holds from now on for everyone whom a rule leads to it.');
  assert.match(curriculumStatement('Ann Byrne', { name: 'Aseptic', documents: ['SOP-2'] }, { version: 2, added: ['SOP-2'], removed: ['SOP-1'] }), /New: SOP-2\. No longer in it: SOP-1\./u);
});
