import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDecision, defaultDecision, defaultWhy, needsReason, TRAINING_DECISIONS, whyNotDecision } from './rules-impact.ts';

const RISKS = ['critical', 'high', 'medium', 'low'] as const;
const CLASSES = ['major', 'minor', 'editorial'] as const;

test('IMP-01 critical and high documents default to retrain for major and refresher for minor changes', () => {
  for (const risk of ['critical', 'high'] as const) {
    assert.equal(defaultDecision({ risk, changeClass: 'major', first: false }), 'retrain');
    assert.equal(defaultDecision({ risk, changeClass: 'minor', first: false }), 'refresher');
  }
});

test('IMP-01 every default is a decision that may be taken, and has its sentence', () => {
  for (const risk of RISKS) {
    for (const changeClass of CLASSES) {
      for (const first of [true, false]) {
        const change = { risk, changeClass, first };
        assert.equal(checkDecision(change, defaultDecision(change), 'written'), null, JSON.stringify(change));
        assert.match(defaultWhy(change), /^[A-Z].*\.$/u);
      }
    }
  }
  assert.equal(defaultWhy({ risk: 'critical', changeClass: 'editorial', first: false }), 'A notice without assessment is the default for an editorial change of a document of critical risk.');
});

test('IMP-01 none and notify are refused for critical documents unless editorial', () => {
  for (const decision of ['none', 'notify'] as const) {
    assert.equal(checkDecision({ risk: 'critical', changeClass: 'major', first: false }, decision, 'r')?.refusal.code, 'decision-refused');
    assert.equal(checkDecision({ risk: 'critical', changeClass: 'minor', first: false }, decision, 'r')?.refusal.code, 'decision-refused');
    assert.equal(checkDecision({ risk: 'critical', changeClass: 'editorial', first: false }, decision, 'r'), null);
    assert.equal(checkDecision({ risk: 'high', changeClass: 'major', first: false }, decision, 'r'), null);
  }
});

test('IMP-01 none and notify need a written reason, blanks are none', () => {
  for (const decision of TRAINING_DECISIONS) {
    for (const reason of [null, '', '  ']) {
      const code = checkDecision({ risk: 'low', changeClass: 'editorial', first: false }, decision, reason)?.refusal.code;
      assert.equal(code, needsReason(decision) ? 'reason-needed' : undefined);
    }
  }
});

test('IMP-01 the first version is trained in full; one of low risk may be announced', () => {
  for (const risk of RISKS) {
    const change = { risk, changeClass: 'major', first: true } as const;
    const possible = TRAINING_DECISIONS.filter((decision) => whyNotDecision(change, decision) === null);
    assert.deepEqual(possible, risk === 'low' ? ['retrain', 'notify'] : ['retrain']);
    assert.equal(defaultDecision(change), 'retrain');
  }
});
