import { parentPort } from 'node:worker_threads';
import { stampPdf } from './stamp-pdf.ts';
import type { PrintTask, Printed, PrintResult } from './types.ts';
import { writePdf } from './write-pdf.ts';

// pdf.js hands over the font of its annotations once for each page, and rejects a promise of nobody at the second: that is no failure.
process.on('unhandledRejection', (reason) => {
  if (!(reason instanceof Error) || !reason.message.startsWith('Object already resolved')) throw reason;
});

parentPort?.on('message', ({ id, task }: { readonly id: number; readonly task: PrintTask }) => {
  void made(task).then(
    (printed): PrintResult => ({ ok: true, printed }),
    (): PrintResult => ({ ok: false, why: 'unreadable' }),
  ).then((value) => parentPort?.postMessage({ id, value }));
});

function made(task: PrintTask): Promise<Printed> {
  return task.kind === 'text' ? writePdf(task) : stampPdf(task.bytes, task.furniture);
}
