// Runs the test database server beside the test processes and stops it when it has been idle for a while.
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../src/platform/db/embedded.ts';
import { TEST_SERVER_FLAGS, testServerFolder } from './postgres.ts';

const IDLE_MILLISECONDS = 90_000;
const lockFile = join(testServerFolder, 'keeper.pid');
const readyFile = join(testServerFolder, 'ready');

mkdirSync(testServerFolder, { recursive: true });
if (claim()) await keep();

async function keep(): Promise<void> {
  const server = await startEmbedded(testServerFolder, { flags: TEST_SERVER_FLAGS });
  const admin = new pg.Client({ connectionString: server.urlOf('postgres') });
  await admin.connect();
  const left = await admin.query<{ datname: string }>(`select datname from pg_database where datname ~ '^(test|template|making)_'`);
  for (const { datname } of left.rows) await admin.query(`drop database if exists ${admin.escapeIdentifier(datname)} with (force)`);
  writeFileSync(readyFile, server.urlOf('').replace(/\/$/, ''));
  const watch = setInterval(() => void stopWhenIdle(), 2000);
  let idleSince = performance.now();

  async function stopWhenIdle(): Promise<void> {
    const others = await admin.query(`select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() and application_name <> 'readback presence'`);
    if ((others.rowCount ?? 0) > 0) idleSince = performance.now();
    if (performance.now() - idleSince > IDLE_MILLISECONDS) await stop();
  }
  async function stop(): Promise<void> {
    clearInterval(watch);
    rmSync(readyFile, { force: true });
    await admin.end();
    await server.stop();
    rmSync(lockFile, { force: true });
    process.exit(0);
  }
}

/** True in the one process that keeps the server. */
function claim(): boolean {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(openSync(lockFile, 'wx'), String(process.pid));
      return true;
    } catch {
      if (alive(Number(readFileSync(lockFile, 'utf8')))) return false;
      rmSync(lockFile, { force: true });
    }
  }
  return false;
}

function alive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}
