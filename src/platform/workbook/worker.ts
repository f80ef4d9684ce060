import { parentPort } from 'node:worker_threads';
import { readSheet } from './sheet.ts';
import type { WorkbookTask } from './types.ts';

parentPort?.on('message', ({ id, task }: { readonly id: number; readonly task: WorkbookTask }) => {
  void readSheet(task).then((value) => parentPort?.postMessage({ id, value }));
});
