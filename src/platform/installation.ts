import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openClock, type Clock } from './clock.ts';
import type { Config } from './config.ts';
import { ensureDatabase, startEmbedded } from './db/embedded.ts';
import { migrate } from './db/migrate.ts';
import { openDatabase, type Db } from './db/pool.ts';
import { loadKeys, type Keys } from './keys.ts';

/** A data folder with its database, ready to be worked on by the server or by a command beside it. */
export type Installation = {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly db: Db;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly isSimulation: boolean;
  /** Closes the connections, and the embedded server if this process started it. */
  close(): Promise<void>;
};

export type OpenOptions = {
  /** Makes a new data folder a simulation whose time begins here. An existing one stays what it is. */
  readonly simulationFrom?: Temporal.Instant | 'now';
  readonly connections?: number;
  readonly say?: (progress: string) => void;
};

export class InstallationError extends Error {}

/** Starts or finds the database, brings it up to date, and checks that folder and database belong together. */
export async function openInstallation(config: Config, options: OpenOptions = {}): Promise<Installation> {
  const server = await openServer(config, options.say ?? (() => undefined));
  try {
    const applied = await migrate(server.url);
    if (applied.length > 0) options.say?.(`Database brought up to date (${applied.length} migrations).`);
    const { id, simulation } = await identify(server.url, config, options);
    const keys = keysOf(config.dataDir, id);
    const db = openDatabase(server.url, { max: options.connections ?? 20 });
    const clock = await openClock(db);
    return {
      config, databaseUrl: server.url, db, keys, clock, isSimulation: simulation,
      async close() {
        await db.destroy();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function openServer(config: Config, say: (progress: string) => void): Promise<{ url: string; stop(): Promise<void> }> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, stop: () => Promise.resolve() };
  const isNew = !existsSync(join(config.dataDir, 'postgres', 'PG_VERSION'));
  say(isNew ? `Creating a PostgreSQL database in ${config.dataDir} …` : 'Opening the database …');
  const server = await startEmbedded(config.dataDir).catch((error: unknown) => {
    throw new InstallationError(`PostgreSQL in ${join(config.dataDir, 'postgres')} did not start${error instanceof Error ? `: ${error.message}` : ''}. See that the folder is writable and the disk not full, or set DATABASE_URL to a PostgreSQL 18.`);
  });
  await ensureDatabase(server.urlOf('postgres'), 'readback');
  return server;
}

type Identity = { readonly id: string; readonly simulation: boolean };

/** The one row that says what this installation is; made at the first start. */
async function identify(url: string, config: Config, options: OpenOptions): Promise<Identity> {
  const owner = openDatabase(url, { max: 1, owner: true });
  try {
    const existing = await owner.selectFrom('instance').select(['id', 'simulation']).executeTakeFirst();
    if (existing !== undefined) return checkKind(existing, config, options);
    const from = options.simulationFrom === 'now' ? Temporal.Now.instant() : (options.simulationFrom ?? null);
    const made = await sql<Identity>`insert into instance (id, simulation, created_at, simulated_now) values (${randomUUID()}, ${from !== null}, now(), ${from}) on conflict do nothing returning id, simulation`.execute(owner);
    const identity = made.rows[0] ?? (await owner.selectFrom('instance').select(['id', 'simulation']).executeTakeFirstOrThrow());
    if (made.rows[0] !== undefined) bindKeys(config.dataDir, identity.id);
    return checkKind(identity, config, options);
  } finally {
    await owner.destroy();
  }
}

/** New keys belong to the new database; the file beside them says so. */
function bindKeys(dataDir: string, instanceId: string): void {
  loadKeys(dataDir);
  writeFileSync(join(dataDir, 'keys', 'instance'), instanceId, { mode: 0o600 });
}

/** Never makes keys for a database that has been in use: its audit trail could not go on with them. */
function keysOf(dataDir: string, instanceId: string): Keys {
  const file = join(dataDir, 'keys', 'instance');
  if (!existsSync(file)) throw new InstallationError(`${file} is missing: without the keys of this installation its audit trail cannot go on. Restore the folder "keys" from the backup, or set READBACK_DATA_DIR to the data folder that has it.`);
  if (readFileSync(file, 'utf8').trim() !== instanceId) throw new InstallationError(`The keys in ${join(dataDir, 'keys')} belong to another database. Set READBACK_DATA_DIR to the data folder of this one.`);
  return loadKeys(dataDir);
}

function checkKind(identity: Identity, config: Config, options: OpenOptions): Identity {
  if (options.simulationFrom !== undefined && !identity.simulation) {
    throw new InstallationError(`${config.dataDir} holds real data, and real data never becomes a simulation. Give the simulation a folder of its own: READBACK_DATA_DIR=./simulation ./readback start --simulation`);
  }
  return identity;
}
