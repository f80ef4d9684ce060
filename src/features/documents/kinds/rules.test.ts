import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_ROUTE } from '../review/rules-route.ts';
import { changeType, createType, nextNumber, numberingAt, readNumbering, seriesPattern } from './rules.ts';
import type { DocumentType } from './types.ts';

const type: DocumentType = { id: 't', code: 'SOP', name: 'Procedure', numbering: 'SOP-{000}', byHand: true, risk: 'medium', reviewMonths: 24, route: DEFAULT_ROUTE };
const codeOf = (outcome: { ok: true } | { ok: false; refusal: { code: string } }): string => (outcome.ok ? 'yes' : outcome.refusal.code);
const read = (scheme: string) => {
  const numbering = readNumbering(scheme);
  if (numbering === null) throw new Error(`${scheme} cannot be read`);
  return numbering;
};

test('DOC-01 a numbering has one counter, and may have the site', () => {
  for (const good of ['SOP-{0}', 'SOP-{site}-{0000}', '{000}/QA', 'A{site}{00}']) assert.notEqual(readNumbering(good), null, good);
  for (const bad of ['', 'SOP', 'SOP-{}', 'SOP-{000}-{00}', 'SOP-{111}', '{000}{site}{site}', 'SOP 1{000}', '{000}9', 'SOP-{year}-{000}', `${'x'.repeat(40)}{0}`]) assert.equal(readNumbering(bad), null, bad);
});

test('DOC-01 the next number follows the highest, with as many digits as the scheme has or the number needs', () => {
  assert.deepEqual([null, 9, 99, 999].map((highest) => nextNumber(read('SOP-{000}'), highest)), ['SOP-001', 'SOP-010', 'SOP-100', 'SOP-1000']);
  assert.equal(numberingAt(read('SOP-{site}-{000}'), null), null);
  assert.equal(nextNumber(numberingAt(read('SOP-{site}-{000}'), 'CORK') ?? read('{0}'), 4), 'SOP-CORK-005');
});

test('DOC-01 only numbers of the series count, whatever characters its fixed text has', () => {
  const matches = (scheme: string, number: string): boolean => new RegExp(seriesPattern(read(scheme)), 'u').test(number.toLowerCase());
  assert.deepEqual(['SOP-7', 'sop-007', 'SOP-7a', 'XSOP-7', 'SOP-'].map((number) => matches('SOP-{000}', number)), [true, true, false, false, false]);
  assert.deepEqual([matches('S.P({00})', 'S.P(12)'), matches('S.P({00})', 'SXP(12)')], [true, false]);
});

test('DOC-01 a code is used once, and what changes is named from and to', () => {
  assert.equal(codeOf(createType(type, ['WI', 'sop'])), 'type-code-taken');
  assert.equal(codeOf(createType({ ...type, numbering: 'SOP' }, [])), 'numbering-unreadable');
  assert.equal(codeOf(createType(type, ['WI'])), 'yes');
  assert.equal(codeOf(changeType(type, { ...type })), 'type-unchanged');
  const changed = changeType(type, { ...type, byHand: false, route: { ...DEFAULT_ROUTE, commentsBlock: true } });
  assert.ok(changed.ok);
  assert.deepEqual(changed.events[0].data, { code: 'SOP', from: { byHand: true, route: DEFAULT_ROUTE }, to: { byHand: false, route: { ...DEFAULT_ROUTE, commentsBlock: true } } });
});
