import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchOf, partsOf, plainNumber, rank, readQuery } from './rules.ts';
import type { Candidate, Query } from './types.ts';

const candidate = (more: Partial<Candidate>): Candidate => ({
  documentId: more.number ?? 'd', versionId: 'v', number: 'SOP-012', title: 'Sterile filling', type: 'SOP', risk: 'high', label: '1.0', state: 'effective',
  numberPlain: plainNumber(more.number ?? 'SOP-012'), sortKey: more.number ?? 'SOP-012', similarity: 0, inHeading: false, weight: null, ...more,
});
const asked = (typed: string): Query => {
  const query = readQuery(typed);
  assert.ok(query !== null);
  return query;
};

test('DOC-11 a question without a letter or figure asks for nothing', () => {
  for (const typed of ['', '   ', '"', '%_\\', '\u0000\u0007', '---']) assert.equal(readQuery(typed), null, typed);
});

test('DOC-11 the last word may still be at its beginning, unless it is short, quoted or a number with signs', () => {
  assert.deepEqual(readQuery('torn gl'), { text: 'torn gl', words: ['torn', 'gl'], alike: ['torn'], begun: null });
  assert.equal(asked('torn glo').begun, 'glo');
  assert.equal(asked('"torn gloves"').begun, null);
  assert.equal(asked('SOP-012').begun, null);
  assert.deepEqual(asked('  Torn\tgloves. ').words, ['torn', 'gloves']);
  assert.deepEqual(asked('SOP-012 line sterlie').alike, ['line', 'sterlie']);
});

test('DOC-11 a question is cut to what can be meant', () => {
  assert.equal(asked('x'.repeat(500)).text.length, 200);
  assert.equal(asked('a '.repeat(90)).words.length, 12);
});

test('DOC-11 numbers are the same with other signs, capitals and leading zeros', () => {
  for (const number of ['SOP-012', 'sop 12', 'SOP_0012', 'Sop.012', 'sop012']) assert.equal(plainNumber(number), 'sop12', number);
  assert.equal(plainNumber('SOP-100'), 'sop100', 'zeros within a number count');
  assert.equal(plainNumber('SOP-0'), 'sop0', 'one zero stays');
  assert.notEqual(plainNumber('SOP-1-02'), plainNumber('SOP-11-2'));
});

test('DOC-11 how a document was found', () => {
  const query = asked('sop 12');
  assert.equal(matchOf(candidate({}), query), 'number');
  assert.equal(matchOf(candidate({ number: 'SOP-0121' }), query), 'number-begins');
  assert.equal(matchOf(candidate({ weight: 0.1 }), asked('filling sterile')), 'title');
  assert.equal(matchOf(candidate({ similarity: 0.5, weight: 0.1, inHeading: true }), asked('gowning')), 'heading');
  assert.equal(matchOf(candidate({ similarity: 0.5, weight: 0.1 }), asked('gowning')), 'text');
  assert.equal(matchOf(candidate({ similarity: 0.8, weight: 0.1 }), asked('sterlie filling')), 'title-similar');
  assert.equal(matchOf(candidate({ similarity: 0.45 }), asked('sterlie')), 'title-similar', 'the boundary is within');
  assert.equal(matchOf(candidate({ similarity: 0.44 }), asked('sterlie')), null);
});

test('DOC-11 the number comes before the title, the title before headings, these before the text', () => {
  const query = asked('12');
  const found = rank([
    candidate({ documentId: 'text', number: 'A-1', weight: 0.9 }), candidate({ documentId: 'heading', number: 'A-2', weight: 0.2, inHeading: true }),
    candidate({ documentId: 'title', number: 'A-3', title: 'Line 12' }), candidate({ documentId: 'begins', number: '120' }), candidate({ documentId: 'number', number: '012' }),
  ], query);
  assert.deepEqual(found.map(({ candidate: one }) => one.documentId), ['number', 'begins', 'title', 'heading', 'text']);
});

test('DOC-11 of two texts the one with more weight comes first, of two alike the lower number', () => {
  const found = rank([candidate({ number: 'A-3', weight: 0.2 }), candidate({ number: 'A-2', weight: 0.2 }), candidate({ number: 'A-9', weight: 0.4 })], asked('gloves'));
  assert.deepEqual(found.map(({ candidate: one }) => one.number), ['A-9', 'A-2', 'A-3']);
});

test('DOC-11 a snippet is cut at its marks', () => {
  assert.deepEqual(partsOf('put on <gloves> and <gloves>', '<', '>'), [{ text: 'put on ', marked: false }, { text: 'gloves', marked: true }, { text: ' and ', marked: false }, { text: 'gloves', marked: true }]);
  assert.deepEqual(partsOf('nothing', '<', '>'), [{ text: 'nothing', marked: false }]);
  assert.deepEqual(partsOf('', '<', '>'), []);
});
