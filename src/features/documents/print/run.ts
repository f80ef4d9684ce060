import { workerPool, type WorkerPool } from '../../../platform/worker-pool.ts';
import type { PrintResult, PrintTask } from './types.ts';

const TIME_MS = 60_000;
let pool: WorkerPool<PrintTask, PrintResult> | null = null;

/** Makes a copy in a worker: a long procedure takes seconds, and an original from outside may be hostile to its reader (SEC-03). */
export async function print(task: PrintTask): Promise<PrintResult> {
  pool ??= workerPool({ entry: new URL('./worker.ts', import.meta.url), size: 1, heapMb: 512, externalMb: 768, idleMs: 60_000 });
  const outcome = await pool.run(task, TIME_MS);
  if (outcome.ok) return outcome.value;
  return { ok: false, why: outcome.failure === 'timeout' ? 'too-slow' : outcome.failure === 'memory' ? 'too-large' : outcome.failure === 'closed' ? 'busy' : 'unreadable' };
}

/** For shutting down and for tests; the next copy starts a new pool. */
export async function closePrinters(): Promise<void> {
  const closing = pool;
  pool = null;
  await closing?.close();
}
