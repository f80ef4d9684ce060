// What the gate call costs: the real application over HTTP, against the same authenticated route doing one indexed select.
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { buildApp } from '../src/app/server.ts';
import { createKey } from '../src/features/access/contract.ts';
import { askQualifications, MOST_PAIRS } from '../src/features/training/qualification/contract.ts';
import { may } from '../src/features/training/permissions.ts';
import { done } from '../src/kernel/decision.ts';
import { endpoint } from '../src/kernel/endpoint.ts';
import { readConfig } from '../src/platform/config.ts';
import { openInstallation, type Installation } from '../src/platform/installation.ts';
import type { Router } from '../src/platform/http/route.ts';
import { samplePairs, type Sample } from './qualified/sample.ts';
import type { Load, Measured } from './qualified/worker.ts';
import { rounded } from './world/measure.ts';
import { openWorld, type World } from './world/open.ts';

type Result = Readonly<Record<string, string | number | boolean>>;
type Say = (line: string) => void;
type Effort = { readonly rounds: number; readonly concurrencies: readonly number[] };

const MOST_RATIO = 1.5;
const SECONDS = 1;
const PEOPLE = 540; // two questions for each who must know something: more than a batch of a thousand

const reference = endpoint({ method: 'GET', path: '/reference', area: 'Benchmark', summary: 'One indexed select', may: may.readTraining, query: z.object({ person: z.string() }), reply: z.object({ id: z.uuid(), name: z.string() }) });

export async function run(options: { readonly people: number; readonly documents: number }, say: Say): Promise<Result> {
  const world = await openWorld(options, say);
  try {
    const measured = await measureQualified(world, { rounds: 5, concurrencies: [1, 32] }, say);
    const within = [measured['ratio1'], measured['ratio32']].every((ratio) => Number(ratio) <= MOST_RATIO);
    return { ...options, ...measured, mostRatio: MOST_RATIO, ok: within && measured['differences'] === 0 };
  } finally {
    await world.close();
  }
}

/** The application a second time on the same data folder, with one more route: a customer's has none that only reads a row. */
export async function measureQualified(world: World, effort: Effort, say: Say): Promise<Result> {
  const read = readConfig({ READBACK_DATA_DIR: world.server.folder, READBACK_REQUESTS_PER_MINUTE: '10000000', READBACK_LOG_LEVEL: 'error' });
  if (!read.ok) throw new Error(read.mistakes.join('\n'));
  const { token } = await world.staff.administrator.client.call(createKey, { body: { name: 'gate', role: 'service' } });
  const samples = (await samplePairs(world.superuser, PEOPLE)).slice(0, MOST_PAIRS);
  const installation = await openInstallation(read.config);
  try {
    return { pairsInBatch: samples.length, ...(await answers(world, samples)), ...(await serve(installation, token, samples, effort, say)) };
  } finally {
    await installation.close();
  }
}

async function answers({ staff }: World, samples: readonly Sample[]): Promise<{ qualified: number; differences: number }> {
  const reply = await staff.trainer.client.call(askQualifications, { body: { pairs: samples.map(({ person, document }) => ({ person, document })) } });
  return { qualified: reply.answers.filter((answer) => answer.qualified).length, differences: samples.filter(({ qualified }, place) => reply.answers[place]?.qualified !== qualified).length };
}

async function serve(installation: Installation, token: string, samples: readonly Sample[], effort: Effort, say: Say): Promise<Record<string, number>> {
  const { app } = await buildApp({ installation, also: addReference }, 'http://localhost');
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const worker = new Worker(new URL('./qualified/worker.ts', import.meta.url));
  try {
    return await measure((load) => ask(worker, { ...load, url, token }), samples, effort, say);
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

async function measure(send: Send, samples: readonly Sample[], { rounds, concurrencies }: Effort, say: Say): Promise<Record<string, number>> {
  const plain = samples.map(({ person }) => ({ path: `/api/v1/reference?person=${person}` }));
  const gate = samples.map(({ person, document }) => ({ path: `/api/v1/qualification?person=${person}&document=${document}` }));
  const body = JSON.stringify({ pairs: samples.map(({ person, document }) => ({ person, document })) });
  const kinds = { plain: { method: 'GET', requests: plain }, gate: { method: 'GET', requests: gate }, batch: { method: 'POST', requests: [{ path: '/api/v1/qualification', body }] } } as const;
  const result: Record<string, number> = {};
  for (const concurrency of concurrencies) {
    const best = new Map<keyof typeof kinds, Measured>();
    for (let round = 0; round <= rounds; round += 1) {
      for (const kind of ['plain', 'gate', 'batch'] as const) {
        const measured = await send({ ...kinds[kind], concurrency, seconds: SECONDS });
        if (measured.failed > 0) throw new Error(`${measured.failed} requests failed`);
        const before = best.get(kind);
        if (round > 0 && (before === undefined || measured.p50 < before.p50)) best.set(kind, measured); // the first round warms up
      }
    }
    for (const [kind, { p50, p99, perSecond }] of best) {
      say(`${kind}, ${concurrency} at a time: p50 ${rounded(p50)} ms, p99 ${rounded(p99)} ms, ${Math.round(perSecond)} a second`);
      Object.assign(result, { [`${kind}P50Ms${concurrency}`]: rounded(p50), [`${kind}P99Ms${concurrency}`]: rounded(p99), [`${kind}PerSecond${concurrency}`]: Math.round(perSecond) });
    }
    const p50 = (kind: keyof typeof kinds): number => best.get(kind)?.p50 ?? 0;
    result[`ratio${concurrency}`] = rounded(p50('gate') / p50('plain'));
    result[`batchRatio${concurrency}`] = rounded(p50('batch') / p50('plain')); // a thousand answers for the time of so many single selects
  }
  return result;
}
