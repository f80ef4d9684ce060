import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { workerPool } from './worker-pool.ts';

const source = `
import { parentPort, threadId } from 'node:worker_threads';
const keep = [];
parentPort.on('message', ({ id, task }) => {
  if (task === 'throw') throw new Error('thrown');
  if (task === 'exit') process.exit(3);
  if (task === 'loop') for (;;);
  if (task === 'heap') for (;;) keep.push({ a: 'x'.repeat(10) + keep.length, b: [1, 2, 3] });
  if (task === 'buffers') { const fill = () => { keep.push(new Uint8Array(8 * 1024 * 1024).fill(1)); setTimeout(fill, 1); }; fill(); return; }
  parentPort.postMessage({ id, value: { task, threadId, environment: Object.keys(process.env).length } });
});`;

type Answer = { readonly task: string; readonly threadId: number; readonly environment: number };
const pool = workerPool<string, Answer>({ entry: new URL(`data:text/javascript,${encodeURIComponent(source)}`), size: 2, heapMb: 48, externalMb: 96, idleMs: 5_000 });
after(pool.close);

test('SEC-03 workers are reused and see nothing of the environment', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => pool.run(`task ${index}`, 5_000)));
  const values = answers.map((answer) => (answer.ok ? answer.value : null));
  assert.deepEqual(values.map((value) => value?.task), Array.from({ length: 20 }, (_, index) => `task ${index}`));
  assert.ok(new Set(values.map((value) => value?.threadId)).size <= 2);
  assert.equal(values[0]?.environment, 0);
});

test('SEC-03 errors, exits, endless loops and lack of memory are outcomes, and the pool goes on', async () => {
  const expected = { throw: 'crash', exit: 'crash', loop: 'timeout', heap: 'memory', buffers: 'memory' };
  for (const [task, failure] of Object.entries(expected)) {
    const outcome = await pool.run(task, task === 'loop' ? 300 : 20_000);
    assert.equal(outcome.ok ? 'ok' : outcome.failure, failure, task);
    const next = await pool.run('next', 5_000);
    assert.ok(next.ok, `after ${task}`);
  }
});

test('SEC-03 closing the pool answers those who wait', async () => {
  const small = workerPool<string, Answer>({ entry: new URL(`data:text/javascript,${encodeURIComponent(source)}`), size: 1, heapMb: 48, externalMb: 96, idleMs: 5_000 });
  const running = small.run('loop', 20_000);
  const waiting = small.run('late', 20_000);
  await small.close();
  assert.deepEqual([await running, await waiting].map((outcome) => outcome.ok), [false, false]);
  assert.equal((await small.run('after', 1_000)).ok, false);
});
