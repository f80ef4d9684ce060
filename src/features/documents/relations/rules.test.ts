import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentionsIn, relate, relationOf, seenFrom } from './rules.ts';
import type { Relation, RelationSeen } from './types.ts';

const NUMBERS = { from: 'A', to: 'B' };
const replaces = (fromId: string, toId: string): Relation => ({ fromId, toId, type: 'replaces' });
const codeOf = (relation: Relation, others: readonly Relation[]): string => {
  const decision = relate(relation, others, NUMBERS);
  return decision.ok ? 'accepted' : decision.refusal.code;
};

test('DOC-21 a relation is kept once and read from both sides', () => {
  const pairs: readonly (readonly [RelationSeen, RelationSeen])[] = [['replaces', 'replaced_by'], ['refers_to', 'referred_to_by'], ['form_of', 'has_form']];
  for (const [one, other] of pairs) {
    assert.deepEqual(relationOf('a', one, 'b'), relationOf('b', other, 'a'));
    assert.equal(seenFrom('a', relationOf('a', one, 'b')), one);
    assert.equal(seenFrom('b', relationOf('a', one, 'b')), other);
  }
});

test('DOC-21 replacing leads in no circle, however far round; referring may', () => {
  const chain = [replaces('a', 'b'), replaces('b', 'c'), replaces('x', 'c')];
  assert.equal(codeOf(replaces('c', 'a'), chain), 'relation-circle');
  assert.equal(codeOf(replaces('b', 'a'), chain), 'relation-circle');
  assert.equal(codeOf(replaces('a', 'x'), chain), 'accepted', 'two ways to one document are no circle');
  assert.equal(codeOf(replaces('a', 'b'), chain), 'relation-exists');
  assert.equal(codeOf(replaces('a', 'a'), []), 'related-to-itself');
  assert.equal(codeOf({ fromId: 'b', toId: 'a', type: 'refers_to' }, [{ fromId: 'a', toId: 'b', type: 'refers_to' }]), 'accepted');
});

test('DOC-21 numbers are found in the text as people write them', () => {
  assert.deepEqual(mentionsIn('See SOP-012 and sop 13 (form QA-F-007.2). Wait 10 minutes at 5 °C; SOP-012 again.'), ['SOP-012', 'sop 13', 'QA-F-007.2', 'Wait 10', 'at 5']);
  assert.deepEqual(mentionsIn(''), []);
});
