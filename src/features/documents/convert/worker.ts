import { parentPort } from 'node:worker_threads';
import { convertBytes } from './convert.ts';
import type { ConvertLimits } from './limits.ts';
import type { Upload } from './types.ts';

/** What `convertDocument` sends here. */
export type ConvertTask = { readonly upload: Upload; readonly limits: ConvertLimits };

parentPort?.on('message', ({ id, task }: { readonly id: number; readonly task: ConvertTask }) => {
  void convertBytes(task.upload, task.limits).then((value) => parentPort?.postMessage({ id, value }));
});
