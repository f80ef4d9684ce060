import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocksOf } from './blocks.ts';

test('DOC-13 marked text is shown as paragraphs and tables, each change in its cell', () => {
  const blocks = blocksOf([
    { kind: 'unchanged', text: 'Weigh ten vials.\nParameter | Limit\nFill | ' }, { kind: 'removed', text: '2.5 ' }, { kind: 'added', text: '2.0 ' }, { kind: 'unchanged', text: 'g\n' },
    { kind: 'added', text: 'Pressure | 0.2 bar\n' }, { kind: 'unchanged', text: 'cat a | grep b' },
  ]);
  assert.deepEqual(blocks.map((block) => block.rows?.length ?? 'text'), ['text', 4]);
  assert.deepEqual(blocks[1]?.rows?.[1], [[{ kind: 'unchanged', text: 'Fill' }], [{ kind: 'removed', text: '2.5 ' }, { kind: 'added', text: '2.0 ' }, { kind: 'unchanged', text: 'g' }]]);
  assert.deepEqual(blocks[1]?.rows?.[2], [[{ kind: 'added', text: 'Pressure' }], [{ kind: 'added', text: '0.2 bar' }]]);
  assert.deepEqual(blocksOf([{ kind: 'unchanged', text: 'cat a | grep b' }]).map((block) => block.rows), [null], 'one line with a bar is no table');
});
