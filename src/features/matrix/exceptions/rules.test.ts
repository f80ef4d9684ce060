import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Reason } from '../types.ts';
import { endException, exceptionStatement, grantException, inForceOf, LONGEST, withExceptions } from './rules.ts';
import type { GrantFacts, PersonException } from './types.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const today = day('2026-03-02');
const content = { kind: 'exemption', from: today, until: day('2026-06-30'), reason: 'allergic to latex' } as const;
const facts = (more: Partial<GrantFacts> = {}): GrantFacts => ({ id: 'x', today, signer: { id: 's', isQuality: false }, person: { id: 'p', name: 'Orla' }, document: { id: 'd', number: 'SOP-001', critical: false, retired: false }, others: [], ...more });
const exception = (more: Partial<PersonException> = {}): PersonException & { documentId: string } => ({ id: 'x', documentId: 'd', ...content, ...more });
const codeOf = (more: Partial<typeof content | { kind: 'addition' }> & { from?: Temporal.PlainDate; until?: Temporal.PlainDate }, given: Partial<GrantFacts> = {}): string => {
  const decision = grantException({ ...content, ...more }, facts(given));
  return decision.ok ? 'accepted' : decision.refusal.code;
};

describe('granting', () => {
  const critical = { ...facts().document, critical: true };
  const cases: readonly [name: string, code: string, expected: string][] = [
    ['from today until a day', codeOf({}), 'accepted'],
    ['for one day', codeOf({ until: today }), 'accepted'],
    ['from yesterday', codeOf({ from: day('2026-03-01') }), 'exception-in-the-past'],
    ['with its last day before its first', codeOf({ from: day('2026-03-05'), until: day('2026-03-04') }), 'exception-period'],
    ['for the longest time', codeOf({ until: today.add({ days: LONGEST }) }), 'accepted'],
    ['for a day longer than that', codeOf({ until: today.add({ days: LONGEST + 1 }) }), 'exception-period'],
    ['to oneself', codeOf({}, { signer: { id: 'p', isQuality: true } }), 'own-exception'],
    ['from a critical document by a training administrator', codeOf({}, { document: critical }), 'quality-signs-critical'],
    ['from a critical document by quality', codeOf({}, { document: critical, signer: { id: 'q', isQuality: true } }), 'accepted'],
    ['a critical document more, by a training administrator', codeOf({ kind: 'addition' }, { document: critical }), 'accepted'],
    ['for a retired document', codeOf({}, { document: { ...facts().document, retired: true } }), 'document-retired'],
    ['over the last day of another', codeOf({}, { others: [exception({ from: day('2026-01-01'), until: today })] }), 'exception-overlaps'],
    ['from the day after another', codeOf({}, { others: [exception({ from: day('2026-01-01'), until: day('2026-03-01') })] }), 'accepted'],
  ];
  for (const [name, code, expected] of cases) test(`MTX-06 ${name}: ${expected}`, () => assert.equal(code, expected));

  test('SIG-01 the statement says who, what, how long and why', () => {
    const names = { person: 'Orla Fitzgerald', document: 'SOP-001 Gowning' };
    assert.equal(exceptionStatement('Ann Byrne', content, names), 'I am Ann Byrne. I approve that Orla Fitzgerald is exempted from training on SOP-001 Gowning from 2026-03-02 to 2026-06-30. Reason: allergic to latex');
    assert.match(exceptionStatement('Ann Byrne', { ...content, kind: 'addition' }, names), /must also be trained on SOP-001 Gowning/u);
  });
});

describe('what holds', () => {
  const rules: ReadonlyMap<string, readonly Reason[]> = new Map([['d', [{ rule: 14, version: 3, text: 'Operator → Gowning, rule 14 v3' }]]]);
  test('MTX-06 on the first and on the last day, not before and not after', () => {
    const on = ['2026-03-01', '2026-03-02', '2026-06-30', '2026-07-01'].map((text) => inForceOf([exception()], day(text)) !== null);
    assert.deepEqual(on, [false, true, true, false]);
  });

  test('MTX-06 an exemption takes the document away and says why; once it has expired the rules hold again', () => {
    const during = withExceptions(rules, [exception()], today);
    assert.deepEqual([during.required.size, during.exempt.get('d')], [0, 'Exempted until 2026-06-30: allergic to latex']);
    assert.equal(withExceptions(rules, [exception()], day('2026-07-01')).required, rules);
  });

  test('MTX-03 an addition is one reason more after those of the rules, or the only one', () => {
    const added = exception({ kind: 'addition', reason: 'covers nights' });
    assert.deepEqual(withExceptions(rules, [added], today).required.get('d')?.map(({ rule, text }) => [rule, text]), [[14, 'Operator → Gowning, rule 14 v3'], [0, 'Added for this person until 2026-06-30: covers nights']]);
    assert.equal(withExceptions(new Map(), [added], today).required.get('d')?.length, 1);
    assert.equal(rules.get('d')?.length, 1, 'what everyone alike shares stays as it is');
  });

  test('MTX-06 whoever is not employed has none', () => assert.equal(withExceptions(rules, [exception()], null).required, rules));
});

describe('taking back', () => {
  const kept = { ...exception(), personId: 'p', endedAt: null };
  const ends = (more: object, on = today): string => {
    const decision = endException({ ...kept, ...more }, on, 'no longer needed');
    return decision.ok ? String(decision.events[0].why) : decision.refusal.code;
  };
  test('MTX-06 until its last day, once, with a reason', () => {
    assert.deepEqual([ends({}), ends({}, day('2026-06-30')), ends({}, day('2026-07-01')), ends({ endedAt: 'earlier' })], ['no longer needed', 'no longer needed', 'exception-ended', 'exception-ended']);
  });
});
