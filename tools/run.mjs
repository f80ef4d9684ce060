// Runs a TypeScript entry with the pinned Node: node tools/run.mjs FILE [arguments]
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { pinnedNode } from './node.mjs';

const node = pinnedNode();
const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, PATH: `${dirname(node)}:${process.env['PATH'] ?? ''}` },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
