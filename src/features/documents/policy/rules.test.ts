import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changesBetween, DEFAULT_POLICIES, policyStatement, RANGES, sentenceOf, SETTINGS, signPolicy, weakerThanHigh, whyNotPolicy } from './rules.ts';
import type { KeptPolicy, Policy } from './types.ts';

const kept = (risk: KeptPolicy['risk'], version = 1): KeptPolicy => ({ id: `policy-${risk}`, risk, version, settings: DEFAULT_POLICIES[risk] });
const critical = (more: Partial<Policy>): Policy => ({ ...DEFAULT_POLICIES.critical, ...more });
const codeOf = (risk: KeptPolicy['risk'], settings: Policy) => whyNotPolicy(risk, settings, DEFAULT_POLICIES)?.refusal;

describe('what a policy may say', () => {
  test('DOC-06 the defaults hold: a gate for critical documents, a date for the others', () => {
    for (const risk of ['critical', 'high', 'medium', 'low'] as const) assert.equal(whyNotPolicy(risk, DEFAULT_POLICIES[risk], DEFAULT_POLICIES), null);
    assert.deepEqual(Object.entries(DEFAULT_POLICIES).map(([risk, policy]) => `${risk} ${policy.effectiveDate}`), ['critical gate', 'high date', 'medium date', 'low date']);
    assert.equal(DEFAULT_POLICIES.critical.gatePercent, 90);
  });

  for (const [setting, [least, most]] of Object.entries(RANGES)) {
    test(`DOC-06 ${setting} is a whole number from ${least} to ${most}`, () => {
      const low = (value: number) => codeOf('low', { ...DEFAULT_POLICIES.low, [setting]: value });
      for (const value of [least, most]) assert.equal(low(value), undefined, `${value}`);
      for (const value of [least - 1, most + 1, least + 0.5, Number.NaN]) assert.deepEqual({ ...low(value), detail: { ...low(value)?.detail, value: 0 } }, { code: 'policy-out-of-range', detail: { setting, value: 0, least, most } }, `${value}`);
    });
  }

  test('DOC-06 critical documents are never protected less than high ones, setting by setting', () => {
    const weaker: readonly [Partial<Policy>, keyof Policy, Partial<Policy>?][] = [
      [{ effectiveDate: 'date' }, 'effectiveDate', { effectiveDate: 'gate' }],
      [{ effectiveDate: 'gate' }, 'effectiveDate', { effectiveDate: 'all_trained' }],
      [{ gatePercent: 89 }, 'gatePercent', { effectiveDate: 'gate', gatePercent: 90 }],
      [{ minimumTrainingDays: 6 }, 'minimumTrainingDays'], [{ revisionDays: 31 }, 'revisionDays'], [{ initialDays: 31 }, 'initialDays'],
      [{ driftVersions: 4 }, 'driftVersions'], [{ driftMonths: 25 }, 'driftMonths'], [{}, 'retrainPriorCompleters', { retrainPriorCompleters: true }],
      [{}, 'renewalBasis', { renewalBasis: 'rolling' }], [{ renewalBasis: 'rolling', renewalMonths: 13 }, 'renewalMonths', { renewalBasis: 'anniversary' }],
      [{}, 'fullForMinor', { fullForMinor: true }], [{ absenceMonths: 0 }, 'absenceMonths', { absenceMonths: 12 }], [{ absenceMonths: 13 }, 'absenceMonths', { absenceMonths: 12 }],
    ];
    for (const [change, setting, high = {}] of weaker) assert.equal(weakerThanHigh({ ...DEFAULT_POLICIES, critical: critical(change), high: { ...DEFAULT_POLICIES.high, ...high } }), setting, setting);
    assert.equal(weakerThanHigh({ ...DEFAULT_POLICIES, critical: critical({ effectiveDate: 'date', minimumTrainingDays: 7, revisionDays: 30, initialDays: 30 }) }), null); // as strict is strict enough
  });

  test('TRN-10 one window has closed before the next opens', () => {
    const monthly = (renewalWindowDays: number) => codeOf('low', { ...DEFAULT_POLICIES.low, renewalBasis: 'rolling', renewalMonths: 1, renewalWindowDays })?.detail;
    assert.equal(monthly(27), undefined);
    assert.deepEqual(monthly(28), { setting: 'renewalWindowDays', value: 28, least: 1, most: 27 });
  });

  test('DOC-06 making high stricter than critical is refused too; medium and low are on their own', () => {
    assert.deepEqual(codeOf('high', { ...DEFAULT_POLICIES.high, minimumTrainingDays: 15 }), { code: 'weaker-than-high', detail: { setting: 'minimumTrainingDays', risk: 'high' } });
    assert.deepEqual(codeOf('critical', critical({ minimumTrainingDays: 6 })), { code: 'weaker-than-high', detail: { setting: 'minimumTrainingDays', risk: 'critical' } });
    assert.equal(codeOf('medium', { ...DEFAULT_POLICIES.medium, effectiveDate: 'all_trained', minimumTrainingDays: 90 }), undefined);
  });
});

describe('signing a policy', () => {
  test('MTX-05 says each setting that changes, from and to; nothing changed is nothing to sign', () => {
    const decision = signPolicy(kept('critical', 4), 'new', critical({ gatePercent: 95, driftVersions: 1 }), DEFAULT_POLICIES, 'after the audit');
    assert.ok(decision.ok);
    assert.deepEqual(decision.events[0].data['changes'], [
      { setting: 'gatePercent', from: 'Where versions can be held, 90 % must be trained.', to: 'Where versions can be held, 95 % must be trained.' },
      { setting: 'driftVersions', from: 'After 3 versions in a row without training, the next one is trained in full.', to: 'After 1 version without training, the next one is trained in full.' },
    ]);
    assert.deepEqual([decision.events[0].data['version'], decision.events[0].why], [5, 'after the audit']);
    const same = signPolicy(kept('critical'), 'new', DEFAULT_POLICIES.critical, DEFAULT_POLICIES, 'again');
    assert.equal(!same.ok && same.refusal.code, 'policy-unchanged');
    assert.deepEqual(changesBetween(DEFAULT_POLICIES.low, DEFAULT_POLICIES.low), []);
  });

  test('SIG-01 the statement names every setting and marks the new ones', () => {
    const statement = policyStatement('Cian Daly', kept('critical'), critical({ gatePercent: 95 }));
    assert.ok(statement.startsWith('I am Cian Daly. I approve version 2 of the policy for critical documents.'));
    for (const setting of SETTINGS) assert.ok(statement.includes(sentenceOf(setting, critical({ gatePercent: 95 }))), setting);
    assert.equal(statement.split('(new)').length, 2);
  });

  test('DOC-06 each setting reads as a sentence, with one and with none too', () => {
    assert.equal(sentenceOf('minimumTrainingDays', DEFAULT_POLICIES.low), 'No time for training has to remain before a date.');
    assert.equal(sentenceOf('initialDays', critical({ initialDays: 1 })), 'Whoever is new to a document has 1 day.');
    assert.equal(sentenceOf('driftMonths', critical({ driftMonths: 1 })), 'After 1 month without training, the next version is trained in full.');
  });
});
