import type { Instant } from '../../../kernel/day.ts';
import { stateOf } from '../standing/rules.ts';
import { CELL_CODES, CELL_STATES, type Alike, type CellState, type Sort, type Sums } from './types.ts';

/** Work that is due within so many days is due soon. */
export const SOON_DAYS = 14;

/** Facts of a required cell as bits, so that a cell costs a number from the database to the rule. Late and soon are seen from the moment asked about. */
export const FACTS = { onLeave: 1, inForce: 2, covered: 4, trainedBefore: 8, trainedAhead: 16, openInForce: 32, openOther: 64, late: 128, soon: 256, exempt: 512 } as const;
type Fact = keyof typeof FACTS;

const KINDS = 1024; // two to the number of facts
const MOMENT: Instant = Temporal.Instant.fromEpochMilliseconds(0); // lateness is among the facts, so any moment serves

const has = (facts: number, fact: Fact): boolean => (facts & FACTS[fact]) !== 0;

/**
 * ANA-02: what a cell says. The state is that of `stateOf`, as everywhere; what it calls due is split by whether there is
 * still time, and an exemption comes before what it exempts from (MTX-06).
 */
export function cellState(facts: number): CellState {
  if (has(facts, 'exempt')) return 'exempt';
  const state = stateOf({
    required: true, employed: true, onLeave: has(facts, 'onLeave'), inForceId: has(facts, 'inForce') ? 'in force' : null, covered: has(facts, 'covered'),
    trainedBefore: has(facts, 'trainedBefore'), trainedAhead: has(facts, 'trainedAhead'), openInForce: has(facts, 'openInForce'), openOther: has(facts, 'openOther'), lateSince: has(facts, 'late') ? MOMENT : null,
  }, MOMENT);
  if (state !== 'due') return state;
  return has(facts, 'soon') ? 'due_soon' : 'not_qualified';
}

const STATES: readonly CellState[] = Array.from({ length: KINDS }, (_, facts) => cellState(facts));

export function stateOfFacts(facts: number): CellState {
  return STATES[facts] ?? 'not_required';
}

/** Place and facts of the required cells of a row, as `place * KINDS + facts`; all others are not required. */
export function rowOfCells(required: readonly number[], columns: number): CellState[] {
  const row = Array.from({ length: columns }, (): CellState => 'not_required');
  for (const packed of required) row[Math.floor(packed / KINDS)] = stateOfFacts(packed % KINDS);
  return row;
}

export function codesOf(row: readonly CellState[]): string {
  return row.map((state) => CELL_CODES[state]).join('');
}

const BY_CODE: ReadonlyMap<string, CellState> = new Map(CELL_STATES.map((state) => [CELL_CODES[state], state]));

export function stateOfCode(code: string | undefined): CellState | null {
  return code === undefined ? null : (BY_CODE.get(code) ?? null);
}

/** "412 of 430": people on leave and exempted are left out (MTX-09); who is covered counts, also while something newer is open (TRN-08). */
export function sumsOf(alike: readonly Alike[]): Sums {
  const sums = { required: 0, qualified: 0, overdue: 0 };
  for (const { facts, cells } of alike) {
    const state = stateOfFacts(facts);
    if (state === 'absent' || state === 'exempt' || state === 'not_required') continue;
    sums.required += cells;
    if (has(facts, 'covered')) sums.qualified += cells;
    if (state === 'overdue') sums.overdue += cells;
  }
  return sums;
}

export function hasState(alike: readonly Alike[], state: CellState): boolean {
  return alike.some(({ facts }) => stateOfFacts(facts) === state);
}

/** People by what concerns them most: most overdue first, or the smallest share of qualified first; who need nothing come last. */
export function comparePeople(sort: Sort): (a: Sums, b: Sums) => number {
  if (sort === 'overdue') return (a, b) => b.overdue - a.overdue;
  if (sort === 'share') return (a, b) => shareOf(a) - shareOf(b);
  return () => 0; // in the order of the database
}

function shareOf({ required, qualified }: Sums): number {
  return required === 0 ? 2 : qualified / required;
}
