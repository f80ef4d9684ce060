import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Practical, Stage } from '../../learning/types.ts';
import { asksPractical, basisOf, counting, isPassed, judgeRepetition, nextStage, progressOf } from './rules.ts';
import { practicalWords, repetitionStatement } from './rules-words.ts';
import type { Repetition, RepetitionInput } from './types.ts';

const practical: Practical = { items: [{ id: 'hood', text: 'Puts on the hood', critical: true }, { id: 'tidy', text: 'Tidies up', critical: false }], repetitions: { observe: 1, guided: 0, independent: 2 } };
const repetition = (number: number, stage: Stage, competent: boolean, correctsId: string | null = null): Repetition => ({ id: `r${number}`, number, stage, place: 'Line 2', batch: null, items: [], competent, assessor: { id: 'maeve', name: 'Maeve Byrne' }, at: Temporal.Instant.from('2026-03-02T09:00:00Z'), digest: 'ab', correctsId, reason: correctsId === null ? null : 'wrong line' });
const input = (more: Partial<RepetitionInput> = {}): RepetitionInput => ({ stage: 'observe', place: 'Line 2', batch: null, items: [{ id: 'hood', done: true, remark: null }, { id: 'tidy', done: true, remark: null }], correctsId: null, reason: null, ...more });
const judged = (more: Partial<RepetitionInput>, before: readonly Repetition[] = []) => {
  const outcome = judgeRepetition(practical, before, input(more));
  return outcome.ok ? outcome.competent : outcome.refusal.code;
};

test('ASM-07 all critical items decide the verdict of a repetition, the others do not', () => {
  assert.equal(judged({}), true);
  assert.equal(judged({ items: [{ id: 'hood', done: false, remark: 'hair showed' }, { id: 'tidy', done: true, remark: null }] }), false);
  assert.equal(judged({ items: [{ id: 'hood', done: true, remark: null }, { id: 'tidy', done: false, remark: 'left the tray' }] }), true);
});

test('ASM-07 each item is answered, what was not done has a remark, and unknown items are refused', () => {
  assert.equal(judged({ items: [{ id: 'hood', done: true, remark: null }] }), 'items-missing');
  assert.equal(judged({ items: [...input().items, { id: 'other', done: true, remark: null }] }), 'items-missing');
  assert.equal(judged({ items: [{ id: 'hood', done: true, remark: null }, { id: 'tidy', done: false, remark: null }] }), 'remark-missing');
});

test('ASM-07 observe → guided → independent: no stage before the one ahead of it has gone well often enough', () => {
  assert.equal(judged({ stage: 'independent' }), 'stage-too-early');
  assert.equal(judged({ stage: 'guided' }), 'stage-not-asked');
  assert.equal(judged({ stage: 'independent' }, [repetition(1, 'observe', false)]), 'stage-too-early');
  const observed = [repetition(1, 'observe', true)];
  assert.equal(judged({ stage: 'independent' }, observed), true);
  assert.equal(judged({ stage: 'observe' }, observed), true, 'going back is allowed');
  const one = [...observed, repetition(2, 'independent', true), repetition(3, 'independent', false)];
  assert.deepEqual([nextStage(practical, one), isPassed(practical, one), progressOf(practical, one)], ['independent', false, [{ stage: 'observe', required: 1, done: 1 }, { stage: 'independent', required: 2, done: 1 }]]);
  const all = [...one, repetition(4, 'independent', true)];
  assert.deepEqual([isPassed(practical, all), judged({ stage: 'independent' }, all)], [true, 'practical-passed']);
});

test('ASM-07 a correction counts instead of what it corrects, once, with a reason, at the same stage', () => {
  const passed = [repetition(1, 'observe', true), repetition(2, 'independent', true), repetition(3, 'independent', true)];
  const corrected = [...passed, repetition(4, 'independent', false, 'r3')];
  assert.deepEqual([isPassed(practical, corrected), counting(corrected).map(({ number }) => number)], [false, [1, 2, 4]]);
  const correct = (more: Partial<RepetitionInput>, before = passed) => judged({ stage: 'independent', correctsId: 'r3', reason: 'wrong line', ...more }, before);
  assert.equal(correct({}), true);
  assert.equal(correct({ reason: null }), 'correction-reason');
  assert.equal(correct({ stage: 'observe' }), 'stage-not-asked');
  assert.equal(correct({ correctsId: 'r9' }), 'unknown-repetition');
  assert.equal(correct({}, corrected), 'corrected-already');
});

test('ASM-07 the assessor is not the learner, and is qualified on the same version or on the signed list', () => {
  const facts = { assessorId: 'maeve', learnerId: 'orla', recordId: null, listId: null };
  const told = (more: { assessorId?: string; recordId?: string; listId?: string }) => {
    const outcome = basisOf({ ...facts, ...more });
    return outcome.ok ? outcome.basis : outcome.refusal.code;
  };
  assert.equal(told({}), 'assessor-not-qualified');
  assert.equal(told({ assessorId: 'orla', recordId: 'r' }), 'own-practical');
  assert.deepEqual(told({ recordId: 'r' }), { by: 'qualified', id: 'r' });
  assert.deepEqual(told({ listId: 'l' }), { by: 'initial', id: 'l' });
});

test('TRN-07 a notice has no practical, a refresher only for whoever never passed one on the document', () => {
  assert.deepEqual((['full', 'recertification', 'practical', 'notice', 'refresher'] as const).map((path) => asksPractical(path, practical, true)), [true, true, true, false, false]);
  assert.equal(asksPractical('refresher', practical, false), true);
  assert.equal(asksPractical('full', null, false), false);
});

test('SIG-01 the statements name verdict, place, what was not done, and what is corrected', () => {
  const words = { assessor: 'Maeve Byrne', learner: 'Orla', number: 'SOP-1', title: 'Filling', label: '1.0', practicalSha256: 'cd', repetition: 4, stage: 'independent', place: 'Line 2', batch: 'B7', items: [{ id: 'hood', text: 'Puts on the hood', critical: true, done: false, remark: 'hair showed.' }], competent: false, corrects: 3, reason: 'wrong line' } as const;
  assert.equal(repetitionStatement(words), 'I, Maeve Byrne, have assessed Orla in the practical of SOP-1 “Filling”, version 1.0 (practical SHA-256 cd). Repetition 4, independently, at Line 2, batch B7: 0 of 1 items done. Not done: “Puts on the hood” (critical): hair showed. This corrects repetition 3: wrong line. Verdict: not yet competent.');
  assert.equal(practicalWords([repetition(1, 'observe', false)], 'UTC'), null);
  assert.match(practicalWords([repetition(1, 'observe', true)], 'UTC') ?? '', /competent by Maeve Byrne on 2026-03-02 \(1 repetition/);
});
