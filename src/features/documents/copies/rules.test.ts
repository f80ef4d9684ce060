import assert from 'node:assert/strict';
import { test } from 'node:test';
import { end, isToRecall, issue } from './rules.ts';
import type { CopyFact } from './types.ts';

const COPY: CopyFact = { id: 'c1', documentId: 'd', versionId: 'v1', versionState: 'effective', docNumber: 'SOP-012', label: '1.0', number: 1, holder: 'Line 2', endedAs: null };
const NEW = { id: 'c2', documentId: 'd', versionId: 'v1', docNumber: 'SOP-012', label: '1.0', state: 'effective', number: 2, holder: 'Line 3' } as const;
const codeOf = (decision: ReturnType<typeof issue>): string => (decision.ok ? decision.events[0].type : decision.refusal.code);

test('DOC-10 only the version in force is issued as a controlled copy', () => {
  assert.equal(codeOf(issue(NEW, [COPY])), 'ControlledCopyIssued');
  for (const state of ['draft', 'in_review', 'approved', 'superseded', 'withdrawn', 'retired'] as const) assert.equal(codeOf(issue({ ...NEW, state }, [])), 'copy-not-in-force', state);
});

test('DOC-10 nobody holds two copies of one version, but may get another after the first ended, or of a newer version', () => {
  assert.equal(codeOf(issue({ ...NEW, holder: 'line 2' }, [COPY])), 'holder-has-copy');
  assert.equal(codeOf(issue({ ...NEW, holder: 'Line 2' }, [{ ...COPY, endedAs: 'lost' }])), 'ControlledCopyIssued');
  assert.equal(codeOf(issue({ ...NEW, holder: 'Line 2', versionId: 'v2' }, [COPY])), 'ControlledCopyIssued');
});

test('DOC-10 a copy ends once', () => {
  assert.equal(codeOf(end(COPY, 'destroyed', 'shredded')), 'ControlledCopyEnded');
  assert.equal(codeOf(end({ ...COPY, endedAs: 'returned' }, 'lost', null)), 'copy-ended');
});

test('DOC-10 a copy is to be recalled as soon as its version is no longer in force, until it ended', () => {
  assert.equal(isToRecall(COPY), false);
  assert.equal(isToRecall({ ...COPY, versionState: 'superseded' }), true);
  assert.equal(isToRecall({ ...COPY, versionState: 'retired' }), true);
  assert.equal(isToRecall({ ...COPY, versionState: 'superseded', endedAs: 'returned' }), false);
});
