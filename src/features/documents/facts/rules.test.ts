import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeFacts, changesOf } from './rules.ts';
import type { Facts } from './types.ts';

const before: Facts = { title: 'Gowning', ownerId: 'p1', risk: 'high', reviewMonths: 24 };
const names: Readonly<Record<string, string>> = { p1: 'Aoife Walsh', p2: 'Brian Keane' };
const document = { id: 'd', number: 'SOP-001', retired: false };

test('DOC-01 what changed is kept in words, owners by name', () => {
  const changes = changesOf(before, { title: 'Gowning', ownerId: 'p2', risk: 'critical', reviewMonths: 12 }, (id) => names[id] ?? id);
  assert.deepEqual(changes, [{ field: 'ownerId', from: 'Aoife Walsh', to: 'Brian Keane' }, { field: 'risk', from: 'high', to: 'critical' }, { field: 'reviewMonths', from: '24', to: '12' }]);
  const decision = changeFacts(document, changes, 'the line is aseptic now');
  assert.ok(decision.ok);
  assert.deepEqual(decision.events[0], { type: 'DocumentFactsChanged', subject: { kind: 'document', id: 'd' }, data: { number: 'SOP-001', changes }, why: 'the line is aseptic now' });
});

test('DOC-01 a retired document and a change of nothing are refused', () => {
  const code = (outcome: ReturnType<typeof changeFacts>) => (outcome.ok ? null : outcome.refusal.code);
  assert.equal(code(changeFacts({ ...document, retired: true }, [{ field: 'title', from: 'a', to: 'b' }], 'why')), 'document-retired');
  assert.equal(code(changeFacts(document, changesOf(before, before, String), 'why')), 'facts-unchanged');
});
