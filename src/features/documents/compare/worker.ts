import { parentPort } from 'node:worker_threads';
import { compareSections } from './rules.ts';
import type { SectionRef } from './types.ts';

/** What `compareApart` sends here. */
export type CompareTask = { readonly older: readonly SectionRef[]; readonly newer: readonly SectionRef[] };

parentPort?.on('message', ({ id, task }: { readonly id: number; readonly task: CompareTask }) => {
  parentPort?.postMessage({ id, value: compareSections(task.older, task.newer) });
});
