import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { DEFAULT_POLICIES } from '../policy/rules.ts';
import { effectOf } from '../rules.ts';
import type { Subject, VersionFacts } from '../types.ts';
import { held, mayTakeEffect, moved, moveTo, override, shareOf, stepAt, takesEffectBy, trainingWindow } from './rules.ts';
import { moveStatement, overrideStatement, shortWindowSentence } from './rules-statements.ts';
import type { Hold, Terms } from './types.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const policy = DEFAULT_POLICIES.critical; // gate at 90 %, 14 days
const of = (present: number, trained: number, required = present) => ({ required, present, trained });
const terms = (takesEffect: Terms['takesEffect'], more: Partial<Terms> = {}): Terms => ({ takesEffect, policy, hold: null, ...more });
const hold: Hold = { id: 'h', since: at('2026-03-16T00:00:00Z'), gatePercent: 90, ...of(20, 12) };

function subject(more: Partial<VersionFacts> = {}, others: readonly VersionFacts[] = [], zone = 'Europe/Dublin'): Subject {
  const version: VersionFacts = { id: 'v2', label: '2.0', ordinal: 2, state: 'approved', changeClass: 'major', authorId: 'author', coAuthorIds: [], contentSha256: 'aa', attachments: [], decision: 'retrain', effectiveOn: day('2026-03-16'), effectiveAt: at('2026-03-16T00:00:00Z'), ...more };
  return { version, document: { id: 'd', number: 'SOP-001', title: 'Gowning', risk: 'critical', siteId: null, ownerId: 'author', zone, retired: false, versions: [...others, version] } };
}

describe('whether enough people are trained', () => {
  test('DOC-06 gate: at the threshold it may, one person below it may not', () => {
    assert.deepEqual(mayTakeEffect(terms('gate'), of(20, 18)), { may: true, percent: 90, threshold: 90 });
    assert.deepEqual(mayTakeEffect(terms('gate'), of(20, 17)), { may: false, percent: 85, threshold: 90 });
    assert.equal(mayTakeEffect(terms('gate'), of(3, 2)).may, false); // 66 %
    assert.equal(mayTakeEffect(terms('gate', { policy: { ...policy, gatePercent: 67 } }), of(3, 2)).may, false); // 66.67 % is not 67 %
    assert.equal(mayTakeEffect(terms('gate', { policy: { ...policy, gatePercent: 66 } }), of(3, 2)).may, true);
  });

  test('DOC-06 all trained: everyone, not nearly everyone', () => {
    assert.equal(mayTakeEffect(terms('all_trained'), of(1000, 999)).may, false);
    assert.equal(mayTakeEffect(terms('all_trained'), of(1000, 1000)).may, true);
  });

  test('DOC-06 by date nobody is asked for; with nobody present there is nothing to wait for', () => {
    assert.equal(mayTakeEffect(terms('date'), of(20, 0)).may, true);
    for (const kind of ['gate', 'all_trained'] as const) assert.equal(mayTakeEffect(terms(kind), of(0, 0, 7)).may, true);
    assert.equal(shareOf(of(0, 0)), 100);
  });

  test('DOC-06 the shown share never looks like enough when it is not', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 100 }), (present, some, gatePercent) => {
      const trained = Math.min(present, some);
      const permit = mayTakeEffect(terms('gate', { policy: { ...policy, gatePercent } }), of(present, trained));
      assert.equal(permit.may, permit.percent >= gatePercent);
    }));
  });

  test('DOC-06 people are waited for only where training is decided: with notify and none the date counts', () => {
    assert.deepEqual((['retrain', 'refresher', 'notify', 'none'] as const).map((decision) => takesEffectBy(policy, decision)), ['gate', 'gate', 'date', 'date']);
    assert.equal(takesEffectBy(DEFAULT_POLICIES.high, 'retrain'), 'date');
  });
});

describe('what the clock does', () => {
  const planned = at('2026-03-16T00:00:00Z');
  const now = at('2026-03-18T10:00:00Z');

  test('DOC-06 in time it takes effect at the planned moment, after a hold at the moment at which the share is reached', () => {
    assert.deepEqual(stepAt(terms('gate'), of(20, 18), planned, now), { step: 'switch', at: planned });
    assert.deepEqual(stepAt(terms('date'), of(20, 0), planned, now), { step: 'switch', at: planned });
    assert.deepEqual(stepAt(terms('gate', { hold }), of(20, 18), planned, now), { step: 'switch', at: now });
    assert.deepEqual(stepAt(terms('all_trained'), of(20, 20), planned, now), { step: 'switch', at: now });
  });

  test('DOC-06 a hold begins once; waiting for everybody is no hold', () => {
    assert.deepEqual(stepAt(terms('gate'), of(20, 17), planned, now), { step: 'hold' });
    assert.deepEqual(stepAt(terms('gate', { hold }), of(20, 17), planned, now), { step: 'wait' });
    assert.deepEqual(stepAt(terms('all_trained'), of(20, 17), planned, now), { step: 'wait' });
  });

  test('DOC-06 the hold says how many were trained and how many were asked for', () => {
    const decision = held(subject(), terms('gate'), of(20, 12, 23));
    assert.ok(decision.ok);
    assert.deepEqual(decision.events[0].data, { documentId: 'd', number: 'SOP-001', label: '2.0', required: 23, present: 20, trained: 12, percent: 60, gatePercent: 90, effectiveOn: '2026-03-16' });
  });
});

describe('going ahead regardless', () => {
  const by = { personId: 'quality', reason: 'the old procedure is unsafe' };
  test('DOC-06 only a version that is held, and not by its author', () => {
    const none = override(subject(), null, of(20, 12), by);
    assert.equal(!none.ok && none.refusal.code, 'not-held');
    const own = override(subject(), hold, of(20, 12), { ...by, personId: 'author' });
    assert.equal(!own.ok && own.refusal.code, 'own-version');
    const coAuthor = override(subject({ coAuthorIds: ['quality'] }), hold, of(20, 12), by);
    assert.equal(!coAuthor.ok && coAuthor.refusal.code, 'own-version');
    const decision = override(subject(), hold, of(20, 13), by);
    assert.ok(decision.ok);
    assert.equal(decision.events[0].why, by.reason);
    assert.deepEqual([decision.events[0].data['percent'], decision.events[0].data['gatePercent']], [65, 90]);
  });

  test('SIG-01 the statement names the share at that moment', () => {
    assert.match(overrideStatement('Cian Daly', subject(), hold, of(20, 13)), /^I am Cian Daly\. I approve that SOP-001 v2\.0 “Gowning” takes effect now, although it is held\. 13 of the 20 people .* \(65 %\); the policy asks for 90 %\. This opens a quality event\./u);
  });
});

describe('moving the effective date', () => {
  const now = at('2026-03-02T09:00:00Z');
  const by = { personId: 'approver', now };
  const codeOf = (outcome: ReturnType<typeof moveTo>) => (outcome.ok ? null : outcome.refusal.code);
  const move = (to: string, from = subject(), who = by, minimum = 14) => moveTo(from, day(to), minimum, who);

  test('DOC-07 later needs a reason only, earlier below the minimum a signature', () => {
    const shape = (to: string) => { const outcome = move(to); return outcome.ok ? [outcome.move.earlier, outcome.move.days, outcome.move.needsSignature] : codeOf(outcome); };
    assert.deepEqual(shape('2026-03-17'), [false, 15, false]);
    assert.deepEqual(shape('2026-03-15'), [true, 13, true]);
    const later = move('2026-03-16', subject({ effectiveOn: day('2026-03-20'), effectiveAt: at('2026-03-20T00:00:00Z') }));
    assert.equal(later.ok && later.move.needsSignature, false); // 14 days are left: exactly the minimum
    const noTraining = move('2026-03-05', subject({ decision: 'notify' }));
    assert.equal(noTraining.ok && noTraining.move.needsSignature, false); // nobody has to be trained before it
    const short = move('2026-03-12', subject({ effectiveOn: day('2026-03-09'), effectiveAt: at('2026-03-09T00:00:00Z') }));
    assert.equal(short.ok && short.move.needsSignature, false); // later, though still short
  });

  test('DOC-07 never into the past, never to the same day, only while approved, not by the author', () => {
    assert.equal(codeOf(move('2026-03-01')), 'effective-date-past');
    assert.equal(codeOf(move('2026-03-16')), 'effective-date-same');
    for (const state of ['draft', 'in_review', 'effective', 'superseded', 'withdrawn', 'retired'] as const) assert.equal(codeOf(move('2026-04-01', subject({ state }))), 'wrong-state', state);
    assert.equal(codeOf(move('2026-04-01', subject(), { ...by, personId: 'author' })), 'own-version');
    const today = move('2026-03-02');
    assert.equal(today.ok && today.move.atOnce && today.move.effectiveAt.equals(now), true);
  });

  test('DOC-07 versions keep their order: not to or before an earlier one, not to or beyond a later one', () => {
    const first: VersionFacts = { ...subject().version, id: 'v1', label: '1.0', ordinal: 1, effectiveOn: day('2026-03-09'), effectiveAt: at('2026-03-09T00:00:00Z') };
    const third: VersionFacts = { ...subject().version, id: 'v3', label: '3.0', ordinal: 3, effectiveOn: day('2026-03-23'), effectiveAt: at('2026-03-23T00:00:00Z') };
    const between = subject({}, [first, third]);
    assert.equal(codeOf(move('2026-03-09', between)), 'effective-date-order');
    assert.equal(codeOf(move('2026-03-10', between)), null);
    assert.equal(codeOf(move('2026-03-22', between)), null);
    const beyond = move('2026-03-23', between);
    assert.deepEqual(!beyond.ok && beyond.refusal.detail, { label: '3.0', effectiveOn: '2026-03-23', state: 'approved', later: true });
  });

  test('DOC-07 the event says from when to when, and the statement how many days are left', () => {
    const outcome = move('2026-03-10');
    assert.ok(outcome.ok);
    const decision = moved(subject(), day('2026-03-10'), outcome.move, 'the filter is withdrawn by its maker');
    assert.ok(decision.ok);
    assert.deepEqual(decision.events[0].data, { documentId: 'd', number: 'SOP-001', label: '2.0', from: '2026-03-16', to: '2026-03-10', effectiveAt: '2026-03-10T00:00:00Z', days: 8, signed: true });
    assert.match(moveStatement('Brian Keane', subject(), day('2026-03-10'), 8, 14), /effective on 2026-03-10 instead of 2026-03-16 \(local day in Europe\/Dublin\)\. That leaves 8 days for training; the policy for critical documents asks for 14\.$/u);
    assert.match(shortWindowSentence('high', 1, 7), /leaves 1 day for/u);
  });
});

describe('days in three zones', () => {
  // 22:30 on Monday 2 March in Auckland: 09:30 in Cork, 01:30 in San Diego.
  const evening = at('2026-03-02T09:30:00Z');
  const approved = (zone: string): Subject => subject({ state: 'in_review', effectiveOn: null, effectiveAt: null, decision: null }, [], zone);
  const zones = ['Pacific/Auckland', 'Europe/Dublin', 'America/Los_Angeles'] as const;

  test('DOC-07 approved late in the evening in Auckland: the same day begins at three moments, and today is at once', () => {
    const begins = zones.map((zone) => { const effect = effectOf(approved(zone), day('2026-03-03'), evening); return effect.ok ? effect.effectiveAt.toString() : effect.refusal.code; });
    assert.deepEqual(begins, ['2026-03-02T11:00:00Z', '2026-03-03T00:00:00Z', '2026-03-03T08:00:00Z']);
    for (const zone of zones) { const effect = effectOf(approved(zone), day('2026-03-02'), evening); assert.ok(effect.ok && effect.atOnce, zone); }
  });

  test('DOC-07 the past is the document’s own: yesterday in Auckland is still today in San Diego', () => {
    const afterMidnight = at('2026-03-02T11:30:00Z'); // 3 March, 00:30 in Auckland
    const codes = zones.map((zone) => { const effect = effectOf(approved(zone), day('2026-03-02'), afterMidnight); return effect.ok ? 'today' : effect.refusal.code; });
    assert.deepEqual(codes, ['effective-date-past', 'today', 'today']);
    const moves = zones.map((zone) => { const outcome = moveTo(subject({}, [], zone), day('2026-03-02'), 0, { personId: 'approver', now: afterMidnight }); return outcome.ok ? outcome.move.days : outcome.refusal.code; });
    assert.deepEqual(moves, ['effective-date-past', 0, 0]);
  });

  test('DOC-07 days are counted as days, on the days when clocks change too', () => {
    const spring: readonly [string, string, string, string][] = [
      ['Europe/Dublin', '2026-03-28T12:00:00Z', '2026-03-30', '2026-03-29T23:00:00Z'], // 29 March has 23 hours
      ['America/Los_Angeles', '2026-03-07T20:00:00Z', '2026-03-09', '2026-03-09T07:00:00Z'],
      ['Pacific/Auckland', '2026-04-03T20:00:00Z', '2026-04-06', '2026-04-05T12:00:00Z'], // 5 April has 25 hours
    ];
    for (const [zone, now, to, effectiveAt] of spring) {
      const outcome = moveTo(subject({ effectiveOn: day('2026-06-01'), effectiveAt: at('2026-06-01T00:00:00Z') }, [], zone), day(to), 14, { personId: 'approver', now: at(now) });
      assert.ok(outcome.ok, zone);
      assert.deepEqual([outcome.move.days, outcome.move.effectiveAt.toString(), outcome.move.needsSignature], [2, effectiveAt, true], zone);
    }
  });

  test('DOC-07 approving with less than the minimum is said, exactly the minimum is not', () => {
    const today = day('2026-03-02');
    assert.deepEqual(trainingWindow('retrain', day('2026-03-15'), today, policy), { days: 13, minimum: 14, short: true });
    assert.equal(trainingWindow('retrain', day('2026-03-16'), today, policy).short, false);
    assert.equal(trainingWindow('none', today, today, policy).short, false);
    assert.equal(trainingWindow('retrain', today, today, DEFAULT_POLICIES.low).short, false);
  });
});
