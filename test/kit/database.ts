import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../src/platform/db/embedded.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { openDatabase, type Db } from '../../src/platform/db/pool.ts';
import { TEST_SERVER_FLAGS, testServerUrl } from './postgres.ts';

export type TestDatabase = {
  /** As the server connects: role readback_app. */
  readonly db: Db;
  readonly url: string;
  /** Runs SQL as the owner of the database, past all protection: for tampering and for looking behind. */
  asOwner(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
};

export type TestDatabaseOptions = {
  /** Creates the data folder's identity as a simulation that starts at this instant; otherwise as a real one. */
  readonly simulatedNow?: Temporal.Instant;
  /**
   * A database server of its own (a second more): for what depends on the transactions of the whole server,
   * such as sealing, which waits for all that were running.
   */
  readonly ownServer?: boolean;
  /** Leaves the identity out, as before the first start. */
  readonly blank?: boolean;
};

/** A migrated PostgreSQL database of its own for one test file. Close it in `after`. */
export async function openTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = options.ownServer === true ? await startOwnServer() : null;
  const urlOf = server?.urlOf ?? (await testServerUrl());
  const admin = new pg.Client({ connectionString: urlOf('postgres') });
  await admin.connect();
  const name = `test_${randomBytes(6).toString('hex')}`;
  const template = await ensureTemplate(admin, urlOf);
  await admin.query(`create database ${name} template ${template} strategy file_copy`);
  const url = urlOf(name);
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  if (options.blank !== true) {
    await owner.query('insert into instance (id, simulation, created_at, simulated_now) values (gen_random_uuid(), $1, now(), $2)', [options.simulatedNow !== undefined, options.simulatedNow ?? null]);
  }
  const db = openDatabase(url);
  return {
    db,
    url,
    asOwner: async (text, values = []) => (await owner.query<Record<string, unknown>>(text, [...values])).rows,
    async close() {
      await db.destroy();
      await owner.end();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
      await server?.remove();
    },
  };
}

async function startOwnServer(): Promise<{ urlOf(database: string): string; remove(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'readback-own-server-'));
  const server = await startEmbedded(folder, { flags: [...TEST_SERVER_FLAGS, '-c', 'autovacuum=off'] });
  return {
    urlOf: server.urlOf,
    async remove() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The database that the others are copied from; its name says which migrations it has. */
async function ensureTemplate(admin: pg.Client, urlOf: (database: string) => string): Promise<string> {
  const hash = hashOfMigrations();
  const template = `template_${hash}`;
  await admin.query('select pg_advisory_lock(20261123)');
  try {
    const found = await admin.query('select from pg_database where datname = $1', [template]);
    if (found.rowCount === 0) {
      const making = `making_${hash}`;
      await admin.query(`drop database if exists ${making} with (force)`);
      await admin.query(`create database ${making}`);
      await migrate(urlOf(making));
      await admin.query(`alter database ${making} rename to ${template}`);
    }
  } finally {
    await admin.query('select pg_advisory_unlock(20261123)');
  }
  return template;
}

function hashOfMigrations(): string {
  const folder = join(import.meta.dirname, '../../migrations');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.sql')).toSorted()) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}
