import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baselineStatement, columnsOf, judge, rowOf } from './rules.ts';
import type { ImportFacts, ImportRow } from './types.ts';

const FACTS: ImportFacts = {
  today: Temporal.PlainDate.from('2026-03-02'), people: [{ id: 'p1', employeeNumber: 'D-1', name: 'Aoife Walsh' }, { id: 'p2', employeeNumber: 'D-2', name: 'Sam Lee' }, { id: 'p3', employeeNumber: 'D-3', name: 'Sam Lee' }],
  sites: [{ id: 's1', code: 'CORK' }], types: ['SOP', 'WI'], files: new Map([['a.md', 'aa'], ['b.md', 'bb']]), documents: [{ number: 'SOP-900', versions: [{ label: '3.0', contentSha256: 'aa' }] }],
};
const ROW: ImportRow = { line: 2, number: 'SOP-001', title: 'Filling', type: 'SOP', risk: 'High', owner: 'D-1', label: '2.0', effectiveOn: '2026-03-02', file: 'a.md', site: 'cork', reviewMonths: '', summary: '' };
const verdictOf = (change: Partial<ImportRow>) => {
  const [one] = judge([{ ...ROW, ...change }], FACTS);
  assert.ok(one);
  return one;
};

test('DOC-20 a whole row is clean; today is a date in force', () => {
  const { verdict, clean } = verdictOf({});
  assert.equal(verdict, 'clean');
  assert.deepEqual({ ...clean, statedEffectiveOn: clean?.statedEffectiveOn.toString() }, {
    line: 2, number: 'SOP-001', title: 'Filling', type: 'SOP', risk: 'high', ownerId: 'p1', label: '2.0', statedEffectiveOn: '2026-03-02', file: 'a.md', contentSha256: 'aa', siteId: 's1', reviewMonths: 24,
    summary: 'Taken over as it stood in the system before.',
  });
});

test('DOC-20 what the list lacks or has wrong is to be put right, with what to write', () => {
  const cases: readonly (readonly [Partial<ImportRow>, RegExp])[] = [
    [{ number: '' }, /number is missing/u], [{ title: '' }, /title is missing/u], [{ label: '' }, /label is missing/u], [{ title: 'x'.repeat(301) }, /longer than 300/u],
    [{ risk: '' }, /risk class is missing/u], [{ risk: 'severe' }, /“severe” is no risk class/u], [{ owner: '' }, /owner is missing/u], [{ owner: 'D-9' }, /nobody/u], [{ owner: 'sam lee' }, /More than one/u],
    [{ site: 'LYON' }, /no site/u], [{ type: 'Memo' }, /no document type “Memo”. Write one of SOP, WI/u], [{ effectiveOn: '' }, /date is missing/u], [{ effectiveOn: '28.02.2026' }, /2026-02-28/u], [{ effectiveOn: '2026-02-30' }, /no date/u], [{ effectiveOn: '2026-03-03' }, /future/u],
    [{ reviewMonths: '0' }, /1 to 120/u], [{ reviewMonths: '121' }, /1 to 120/u], [{ reviewMonths: 'x' }, /1 to 120/u], [{ file: 'c.md' }, /no file “c.md”/u], [{ file: '' }, /file name is missing/u],
  ];
  for (const [change, why] of cases) {
    const { verdict, reasons, clean } = verdictOf(change);
    assert.equal(verdict, 'fixable', JSON.stringify(change));
    assert.equal(clean, null);
    assert.match(reasons.join(' '), why);
  }
});

test('DOC-20 all faults of a row are said at once', () => {
  assert.equal(verdictOf({ title: '', risk: '', owner: '' }).reasons.length, 3);
});

test('DOC-20 a number twice in the list is rejected in both rows', () => {
  const judged = judge([ROW, { ...ROW, line: 3, number: 'sop-001', label: '1.0' }], FACTS);
  assert.deepEqual(judged.map((one) => one.verdict), ['rejected', 'rejected']);
});

test('DOC-20 the same number, label and file again are present; another file or label under a known number is rejected', () => {
  assert.equal(verdictOf({ number: 'sop-900', label: '3.0' }).verdict, 'present');
  assert.equal(verdictOf({ number: 'SOP-900', label: '3.0', file: 'b.md' }).verdict, 'rejected');
  assert.equal(verdictOf({ number: 'SOP-900', label: '4.0' }).verdict, 'rejected');
});

test('DOC-20 columns are found by their names, and those that must be there are named', () => {
  const { at, missing } = columnsOf(['SOP Number', 'TITLE', 'Rev', 'File_Name', 'Effective-Date']);
  assert.deepEqual(missing, []);
  assert.deepEqual(rowOf(7, ['SOP-1', ' Filling ', '2.0', 'a.md', '2026-01-01'], at), { ...ROW, line: 7, number: 'SOP-1', title: 'Filling', type: '', risk: '', owner: '', effectiveOn: '2026-01-01', site: '' });
  assert.deepEqual(columnsOf(['x']).missing, ['number', 'title', 'version', 'file']);
});

test('DOC-20 what is signed names the list and claims no approval', () => {
  const { clean } = verdictOf({});
  assert.ok(clean);
  assert.equal(baselineStatement('Cian Daly', 'sops.zip', [clean], 'ff'), 'I am Cian Daly. I have verified the list of 1 document in “sops.zip” (manifest SHA-256 ff). Each is the version in force, taken over with its file as it stood in the system before. Their approval was given there; it is neither repeated nor checked here.');
});

test('DOC-20 without a type a row is an SOP where there is that type; its case does not matter', () => {
  assert.equal(verdictOf({ type: '' }).clean?.type, 'SOP');
  assert.equal(verdictOf({ type: 'wi' }).clean?.type, 'WI');
  assert.match(judge([{ ...ROW, type: '' }], { ...FACTS, types: ['WI'] })[0]?.reasons.join(' ') ?? '', /type is missing/u);
});
