import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { changeModule, minutesFor, presentQuestions, retagged, scoreAttempt, validateModule } from './rules.ts';
import type { Question, QuestionInput } from './types.ts';

function question(id: string, key: readonly string[], options = ['a', 'b', 'c'], kind: Question['kind'] = 'multiple'): Question {
  return { id, kind, text: `Question ${id}`, key, feedback: `because ${id}`, sections: ['4.1'], options: options.map((name) => ({ id: `${id}${name}`, text: name, feedback: name === 'c' ? 'not c' : null })) };
}

const input = (more: Partial<QuestionInput> = {}): QuestionInput => ({
  kind: 'single', text: 'Which?', feedback: null, sections: [], options: [{ text: 'this', correct: true, feedback: null }, { text: 'that', correct: false, feedback: null }], ...more,
});
const options = (...specs: readonly [string, boolean][]) => specs.map(([text, correct]) => ({ text, correct, feedback: null }));
const faultOf = (...questions: QuestionInput[]) => validateModule({ passMark: 80, maxAttempts: 3, questions }, ['4.1'])?.refusal;

test('ASM-04 a question counts when exactly the right options are chosen', () => {
  const questions = [question('q', ['qa', 'qb'])];
  const correct = (...optionIds: string[]) => scoreAttempt(questions, [{ questionId: 'q', optionIds }], 80).results[0]?.correct;
  assert.equal(correct('qa', 'qb'), true);
  assert.equal(correct('qb', 'qa', 'qa'), true);
  assert.equal(correct('qa'), false);
  assert.equal(correct('qa', 'qb', 'qc'), false);
  assert.equal(correct('qa', 'unknown'), false);
  assert.equal(correct(), false);
});

test('ASM-04 the score has two decimals, and passing is compared without rounding', () => {
  const questions = ['1', '2', '3'].map((id) => question(id, [`${id}a`]));
  const two = scoreAttempt(questions, [{ questionId: '1', optionIds: ['1a'] }, { questionId: '2', optionIds: ['2a'] }], 67);
  assert.equal(two.score, 66.67);
  assert.equal(two.passed, false);
  assert.equal(scoreAttempt(questions, [{ questionId: '1', optionIds: ['1a'] }, { questionId: '2', optionIds: ['2a'] }], 66).passed, true);
  assert.deepEqual(two.results[2], { questionId: '3', correct: false, feedback: 'because 3', sections: ['4.1'] });
});

test('ASM-04 answers to unknown questions count for nothing; of two answers the last counts', () => {
  const outcome = scoreAttempt([question('q', ['qa'])], [{ questionId: 'x', optionIds: ['qa'] }, { questionId: 'q', optionIds: ['qa'] }, { questionId: 'q', optionIds: ['qc'] }], 50);
  assert.deepEqual([outcome.score, outcome.passed, outcome.results[0]?.feedback], [0, false, 'not c']);
});

test('ASM-04 what is shown holds neither key nor feedback, and every question and option once', () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 40, maxLength: 40 }), (numbers) => {
    let next = 0;
    const questions = ['1', '2', '3', '4'].map((id) => question(id, [`${id}b`]));
    const shown = presentQuestions(questions, () => numbers[next++ % numbers.length] ?? 0);
    assert.deepEqual(shown.map((one) => one.id).toSorted(), ['1', '2', '3', '4']);
    for (const one of shown) {
      assert.deepEqual(Object.keys(one).toSorted(), ['id', 'kind', 'options', 'text']);
      assert.deepEqual(one.options.map((option) => Object.keys(option).join()), ['id,text', 'id,text', 'id,text']);
      assert.deepEqual(one.options.map((option) => option.text).toSorted(), ['a', 'b', 'c']);
    }
  }));
});

test('ASM-03 true and false keep their places; other options are drawn', () => {
  const fixed = presentQuestions([question('q', ['qa'], ['True', 'False'], 'true_false')], () => 0);
  assert.deepEqual(fixed[0]?.options.map((option) => option.text), ['True', 'False']);
  assert.deepEqual(presentQuestions([question('q', ['qa'])], () => 0)[0]?.options.map((option) => option.text), ['b', 'c', 'a']);
});

test('ASM-03 an unanswerable question is refused by its number', () => {
  assert.equal(faultOf(input(), input({ kind: 'true_false' })), undefined);
  assert.deepEqual(faultOf(input(), input({ options: options(['a', false], ['b', false]) })), { code: 'no-right-answer', detail: { question: 2 } });
  assert.deepEqual(faultOf(input({ options: options(['a', true], ['b', true]) })), { code: 'several-right-answers', detail: { question: 1, right: 2 } });
  assert.deepEqual(faultOf(input({ kind: 'true_false', options: options(['a', true], ['b', false], ['c', false]) })), { code: 'true-false-options', detail: { question: 1, options: 3 } });
  assert.deepEqual(faultOf(input({ options: options(['Yes', true], [' yes ', false]) })), { code: 'same-option-twice', detail: { question: 1, option: ' yes ' } });
  assert.deepEqual(faultOf(input({ sections: ['4.1', '9'] })), { code: 'unknown-section', detail: { question: 1, section: '9' } });
});

test('DOC-09 the module of a version that is not a draft cannot change', () => {
  const version = { id: 'v', documentId: 'd', number: 'SOP-1', label: '1.0', siteId: null };
  for (const state of ['in_review', 'approved', 'effective', 'superseded', 'withdrawn', 'retired']) {
    const outcome = changeModule({ ...version, state }, { passMark: 80, maxAttempts: 3, questions: [] }, []);
    assert.equal(!outcome.ok && outcome.refusal.code, 'module-frozen');
  }
  assert.equal(changeModule({ ...version, state: 'draft' }, { passMark: 80, maxAttempts: 3, questions: [] }, []).ok, true);
});

test('ASM-02 minutes: 200 words a minute, one per question, at least one', () => {
  assert.equal(minutesFor([], []), 1);
  assert.equal(minutesFor([{ text: 'word '.repeat(401) }], ['q', 'q']), 5);
});

test('ASM-03 what a question is about follows its section to another number, into both parts of a split, and falls away with it', () => {
  const present = new Set(['1', '2', '3', '4', null]);
  assert.deepEqual(retagged(['2', '3'], { 2: ['3'], 3: ['4'] }, present), ['3', '4'], 'not on to 4: both move at once');
  assert.deepEqual(retagged(['2'], { 2: ['2', '3'] }, present), ['2', '3']);
  assert.deepEqual(retagged(['2', '3'], { 2: [], 3: ['2'] }, present), ['2']);
  assert.deepEqual(retagged(['1', '9'], {}, present), ['1']);
  assert.deepEqual(retagged(['toString'], {}, present), []);
});
