// A registry mirror may hold some platforms' packages only. npm then leaves the others out of the lock file, and `npm ci`
// refuses such a file everywhere. This puts them back in, so that the lock file is whole for every platform.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node.mjs';

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const PROCESSORS = ['arm64', 'x64', 'ia32', 'riscv64', 's390x', 'ppc64', 'loong64', 'wasm32', 'arm'];

export function completeLock(file = join(root, 'package-lock.json')) {
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const packages = { ...lock.packages };
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(path === '' ? {} : (entry.optionalDependencies ?? {}))) {
      if (isFound(packages, path, name)) continue;
      packages[`node_modules/${name}`] = placeholder(name, version, entry.dev);
    }
  }
  lock.packages = Object.fromEntries(Object.entries(packages).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}

/** Looks where Node would: beside the package that asks, then further up. */
function isFound(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === '' || !folder.includes('/node_modules/')) return packages[`node_modules/${name}`] !== undefined;
  }
}

function placeholder(name, version, dev) {
  const target = name.split('/').at(-1);
  const system = SYSTEMS.find((known) => target.includes(known));
  const processor = PROCESSORS.find((known) => target.includes(known));
  if (system === undefined || processor === undefined || !/^\d/.test(version)) throw new Error(`${name}@${version} is missing from the registry and is not a platform's package`);
  const libc = target.includes('musl') ? ['musl'] : target.includes('gnu') ? ['glibc'] : undefined;
  return { version, cpu: [processor], ...(dev === true ? { dev: true } : {}), ...(libc === undefined ? {} : { libc }), optional: true, os: [system] };
}

if (process.argv[1] === import.meta.filename) completeLock(process.argv[2]);
