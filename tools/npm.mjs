// npm with the pinned Node, so that new packages are chosen for it: npm run add -- NAME
import { execFileSync, spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { completeLock } from './complete-lock.mjs';
import { pinnedNode, root } from './node.mjs';

const npm = process.env['npm_execpath'] ?? realpathSync(execFileSync('which', ['npm'], { encoding: 'utf8' }).trim());
const node = pinnedNode();
const done = spawnSync(node, [npm, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: `${dirname(node)}:${process.env['PATH']}` } });
if (done.status === 0) completeLock();
process.exit(done.status ?? 1);
