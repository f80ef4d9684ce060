import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const main = join(import.meta.dirname, '../cli/main.ts');

/** The product as a customer runs it: a process of its own with a data folder of its own. */
export type RunningServer = {
  readonly url: string;
  readonly setupCode: string;
  readonly folder: string;
  /** The largest amount of memory the server has used so far, in MB; null where the system does not tell. */
  peakMegabytes(): number | null;
  /** Measures the peak anew from here on, where the system allows it. */
  resetPeak(): void;
  /** What the server wrote so far. */
  output(): string;
  /** Another command of the product on the same data folder. */
  command(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }>;
  /** Stops the server and removes its data folder. */
  close(): Promise<void>;
};

export async function startScratchServer(from: string): Promise<RunningServer> {
  const scratch = mkdtempSync(join(tmpdir(), 'readback-scratch-'));
  const folder = join(scratch, 'data');
  const environment = { ...withoutSettings(process.env), READBACK_DATA_DIR: folder, READBACK_REQUESTS_PER_MINUTE: '10000000', READBACK_SESSION_MINUTES: '720', READBACK_LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, [...process.execArgv, main, 'start', '--simulation', '--api-only', '--from', from, '--port', String(await freePort())], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const close = async (): Promise<void> => {
    await stop(child);
    rmSync(scratch, { recursive: true, force: true });
  };
  try {
    const { url, setupCode } = await ready(child, () => output);
    return { url, setupCode, folder, peakMegabytes: () => peakOf(child), resetPeak: () => resetPeak(child), output: () => output, command: (...args) => command(environment, args), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('READBACK_') && name !== 'DATABASE_URL'));
}

async function ready(child: ChildProcess, output: () => string): Promise<{ url: string; setupCode: string }> {
  for (let waited = 0; waited < 120_000; waited += 100) {
    const url = /Readback is ready: (\S+)/.exec(output())?.[1];
    const setupCode = /with the code (\S+)/.exec(output())?.[1];
    if (url !== undefined && setupCode !== undefined) return { url, setupCode };
    if (child.exitCode !== null) break;
    await pause(100);
  }
  throw new Error(`The server did not start. It wrote:\n${output()}`);
}

function peakOf(child: ChildProcess): number | null {
  try {
    const kilobytes = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
  } catch {
    return null;
  }
}

function resetPeak(child: ChildProcess): void {
  try {
    writeFileSync(`/proc/${child.pid}/clear_refs`, '5');
  } catch {
    // the peak then stays that of the whole run
  }
}

function command(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...process.execArgv, main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await ended;
  clearTimeout(timer);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The superuser's way into the scratch database, past everything the product guards. */
export function superuserUrl(folder: string): string {
  const port = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3];
  return `postgres://postgres:postgres@127.0.0.1:${port}/readback`;
}
