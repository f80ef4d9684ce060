// npm run format -- FILE…: lays out the named files (all files only when asked with `.`).
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('Name the files to format: npm run format -- src/kernel/day.ts (or `.` for all).');
  process.exit(2);
}
const root = join(import.meta.dirname, '..');
process.exit(spawnSync(process.execPath, [join(root, 'node_modules/oxfmt/bin/oxfmt'), ...files], { cwd: root, stdio: 'inherit' }).status ?? 1);
