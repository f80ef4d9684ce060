import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { attemptsLeft, hasPassed, isLocked, nextStep, questionsFor, requiredSections, sectionsBehind, stepsOf, trainingStatement, unread, type Attempt, type Progress } from './rules.ts';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const early = at('2026-03-02T08:00:00Z');
const noon = at('2026-03-02T12:00:00Z');
const late = at('2026-03-02T16:00:00Z');

const sections = [{ ordinal: 1, number: '1' }, { ordinal: 2, number: '5' }, { ordinal: 3, number: '5.2' }, { ordinal: 4, number: '5.2.1' }, { ordinal: 5, number: null }];
const seen = (ordinals: readonly number[], lastSeenAt = early) => ordinals.map((ordinal) => ({ ordinal, lastSeenAt, seconds: 10 }));
const attempt = (number: number, passed: boolean | null, missedSections: string[] = []): Attempt => ({ id: `a${number}`, number, submittedAt: passed === null ? null : noon, passed, missedSections });
const progress = (more: Partial<Progress> = {}): Progress => ({ path: 'full', sections, changed: [], seen: [], questions: 2, attempts: [], maxAttempts: 3, practical: null, ...more });
const readAll = seen([1, 2, 3, 4, 5]);
const practical: NonNullable<Progress['practical']> = { practical: { items: [{ id: 'i', text: 'Puts on the hood', critical: true }], repetitions: { observe: 0, guided: 0, independent: 1 } }, repetitions: [] };
const repetition = { id: 'r', number: 1, stage: 'independent', place: 'Line 2', batch: null, items: [], competent: true, assessor: { id: 'm', name: 'Maeve' }, at: noon, digest: 'ab', correctsId: null, reason: null } as const;

describe('the steps', () => {
  it('TRN-04 read → quiz → sign; without questions and for a notice there is no quiz', () => {
    assert.deepEqual(stepsOf({ path: 'full', questions: 2, practical: null }), ['read', 'quiz', 'sign']);
    assert.deepEqual(stepsOf({ path: 'refresher', questions: 1, practical: null }), ['read', 'quiz', 'sign']);
    assert.deepEqual(stepsOf({ path: 'full', questions: 0, practical: null }), ['read', 'sign']);
    assert.deepEqual(stepsOf({ path: 'notice', questions: 2, practical: null }), ['read', 'sign']);
    assert.deepEqual(stepsOf({ path: 'full', questions: 2, practical }), ['read', 'quiz', 'practical', 'sign']);
    assert.deepEqual(stepsOf({ path: 'full', questions: 0, practical }), ['read', 'practical', 'sign']);
    assert.deepEqual(stepsOf({ path: 'practical', questions: 2, practical }), ['practical', 'sign']);
  });

  const cases: readonly [name: string, progress: Partial<Progress>, step: string][] = [
    ['nothing is done', {}, 'read'],
    ['one section is missing', { seen: seen([1, 2, 3, 4]) }, 'read'],
    ['all is read', { seen: readAll }, 'quiz'],
    ['an attempt is begun', { seen: readAll, attempts: [attempt(1, null)] }, 'quiz'],
    ['an attempt failed, nothing is behind the missed items', { seen: readAll, attempts: [attempt(1, false)] }, 'quiz'],
    ['an attempt failed and section 5 is behind it', { seen: readAll, attempts: [attempt(1, false, ['5'])] }, 'read'],
    ['the quiz is passed', { seen: readAll, attempts: [attempt(1, true)] }, 'sign'],
    ['the quiz is passed after a failure', { seen: readAll, attempts: [attempt(1, false, ['5']), attempt(2, true)] }, 'sign'],
    ['all is read and there are no questions', { seen: readAll, questions: 0 }, 'sign'],
    ['a notice is read', { path: 'notice', changed: [2], seen: seen([2]) }, 'sign'],
    ['the quiz is passed and the practical is not', { seen: readAll, attempts: [attempt(1, true)], practical }, 'practical'],
    ['the practical is passed', { seen: readAll, attempts: [attempt(1, true)], practical: { ...practical, repetitions: [repetition] } }, 'sign'],
    ['reading comes before the practical', { practical: { ...practical, repetitions: [repetition] } }, 'read'],
    ['only the practical is asked', { path: 'practical', practical }, 'practical'],
  ];
  for (const [name, more, step] of cases) it(`TRN-04 ${name}: next is ${step}`, () => assert.equal(nextStep(progress(more)), step));
});

describe('what must be read', () => {
  it('TRN-02 everything on the full path, even where only some of it changed', () => {
    assert.deepEqual(requiredSections(progress({ changed: [3] })), [1, 2, 3, 4, 5]);
    assert.deepEqual(requiredSections(progress({ path: 'recertification', changed: [3] })), [1, 2, 3, 4, 5]);
  });

  it('TRN-02 only the changed sections on a refresher and in a notice', () => {
    assert.deepEqual(requiredSections(progress({ path: 'refresher', changed: [2, 4] })), [2, 4]);
    assert.deepEqual(requiredSections(progress({ path: 'notice', changed: [5] })), [5]);
  });

  it('TRN-02 everything when no section that is still there changed: never less than something', () => {
    assert.deepEqual(requiredSections(progress({ path: 'refresher', changed: [] })), [1, 2, 3, 4, 5]);
    assert.deepEqual(requiredSections(progress({ path: 'refresher', changed: [99] })), [1, 2, 3, 4, 5]);
  });

  it('TRN-04 sections that were never seen are unread', () => {
    assert.deepEqual(unread(progress({ seen: seen([1, 3]) })), [2, 4, 5]);
    assert.deepEqual(unread(progress({ path: 'refresher', changed: [2, 4], seen: seen([4]) })), [2]);
  });
});

describe('after a failed attempt', () => {
  it('ASM-05 the sections behind the missed items, and those below them, must be read again', () => {
    assert.deepEqual(sectionsBehind(['5'], sections), [2, 3, 4]);
    assert.deepEqual(sectionsBehind(['5.2'], sections), [3, 4]);
    assert.deepEqual(sectionsBehind(['5.2.1', '1'], sections), [1, 4]);
    assert.deepEqual(sectionsBehind(['5'], [{ ordinal: 1, number: '50' }, { ordinal: 2, number: '5a' }]), []);
    assert.deepEqual(unread(progress({ seen: readAll, attempts: [attempt(1, false, ['5.2'])] })), [3, 4]);
  });

  it('ASM-05 only what is read after the attempt counts; the rest need not be read again', () => {
    const attempts = [attempt(1, false, ['5.2'])];
    assert.deepEqual(unread(progress({ seen: [...seen([1, 2, 5]), ...seen([3], late), ...seen([4])], attempts })), [4]);
    assert.deepEqual(unread(progress({ seen: [...seen([1, 2, 5]), ...seen([3, 4], late)], attempts })), []);
    assert.deepEqual(unread(progress({ seen: [...seen([1, 2, 5]), ...seen([3, 4], noon)], attempts })), [3, 4]);
  });

  it('ASM-05 it is the last attempt handed in that decides; one just begun changes nothing', () => {
    const attempts = [attempt(1, false, ['1']), { ...attempt(2, false, ['5.2.1']), submittedAt: late }, attempt(3, null)];
    assert.deepEqual(unread(progress({ seen: seen([1, 2, 3, 4, 5], noon), attempts })), [4]);
  });

  it('ASM-05 on a refresher a missed item may send back to a section that did not change', () => {
    assert.deepEqual(unread(progress({ path: 'refresher', changed: [2], seen: seen([2]), attempts: [attempt(1, false, ['1'])] })), [1]);
  });

  it('ASM-05 with all attempts used and none passed a person is locked, until more are allowed', () => {
    const failed = [attempt(1, false), attempt(2, false), attempt(3, false)];
    assert.equal(isLocked(progress({ attempts: failed.slice(0, 2) })), false);
    assert.equal(isLocked(progress({ attempts: failed })), true);
    assert.equal(isLocked(progress({ attempts: failed, maxAttempts: 4 })), false);
    assert.equal(isLocked(progress({ attempts: [...failed.slice(0, 2), attempt(3, true)] })), false);
    assert.equal(isLocked(progress({ attempts: failed, path: 'notice' })), false);
  });

  it('ASM-05 an attempt counts once it is handed in', () => {
    assert.equal(attemptsLeft(progress({ attempts: [attempt(1, false), attempt(2, null)] })), 2);
    assert.equal(attemptsLeft(progress({ attempts: [attempt(1, false), attempt(2, false)], maxAttempts: 1 })), 0);
    assert.equal(hasPassed({ attempts: [attempt(1, null)] }), false);
  });
});

describe('the questions', () => {
  const about = (...tags: string[]) => ({ sections: tags });
  const bank = [about('1'), about('5'), about('5.2.1'), about('50'), about()];

  it('ASM-03 the full path asks all, a notice none', () => {
    assert.equal(questionsFor('full', bank, [{ ordinal: 3, number: '5.2' }]).length, 5);
    assert.equal(questionsFor('notice', bank, []).length, 0);
  });

  it('ASM-03 a refresher asks about what changed: tags on the section, above it and below it', () => {
    assert.deepEqual(questionsFor('refresher', bank, [{ ordinal: 3, number: '5.2' }]), [about('5'), about('5.2.1')]);
    assert.deepEqual(questionsFor('refresher', bank, [{ ordinal: 1, number: '1' }]), [about('1')]);
  });

  it('TRN-02 a refresher asks all when no question is about what changed: policy asks for more, never for less', () => {
    assert.equal(questionsFor('refresher', bank, [{ ordinal: 9, number: '9' }]).length, 5);
    assert.equal(questionsFor('refresher', bank, [{ ordinal: 5, number: null }]).length, 5);
  });
});

describe('the statement', () => {
  const facts = { name: 'Orla Fitzgerald', number: 'SOP-001', title: 'Sterile filling', label: '2.0', contentSha256: 'ab12', path: 'full' as const, score: null, changed: [], practical: null };

  it('SIG-01 names person, document, version, content digest and result', () => {
    assert.equal(trainingStatement(facts), 'I, Orla Fitzgerald, have read and understood SOP-001 “Sterile filling”, version 2.0 (SHA-256 ab12).');
    assert.equal(trainingStatement({ ...facts, score: 87.5 }), 'I, Orla Fitzgerald, have read and understood SOP-001 “Sterile filling”, version 2.0 (SHA-256 ab12), and passed its assessment with 87.5 %.');
  });

  it('SIG-01 on a refresher it claims the changed sections and no more', () => {
    assert.equal(trainingStatement({ ...facts, path: 'refresher', changed: ['2', '5.2'], score: 100 }), 'I, Orla Fitzgerald, have read and understood its changed sections (2, 5.2) in SOP-001 “Sterile filling”, version 2.0 (SHA-256 ab12), and passed its assessment with 100 %.');
    assert.match(trainingStatement({ ...facts, path: 'notice' }), /understood its changes in SOP-001/u);
  });

  it('SIG-01 it names the practical; a re-assessment claims no reading', () => {
    const said = 'its practical was assessed as competent by Maeve on 2026-03-02';
    assert.match(trainingStatement({ ...facts, score: 90, practical: said }), /read and understood .*90 %, and its practical was assessed as competent by Maeve/u);
    assert.match(trainingStatement({ ...facts, path: 'practical', practical: said }), /^I, Orla Fitzgerald, have been assessed again on SOP-001 .* competent by Maeve on 2026-03-02\.$/u);
  });
});
