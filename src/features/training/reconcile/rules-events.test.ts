import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson } from '../../../kernel/json.ts';
import { eventTold, type Shared } from './rules-events.ts';
import type { Change, VersionFact } from './types.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const version: VersionFact = { id: 'v2', ordinal: 2, label: '2.0', changeClass: 'major', decision: 'retrain', effectiveOn: day('2026-04-01'), takesEffect: 'gate', state: 'approved', practical: false };
const assign: Change = { kind: 'assign', version, path: 'full', cause: 'revision', covers: ['v2'], dueOn: day('2026-03-20'), overdueSince: null, driftLimit: false, pathWhy: 'says "person":"somebody" and → more', ahead: { startsOn: day('2026-04-01'), reasons: [{ rule: 1, version: 2, text: 'Operator → Filling, rule 1 v2' }] } };
const changes: readonly Change[] = [assign, { kind: 'open-obligation', reasons: [{ rule: 3, version: 1, text: '"person":"somebody"' }] }, { kind: 'carry-forward', version, fromVersionId: 'v1', validUntil: null, required: true }, { kind: 'announce-lapse', version, fromVersionId: 'v1' }, { kind: 'close', assignmentId: 'a1', as: 'superseded', why: 'superseded before completion' }];

test('AUD-01 the text of an event that many share is the canonical JSON of its own data', () => {
  const shared: Shared = new Map();
  for (const change of changes) {
    for (const [id, personId, documentId] of [['r1', 'p1', 'd1'], ['r2', 'p2', 'd1'], ['r3', 'p3', 'd2']] as const) {
      const { event, text } = eventTold({ id, personId, documentId, zone: 'UTC', change }, shared);
      assert.equal(text, canonicalJson(event.data));
      assert.deepEqual([event.data['person'], event.data['document']], [personId, documentId]);
      assert.equal(event.subject.id, change.kind === 'close' ? 'a1' : id);
    }
  }
});
