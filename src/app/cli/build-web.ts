import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, type Terminal } from './command.ts';

const root = join(import.meta.dirname, '../../..');
export const webFolder = join(root, 'dist/web');
const stampFile = join(webFolder, '.sources');
const SOURCES = ['index.html', 'vite.config.ts', 'package-lock.json', 'src/ui/**/*', 'src/kernel/*', 'src/app/web/**/*', 'src/features/*/web/**/*', 'src/features/**/{contract,permissions,types,rules,rules-*}.ts'];

/** Builds the web app when its sources are not those of the last build. */
export async function buildWeb(terminal: Terminal): Promise<void> {
  const wanted = hashOfSources();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  terminal.say('Building the web app (only when it changed; a few seconds) …');
  const { code, output } = await vite();
  if (code !== 0) throw new CommandError(`The web app does not build:\n${output.trim()}`);
  writeFileSync(stampFile, wanted);
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = SOURCES.flatMap((pattern) => globSync(pattern, { cwd: root, withFileTypes: true })).filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name));
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).toSorted()) hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

function vite(): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd: root, env: { ...process.env, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
