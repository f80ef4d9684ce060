import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const keeper = join(import.meta.dirname, 'postgres-keeper.ts');
const projectRoot = join(import.meta.dirname, '../..');

/** One server for all test files of this checkout; it ends by itself when nobody has been connected for a while. */
export const testServerFolder = join(tmpdir(), `readback-test-${createHash('sha256').update(projectRoot).digest('hex').slice(0, 8)}`);

/** Test data is thrown away: nothing waits for the disk. */
export const TEST_SERVER_FLAGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_wal_size=4GB'].flatMap((setting) => ['-c', setting]);

/** The test server's address of a database, started when it is not running. */
export async function testServerUrl(): Promise<(database: string) => string> {
  const running = await reachable();
  if (running !== null) return running;
  spawn(process.execPath, [keeper], { detached: true, stdio: 'ignore' }).unref();
  for (let waited = 0; waited < 60_000; waited += 100) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const started = await reachable();
    if (started !== null) return started;
  }
  throw new Error(`The test database server did not start within a minute. Run \`node ${keeper}\` to see why.`);
}

async function reachable(): Promise<((database: string) => string) | null> {
  const ready = join(testServerFolder, 'ready');
  if (!existsSync(ready)) return null;
  const base = readFileSync(ready, 'utf8').trim();
  const urlOf = (database: string): string => `${base}/${database}`;
  const client = new pg.Client({ connectionString: urlOf('postgres'), connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    return urlOf;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}
