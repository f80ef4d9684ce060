import { workerPool, type WorkerPool } from '../../../platform/worker-pool.ts';
import { compareSections } from './rules.ts';
import type { Comparison, SectionRef } from './types.ts';
import type { CompareTask } from './worker.ts';

/** Up to this much text a comparison takes some milliseconds, less than handing it to a worker. */
const SMALL = 400_000;
const MOST_MS = 20_000;

let pool: WorkerPool<CompareTask, Comparison> | null = null;

/** Large versions are compared in a worker, so that nobody else waits for it; null when it took too long or too much. */
export async function compareApart(older: readonly SectionRef[], newer: readonly SectionRef[]): Promise<Comparison | null> {
  if ([...older, ...newer].reduce((sum, section) => sum + section.text.length, 0) <= SMALL) return compareSections(older, newer);
  pool ??= workerPool({ entry: new URL('./worker.ts', import.meta.url), size: 1, heapMb: 768, externalMb: 512, idleMs: 60_000 });
  const lean = (sections: readonly SectionRef[]): SectionRef[] => sections.map(({ ordinal, number, heading, level, text, html }) => ({ ordinal, number, heading, text, html, ...(level === undefined ? {} : { level }) }));
  const outcome = await pool.run({ older: lean(older), newer: lean(newer) }, MOST_MS);
  return outcome.ok ? outcome.value : null;
}

/** For shutting down and for tests; the next comparison starts a new pool. */
export async function closeComparers(): Promise<void> {
  const closing = pool;
  pool = null;
  await closing?.close();
}
