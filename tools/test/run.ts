import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export type Counts = { readonly passed: number; readonly failed: number };
export type Step = { readonly name: string; readonly part: Part; readonly run: () => Promise<Counts> };
export const PARTS = ['static', 'unit', 'db', 'http', 'build', 'e2e'] as const;
export type Part = (typeof PARTS)[number];

/** A tool that is silent when all is well; what it says otherwise is shown. */
export function tool(name: string, part: Part, script: string, ...args: string[]): Step {
  return {
    name, part,
    async run() {
      const { code, output } = await node([join(root, script), ...args], 'captured');
      if (code !== 0) process.stdout.write(`\n${output.trimEnd()}\n`);
      return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
    },
  };
}

export type TestStep = { readonly name: string; readonly part: Part; readonly pattern: string | readonly string[]; readonly not?: RegExp; readonly flags: readonly string[] };

export function tests(step: TestStep): Step {
  return {
    name: step.name, part: step.part,
    async run() {
      const files = globSync(step.pattern, { cwd: root }).filter((file) => step.not?.test(file) !== true).toSorted();
      if (files.length === 0) {
        process.stdout.write(' (none yet)');
        return { passed: 0, failed: 0 };
      }
      process.stdout.write(` (${files.length} files)\n`);
      const folder = mkdtempSync(join(tmpdir(), 'readback-counts-'));
      const countsFile = join(folder, 'counts.json');
      try {
        const { code } = await node(['--test', `--test-reporter=${join(root, 'tools/test/reporter.ts')}`, ...step.flags, ...files], 'shown', { TEST_COUNTS_FILE: countsFile });
        const counts = existsSync(countsFile) ? (JSON.parse(readFileSync(countsFile, 'utf8')) as Counts) : { passed: 0, failed: 0 }; // written by our reporter
        return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

function node(args: readonly string[], output: 'captured' | 'shown', extra: Record<string, string> = {}): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { cwd: root, env: environment(extra), stdio: ['ignore', output === 'shown' ? 'inherit' : 'pipe', output === 'shown' ? 'inherit' : 'pipe'] });
    const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
    process.once('SIGTERM', forward);
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.on('close', (code) => {
      process.off('SIGTERM', forward);
      resolve({ code: code ?? 1, output: text });
    });
  });
}

/** Tests see no setting of this machine, and a time zone far from any site in them: nothing may depend on the server's. */
function environment(extra: Record<string, string>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('READBACK_') && name !== 'DATABASE_URL' && name !== 'NODE_TEST_CONTEXT');
  return { ...Object.fromEntries(own), TZ: 'Pacific/Auckland', ...extra };
}
