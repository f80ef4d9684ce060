import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { changedSections } from '../rules-sections.ts';
import { compareSections } from './rules.ts';
import type { Comparison, Entry, SectionRef } from './types.ts';

type Spec = readonly [number: string | null, heading: string | null, text: string, html?: string];
const sections = (...specs: readonly Spec[]): SectionRef[] => specs.map(([number, heading, text, html], index) => ({ ordinal: index + 1, number, heading, text, html: html ?? '', level: number?.split('.').length ?? 1 }));
const place = (name: Entry['old']): string => (name === null ? '-' : String(name.ordinal));
const told = ({ entries }: Comparison): string[] => entries.map((entry) => `${entry.kind}${entry.kind === 'moved' && entry.changed ? '*' : ''} ${place(entry.old)}${entry.alsoOld.map((name) => `+${name.ordinal}`).join('')}→${place(entry.new)}${entry.alsoNew.map((name) => `+${name.ordinal}`).join('')}`);
const written = (entry: Entry | undefined): string => (entry?.changes ?? []).map(({ kind, text }) => (kind === 'added' ? `{+${text}+}` : kind === 'removed' ? `[-${text}-]` : text)).join('');

const PURPOSE: Spec = ['1', 'Purpose', 'This procedure says how vials are filled so that they stay sterile.'];
const GOWNING: Spec = ['2', 'Gowning', 'Wash your hands. Put on the hood, the coverall and two pairs of gloves before entering grade B.'];
const FILLING: Spec = ['3', 'Filling', 'Set the pump to 2.5 ml. Weigh the first ten vials. Stop the line when two are out of range.'];
const RECORDS: Spec = ['4', 'Records', 'Write each weight into the batch record and sign it on the same day.'];
const numbered = (...specs: readonly Spec[]): SectionRef[] => sections(...specs.map(([, ...rest], index): Spec => [String(index + 1), ...rest]));

test('DOC-13 a document compared with itself has only unchanged sections', () => {
  const { entries, totals } = compareSections(sections(PURPOSE, GOWNING), sections(PURPOSE, GOWNING));
  assert.deepEqual(entries.map(({ kind, changed, marks, heading }) => [kind, changed, marks.length, heading]), [['unchanged', false, 0, null], ['unchanged', false, 0, null]]);
  assert.deepEqual([totals.wordsAdded, totals.wordsRemoved, totals.renumbered], [0, 0, 0]);
});

test('DOC-13 the words that differ are shown in their sentence', () => {
  const { entries } = compareSections(sections(FILLING), sections(['3', 'Filling', FILLING[2].replace('2.5 ml', '2.0 ml').replace('two are', 'one is')]));
  assert.equal(written(entries[0]), 'Set the pump to [-2.5 -]{+2.0 +}ml. Weigh the first ten vials. Stop the line when [-two are -]{+one is +}out of range.');
});

test('DOC-13 a word stays the same when words come between it and its full stop, or go', () => {
  const told = (from: string, to: string): string => written(compareSections(sections(['1', 'Gowning', from]), sections(['1', 'Gowning', to])).entries[0]);
  assert.equal(told('Before entering the room, wear gloves.', 'Before entering the room, wear gloves and a mask.'), 'Before entering the room, wear gloves{+ and a mask+}.');
  assert.equal(told('Before entering the room, wear gloves and a mask.', 'Before entering the room, wear gloves.'), 'Before entering the room, wear gloves[- and a mask-].');
  assert.equal(told('Weigh ten vials (of the first tray).', 'Weigh ten vials (of the first tray, and of the last one).'), 'Weigh ten vials (of the first tray{+, and of the last one+}).');
  assert.match(told('The room is clean .', 'The room is clean.'), /\[-.*-\]\{\+.*\+\}/u); // a space before the full stop is a difference still
});

test('DOC-13 an inserted section renumbers those after it and changes none of them', () => {
  const comparison = compareSections(numbered(PURPOSE, GOWNING, FILLING), numbered(PURPOSE, ['2', 'Scope', 'All rooms of grade A and B at this site.'], GOWNING, FILLING));
  assert.deepEqual(told(comparison), ['unchanged 1→1', 'added -→2', 'unchanged 2→3', 'unchanged 3→4']);
  assert.equal(comparison.totals.renumbered, 2);
});

test('DOC-13 a section that moved says what it stood behind, and its new words are shown too', () => {
  const older = numbered(PURPOSE, GOWNING, FILLING, RECORDS);
  const moved = compareSections(older, numbered(PURPOSE, FILLING, RECORDS, GOWNING));
  assert.deepEqual(told(moved), ['unchanged 1→1', 'unchanged 3→2', 'unchanged 4→3', 'moved 2→4']);
  assert.equal(moved.entries[3]?.movedFrom?.heading, 'Purpose');
  const both = compareSections(older, numbered(PURPOSE, FILLING, RECORDS, ['', 'Gowning', GOWNING[2].replace('two pairs', 'three pairs')]));
  assert.deepEqual(told(both).at(-1), 'moved* 2→4');
  assert.match(written(both.entries[3]), /\[-two -\]\{\+three \+\}pairs/);
});

test('DOC-13 what is gone is shown where it stood', () => {
  assert.deepEqual(told(compareSections(numbered(PURPOSE, GOWNING, FILLING), numbered(PURPOSE, FILLING))), ['unchanged 1→1', 'removed 2→-', 'unchanged 3→2']);
  assert.deepEqual(told(compareSections(numbered(PURPOSE, GOWNING), numbered(GOWNING))), ['removed 1→-', 'unchanged 2→1']);
});

test('DOC-13 a section split in two keeps its words; each part names the other', () => {
  const newer = numbered(PURPOSE, ['', 'Hand washing', `Wash your hands for a whole minute with warm water and soap up to the elbow.`], ['', 'Gowning', 'Put on the hood, the coverall and two pairs of gloves before entering grade B.']);
  const older = numbered(PURPOSE, ['', 'Gowning', `Wash your hands for a whole minute with warm water and soap up to the elbow. Put on the hood, the coverall and two pairs of gloves before entering grade B.`]);
  const comparison = compareSections(older, newer);
  assert.deepEqual(told(comparison), ['unchanged 1→1', 'changed 2→2+3', 'changed 2→3+2']);
  assert.deepEqual(comparison.entries.slice(1).map((entry) => entry.changes.map(({ kind }) => kind)), [['unchanged'], ['unchanged']]);
});

test('DOC-13 two sections put together are one entry with both, and no word counts as new', () => {
  const comparison = compareSections(numbered(PURPOSE, GOWNING, FILLING, RECORDS), numbered(PURPOSE, ['', 'Gowning and filling', `${GOWNING[2]}\n${FILLING[2]}`], RECORDS));
  assert.deepEqual(told(comparison), ['unchanged 1→1', 'changed 3+2→2', 'unchanged 4→3']);
  assert.deepEqual([comparison.totals.wordsAdded, comparison.totals.wordsRemoved], [0, 0]);
});

test('DOC-13 equal headings stay with their chapters', () => {
  const chapter = (name: string, purpose: string): Spec[] => [[null, name, ''], [null, 'Purpose', purpose]];
  const deep = (specs: Spec[]): SectionRef[] => sections(...specs).map((section) => ({ ...section, level: section.heading === 'Purpose' ? 2 : 1 }));
  const older = deep([...chapter('Filling', 'Fill them.'), ...chapter('Cleaning', 'Clean it.'), ...chapter('Storage', 'Store it.')]);
  const newer = deep([...chapter('Filling', 'Fill them.'), ...chapter('Storage', 'Store it cold.')]);
  assert.deepEqual(told(compareSections(older, newer)), ['unchanged 1→1', 'unchanged 2→2', 'removed 3→-', 'removed 4→-', 'unchanged 5→3', 'changed 6→4']);
});

test('DOC-13 rows of tables are compared cell by cell; pictures, link targets and raised figures count as changes', () => {
  const rows = (limit: string): string => `Parameter | Limit\nWeight | 2.5 g\nPressure | ${limit}\nTemperature | 20 °C`;
  assert.equal(written(compareSections(sections(['1', 'Limits', rows('0.2 bar')]), sections(['1', 'Limits', rows('0.3 bar')])).entries[0]), rows('[-0.2 -]{+0.3 +}bar'));
  const marks = (before: string, after: string) => compareSections(sections(['1', 'A', 'x', before]), sections(['1', 'A', 'x', after])).entries[0]?.marks;
  assert.deepEqual(marks('<img src="data:1" alt="">', '<img alt="" src="data:2">'), [{ kind: 'removed', what: 'picture', value: 'data:1' }, { kind: 'added', what: 'picture', value: 'data:2' }]);
  assert.deepEqual(marks('<a href="https://a.example">x</a>', '<a href="https://b.example">x</a>')?.map(({ what }) => what), ['link', 'link']);
  assert.deepEqual(marks('10<sup>3</sup>', '103'), [{ kind: 'removed', what: 'raised', value: '3' }]);
  assert.deepEqual(marks('<b>x</b>', '<i>x</i>'), []);
});

const word = fc.constantFrom('clean', 'wait', 'sign', 'rinse', 'label', 'weigh', 'two', 'vials', '2.5', 'ml', 'the', 'of', 'filter', 'pump', 'never', 'before', 'door', 'hood');
const sentence = fc.array(word, { minLength: 1, maxLength: 9 }).map((words) => `${words.join(' ')}.`);
const paragraph = fc.array(sentence, { maxLength: 4 }).map((sentences) => sentences.join(' '));
const text = fc.array(paragraph, { maxLength: 4 }).map((lines) => lines.filter((line) => line !== '').join('\n'));
const anySection = fc.tuple(fc.option(fc.constantFrom('1', '2', '2.1')), fc.option(fc.constantFrom('Purpose', 'Scope', 'Cleaning', 'Records')), text);
/** Files are never read into sections without heading and text. */
const anyDocument: fc.Arbitrary<Spec[]> = fc.array(anySection.filter(([, heading, words]) => heading !== null || words !== ''), { maxLength: 10 });
/** A revision as people make them: sections moved, taken out, split, put together, reworded, renumbered. */
const revision = fc.tuple(anyDocument, fc.array(fc.tuple(fc.nat(), fc.constantFrom('move', 'drop', 'split', 'merge', 'reword', 'renumber'), fc.nat(), paragraph), { maxLength: 6 })).map(([before, acts]) => {
  const after = before.map((spec): Spec => [...spec]);
  for (const [at, act, to, words] of acts) {
    const index = at % Math.max(after.length, 1);
    const [number = null, heading = null, content = ''] = after[index] ?? [];
    const lines = content.split('\n');
    if (act === 'move') after.splice(to % (after.length + 1), 0, ...after.splice(index, 1));
    if (act === 'drop') after.splice(index, 1);
    if (act === 'split') after.splice(index, 1, [number, heading, lines.slice(0, 1).join('\n')], ['9', words, lines.slice(1).join('\n')]);
    if (act === 'merge') after.splice(index, 2, [number, heading, `${content}\n${after[index + 1]?.[2] ?? ''}`]);
    if (act === 'reword') after.splice(index, 1, [number, heading, `${content} ${words}`]);
    if (act === 'renumber') after.splice(index, 1, [String(to), heading, content]);
  }
  return [sections(...before), sections(...after)] as const;
});
const anyTwo = fc.oneof(revision, fc.tuple(anyDocument.map((specs) => sections(...specs)), anyDocument.map((specs) => sections(...specs))));

const wordsIn = (texts: readonly string[]): string[] => texts.join(' ').split(/\s+/u).filter((one) => one !== '');
const side = (entry: Entry, kind: 'added' | 'removed'): string[] => wordsIn([entry.changes.filter((run) => run.kind === 'unchanged' || run.kind === kind).map((run) => run.text).join('')]);

test('DOC-13 every word of the newer version is in its section’s entry, in order, and nothing else is', () => {
  fc.assert(fc.property(anyTwo, ([older, newer]) => {
    const { entries } = compareSections(older, newer);
    const present = entries.filter((entry) => entry.new !== null);
    assert.deepEqual(present.map((entry) => entry.new?.ordinal), newer.map((section) => section.ordinal), 'each section once, in its order');
    for (const entry of present) assert.deepEqual(side(entry, 'added'), wordsIn([newer[(entry.new?.ordinal ?? 0) - 1]?.text ?? '']));
  }), { numRuns: 400 });
});

test('DOC-13 every word of the older version is in unchanged or removed parts, in order within its section', () => {
  fc.assert(fc.property(anyTwo, ([older, newer]) => {
    const { entries } = compareSections(older, newer);
    const mentioned = new Set(entries.flatMap((entry) => [entry.old, ...entry.alsoOld]).flatMap((name) => name?.ordinal ?? []));
    assert.deepEqual([...mentioned].toSorted((a, b) => a - b), older.map((section) => section.ordinal), 'no section is missing');
    for (const section of older) {
      const mine = entries.filter((entry) => entry.old?.ordinal === section.ordinal || entry.alsoOld.some((name) => name.ordinal === section.ordinal));
      if (mine.length === 1 && mine[0]?.alsoOld.length === 0) assert.deepEqual(side(mine[0], 'removed'), wordsIn([section.text]));
    }
    assert.deepEqual(entries.flatMap((entry) => side(entry, 'removed')).toSorted(), wordsIn(older.map((section) => section.text)).toSorted(), 'no word is missing, none is shown twice');
  }), { numRuns: 400 });
});

test('DOC-13 the same two versions always compare the same, and a version with itself without changes', () => {
  fc.assert(fc.property(anyTwo, ([older, newer]) => {
    assert.deepEqual(compareSections(older, newer), compareSections(structuredClone(older), structuredClone(newer)));
    for (const one of [older, newer]) assert.ok(compareSections(one, one).entries.every((entry) => entry.kind === 'unchanged'));
  }), { numRuns: 150 });
});

test('DOC-13 compared the other way round, what was added is what is then removed', () => {
  fc.assert(fc.property(revision, ([older, newer]) => {
    const there = compareSections(older, newer);
    const back = compareSections(newer, older);
    const plain = (comparison: Comparison): boolean => comparison.entries.every((entry) => entry.alsoNew.length + entry.alsoOld.length === 0);
    if (!plain(there) || !plain(back)) return;
    assert.equal(there.totals.added - there.totals.removed, back.totals.removed - back.totals.added);
    assert.equal(there.totals.wordsAdded - there.totals.wordsRemoved, back.totals.wordsRemoved - back.totals.wordsAdded);
    assert.equal(there.entries.every((entry) => !entry.changed), back.entries.every((entry) => !entry.changed));
  }), { numRuns: 200 });
});

test('TRN-02 refreshers are about exactly what the comparison shows as changed', () => {
  fc.assert(fc.property(anyTwo, ([older, newer]) => {
    const shown = compareSections(older, newer).entries.filter((entry) => entry.changed).map((entry) => `${entry.old?.ordinal}→${entry.new?.ordinal}`);
    assert.deepEqual(changedSections(older, newer).map((change) => `${change.oldOrdinal ?? undefined}→${change.ordinal ?? undefined}`).toSorted(), shown.toSorted());
  }), { numRuns: 200 });
});
