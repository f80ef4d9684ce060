import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEFAULT_POLICIES } from '../../documents/policy/rules.ts';
import { decideTraining } from './rules.ts';
import { assigned, at, day, document, facts, now, open, person, record, version } from './test-facts.ts';
import type { Facts } from './types.ts';

const decide = (given: Facts) => assigned(decideTraining(given, now, 'none')).map(({ version: { id }, path, cause, pathWhy, overdueSince }) => ({ id, path, cause, pathWhy, overdueSince: overdueSince?.toString() ?? null }));
/** Trained on version 1, which a minor version 2 has replaced. */
const revised = (more: Partial<Facts> = {}): Facts => facts({ document: document(version(1, { state: 'superseded' }), version(2, { decision: 'refresher' })), trained: [record('v1')], ...more });
const why = (given: Facts): string => decide(given).map(({ path, pathWhy }) => `${path}: ${pathWhy}`).join();

describe('the path of each person', () => {
  test('TRN-02 whoever failed before is trained in full, where others have a refresher', () => {
    assert.equal(why(revised()), 'refresher: The changed sections only, because an earlier version was trained and the changes since are minor.');
    assert.equal(why(revised({ failed: { overdueSince: null } })), 'full: In full, because the assessment was failed before.');
  });

  test('ASM-05 IMP-07 what is assigned again after "not competent" keeps the lateness', () => {
    const since = at('2026-02-20T00:00:00Z');
    const [again] = decide(facts({ failed: { overdueSince: since } }));
    assert.deepEqual([again?.path, again?.overdueSince], ['full', since.toString()]);
    const earlier = at('2026-02-10T00:00:00Z');
    assert.equal(decide(revised({ failed: { overdueSince: since }, open: [open('v1', earlier)] }))[0]?.overdueSince, earlier.toString());
  });

  test('TRN-02 every path has its reason in a sentence', () => {
    assert.equal(why(facts({})), 'full: In full, because SOP-012 is new to this person.');
    assert.equal(why(revised({ trained: [record('v1', { validUntil: at('2026-02-10T00:00:00Z') })] })), 'full: In full, because the qualification lapsed on 2026-02-10.');
    assert.equal(why(facts({ document: document(version(1, { state: 'superseded' }), version(2)), trained: [record('v1')] })), 'full: In full, because version 2.0 was approved with full training.');
    const strict = { ...document(version(1, { state: 'superseded' }), version(2, { decision: 'refresher' })), policy: { ...DEFAULT_POLICIES.high, fullForMinor: true } };
    assert.equal(why(revised({ document: strict })), 'full: In full, because the policy for high documents asks for it with every version.');
    const skipped = document(version(1, { state: 'superseded' }), version(2, { state: 'superseded', changeClass: 'major' }), version(3, { decision: 'refresher' }));
    assert.equal(why(revised({ document: skipped })), 'full: In full, because a version in between asked for full training.');
  });
});

describe('back from a long absence', () => {
  const critical = { ...document(version(1)), risk: 'critical' as const, policy: DEFAULT_POLICIES.critical };
  const back = (from: string, until: string, more: Partial<Facts> = {}): Facts => facts({ document: critical, trained: [record('v1', { at: at('2025-01-10T09:00:00Z') })], away: { from: day(from), until: day(until) }, ...more });

  test('MTX-09 whoever is qualified on a critical document is assessed again after more than six months, not after six', () => {
    assert.deepEqual(decide(back('2025-09-01', '2026-03-01')), []);
    assert.equal(why(back('2025-08-31', '2026-03-02')), 'full: In full, because of an absence from 2025-08-31 to 2026-03-01, longer than the policy for critical documents allows.');
    assert.equal(decide(back('2025-08-31', '2026-03-02'))[0]?.cause, 'return');
    assert.deepEqual(decide(back('2025-08-31', '2026-03-02', { document: document(version(1)) })), []); // a high one
  });

  test('MTX-09 by the practical alone where the version has one; in full where it was failed, or where the qualification has an end anyway', () => {
    const practical = { ...critical, versions: [version(1, { practical: true })] };
    const away = (more: Partial<Facts> = {}): string => why(back('2025-08-31', '2026-03-02', { document: practical, ...more }));
    assert.equal(away(), 'practical: The practical only, because of an absence from 2025-08-31 to 2026-03-01, longer than the policy for critical documents allows.');
    assert.match(away({ failed: { overdueSince: null } }), /^full: /u);
    assert.match(away({ trained: [record('v1', { at: at('2025-01-10T09:00:00Z'), validUntil: at('2027-01-10T00:00:00Z') })] }), /^full: /u);
    assert.match(away({ trained: [] }), /^full: .* is new to this person/u);
  });

  test('MTX-09 nothing is carried forward for whoever has not been assessed again; they train', () => {
    const none = { ...document(version(1, { state: 'superseded' }), version(2, { decision: 'none' })), policy: DEFAULT_POLICIES.critical };
    const away = back('2025-06-01', '2026-02-01', { document: none });
    assert.deepEqual(decideTraining(away, now, 'none').map((change) => change.kind), ['assign']);
    assert.equal(decide(away)[0]?.path, 'full');
    assert.deepEqual(decideTraining({ ...away, away: null }, now, 'none').map((change) => change.kind), ['carry-forward']);
  });

  test('MTX-09 once: not when trained since the return, nor while it is open, nor during the leave', () => {
    assert.deepEqual(decide(back('2025-06-01', '2026-02-01', { trained: [record('v1', { at: at('2026-02-01T00:00:00Z') })] })), []);
    assert.equal(decide(back('2025-06-01', '2026-02-01', { trained: [record('v1', { at: at('2026-01-31T23:59:59Z') })] })).length, 1);
    assert.equal(decide(back('2025-06-01', '2026-02-01', { trained: [record('v1', { at: at('2026-02-05T00:00:00Z'), carried: true })] })).length, 1); // carried forward is not trained
    assert.deepEqual(decide(back('2025-06-01', '2026-02-01', { open: [open('v1')] })), []);
    assert.deepEqual(decide(back('2025-06-01', '2026-02-01', { person: person({ onLeave: true }) })), []);
  });
});
