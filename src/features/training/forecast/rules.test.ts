import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { basisOf, cohortsByPlace, doneAfter, doneWithin, expectedAfter, LONGEST, OWN_PACE, paceFor, paceOf, pacesOf, readyAfter, restsOnFew } from './rules.ts';
import type { Cohort, Observation, Pace, Paces } from './types.ts';

const took = (...days: number[]): Observation[] => days.map((one) => ({ days: one, completed: true, count: 1 }));
const unfinished = (...days: number[]): Observation[] => days.map((one) => ({ days: one, completed: false, count: 1 }));
const waiting = (more: Partial<Cohort> = {}): Cohort => ({ personId: null, departmentId: null, siteId: null, waited: 0, people: 1, ...more });
const only = (everyone: Pace, more: Partial<Paces> = {}): Paces => ({ person: new Map(), department: new Map(), site: new Map(), everyone, ...more });
const close = (actual: number, expected: number): void => assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

describe('how fast people train', () => {
  it('IMP-02 the share done within so many days is that of past trainings', () => {
    const pace = paceOf(took(0, 2, 5, 9));
    assert.deepEqual([0, 1, 2, 3, 6, 9, 10, 400].map((days) => doneWithin(pace, days)), [0, 0.25, 0.25, 0.5, 0.75, 0.75, 1, 1]);
    assert.equal(pace.trainings, 4);
  });

  it('IMP-02 a training that still runs or was closed unfinished counts for as long as it was seen', () => {
    // of 4, one done on day 1; one is out of sight after day 2; of the 2 left, one is done on day 4
    const pace = paceOf([...took(1, 4), ...unfinished(2, 6)]);
    close(doneWithin(pace, 2), 0.25);
    close(doneWithin(pace, 4), 0.25);
    close(doneWithin(pace, 5), 1 - 0.75 * 0.5);
    close(doneWithin(pace, 300), 1 - 0.75 * 0.5);
    assert.equal(pace.trainings, 2);
  });

  it('IMP-02 whoever has had it for a while is judged by those who were not done by then either', () => {
    const pace = paceOf(took(0, 2, 5, 9));
    close(doneAfter(pace, 3, 3), 0.5);
    close(doneAfter(pace, 3, 7), 1);
    assert.equal(doneAfter(pace, 50, 1), 1);
  });

  it('IMP-02 a person’s own pace from five trainings on, else the department’s, the site’s, everyone’s', () => {
    const many = paceOf(took(...Array.from({ length: 20 }, () => 3)));
    const few = paceOf(took(...Array.from({ length: 4 }, () => 3)));
    const own = paceOf(took(1, 1, 1, 1, 1));
    const cohort = waiting({ personId: 'p', departmentId: 'd', siteId: 's' });
    const level = (person: Pace, department: Pace, site: Pace) => paceFor(cohort, only(few, { person: new Map([['p', person]]), department: new Map([['d', department]]), site: new Map([['s', site]]) }))?.level;
    assert.deepEqual([level(own, many, many), level(few, many, many), level(few, few, many), level(few, few, few)], ['person', 'department', 'site', 'everyone']);
    assert.equal(paceFor(cohort, only(paceOf(unfinished(3, 4)))), null);
  });

  it('IMP-02 rows of the database become paces by person, department and site', () => {
    const row = { departmentId: 'd', siteId: 's', days: 2, completed: true, count: 3 };
    const paces = pacesOf([{ personId: 'p', days: 1, completed: true, count: 6 }], [row, { ...row, departmentId: null, siteId: 's', count: 40 }]);
    assert.deepEqual([paces.person.get('p')?.trainings, paces.department.get('d')?.trainings, paces.site.get('s')?.trainings, paces.everyone.trainings], [6, 3, 43, 43]);
    assert.deepEqual([restsOnFew(paces), restsOnFew(only(paceOf(took(1, 2))))], [false, true]);
  });
});

describe('the forecast', () => {
  const paces = only(paceOf([{ days: 2, completed: true, count: 60 }, { days: 12, completed: true, count: 40 }]));

  it('IMP-02 expects of each person what their pace says; the ready are ready', () => {
    const cohorts = [waiting({ people: 50 })];
    assert.equal(expectedAfter(7, 0, cohorts, paces)?.expected, 60);
    assert.equal(expectedAfter(7, 50, cohorts, paces)?.expected, 80);
    assert.equal(expectedAfter(13, 0, cohorts, paces)?.expected, 100);
  });

  it('IMP-02 in force at once: nobody can have trained, and that is certain', () => {
    assert.deepEqual(expectedAfter(0, 1, [waiting({ people: 3 })], paces), { expected: 25, low: 25, high: 25 });
  });

  it('IMP-02 no forecast without anybody who trains, or without any training in the past', () => {
    assert.equal(expectedAfter(7, 0, [], paces), null);
    assert.equal(expectedAfter(7, 5, [waiting()], only(paceOf([]))), null);
    assert.deepEqual(expectedAfter(7, 5, [], only(paceOf([]))), { expected: 100, low: 100, high: 100 });
  });

  it('IMP-02 the range is wider where fewer trainings are known, and never outside what is possible', () => {
    const width = (trainings: number): number => {
      const found = expectedAfter(7, 0, [waiting({ people: 100 })], only(paceOf([{ days: 2, completed: true, count: trainings / 2 }, { days: 12, completed: true, count: trainings / 2 }])));
      return (found?.high ?? 0) - (found?.low ?? 0);
    };
    assert.ok(width(4) > width(40) && width(40) > width(4000), `${width(4)} ${width(40)} ${width(4000)}`);
  });

  it('IMP-02 says from which day on enough people can be expected', () => {
    const cohorts = [waiting({ people: 10 })];
    assert.deepEqual([60, 61, 100].map((percent) => readyAfter(percent, 0, cohorts, paces)), [3, 13, 13]);
    assert.equal(readyAfter(90, 0, cohorts, only(paceOf([...took(1), ...unfinished(300)]))), null);
    assert.equal(readyAfter(90, 9, [waiting()], paces), 0);
  });

  it('IMP-02 very many people are taken together by place, and nobody is lost', () => {
    const people = Array.from({ length: OWN_PACE + 1 }, (_, index) => waiting({ personId: `p${index}`, departmentId: index % 2 === 0 ? 'd' : 'e' }));
    assert.deepEqual(cohortsByPlace(people).map(({ personId, departmentId, people: count }) => [personId, departmentId, count]), [[null, 'd', OWN_PACE / 2 + 1], [null, 'e', OWN_PACE / 2]]);
    assert.equal(cohortsByPlace(people.slice(1)).length, OWN_PACE);
  });

  it('IMP-02 names whose pace it used for how many, and on how many trainings each rests', () => {
    const own = paceOf(took(1, 2, 3, 4, 5));
    const known = only(paceOf(took(1, 2, 3)), { person: new Map([['p', own], ['q', own]]) });
    const basis = basisOf([waiting({ personId: 'p' }), waiting({ personId: 'x', people: 4 })], known);
    assert.deepEqual([basis.person, basis.department, basis.everyone], [{ people: 1, trainings: 5 }, { people: 0, trainings: 0 }, { people: 4, trainings: 3 }]);
  });

  it('IMP-02 never falls with time, and lies within its range, whatever people did before', () => {
    const past = fc.array(fc.record({ days: fc.integer({ min: 0, max: 500 }), completed: fc.boolean(), count: fc.integer({ min: 1, max: 50 }) }), { maxLength: 30 });
    const cohorts = fc.array(fc.record({ personId: fc.constant(null), departmentId: fc.constantFrom('d', null), siteId: fc.constantFrom('s', null), waited: fc.integer({ min: 0, max: 400 }), people: fc.integer({ min: 1, max: 50 }) }), { minLength: 1, maxLength: 8 });
    fc.assert(fc.property(past, past, cohorts, fc.nat(40), (all, department, waitingPeople, ready) => {
      const known = only(paceOf(all), { department: new Map([['d', paceOf(department)]]) });
      let before = 0;
      for (const days of [0, 1, 7, 30, 90, LONGEST]) {
        const found = expectedAfter(days, ready, waitingPeople, known);
        if (found === null) return;
        assert.ok(found.expected >= before && found.low <= found.expected && found.expected <= found.high && found.low >= 0 && found.high <= 100, JSON.stringify({ days, found, before }));
        before = found.expected;
      }
    }), { numRuns: 300 });
  });
});
