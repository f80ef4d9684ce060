import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { absorption, countOutcomes, daysAhead, expectedOf, factsKey, keysOf, MOST_POINTS, outcomeOf, outcomeOfKey, trainedOf } from './rules.ts';
import { OUTCOMES, type LineFacts } from './types.ts';

const line = (more: Partial<LineFacts> = {}): LineFacts => ({ closedAs: null, record: null, late: false, onLeave: false, ...more });

describe('what came of a revision for a person', () => {
  it('AUD-05 each combination has one outcome', () => {
    const outcomes: readonly [Partial<LineFacts>, string][] = [
      [{ closedAs: 'completed', record: 'training' }, 'in_time'], [{ closedAs: 'completed', record: 'training', late: true }, 'late'],
      [{ closedAs: 'completed', record: 'training', onLeave: true }, 'in_time'], [{ closedAs: 'superseded', record: 'training' }, 'in_time'],
      [{ record: 'carry_forward' }, 'carried_forward'], [{ record: 'carry_forward', late: true }, 'carried_forward'],
      [{ closedAs: 'superseded', late: true }, 'superseded'], [{ closedAs: 'cancelled' }, 'cancelled'], [{ closedAs: 'cancelled', onLeave: true }, 'cancelled'],
      [{}, 'open'], [{ late: true }, 'overdue'], [{ onLeave: true }, 'absent'], [{ onLeave: true, late: true }, 'absent'],
    ];
    for (const [facts, outcome] of outcomes) assert.equal(outcomeOf(line(facts)), outcome, JSON.stringify(facts));
  });

  it('AUD-05 the database counts by combination, and the rule names them: none is lost, none is in two', () => {
    const keys = OUTCOMES.flatMap((outcome) => keysOf([outcome]));
    assert.equal(keys.length, 4 * 3 * 2 * 2);
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(outcomeOfKey(factsKey(line({ late: true }))), 'overdue');
    assert.deepEqual(keysOf(['overdue']), [factsKey(line({ late: true }))]);
    assert.throws(() => outcomeOfKey('something else'));
  });

  it('AUD-05 whoever is absent, or is not asked any more, is not counted among those to be trained', () => {
    const counts = countOutcomes([
      { key: factsKey(line({ closedAs: 'completed', record: 'training' })), people: 5 }, { key: factsKey(line({ record: 'carry_forward' })), people: 2 }, { key: factsKey(line({ record: 'carry_forward', late: true })), people: 1 },
      { key: factsKey(line({ onLeave: true })), people: 7 }, { key: factsKey(line({ closedAs: 'cancelled' })), people: 11 }, { key: factsKey(line({ closedAs: 'superseded' })), people: 13 }, { key: factsKey(line()), people: 17 },
    ]);
    assert.deepEqual([counts.in_time, counts.carried_forward, counts.absent], [5, 3, 7]);
    assert.deepEqual([trainedOf(counts), expectedOf(counts)], [8, 8 + 13 + 17]);
  });
});

describe('the curve', () => {
  it('AUD-05 grows from nothing on the first day to what is known on the last', () => {
    const curve = absorption([{ day: '2026-04-08', people: 1 }, { day: '2026-04-07', people: 1 }, { day: '2026-04-08', people: 1 }], 7, '2026-04-06', '2026-04-20');
    assert.deepEqual(curve.map(({ day, people, share }) => [day, people, share]), [['2026-04-06', 0, 0], ['2026-04-07', 1, 14], ['2026-04-08', 3, 42], ['2026-04-20', 3, 42]]);
  });

  it('AUD-05 all but one of many is not all', () => {
    assert.equal(absorption([{ day: '2026-04-06', people: 999 }], 1000, '2026-04-06', '2026-04-06')[0]?.share, 99);
    assert.deepEqual(absorption([], 0, '2026-04-06', '2026-04-07'), []);
  });

  it('AUD-05 a long curve is thinned; its ends stay', () => {
    const daily = Array.from({ length: 500 }, (_, index) => ({ day: Temporal.PlainDate.from('2026-01-01').add({ days: index }).toString(), people: 1 }));
    const curve = absorption(daily, 500, '2026-01-01', '2027-12-31');
    assert.deepEqual([curve.length, curve[0]?.people, curve.at(-1)?.day, curve.at(-1)?.share], [MOST_POINTS, 1, '2027-12-31', 100]);
  });

  it('AUD-05 the forecast goes past the effective date, and names it', () => {
    const of = (effectiveOn: string): string[] => daysAhead(Temporal.PlainDate.from('2026-04-06'), Temporal.PlainDate.from(effectiveOn)).map((day) => day.toString().slice(5));
    assert.deepEqual(of('2026-04-16'), ['04-06', '04-13', '04-16', '04-20', '04-27', '05-04']);
    assert.deepEqual(of('2026-01-01'), ['04-06', '04-13', '04-20', '04-27', '05-04']);
    assert.deepEqual(of('2026-04-20'), ['04-06', '04-13', '04-20', '04-27', '05-04']);
    assert.ok(of('2028-04-06').length <= 15);
  });
});
