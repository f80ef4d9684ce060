import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { LIFECYCLE, approve, becomeEffective, discard, draft, effectOf, replaceContent, retire, sendBack, submit, whyNot, withdraw } from './rules.ts';
import type { DocumentFacts, Subject, VersionAct, VersionFacts, VersionState } from './types.ts';

const now = Temporal.Instant.from('2026-03-02T09:00:00Z');
const author = 'author';
const approver = 'approver';
const day = (text: string) => Temporal.PlainDate.from(text);

function version(state: VersionState, more: Partial<VersionFacts> = {}): VersionFacts {
  const decided = !['draft', 'in_review'].includes(state);
  return {
    id: more.id ?? 'v1', label: '1.0', ordinal: 1, state, changeClass: 'major', authorId: author, coAuthorIds: [], contentSha256: 'aa', attachments: [], decision: decided ? 'retrain' : null,
    effectiveOn: decided ? day('2026-02-01') : null, effectiveAt: decided ? Temporal.Instant.from('2026-02-01T00:00:00Z') : null, ...more,
  };
}

function document(versions: readonly VersionFacts[], more: Partial<DocumentFacts> = {}): DocumentFacts {
  return { id: 'd1', number: 'SOP-001', title: 'Gowning', risk: 'high', siteId: null, ownerId: author, zone: 'Europe/Dublin', retired: false, versions, ...more };
}

function alone(state: VersionState, more: Partial<DocumentFacts> = {}): Subject {
  const only = version(state);
  return { version: only, document: document([only], more) };
}

const STATES: readonly VersionState[] = ['draft', 'in_review', 'approved', 'effective', 'superseded', 'withdrawn', 'retired'];
/** Written out a second time, so that a change of the table is noticed. */
const ALLOWED: Readonly<Record<VersionState, readonly VersionAct[]>> = {
  draft: ['replace', 'submit', 'discard'],
  in_review: ['sendBack', 'takeBack', 'approve'],
  approved: ['withdraw', 'becomeEffective'],
  effective: ['supersede', 'retire'],
  superseded: [],
  withdrawn: [],
  retired: [],
};

const approval = { personId: approver, effectiveOn: day('2026-03-16'), decision: 'retrain', reason: null } as const;
const run: Partial<Record<VersionAct, (subject: Subject) => { readonly ok: boolean }>> = {
  replace: (subject) => replaceContent(subject, author, {}),
  submit: (subject) => submit(subject, author),
  discard,
  sendBack: (subject) => sendBack(subject, 'unclear'),
  approve: (subject) => approve(subject, approval, now),
  withdraw: (subject) => withdraw(subject, 'wrong file'),
  becomeEffective: (subject) => becomeEffective(subject, now),
};

describe('DOC-02 state × act', () => {
  for (const state of STATES) {
    for (const act of Object.keys(LIFECYCLE) as VersionAct[]) {
      const allowed = ALLOWED[state].includes(act);
      test(`DOC-02 ${act} of a version that is ${state} is ${allowed ? 'allowed' : 'refused'}`, () => {
        const subject = alone(state);
        const refusal = whyNot(act, subject, act === 'approve' ? approver : author)?.refusal;
        assert.equal(refusal?.code, allowed ? undefined : 'wrong-state');
        if (!allowed) assert.deepEqual(refusal?.detail, { act, state, from: LIFECYCLE[act].from, label: '1.0' });
        if (run[act] !== undefined) assert.equal(run[act](subject).ok, allowed);
      });
    }
  }
});

test('DOC-02 nothing can be done to a version of a retired document', () => {
  for (const act of Object.keys(run) as VersionAct[]) {
    const outcome = whyNot(act, alone(LIFECYCLE[act].from, { retired: true }), approver);
    assert.equal(outcome?.refusal.code, 'document-retired', act);
  }
});

test('DOC-02 a document is retired with its effective version, and not while a version is under way', () => {
  for (const state of ['draft', 'in_review', 'approved'] as const) {
    const outcome = retire(document([version('effective', { id: 'v0' }), version(state)]), 'obsolete');
    assert.equal(!outcome.ok && outcome.refusal.code, 'versions-underway');
  }
  const outcome = retire(document([version('effective')]), 'obsolete');
  assert.deepEqual(outcome.ok && outcome.events.map((event) => event.type), ['DocumentRetired', 'VersionRetired']);
  assert.equal(retire(document([], { retired: true }), 'again').ok, false);
});

test('DOC-04 the author cannot approve, whoever else can', () => {
  const subject = alone('in_review');
  const own = approve(subject, { ...approval, personId: author }, now);
  assert.equal(!own.ok && own.refusal.code, 'author-approves');
  assert.equal(approve(subject, approval, now).ok, true);
});

test('DOC-04 only the author submits a draft or replaces its file', () => {
  const subject = alone('draft');
  for (const outcome of [submit(subject, approver), replaceContent(subject, approver, {})]) assert.equal(!outcome.ok && outcome.refusal.code, 'not-the-author');
});

test('DOC-05 approving decides training, and its event carries decision, digest and effective date', () => {
  const outcome = approve(alone('in_review'), approval, now);
  assert.ok(outcome.ok);
  assert.deepEqual(outcome.events[0].data, {
    documentId: 'd1', number: 'SOP-001', label: '1.0', contentSha256: 'aa', decision: 'retrain', reason: null, changeClass: 'major', risk: 'high',
    effectiveOn: '2026-03-16', effectiveAt: '2026-03-16T00:00:00Z', zone: 'Europe/Dublin',
  });
  const without = approve(alone('in_review'), { ...approval, decision: 'none' }, now);
  assert.equal(!without.ok && without.refusal.code, 'decision-refused');
});

function effectIn(zone: string, at: string, effectiveOn: string) {
  const subject = alone('in_review', { zone });
  const effect = effectOf(subject, day(effectiveOn), Temporal.Instant.from(at));
  return effect.ok ? { at: effect.effectiveAt.toString(), once: effect.atOnce } : effect.refusal.code;
}

test('DOC-06 the effective moment is the start of the local day, through changes of summer time', () => {
  assert.deepEqual(effectIn('Europe/Dublin', '2026-03-02T09:00:00Z', '2026-03-29'), { at: '2026-03-29T00:00:00Z', once: false }); // the day summer time begins
  assert.deepEqual(effectIn('Europe/Dublin', '2026-03-02T09:00:00Z', '2026-03-30'), { at: '2026-03-29T23:00:00Z', once: false });
  assert.deepEqual(effectIn('America/Sao_Paulo', '2018-10-01T09:00:00Z', '2018-11-04'), { at: '2018-11-04T03:00:00Z', once: false }); // that day began at 01:00
  assert.deepEqual(effectIn('Africa/Cairo', '2026-03-02T09:00:00Z', '2026-04-24'), { at: '2026-04-23T22:00:00Z', once: false });
});

test('DOC-06 in the Auckland evening of 1 March it is still 1 March in Dublin’s morning, and today means at once', () => {
  const evening = '2026-03-01T09:00:00Z'; // 22:00 in Auckland
  assert.deepEqual(effectIn('Pacific/Auckland', evening, '2026-03-01'), { at: evening, once: true });
  assert.deepEqual(effectIn('Pacific/Auckland', evening, '2026-03-02'), { at: '2026-03-01T11:00:00Z', once: false });
  const after = '2026-03-01T11:30:00Z'; // 00:30 on 2 March in Auckland, 11:30 on 1 March in Dublin
  assert.equal(effectIn('Pacific/Auckland', after, '2026-03-01'), 'effective-date-past');
  assert.deepEqual(effectIn('Europe/Dublin', after, '2026-03-01'), { at: after, once: true });
  assert.equal(effectIn('Europe/Dublin', after, '2026-02-28'), 'effective-date-past');
});

test('DOC-02 a version cannot overtake one that is approved, nor come into force at the same instant', () => {
  const pending = version('approved', { effectiveOn: day('2026-03-20'), effectiveAt: Temporal.Instant.from('2026-03-20T00:00:00Z') });
  const next = version('in_review', { id: 'v2', label: '2.0', ordinal: 2 });
  const subject = { version: next, document: document([pending, next]) };
  for (const [effectiveOn, allowed] of [['2026-03-10', false], ['2026-03-20', false], ['2026-03-21', true]] as const) {
    const outcome = approve(subject, { ...approval, effectiveOn: day(effectiveOn) }, now);
    assert.equal(outcome.ok, allowed, effectiveOn);
    if (!outcome.ok) assert.equal(outcome.refusal.code, 'effective-date-order');
  }
});

test('DOC-02 a version not yet due does not come into force; at its moment it supersedes the one before', () => {
  const old = version('effective', { id: 'v0', label: '0.9', ordinal: 0 });
  const due = version('approved', { effectiveAt: now });
  const subject = { version: due, document: document([old, due]) };
  const early = becomeEffective(subject, now.subtract({ milliseconds: 1 }));
  assert.equal(!early.ok && early.refusal.code, 'not-yet-due');
  const outcome = becomeEffective(subject, now);
  assert.ok(outcome.ok);
  assert.deepEqual(outcome.events.map((event) => [event.type, event.subject.id]), [['VersionBecameEffective', 'v1'], ['VersionSuperseded', 'v0']]);
});

test('DOC-01 a new label is later than every other one, and one draft is open at a time', () => {
  const there = [version('superseded', { id: 'a', label: '2.0' }), version('effective', { id: 'b', label: '10.0' })];
  const codeFor = (label: string, versions = there) => {
    const outcome = draft(document(versions), 'x', label, {});
    return outcome.ok ? 'allowed' : outcome.refusal.code;
  };
  assert.equal(codeFor('10.1'), 'allowed');
  assert.equal(codeFor('2.1'), 'label-not-later');
  assert.equal(codeFor('v10'), 'label-not-later');
  assert.equal(codeFor('10.0'), 'label-taken');
  assert.equal(codeFor('Rev C'), 'allowed');
  assert.equal(codeFor('11', [...there, version('draft', { id: 'c', label: '10.5' })]), 'open-version-exists');
});

/** A small world in memory that applies what the rules accept, as the store does. */
type World = { document: DocumentFacts; clock: Temporal.Instant; made: number };

function change(world: World, id: string, facts: Partial<VersionFacts>): void {
  world.document = { ...world.document, versions: world.document.versions.map((one) => (one.id === id ? { ...one, ...facts } : one)) };
}

const STEPS = ['draft', 'replace', 'submit', 'sendBack', 'approve', 'withdraw', 'discard', 'tick', 'switch', 'retire'] as const;

function step(world: World, name: (typeof STEPS)[number], pick: number): void {
  const { document: facts } = world;
  // Three times of four a version that the act suits, so that the sequences get far; else any.
  const from = name in LIFECYCLE ? LIFECYCLE[name as VersionAct].from : 'approved'; // a name that is in the table
  const target = (pick % 4 === 0 ? undefined : facts.versions.find((one) => one.state === from)) ?? facts.versions[pick % Math.max(1, facts.versions.length)];
  if (name === 'tick') world.clock = world.clock.add({ hours: 13 * (1 + (pick % 5)) });
  if (name === 'draft') {
    const id = `v${(world.made += 1)}`;
    const label = `${world.made}.0`;
    if (draft(facts, id, label, {}).ok) world.document = { ...facts, versions: [...facts.versions, version('draft', { id, label, ordinal: world.made, contentSha256: `bytes ${id}`, decision: null, effectiveAt: null, effectiveOn: null })] };
  }
  if (name === 'retire' && pick % 7 === 0) {
    const outcome = retire(facts, 'done');
    if (outcome.ok && outcome.result.version !== null) change(world, outcome.result.version.id, { state: 'retired' });
    if (outcome.ok) world.document = { ...world.document, retired: true };
  }
  if (target !== undefined) actOn(world, { document: facts, version: target }, name, pick);
}

function actOn(world: World, subject: Subject, name: (typeof STEPS)[number], pick: number): void {
  const { id } = subject.version;
  const effectiveOn = world.clock.toZonedDateTimeISO('Europe/Dublin').toPlainDate().add({ days: pick % 4 });
  if (name === 'replace' && replaceContent(subject, author, {}).ok) change(world, id, { contentSha256: `bytes ${pick}` });
  if (name === 'submit' && submit(subject, author).ok) change(world, id, { state: 'in_review' });
  if (name === 'sendBack' && sendBack(subject, 'again').ok) change(world, id, { state: 'draft' });
  if (name === 'withdraw' && withdraw(subject, 'no').ok) change(world, id, { state: 'withdrawn' });
  if (name === 'discard' && discard(subject).ok) world.document = { ...world.document, versions: world.document.versions.filter((one) => one.id !== id) };
  if (name === 'approve') {
    const outcome = approve(subject, { personId: approver, effectiveOn, decision: 'retrain', reason: null }, world.clock);
    if (outcome.ok) change(world, id, { state: 'approved', decision: 'retrain', effectiveOn, effectiveAt: outcome.result.effectiveAt });
  }
  if (name === 'switch') {
    const outcome = becomeEffective(subject, world.clock);
    if (!outcome.ok) return;
    if (outcome.result.superseded !== null) change(world, outcome.result.superseded.id, { state: 'superseded' });
    change(world, id, { state: 'effective' });
  }
}

test('DOC-02 DOC-09 no sequence of acts leads to two effective versions, or changes approved content', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...STEPS, 'draft', 'submit', 'approve', 'switch'), fc.nat(1000)), { maxLength: 80, size: 'max' }), (steps) => {
    const world: World = { document: document([]), clock: now, made: 0 };
    const approved = new Map<string, string>();
    for (const [name, pick] of steps) {
      step(world, name, pick);
      const { versions } = world.document;
      assert.ok(versions.filter((one) => one.state === 'effective').length <= 1, 'two effective versions');
      assert.ok(versions.filter((one) => one.state === 'draft' || one.state === 'in_review').length <= 1, 'two open versions');
      for (const one of versions) {
        if (one.decision !== null) approved.set(one.id, approved.get(one.id) ?? one.contentSha256);
        if (approved.has(one.id)) assert.equal(one.contentSha256, approved.get(one.id), 'approved content changed');
      }
      for (const id of approved.keys()) assert.ok(versions.some((one) => one.id === id), 'an approved version is gone');
    }
  }), { numRuns: 300 });
});
