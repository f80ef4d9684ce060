import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dueDay, entitlement, isSatisfied, isStepOverdue, missingOf, openStage, waitingFor, whyNotFinal } from './rules.ts';
import { isQuoted, whyNotComment, whyNotSettle } from './rules-comments.ts';
import { DEFAULT_ROUTE, stepsOf, type Surroundings } from './rules-route.ts';
import type { Ref, ReviewFacts, Route, StepFacts, StepSignature } from './types.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const at = Temporal.Instant.from('2026-03-02T09:00:00Z');
const ref = (id: string): Ref => ({ id, name: id.toUpperCase() });
const signed = (by: string, onBehalfOf: string | null = null): StepSignature => ({ by: ref(by), onBehalfOf: onBehalfOf === null ? null : ref(onBehalfOf), signedAt: at });
const step = (id: string, stage: number, more: Partial<StepFacts> = {}): StepFacts => ({ id, stage, ordinal: 1, name: `Step ${id}`, meaning: 'reviewed', final: false, role: null, need: 'any', days: 5, deputies: false, openedAt: at, dueOn: day('2026-03-09'), doneAt: null, people: [ref('ann'), ref('bob')], signatures: [], ...more });
const review = (steps: readonly StepFacts[], more: Partial<ReviewFacts> = {}): ReviewFacts => ({ id: 'r', versionId: 'v', number: 1, authorId: 'author', coAuthorIds: ['cora'], commentsBlock: false, sameSigner: false, startedAt: at, endedAt: null, endedBy: null, outcome: null, endReason: null, steps, ...more });
const signer = (personId: string, standsInFor: readonly string[] = [], roles: readonly string[] = []) => ({ personId, roles, standsInFor: standsInFor.map(ref) });
const codeOf = (outcome: ReturnType<typeof entitlement> | ReturnType<typeof whyNotFinal>): string => (outcome === null ? 'yes' : outcome.ok ? `yes${outcome.onBehalfOf === null ? '' : ` for ${outcome.onBehalfOf.id}`}` : outcome.refusal.code);

describe('DOC-04 stages and steps', () => {
  test('DOC-04 the open stage is the first with a step that is not done', () => {
    assert.equal(openStage(review([step('a', 1, { doneAt: at }), step('b', 1), step('c', 2)])), 1);
    assert.equal(openStage(review([step('a', 1, { doneAt: at }), step('c', 2)])), 2);
    assert.equal(openStage(review([step('a', 1, { doneAt: at })])), null);
    assert.equal(openStage(review([step('a', 1)], { endedAt: at })), null);
  });

  test('DOC-04 any one signature, or each person’s, their deputy’s included', () => {
    const people = [ref('ann'), ref('bob')];
    assert.deepEqual([isSatisfied({ need: 'any', people }, []), isSatisfied({ need: 'any', people }, [signed('ann')])], [false, true]);
    assert.deepEqual([isSatisfied({ need: 'all', people }, [signed('ann')]), isSatisfied({ need: 'all', people }, [signed('ann'), signed('dan', 'bob')]), isSatisfied({ need: 'all', people: [] }, [])], [false, true, false]);
    assert.deepEqual(missingOf(step('a', 1, { need: 'all', signatures: [signed('ann')] })), [ref('bob')]);
  });

  test('DOC-04 who may sign: whom the step names, once, in one stage, never the author', () => {
    const first = step('a', 1);
    const both = review([first, step('b', 2)]);
    assert.equal(codeOf(entitlement(both, first, signer('ann'))), 'yes');
    assert.equal(codeOf(entitlement(both, first, signer('eve'))), 'not-your-step');
    for (const writer of ['author', 'cora']) assert.equal(codeOf(entitlement(both, first, signer(writer))), 'author-reviews');
    assert.equal(codeOf(entitlement(both, step('b', 2), signer('ann'))), 'stage-not-open');
    const later = step('b', 2);
    const passed = review([step('a', 1, { doneAt: at, signatures: [signed('ann')] }), later]);
    assert.equal(codeOf(entitlement(passed, later, signer('ann'))), 'signed-other-stage');
    assert.equal(codeOf(entitlement({ ...passed, sameSigner: true }, later, signer('ann'))), 'yes');
    assert.equal(codeOf(entitlement(passed, later, signer('bob'))), 'yes');
    const each = step('a', 1, { need: 'all', signatures: [signed('ann')] });
    assert.equal(codeOf(entitlement(review([each]), each, signer('ann'))), 'already-signed-step');
    const byRole = step('a', 1, { role: 'quality', people: [] });
    assert.deepEqual([codeOf(entitlement(review([byRole]), byRole, signer('eve', [], ['quality']))), codeOf(entitlement(review([byRole]), byRole, signer('eve', [], ['author'])))], ['yes', 'not-your-step']);
  });

  test('ESC-04 a deputy signs for whom they stand in, where the step allows it; for themselves where they are asked', () => {
    const given = step('a', 1, { deputies: true });
    assert.equal(codeOf(entitlement(review([given]), given, signer('dan', ['bob']))), 'yes for bob');
    assert.equal(codeOf(entitlement(review([given]), given, signer('ann', ['bob']))), 'yes');
    const inPerson = step('a', 1);
    assert.equal(codeOf(entitlement(review([inPerson]), inPerson, signer('dan', ['bob']))), 'deputies-not-allowed');
    const done = step('a', 1, { deputies: true, need: 'all', signatures: [signed('bob')] });
    assert.equal(codeOf(entitlement(review([done]), done, signer('dan', ['bob']))), 'not-your-step');
  });

  test('DOC-04 DOC-05 the approval waits for all stages, and where the route says so for all comments', () => {
    const final = step('z', 2, { final: true, meaning: 'approved', role: 'approver', people: [ref('pat')] });
    const approver = signer('pat', [], ['approver']);
    assert.equal(codeOf(whyNotFinal(review([step('a', 1), final]), approver, 0)), 'review-unfinished');
    const ready = review([step('a', 1, { doneAt: at, signatures: [signed('ann')] }), final], { commentsBlock: true });
    assert.deepEqual([codeOf(whyNotFinal(ready, approver, 1)), codeOf(whyNotFinal(ready, approver, 0)), codeOf(whyNotFinal({ ...ready, commentsBlock: false }, approver, 1))], ['comments-unresolved', 'yes', 'yes']);
    assert.equal(codeOf(whyNotFinal(ready, signer('dan', ['pat']), 0)), 'not-your-step');
    assert.equal(codeOf(whyNotFinal(ready, signer('ann', [], ['approver']), 0)), 'signed-other-stage');
  });

  test('DOC-04 the sentence names who is still to sign', () => {
    assert.equal(waitingFor(review([step('a', 1), step('b', 1, { need: 'all' }), step('c', 2)])), 'Step a: ANN or BOB; Step b: ANN and BOB');
    assert.equal(waitingFor(review([step('a', 1, { people: ['a', 'b', 'c', 'd', 'e', 'f'].map(ref) })])), 'Step a: A, B, C or 3 others');
    assert.equal(waitingFor(review([step('a', 1, { role: 'training_administrator', people: [] })])), 'Step a: a person with the role training administrator');
  });
});

test('DOC-04 a deadline counts working days; the step is overdue on the day after', () => {
  const calendar = { workingDays: [1, 2, 3, 4, 5], holidays: [day('2026-03-17')] };
  assert.equal(dueDay(day('2026-03-13'), 1, calendar).toString(), '2026-03-16'); // Friday, Monday
  assert.equal(dueDay(day('2026-03-13'), 2, calendar).toString(), '2026-03-18'); // over a holiday
  assert.equal(dueDay(day('2026-03-14'), 1, calendar).toString(), '2026-03-16'); // opened on a Saturday
  assert.equal(dueDay(day('2026-03-14'), 2, { workingDays: [], holidays: [] }).toString(), '2026-03-16');
  const open = step('a', 1);
  assert.deepEqual([isStepOverdue(open, day('2026-03-09')), isStepOverdue(open, day('2026-03-10')), isStepOverdue({ ...open, doneAt: at }, day('2026-03-10')), isStepOverdue({ ...open, openedAt: null }, day('2026-03-10'))], [false, true, false, false]);
});

describe('DOC-04 the route of a submission', () => {
  const around: Surroundings = { author: ref('author'), coAuthorIds: ['cora'], owner: ref('author'), authorsManager: ref('boss'), ownersManager: ref('boss'), people: new Map([['ann', 'ANN'], ['author', 'AUTHOR']]), holders: new Map([['quality', [ref('author'), ref('cora'), ref('quin')]]]) };
  const routed = (steps: readonly Partial<Route['stages'][number]['steps'][number]>[]): Route => ({ ...DEFAULT_ROUTE, stages: [{ steps: steps.map((one) => ({ name: 'S', meaning: 'reviewed', who: { kind: 'role', role: 'quality' }, need: 'any', days: 5, deputies: false, ...one })) }] });
  const drawn = (route: Route, more: Partial<Surroundings> = {}) => {
    const steps = stepsOf(route, { ...around, ...more });
    return 'ok' in steps ? steps.refusal.code : steps.map((one) => `${one.stage} ${one.role ?? one.people.map((person) => person.id).join('+')}${one.final ? ' final' : ''}`);
  };

  test('DOC-04 by default one approval by any approver, even before there is one', () => {
    assert.deepEqual(drawn(DEFAULT_ROUTE, { holders: new Map() }), ['1 approver final']);
  });

  test('DOC-04 roles stay roles where any one signs, and become people where each does; the author is none of them', () => {
    assert.deepEqual(drawn(routed([{}, { need: 'all' }])), ['1 quality', '1 quin', '2 approver final']);
  });

  test('DOC-04 the owner who is the author is replaced by their manager', () => {
    assert.deepEqual(drawn(routed([{ who: { kind: 'owner' } }, { who: { kind: 'manager' } }])), ['1 boss', '1 boss', '2 approver final']);
    assert.deepEqual(drawn(routed([{ who: { kind: 'owner' } }]), { owner: ref('olga') }), ['1 olga', '2 approver final']);
  });

  test('DOC-04 a step that would wait for nobody, or for the author alone, refuses the submission', () => {
    assert.equal(drawn(routed([{ who: { kind: 'people', personIds: ['author'] } }])), 'route-has-nobody');
    assert.equal(drawn(routed([{ who: { kind: 'people', personIds: ['gone'] } }])), 'route-has-nobody');
    assert.equal(drawn(routed([{ who: { kind: 'manager' } }]), { authorsManager: null }), 'route-has-nobody');
    assert.equal(drawn({ ...DEFAULT_ROUTE, approval: { who: { kind: 'people', personIds: ['gone'] }, days: 5 } }), 'route-has-nobody');
  });
});

test('DOC-04 comments are made on drafts and in review, quoted as the text stands, settled by those concerned', () => {
  assert.deepEqual(['draft', 'in_review', 'approved', 'superseded'].map((state) => whyNotComment(state as 'draft')?.refusal.code ?? 'yes'), ['yes', 'yes', 'comments-closed', 'comments-closed']);
  assert.deepEqual([isQuoted('Wear a hood\nand gloves.', 'a Hood and'), isQuoted('Wear a hood', 'a cap')], [true, false]);
  const settle = (act: 'resolved' | 'reopened', resolved: boolean, person: Partial<{ id: string; isAuthor: boolean; answers: boolean }>) => whyNotSettle({ id: 't', raisedBy: 'ann', resolved }, act, { id: 'eve', isAuthor: false, answers: false, ...person })?.refusal.code ?? 'yes';
  assert.deepEqual([settle('resolved', false, {}), settle('resolved', false, { id: 'ann' }), settle('resolved', false, { isAuthor: true }), settle('reopened', true, { answers: true })], ['not-your-comment', 'yes', 'yes', 'yes']);
  assert.deepEqual([settle('resolved', true, { id: 'ann' }), settle('reopened', false, { id: 'ann' })], ['already-resolved', 'not-resolved']);
});
