import { Worker } from 'node:worker_threads';

export type PoolOptions = {
  /** Module run by each worker; it answers every message `{ id, task }` with `{ id, value }`. */
  readonly entry: URL;
  /** Workers at most; each takes one task at a time, the rest wait in line. */
  readonly size: number;
  readonly heapMb: number;
  /** Memory outside the JavaScript heap (buffers), watched four times a second. */
  readonly externalMb: number;
  /** A worker without work for this long is stopped; the next task starts a new one. */
  readonly idleMs: number;
};

export type WorkerOutcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: 'timeout' | 'memory' | 'crash' | 'closed'; readonly message: string };

export type WorkerPool<Task, Value> = {
  readonly run: (task: Task, timeoutMs: number) => Promise<WorkerOutcome<Value>>;
  readonly close: () => Promise<void>;
};

type Job<Task, Value> = { readonly task: Task; readonly timeoutMs: number; readonly settle: (outcome: WorkerOutcome<Value>) => void };
type Slot = { readonly worker: Worker; busy: boolean; idle: NodeJS.Timeout | null };

/**
 * Runs tasks on hostile input in worker threads that may be lost: running out of time or memory, or crashing, ends the worker and
 * is told as an outcome; the process goes on. Workers are reused, because starting one costs more than most tasks.
 */
export function workerPool<Task, Value>(options: PoolOptions): WorkerPool<Task, Value> {
  const slots = new Set<Slot>();
  const waiting: Job<Task, Value>[] = [];
  let closed = false;

  const next = () => {
    while (waiting.length > 0) {
      const slot = [...slots].find((candidate) => !candidate.busy) ?? (slots.size < options.size ? addSlot() : undefined);
      const job = slot && waiting.shift();
      if (slot === undefined || job === undefined) return;
      perform(slot, job);
    }
  };
  const addSlot = (): Slot => {
    const slot: Slot = { worker: startWorker(options), busy: false, idle: null };
    slot.worker.once('exit', () => discard(slot));
    slot.worker.on('error', () => discard(slot));
    slots.add(slot);
    return slot;
  };
  const discard = (slot: Slot) => {
    slots.delete(slot);
    if (slot.idle) clearTimeout(slot.idle);
  };
  const perform = (slot: Slot, job: Job<Task, Value>) => {
    slot.busy = true;
    if (slot.idle) clearTimeout(slot.idle);
    void performOn<Task, Value>(slot.worker, job, options).then((outcome) => {
      slot.busy = false;
      if (outcome.ok && !closed) slot.idle = setTimeout(() => void slot.worker.terminate(), options.idleMs).unref();
      else {
        discard(slot);
        void slot.worker.terminate();
      }
      job.settle(outcome);
      next();
    });
  };

  return {
    run: (task, timeoutMs) =>
      new Promise((resolve) => {
        if (closed) return resolve({ ok: false, failure: 'closed', message: 'the pool is closed' });
        waiting.push({ task, timeoutMs, settle: resolve });
        next();
      }),
    close: async () => {
      closed = true;
      for (const job of waiting.splice(0)) job.settle({ ok: false, failure: 'closed', message: 'the pool is closed' });
      await Promise.all([...slots].map((slot) => slot.worker.terminate()));
    },
  };
}

function startWorker(options: PoolOptions): Worker {
  const worker = new Worker(options.entry, {
    resourceLimits: { maxOldGenerationSizeMb: options.heapMb, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
    // Nothing of the server's environment, arguments or output is shared with code that reads hostile files.
    env: {}, argv: [], execArgv: [], stdin: false, stdout: true, stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  worker.unref();
  return worker;
}

let lastId = 0;

function performOn<Task, Value>(worker: Worker, job: Job<Task, Value>, options: PoolOptions): Promise<WorkerOutcome<Value>> {
  const id = (lastId += 1);
  return new Promise((resolve) => {
    const finish = (outcome: WorkerOutcome<Value>) => {
      clearTimeout(timer);
      clearInterval(watch);
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.off('exit', onExit);
      worker.unref();
      resolve(outcome);
    };
    const onMessage = (message: { readonly id: number; readonly value: Value }) => {
      if (message.id === id) finish({ ok: true, value: message.value });
    };
    const onError = (error: Error & { readonly code?: string }) => {
      finish({ ok: false, failure: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crash', message: error.message });
    };
    const onExit = (code: number) => finish({ ok: false, failure: 'crash', message: `the worker ended with code ${code}` });
    const timer = setTimeout(() => finish({ ok: false, failure: 'timeout', message: `not done in ${job.timeoutMs} ms` }), job.timeoutMs);
    const watch = setInterval(() => void watchMemory(worker, options, finish), 250);
    worker.ref();
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
    worker.postMessage({ id, task: job.task });
  });
}

/** The resource limits of a worker do not count buffers, and a packed stream can become gigabytes of them. */
async function watchMemory(worker: Worker, options: PoolOptions, finish: (outcome: { ok: false; failure: 'memory'; message: string }) => void): Promise<void> {
  const heap = await worker.getHeapStatistics().catch(() => null);
  const external = heap === null ? 0 : heap.external_memory;
  if (external > options.externalMb * 1024 * 1024) finish({ ok: false, failure: 'memory', message: `${external} bytes of buffers` });
}
