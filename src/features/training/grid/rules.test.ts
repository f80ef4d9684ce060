import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cellState, codesOf, comparePeople, FACTS, hasState, rowOfCells, stateOfCode, stateOfFacts, sumsOf } from './rules.ts';
import { filterWords } from './rules-export.ts';
import { CELL_CODES, CELL_STATES, type CellState } from './types.ts';

type Fact = keyof typeof FACTS;
const facts = (...some: readonly Fact[]): number => some.reduce((sum, fact) => sum + FACTS[fact], 0);

describe('what a cell of the grid says', () => {
  const table: readonly [name: string, facts: readonly Fact[], state: CellState][] = [
    ['trained on the version in force', ['inForce', 'covered'], 'qualified'],
    ['trained, and the next version is in its window', ['inForce', 'covered', 'openOther'], 'in_window'],
    ['trained on an earlier version', ['inForce', 'trainedBefore', 'openInForce'], 'previous_version'],
    ['trained on an earlier version, due soon: still that', ['inForce', 'trainedBefore', 'openInForce', 'soon'], 'previous_version'],
    ['never trained, with time left', ['inForce', 'openInForce'], 'not_qualified'],
    ['never trained, due soon', ['inForce', 'openInForce', 'soon'], 'due_soon'],
    ['never trained and nothing open', ['inForce'], 'not_qualified'],
    ['late', ['inForce', 'openInForce', 'late', 'soon'], 'overdue'],
    ['late, covered until the switch', ['inForce', 'covered', 'openOther', 'late', 'soon'], 'overdue'],
    ['on leave, late before', ['inForce', 'onLeave', 'openInForce', 'late', 'soon'], 'absent'],
    ['exempted comes before all', ['exempt', 'inForce', 'onLeave', 'openInForce', 'late', 'soon'], 'exempt'],
    ['a new document in its window', ['openOther'], 'in_window'],
    ['nothing in force and nothing to do', [], 'not_required'],
  ];
  for (const [name, some, state] of table) it(`ANA-02 ${name}: ${state}`, () => assert.equal(cellState(facts(...some)), state));

  it('ANA-02 each state travels as a character of its own and comes back', () => {
    assert.equal(new Set(Object.values(CELL_CODES)).size, CELL_STATES.length);
    for (const state of CELL_STATES) assert.equal(stateOfCode(CELL_CODES[state]), state);
    assert.equal(stateOfCode(undefined), null);
    assert.equal(stateOfCode('x'), null);
  });

  it('ANA-02 a row is its required cells in their places and nothing between', () => {
    const row = rowOfCells([3 * 1024 + facts('inForce', 'covered'), 0 + facts('inForce', 'openInForce', 'late')], 5);
    assert.equal(codesOf(row), 'o..q.');
    assert.equal(stateOfFacts(facts('inForce', 'covered')), 'qualified');
  });
});

describe('the sums of a row or column', () => {
  const alike = [
    { facts: facts('inForce', 'covered'), cells: 400 }, { facts: facts('inForce', 'covered', 'openOther'), cells: 10 }, { facts: facts('inForce', 'covered', 'openOther', 'late'), cells: 2 },
    { facts: facts('inForce', 'openInForce', 'late'), cells: 8 }, { facts: facts('inForce', 'openInForce'), cells: 10 },
    { facts: facts('inForce', 'covered', 'onLeave'), cells: 7 }, { facts: facts('exempt', 'inForce'), cells: 5 }, { facts: 0, cells: 3 },
  ];
  it('MTX-09 TRN-08 412 of 430: absent and exempted are left out, a version not yet in force takes nothing away', () => assert.deepEqual(sumsOf(alike), { required: 430, qualified: 412, overdue: 10 }));
  it('ANA-02 somebody is found by a state of any cell', () => {
    assert.equal(hasState(alike, 'exempt'), true);
    assert.equal(hasState(alike, 'due_soon'), false);
  });
  it('the most overdue first; the least qualified first and who needs nothing last', () => {
    const [none, all, half] = [{ required: 0, qualified: 0, overdue: 0 }, { required: 4, qualified: 4, overdue: 0 }, { required: 4, qualified: 2, overdue: 1 }];
    assert.deepEqual([none, all, half].toSorted(comparePeople('share')), [half, all, none]);
    assert.deepEqual([none, all, half].toSorted(comparePeople('overdue'))[0], half);
    assert.deepEqual([none, all, half].toSorted(comparePeople('name')), [none, all, half]);
  });
});

describe('the filters of a file in words', () => {
  const names = { site: null, department: null, role: null, manager: null, owner: null, curriculum: null };
  it('ANA-07 names stand for ids', () => assert.deepEqual(filterWords({ search: 'mur', state: 'overdue', sort: 'name' }, { ...names, site: 'Cork' }), [['People: search', 'mur'], ['Site', 'Cork'], ['At least one cell', 'Overdue'], ['Sorted by', 'name']]));
  it('ANA-07 none is said to be none', () => assert.deepEqual(filterWords({ sort: 'name' }, names), [['Filters', 'none'], ['Sorted by', 'name']]));
});
