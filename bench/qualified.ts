// What the gate call costs: the real application over HTTP, against the same authenticated route doing one indexed select.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { buildApp } from '../src/app/server.ts';
import { superuserUrl } from '../src/app/acceptance/server.ts';
import { may } from '../src/features/training/permissions.ts';
import { done } from '../src/kernel/decision.ts';
import { endpoint } from '../src/kernel/endpoint.ts';
import { readConfig } from '../src/platform/config.ts';
import { openInstallation, type Installation } from '../src/platform/installation.ts';
import type { Router } from '../src/platform/http/route.ts';
import { hashToken } from '../src/platform/secret.ts';
import { fillWorld, type World } from './qualified/fill.ts';
import type { Load, Measured } from './qualified/worker.ts';

type Result = Readonly<Record<string, string | number | boolean>>;
type Say = (line: string) => void;

const MOST_RATIO = 1.5;
const ROUNDS = 5;
const SECONDS = 1;
const TOKEN = 'rb_a-key-of-the-benchmark';
const PAIRS = 1000;

const reference = endpoint({ method: 'GET', path: '/reference', area: 'Benchmark', summary: 'One indexed select', may: may.readTraining, query: z.object({ person: z.string() }), reply: z.object({ id: z.uuid(), name: z.string() }) });

export async function run({ people, documents }: { readonly people: number; readonly documents: number }, say: Say): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'readback-bench-'));
  const read = readConfig({ READBACK_DATA_DIR: folder, READBACK_REQUESTS_PER_MINUTE: '10000000', READBACK_LOG_LEVEL: 'error' });
  if (!read.ok) throw new Error(read.mistakes.join('\n'));
  const installation = await openInstallation(read.config);
  try {
    say(`Filling a scratch database: ${people} people, ${documents} documents …`);
    const world = await fillWorld(superuserUrl(folder), { people, documents, tokenHash: hashToken(TOKEN) });
    return await serve(installation, world, say);
  } finally {
    await installation.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function serve(installation: Installation, world: World, say: Say): Promise<Result> {
  const { app } = await buildApp({ installation, also: addReference }, 'http://localhost');
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const worker = new Worker(new URL('./qualified/worker.ts', import.meta.url));
  try {
    return await measure((load) => ask(worker, { ...load, url, token: TOKEN }), world, say);
  } finally {
    await worker.terminate();
    await app.close();
  }
}

function addReference(route: Router): void {
  route(reference, {}, async (ctx, { query }) => done(await ctx.db.selectFrom('person').select(['id', 'name']).where('employee_number', '=', query.person).executeTakeFirstOrThrow()));
}

function ask(worker: Worker, load: Load): Promise<Measured> {
  return new Promise((resolve) => {
    worker.once('message', resolve); // a worker that fails ends the benchmark
    worker.postMessage(load);
  });
}

type Send = (load: Omit<Load, 'url' | 'token'>) => Promise<Measured>;

async function measure(send: Send, world: World, say: Say): Promise<Result> {
  const people = Array.from({ length: 500 }, (_, index) => world.person(index * 37));
  const plain = people.map((person) => ({ path: `/api/v1/reference?person=${person}` }));
  const gate = people.map((person, index) => ({ path: `/api/v1/qualification?person=${person}&document=${world.document(index * 37, index)}` }));
  const pairs = Array.from({ length: PAIRS }, (_, index) => ({ person: world.person(index * 53), document: world.document(index * 53, index) }));
  const kinds = { plain: { method: 'GET', requests: plain }, gate: { method: 'GET', requests: gate }, batch: { method: 'POST', requests: [{ path: '/api/v1/qualification', body: JSON.stringify({ pairs }) }] } } as const;
  const result: Record<string, number> = {};
  for (const concurrency of [1, 32]) {
    const best = new Map<keyof typeof kinds, Measured>();
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const kind of ['plain', 'gate', 'batch'] as const) {
        const measured = await send({ ...kinds[kind], concurrency, seconds: SECONDS });
        if (measured.failed > 0) throw new Error(`${measured.failed} requests failed`);
        const before = best.get(kind);
        if (round > 0 && (before === undefined || measured.p50 < before.p50)) best.set(kind, measured); // the first round warms up
      }
    }
    for (const [kind, { p50, p99, perSecond }] of best) {
      say(`${kind}, ${concurrency} at a time: p50 ${round(p50)} ms, p99 ${round(p99)} ms, ${Math.round(perSecond)} a second`);
      Object.assign(result, { [`${kind}P50Ms${concurrency}`]: round(p50), [`${kind}P99Ms${concurrency}`]: round(p99), [`${kind}PerSecond${concurrency}`]: Math.round(perSecond) });
    }
    const p50 = (kind: keyof typeof kinds): number => best.get(kind)?.p50 ?? 0;
    result[`ratio${concurrency}`] = round(p50('gate') / p50('plain'));
    result[`batchRatio${concurrency}`] = round(p50('batch') / p50('plain')); // a thousand answers for the time of so many single selects
  }
  return { people: world.people, documents: world.documents, records: world.records, pairsInBatch: PAIRS, ...result, mostRatio: MOST_RATIO, ok: (result['ratio1'] ?? Infinity) <= MOST_RATIO };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
