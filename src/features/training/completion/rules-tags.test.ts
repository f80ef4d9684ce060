import assert from 'node:assert/strict';
import { it } from 'node:test';
import { untestedSections } from './rules-tags.ts';

it('TRN-02 the changed sections that no question is about are found; a question on a section is about what is within it', () => {
  const changed = ['1', '2.1', '3', '4.10', null].map((number) => ({ number }));
  const questions = [{ sections: ['2'] }, { sections: ['3.4', '9'] }, { sections: ['4.1'] }, { sections: [] }];
  assert.deepEqual(untestedSections(changed, questions).map((section) => section.number), ['1', '4.10', null]);
  assert.deepEqual(untestedSections([], questions), []);
  assert.equal(untestedSections(changed, []).length, 5);
});
