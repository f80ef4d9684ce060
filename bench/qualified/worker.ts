// Sends requests from a thread of its own, so that the server measured has the main one for itself.
import { Agent, request } from 'node:http';
import { parentPort } from 'node:worker_threads';

export type Load = { readonly url: string; readonly token: string; readonly method: 'GET' | 'POST'; /** Path, and body for a POST; taken in turn. */ readonly requests: readonly { readonly path: string; readonly body?: string }[]; readonly concurrency: number; readonly seconds: number };
export type Measured = { readonly requests: number; readonly p50: number; readonly p99: number; readonly perSecond: number; readonly failed: number };

async function send(load: Load, agent: Agent, turn: number): Promise<boolean> {
  const { path, body } = load.requests[turn % load.requests.length] ?? { path: '/' };
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${load.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }) };
    const sent = request(`${load.url}${path}`, { method: load.method, agent, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode === 200));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function run(load: Load): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.concurrency });
  const times: number[] = [];
  let [turn, failed] = [0, 0];
  const begun = performance.now();
  const until = begun + load.seconds * 1000;
  const one = async (): Promise<void> => {
    while (performance.now() < until) {
      const started = performance.now();
      if (!(await send(load, agent, (turn += 1)))) failed += 1;
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: load.concurrency }, one));
  const took = (performance.now() - begun) / 1000;
  agent.destroy();
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { requests: sorted.length, p50: at(0.5), p99: at(0.99), perSecond: sorted.length / took, failed };
}

parentPort?.on('message', (load: Load) => void run(load).then((measured) => parentPort?.postMessage(measured)));
