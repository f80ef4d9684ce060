import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { simpleAudience } from '../rules-audience.ts';
import type { Audience, Curriculum, MatrixRule, Position } from '../types.ts';
import { explain } from './rules.ts';
import type { WhyFacts } from './types.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const names = new Map([['operator', 'Production Operator'], ['analyst', 'Analyst'], ['cork', 'Cork'], ['sandiego', 'San Diego'], ['filling', 'Filling']]);
const audience = (roleIds: string[], siteIds: string[] = [], departmentIds: string[] = []): Audience => simpleAudience({ roleIds, siteIds, departmentIds });
const rule = (more: Partial<MatrixRule> = {}): MatrixRule => ({ id: 'r14', number: 14, version: 3, name: 'Aseptic gowning', audience: audience(['operator'], ['cork']), documentIds: ['d'], curricula: [], from: day('2026-01-01'), until: null, ...more });
const position = (more: Partial<Position> = {}): Position => ({ day: day('2026-03-20'), siteId: 'sandiego', siteName: 'San Diego', departmentPath: ['ops', 'filling'], departmentName: 'Filling', roles: [{ id: 'operator', name: 'Production Operator' }], attributes: [], ...more });
const facts = (more: Partial<WhyFacts> = {}): WhyFacts => ({
  person: { id: 'p', name: 'Maria Kelly' }, document: { id: 'd', number: 'SOP-012', retired: false, published: true, risk: 'high' }, position: position(), since: { site: day('2026-03-03'), department: day('2025-01-01') },
  rules: [rule()], exception: null, keptTrained: false, names, ...more,
});
const inCork = position({ siteId: 'cork', siteName: 'Cork' });
const sentence = (more: Partial<WhyFacts>): string => explain(facts(more)).sentence;

describe('why', () => {
  test('MTX-07 each rule that reaches the person is named with its version', () => {
    const why = explain(facts({ position: inCork, rules: [rule(), rule({ id: 'r2', number: 20, version: 1, name: 'Everybody', audience: audience([]) })] }));
    assert.deepEqual([why.required, why.kind], [true, 'required']);
    assert.equal(why.sentence, 'Required because: Production Operator at Cork → Aseptic gowning, rule 14 v3; Everyone → Everybody, rule 20 v1.');
    assert.deepEqual(why.rules.map(({ number, met }) => [number, met]), [[14, true], [20, true]]);
  });

  test('MTX-07 a curriculum through which a rule leads there is named, with its version beside it', () => {
    const aseptic: Curriculum = { id: 'c', number: 1, version: 5, name: 'Aseptic', documentIds: ['d', 'e'] };
    const why = explain(facts({ position: inCork, rules: [rule({ documentIds: [], curricula: [aseptic] })] }));
    assert.equal(why.sentence, 'Required because: Production Operator at Cork → Aseptic curriculum, rule 14 v3.');
    assert.deepEqual(why.rules[0]?.curriculum, { id: 'c', name: 'Aseptic', version: 5 });
  });

  test('MTX-06 an addition is a reason of its own, beside the rules or alone; an exemption goes before all', () => {
    const addition = { id: 'x', kind: 'addition', from: day('2026-03-01'), until: day('2026-06-30'), reason: 'covers the night shift' } as const;
    assert.deepEqual([explain(facts({ exception: addition })).kind, sentence({ exception: addition })], ['added', 'Required because: Added for this person until 2026-06-30: covers the night shift.']);
    assert.match(sentence({ exception: addition, position: inCork }), /rule 14 v3; Added for this person until/u);
    const exempt = explain(facts({ exception: { ...addition, kind: 'exemption', reason: 'allergic to latex' }, position: inCork, keptTrained: true }));
    assert.deepEqual([exempt.required, exempt.kind], [false, 'exempted']);
    assert.equal(exempt.sentence, 'Not required: Maria Kelly is exempted until 2026-06-30: allergic to latex. Without that: Production Operator at Cork → Aseptic gowning, rule 14 v3.');
  });

  test('IMP-03 the policy that keeps prior completers trained is a reason where nothing else is', () => {
    assert.deepEqual([explain(facts({ keptTrained: true })).kind, sentence({ keptTrained: true })], ['kept_trained', 'Required because: Trained on SOP-012 before → kept trained, by the policy for documents of high risk.']);
    assert.doesNotMatch(sentence({ keptTrained: true, position: inCork }), /policy/u);
  });

  test('MTX-07 required of a document without an approved version says that there is nothing to train on', () => {
    assert.match(sentence({ position: inCork, document: { ...facts().document, published: false } }), /No version of SOP-012 is approved yet/u);
  });
});

describe('why not', () => {
  const nearest = 'Not required: no rule reaches Maria Kelly. The nearest is rule 14 v3, which asks for Production Operator at Cork; Maria Kelly';
  test('MTX-07 the nearest rule, what it asks for, and what holds instead', () => {
    assert.equal(sentence({}), `${nearest} is at San Diego since 2026-03-03.`);
    assert.equal(sentence({ position: position({ siteId: 'cork', siteName: 'Cork', roles: [{ id: 'analyst', name: 'Analyst' }] }) }), `${nearest} is Analyst.`);
    assert.equal(sentence({ position: position({ roles: [] }) }), `${nearest} holds no job role and is at San Diego since 2026-03-03.`);
  });

  test('MTX-07 nearest is what misses least; in force before not in force; then the lowest number', () => {
    const far = rule({ id: 'r1', number: 1, version: 1, audience: audience(['analyst'], ['cork']) });
    assert.match(sentence({ rules: [far, rule()] }), /nearest is rule 14 v3/u);
    assert.match(sentence({ rules: [rule({ number: 30 }), rule({ number: 20 })] }), /nearest is rule 20 v3/u);
    assert.match(sentence({ position: inCork, rules: [rule({ number: 3, until: day('2026-03-19') })] }), /nearest is rule 3 v3, which asks for Production Operator at Cork; it held until 2026-03-19\.$/u);
    assert.match(sentence({ position: inCork, rules: [rule({ from: day('2026-04-01') })] }), /it holds only from 2026-04-01\.$/u);
  });

  test('MTX-07 the nearest of several groups, an exception that holds, and an attribute', () => {
    const groups: Audience = [{ all: [{ kind: 'role', ids: ['analyst'] }, { kind: 'site', ids: ['cork'] }], none: [] }, { all: [{ kind: 'department', ids: ['filling'] }], none: [{ kind: 'role', ids: ['operator'] }] }];
    assert.match(sentence({ rules: [rule({ audience: groups })] }), /asks for everyone in Filling, but not Production Operator; Maria Kelly is Production Operator, which is left out\.$/u);
    const fitted: Audience = [{ all: [{ kind: 'attribute', key: 'respirator', values: ['fitted'] }], none: [] }];
    assert.match(sentence({ rules: [rule({ audience: fitted })] }), /with respirator = fitted; Maria Kelly has no respirator\.$/u);
    assert.match(sentence({ rules: [rule({ audience: fitted })], position: position({ attributes: [{ key: 'respirator', value: 'loaned' }] }) }), /has respirator = loaned\.$/u);
  });

  test('MTX-07 no rule leads there, not employed, retired', () => {
    assert.deepEqual([explain(facts({ rules: [] })).kind, sentence({ rules: [] })], ['no_rule_asks', 'Not required: no rule leads to SOP-012.']);
    assert.equal(sentence({ position: null }), 'Not required: Maria Kelly is not employed on that day.');
    assert.equal(sentence({ position: inCork, document: { ...facts().document, retired: true } }), 'Not required: SOP-012 is retired.');
  });
});
