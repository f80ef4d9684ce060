import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareLabels } from './rules-labels.ts';
import type { SectionRef } from './compare/types.ts';
import { changedSections, renumbered } from './rules-sections.ts';

type Spec = readonly [number: string | null, heading: string | null, text: string, html?: string];
const sections = (...specs: Spec[]): SectionRef[] => specs.map(([number, heading, text, html], index) => ({ ordinal: index + 1, number, heading, text, html: html ?? '' }));
const told = (older: SectionRef[], newer: SectionRef[]) => changedSections(older, newer).map(({ kind, ordinal, oldOrdinal }) => `${kind} ${oldOrdinal ?? '-'}→${ordinal ?? '-'}`);

test('TRN-02 the same sections differ in nothing, however they are spaced', () => {
  const older = sections(['1', 'Purpose', 'Why  we\ndo it'], [null, null, 'loose text']);
  assert.deepEqual(told(older, sections(['1', 'Purpose', 'Why we do it'], [null, null, 'loose text'])), []);
});

test('TRN-02 new words in a section, a new section and a removed one are told apart', () => {
  const older = sections(['1', 'Purpose', 'why'], ['2', 'Gowning', 'wear a hood'], ['3', 'Records', 'keep them five years in the archive']);
  const newer = sections(['1', 'Purpose', 'why'], ['2', 'Gowning', 'wear a hood and goggles'], ['3', 'Waste', 'use the red bin']);
  assert.deepEqual(told(older, newer), ['changed 2→2', 'added -→3', 'removed 3→-']);
});

test('TRN-02 a section inserted before others renumbers them without changing them', () => {
  const older = sections(['1', 'Purpose', 'why'], ['2', 'Gowning', 'wear a hood'], ['3', 'Records', 'keep them']);
  const newer = sections(['1', 'Purpose', 'why'], ['2', 'Scope', 'all rooms'], ['3', 'Gowning', 'wear a hood'], ['4', 'Records', 'keep them']);
  assert.deepEqual(told(older, newer), ['added -→2']);
});

test('TRN-02 a renamed section with its text is changed, not removed and added', () => {
  const text = 'clean the surface with the agent and wait ten minutes before use';
  assert.deepEqual(told(sections(['4', 'Cleaning', text]), sections(['4', 'Cleaning and disinfection', text])), ['changed 1→1']);
  assert.deepEqual(told(sections(['4', 'Cleaning', text]), sections(['5', 'Disinfection', `${text} again`])), ['changed 1→1']);
});

test('TRN-02 paragraphs without headings find each other by their words', () => {
  const older = sections([null, null, 'first paragraph about the balance'], [null, null, 'second paragraph about the weights']);
  const newer = sections([null, null, 'a wholly new one'], [null, null, 'first paragraph about the balance'], [null, null, 'second paragraph about the new weights']);
  assert.deepEqual(told(older, newer), ['added -→1', 'changed 2→3']);
});

test('TRN-02 another picture is a change, other mark-up is none', () => {
  const older = sections(['1', 'Label', 'see', '<p>see</p><img alt="" src="data:image/png;base64,AAAA">']);
  assert.deepEqual(told(older, sections(['1', 'Label', 'see', '<p><b>see</b></p><img src="data:image/png;base64,AAAA">'])), []);
  assert.deepEqual(told(older, sections(['1', 'Label', 'see', '<p>see</p><img src="data:image/png;base64,BBBB">'])), ['changed 1→1']);
});

test('TRN-02 every section is accounted for once, and a document compared with itself has no changes', () => {
  const word = fc.constantFrom('clean', 'wait', 'sign', 'rinse', 'label', 'weigh');
  const section = fc.tuple(fc.option(fc.constantFrom('1', '2', '2.1')), fc.option(word), fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')));
  fc.assert(fc.property(fc.array(section, { maxLength: 12 }), fc.array(section, { maxLength: 12 }), (a, b) => {
    const older = sections(...a);
    const newer = sections(...b);
    assert.deepEqual(changedSections(older, older).filter((change) => change.kind === 'changed'), []);
    const changes = changedSections(older, newer);
    const ordinals = changes.flatMap((change) => change.ordinal ?? []);
    const oldOrdinals = changes.flatMap((change) => change.oldOrdinal ?? []);
    assert.equal(new Set(ordinals).size, ordinals.length);
    assert.equal(new Set(oldOrdinals).size, oldOrdinals.length);
    const added = changes.filter((change) => change.kind === 'added').length;
    const removed = changes.filter((change) => change.kind === 'removed').length;
    assert.equal(newer.length - added, older.length - removed);
  }));
});

test('DOC-01 labels are compared as numbers, part by part', () => {
  const ordered = ['1', '2.0', '2.1', '2.1.1', '10.0'];
  for (const [i, a] of ordered.entries()) for (const [j, b] of ordered.entries()) assert.equal(compareLabels(a, b), Math.sign(i - j));
  assert.equal(compareLabels('2', 'v2.0'), 0);
  assert.equal(compareLabels('Rev A', '2.0'), null);
});

test('ASM-03 a number leads to where its section is now; what is gone leads nowhere, what stayed is not mentioned', () => {
  const [purpose, gowning, filling] = [['1', 'Purpose', 'Why vials are filled in this room.'], ['2', 'Gowning', 'Wear the hood, the coverall and two pairs of gloves.'], ['3', 'Filling', 'Set the pump and weigh the first ten vials.']] as const;
  const older = sections(purpose, gowning, filling);
  assert.deepEqual(renumbered(older, older), {});
  const inserted = sections(purpose, ['2', 'Scope', 'All rooms of grade A and B at this site.'], ['3', 'Gowning', gowning[2]], ['4', 'Filling', filling[2]]);
  assert.deepEqual(renumbered(older, inserted), { 2: ['3'], 3: ['4'] });
  assert.deepEqual(renumbered(older, sections(purpose, ['2', 'Filling', filling[2]])), { 2: [], 3: ['2'] });
  const hands = 'Wash your hands for a whole minute with warm water and soap up to the elbow.';
  const whole = sections(purpose, ['2', 'Gowning', `${hands} ${gowning[2]}`]);
  const split = sections(purpose, ['2', 'Hand washing', hands], ['3', 'Gowning', gowning[2]]);
  assert.deepEqual(renumbered(whole, split), { 2: ['2', '3'] });
  assert.deepEqual(renumbered(split, whole), { 3: ['2'] });
});
