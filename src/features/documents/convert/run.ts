import { workerPool } from '../../../platform/worker-pool.ts';
import type { WorkerOutcome, WorkerPool } from '../../../platform/worker-pool.ts';
import { inMb } from './detect.ts';
import { defaultLimits } from './limits.ts';
import type { ConvertLimits } from './limits.ts';
import { refusal } from './refusals.ts';
import type { ConvertResult, Upload } from './types.ts';
import type { ConvertTask } from './worker.ts';

let pool: WorkerPool<ConvertTask, ConvertResult> | null = null;

/**
 * Reads an uploaded file into sections (DOC-03), in a worker with limits of time, memory and expansion (SEC-03).
 * Whatever the file does to its reader, the answer is a document or a refusal.
 */
export async function convertDocument(upload: Upload, limits: ConvertLimits = defaultLimits): Promise<ConvertResult> {
  if (upload.bytes.length > limits.fileBytes) {
    return { ok: false, refusal: refusal('too-large', upload.fileName, `it has ${inMb(upload.bytes.length)}, the limit is ${inMb(limits.fileBytes)}`) };
  }
  pool ??= workerPool({ entry: new URL('./worker.ts', import.meta.url), size: 2, heapMb: 512, externalMb: 768, idleMs: 60_000 });
  return asResult(await pool.run({ upload, limits }, limits.timeMs), upload.fileName, limits);
}

/** For shutting down and for tests; the next conversion starts a new pool. */
export async function closeConverters(): Promise<void> {
  const closing = pool;
  pool = null;
  await closing?.close();
}

function asResult(outcome: WorkerOutcome<ConvertResult>, fileName: string, limits: ConvertLimits): ConvertResult {
  if (outcome.ok) return outcome.value;
  const cause = outcome.message;
  switch (outcome.failure) {
    case 'timeout':
      return { ok: false, refusal: refusal('too-slow', fileName, `${Math.round(limits.timeMs / 1000)} seconds`), cause };
    case 'memory':
      return { ok: false, refusal: refusal('too-much-memory', fileName), cause };
    case 'closed':
      return { ok: false, refusal: refusal('busy', fileName), cause };
    case 'crash':
      return { ok: false, refusal: refusal('broken-file', fileName), cause };
  }
}
