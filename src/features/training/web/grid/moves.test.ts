import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { moved, type Place } from './moves.ts';

// line 0 and line 4 are heads of groups
const extent = { lines: 8, columns: 3, pageLines: 4, isPerson: (line: number) => line !== 0 && line !== 4 };
const go = (line: number, column: number, key: string, ctrl = false): Place | null => moved({ line, column }, key, ctrl, extent);

describe('moving through the grid by keyboard', () => {
  const table: readonly [name: string, from: Place | null, to: Place | null][] = [
    ['right', go(1, 0, 'ArrowRight'), { line: 1, column: 1 }],
    ['no further than the last column', go(1, 2, 'ArrowRight'), { line: 1, column: 2 }],
    ['no further than the first column', go(1, 0, 'ArrowLeft'), { line: 1, column: 0 }],
    ['down over the head of a group', go(3, 1, 'ArrowDown'), { line: 5, column: 1 }],
    ['up over the head of a group', go(5, 1, 'ArrowUp'), { line: 3, column: 1 }],
    ['up from the first person, above whom only a head stands', go(1, 1, 'ArrowUp'), { line: 1, column: 1 }],
    ['a page down', go(1, 1, 'PageDown'), { line: 5, column: 1 }],
    ['a page down that lands on a head', moved({ line: 2, column: 0 }, 'PageDown', false, { ...extent, pageLines: 2 }), { line: 5, column: 0 }],
    ['a page up', go(7, 1, 'PageUp'), { line: 3, column: 1 }],
    ['a page down from near the end', go(6, 1, 'PageDown'), { line: 7, column: 1 }],
    ['to the ends of the row', go(2, 1, 'End'), { line: 2, column: 2 }],
    ['to the start of the row', go(2, 1, 'Home'), { line: 2, column: 0 }],
    ['to the first cell', go(7, 2, 'Home', true), { line: 1, column: 0 }],
    ['to the last cell', go(1, 0, 'End', true), { line: 7, column: 2 }],
    ['other keys do not move', go(1, 1, 'a'), null],
  ];
  for (const [name, reached, expected] of table) it(name, () => assert.deepEqual(reached, expected));
});
