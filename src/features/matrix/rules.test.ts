import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRule, endRule, isInForce, reasonText, requirementsOf, reviseRule, ruleApplies, ruleText } from './rules.ts';
import { audienceText, simpleAudience } from './rules-audience.ts';
import type { Audience, Condition, Curriculum, MatrixRule, Position, RuleContent, SimpleAudience } from './types.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const today = day('2026-03-02');
const audienceOf = (asked: Partial<SimpleAudience>): Audience => simpleAudience({ roleIds: [], departmentIds: [], siteIds: [], ...asked });
const everyone = audienceOf({});
const content = (more: Partial<RuleContent> = {}): RuleContent => ({ name: 'Aseptic gowning', audience: everyone, documentIds: ['gowning'], curriculumIds: [], from: today, until: null, ...more });
const rule = (more: Partial<MatrixRule> = {}): MatrixRule => ({ name: 'Aseptic gowning', audience: everyone, documentIds: ['gowning'], curricula: [], from: today, until: null, id: 'r14', number: 14, version: 3, ...more });
const operator = { id: 'operator', name: 'Production operator' };
const sampler = { id: 'sampler', name: 'Sampler' };
const position = (more: Partial<Position> = {}): Position => ({
  day: today, siteId: 'cork', siteName: 'Cork', departmentPath: ['operations', 'filling', 'line 1'], departmentName: 'Line 1', roles: [operator], attributes: [], ...more,
});
const codeOf = (decision: ReturnType<typeof createRule>): string => (decision.ok ? 'accepted' : decision.refusal.code);

describe('whom a rule is for', () => {
  const cases: readonly [name: string, audience: Partial<SimpleAudience>, included: boolean][] = [
    ['nothing named: everyone', {}, true],
    ['their role', { roleIds: ['operator'] }, true],
    ['one of several roles', { roleIds: ['analyst', 'operator'] }, true],
    ['another role', { roleIds: ['analyst'] }, false],
    ['their own department', { departmentIds: ['line 1'] }, true],
    ['a department above theirs', { departmentIds: ['operations'] }, true],
    ['a department beside theirs', { departmentIds: ['packaging'] }, false],
    ['their site', { siteIds: ['cork'] }, true],
    ['another site', { siteIds: ['galway'] }, false],
    ['role and department and site, all theirs', { roleIds: ['operator'], departmentIds: ['filling'], siteIds: ['cork'] }, true],
    ['role and site theirs, department not', { roleIds: ['operator'], departmentIds: ['packaging'], siteIds: ['cork'] }, false],
    ['role and department theirs, site not', { roleIds: ['operator'], departmentIds: ['filling'], siteIds: ['galway'] }, false],
    ['department and site theirs, role not', { roleIds: ['analyst'], departmentIds: ['filling'], siteIds: ['cork'] }, false],
  ];
  for (const [name, audience, included] of cases) {
    it(`MTX-02 ${name} → ${included ? 'in' : 'out'}`, () => {
      assert.equal(ruleApplies(rule({ audience: audienceOf(audience) }), position()), included);
    });
  }

  it('MTX-02 being in a department does not make one part of those below it', () => {
    assert.equal(ruleApplies(rule({ audience: audienceOf({ departmentIds: ['line 1'] }) }), position({ departmentPath: ['operations', 'filling'] })), false);
  });

  it('MTX-02 whoever holds no role is reached by rules without roles only', () => {
    assert.equal(ruleApplies(rule(), position({ roles: [] })), true);
    assert.equal(ruleApplies(rule({ audience: audienceOf({ roleIds: ['operator'] }) }), position({ roles: [] })), false);
  });
});

describe('groups, and, or, not', () => {
  const role = (...ids: string[]): Condition => ({ kind: 'role', ids });
  const site = (...ids: string[]): Condition => ({ kind: 'site', ids });
  const skill: Condition = { kind: 'attribute', key: 'Respirator', values: ['fitted', 'loaned'] };
  const cases: readonly [name: string, audience: Audience, included: boolean][] = [
    ['in the second group only', [{ all: [role('analyst')], none: [] }, { all: [role('operator'), site('cork')], none: [] }], true],
    ['in no group', [{ all: [role('analyst')], none: [] }, { all: [role('operator'), site('galway')], none: [] }], false],
    ['both roles asked, one held', [{ all: [role('operator'), role('sampler')], none: [] }], false],
    ['an exception that holds', [{ all: [role('operator')], none: [site('cork')] }], false],
    ['an exception that does not', [{ all: [role('operator')], none: [site('galway'), role('sampler')] }], true],
    ['everyone but a role they hold', [{ all: [], none: [role('operator')] }], false],
    ['left out of one group, in another', [{ all: [], none: [role('operator')] }, { all: [site('cork')], none: [] }], true],
    ['an attribute with one of the values', [{ all: [skill], none: [] }], true],
    ['an attribute with another value', [{ all: [{ ...skill, values: ['refused'] }], none: [] }], false],
    ['an attribute as an exception', [{ all: [], none: [skill] }], false],
  ];
  for (const [name, audience, included] of cases) {
    it(`MTX-02 ${name} → ${included ? 'in' : 'out'}`, () => assert.equal(ruleApplies(rule({ audience }), position({ attributes: [{ key: 'Respirator', value: 'fitted' }] })), included));
  }

  it('MTX-02 an audience reads as one sentence', () => {
    const names = new Map([['operator', 'Operator'], ['sampler', 'Sampler'], ['cork', 'Cork'], ['galway', 'Galway'], ['filling', 'Filling']]);
    const group = { all: [role('sampler', 'operator'), { kind: 'department', ids: ['filling'] } as const, site('cork')], none: [] };
    assert.equal(audienceText([group], names), 'Operator or Sampler in Filling at Cork');
    assert.equal(audienceText([{ ...group, none: [role('sampler'), site('galway')] }, { all: [role('operator'), role('sampler'), skill], none: [] }], names), 'Operator or Sampler in Filling at Cork, but not Sampler nor at Galway; or Operator and Sampler with Respirator = fitted or loaned');
    assert.equal(audienceText(everyone, names), 'everyone');
  });

  it('MTX-07 the reason names what the group that includes them asks for', () => {
    const audience: Audience = [{ all: [role('sampler')], none: [] }, { all: [role('operator'), site('cork'), skill], none: [] }];
    assert.equal(reasonText(rule({ audience }), position({ attributes: [{ key: 'Respirator', value: 'fitted' }] })), 'Production operator at Cork with Respirator = fitted → Aseptic gowning, rule 14 v3');
  });
});

describe('curricula', () => {
  const aseptic: Curriculum = { id: 'c', number: 2, version: 4, name: 'Aseptic', documentIds: ['gowning', 'filling'] };

  it('MTX-03 a document reached by a rule and by two of its curricula has three reasons, the rule’s own first', () => {
    const required = requirementsOf(position(), [rule({ curricula: [aseptic, { ...aseptic, number: 1, name: 'Basic curriculum', documentIds: ['gowning'] }] })]);
    assert.deepEqual(required.get('gowning')?.map(({ text }) => text), ['Everyone → Aseptic gowning, rule 14 v3', 'Everyone → Basic curriculum, rule 14 v3', 'Everyone → Aseptic curriculum, rule 14 v3']);
    assert.deepEqual(required.get('filling')?.map(({ text }) => text), ['Everyone → Aseptic curriculum, rule 14 v3']);
  });

  it('MTX-04 the next version of a curriculum gives no other reason to a document that stays in it', () => {
    const before = requirementsOf(position(), [rule({ curricula: [aseptic] })]).get('filling');
    assert.deepEqual(requirementsOf(position(), [rule({ curricula: [{ ...aseptic, version: 5, documentIds: ['filling', 'cleaning'] }] })]).get('filling'), before);
  });

  it('MTX-04 the events of a rule name what its curricula contain', () => {
    const ended = endRule(rule({ curricula: [aseptic] }), today, 'closed', today);
    assert.deepEqual(ended.ok && ended.events[0].data['documentIds'], ['gowning', 'filling']);
  });
});

describe('when a rule holds', () => {
  const period = { from: day('2026-03-02'), until: day('2026-03-31') };

  it('MTX-02 both the first and the last day belong to it', () => {
    const days = ['2026-03-01', '2026-03-02', '2026-03-31', '2026-04-01'];
    assert.deepEqual(days.map((text) => isInForce(period, day(text))), [false, true, true, false]);
  });

  it('MTX-02 a rule of a single day holds on that day; one without end goes on', () => {
    assert.equal(isInForce({ from: today, until: today }, today), true);
    assert.equal(isInForce({ from: today, until: null }, day('2099-01-01')), true);
  });

  it('MTX-02 it is the day of the person’s own site that counts', () => {
    assert.equal(ruleApplies(rule(period), position({ day: day('2026-04-01') })), false);
  });
});

describe('what is required, and why', () => {
  it('MTX-03 a document is required once, with all its reasons in the order of rule numbers', () => {
    const rules = [rule({ number: 20, documentIds: ['gowning', 'filling'] }), rule({ number: 3, version: 1, name: 'Basics', documentIds: ['gowning'] })];
    const required = requirementsOf(position(), rules);
    assert.deepEqual([...required.keys()], ['gowning', 'filling']);
    assert.deepEqual(required.get('gowning')?.map((reason) => reason.rule), [3, 20]);
    assert.equal(required.get('filling')?.length, 1);
  });

  it('MTX-03 a rule that does not hold or is for others gives no reason', () => {
    assert.equal(requirementsOf(position(), [rule({ from: day('2026-03-03') }), rule({ audience: audienceOf({ siteIds: ['galway'] }) })]).size, 0);
  });

  const sentences: readonly [audience: Partial<SimpleAudience>, roles: Position['roles'], sentence: string][] = [
    [{}, [operator], 'Everyone → Aseptic gowning, rule 14 v3'],
    [{ roleIds: ['operator'] }, [operator, sampler], 'Production operator → Aseptic gowning, rule 14 v3'],
    [{ roleIds: ['operator', 'sampler'] }, [operator, sampler], 'Production operator and Sampler → Aseptic gowning, rule 14 v3'],
    [{ siteIds: ['cork'] }, [operator], 'Everyone at Cork → Aseptic gowning, rule 14 v3'],
    [{ roleIds: ['operator'], departmentIds: ['filling'], siteIds: ['cork'] }, [operator], 'Production operator in Line 1 at Cork → Aseptic gowning, rule 14 v3'],
  ];
  for (const [audience, roles, sentence] of sentences) {
    it(`MTX-07 “${sentence}”`, () => {
      assert.equal(reasonText(rule({ audience: audienceOf(audience) }), position({ roles })), sentence);
    });
  }

  it('SIG-01 the statement that is signed names audience, documents and period', () => {
    const names = { audience: 'Production operator at Cork', documents: ['SOP-001', 'SOP-002'], curricula: [] };
    assert.equal(ruleText(content(), names), 'the matrix rule “Aseptic gowning”: Production operator at Cork must be trained on SOP-001, SOP-002, from 2026-03-02');
    assert.match(ruleText(content({ until: day('2026-12-31') }), names), /from 2026-03-02 to 2026-12-31$/u);
    assert.match(ruleText(content(), { ...names, curricula: ['Aseptic'] }), /must be trained on the curriculum “Aseptic”, SOP-001, SOP-002, from/u);
  });
});

describe('a new rule', () => {
  const facts = { id: 'r', number: 15, today, documentIds: ['a', 'b'] };
  const cases: readonly [name: string, content: Partial<RuleContent>, answer: string][] = [
    ['from today', {}, 'accepted'],
    ['from a later day', { from: day('2026-06-01') }, 'accepted'],
    ['from yesterday', { from: day('2026-03-01') }, 'rule-starts-in-the-past'],
    ['for one day', { until: today }, 'accepted'],
    ['leading to nothing', { documentIds: [] }, 'leads-nowhere'],
    ['leading to a curriculum only', { documentIds: [], curriculumIds: ['aseptic'] }, 'accepted'],
    ['with its last day before its first', { from: day('2026-03-05'), until: day('2026-03-04') }, 'rule-ends-before-it-starts'],
  ];
  for (const [name, more, answer] of cases) it(`MTX-02 ${name}: ${answer}`, () => assert.equal(codeOf(createRule(content(more), facts)), answer));

  it('MTX-02 its event names the documents, so that the right people are reconciled', () => {
    const decision = createRule(content({ documentIds: ['b', 'a'] }), facts);
    assert.equal(decision.ok, true);
    if (decision.ok) assert.deepEqual([decision.events[0].type, decision.events[0].data['documentIds'], decision.events[0].data['version']], ['MatrixRuleCreated', ['a', 'b'], 1]);
  });
});

describe('the next version of a rule', () => {
  const old = rule({ from: day('2026-01-01') });
  const kept = content({ from: day('2026-01-01') });

  it('MTX-02 the first day may stay in the past, where it was; a new first day may not lie there', () => {
    assert.equal(codeOf(reviseRule(old, { ...kept, documentIds: ['filling'] }, ['filling'], today)), 'accepted');
    assert.equal(codeOf(reviseRule(old, { ...kept, from: day('2026-02-01') }, ['filling'], today)), 'rule-starts-in-the-past');
    assert.equal(codeOf(reviseRule(old, { ...kept, from: day('2026-03-05') }, ['filling'], today)), 'accepted');
  });

  it('MTX-02 its last day may be yesterday, which ends it now, and not earlier: the past stays as it was', () => {
    assert.equal(codeOf(reviseRule(old, { ...kept, until: day('2026-03-01') }, ['filling'], today)), 'accepted');
    assert.equal(codeOf(reviseRule(old, { ...kept, until: day('2026-02-28') }, ['filling'], today)), 'rule-starts-in-the-past');
    assert.equal(codeOf(reviseRule(old, { ...kept, until: day('2025-12-31') }, ['filling'], today)), 'rule-ends-before-it-starts');
  });

  it('MTX-02 nothing changed, in whatever order it is written: nothing to sign', () => {
    const several = rule({ from: day('2026-01-01'), audience: audienceOf({ roleIds: ['a', 'b'] }), documentIds: ['x', 'y'] });
    assert.equal(codeOf(reviseRule(several, { ...kept, audience: audienceOf({ roleIds: ['b', 'a'] }), documentIds: ['y', 'x'] }, ['filling'], today)), 'nothing-changed');
  });

  it('MTX-02 a rule that has ended cannot be revised; on its last day it still can', () => {
    const ended = { ...old, until: day('2026-03-01') };
    assert.equal(codeOf(reviseRule(ended, { ...kept, documentIds: ['filling'] }, ['filling'], today)), 'rule-already-ended');
    assert.equal(codeOf(reviseRule(ended, { ...kept, documentIds: ['filling'] }, ['filling'], day('2026-03-01'))), 'accepted');
  });

  it('MTX-05 the event says from and to, and names the documents of both, for those who lose one', () => {
    const decision = reviseRule(old, { ...kept, documentIds: ['filling'] }, ['filling'], today);
    assert.equal(decision.ok, true);
    if (!decision.ok) return;
    assert.deepEqual(decision.events[0].data['documentIds'], ['gowning', 'filling']);
    assert.equal(decision.events[0].data['version'], 4);
  });
});

describe('ending a rule', () => {
  const old = rule({ from: day('2026-01-01') });

  it('MTX-02 after today, after a later day, or at once; never back in time', () => {
    const answers = ['2026-03-31', '2026-03-02', '2026-03-01', '2026-02-28'].map((text) => codeOf(endRule(old, day(text), 'merged', today)));
    assert.deepEqual(answers, ['accepted', 'accepted', 'accepted', 'rule-starts-in-the-past']);
  });

  it('MTX-02 the reason is kept with the event', () => {
    const decision = endRule(old, today, 'merged into rule 20', today);
    assert.equal(decision.ok && decision.events[0].why, 'merged into rule 20');
  });

  it('MTX-02 what has ended stays ended, and ending never makes a rule longer: that would need a signature', () => {
    assert.equal(codeOf(endRule({ ...old, until: day('2026-03-01') }, today, 'x', today)), 'rule-already-ended');
    assert.equal(codeOf(endRule({ ...old, until: day('2026-03-10') }, day('2026-03-11'), 'x', today)), 'rule-ends-earlier');
    assert.equal(codeOf(endRule({ ...old, until: day('2026-03-10') }, day('2026-03-09'), 'x', today)), 'accepted');
  });
});
