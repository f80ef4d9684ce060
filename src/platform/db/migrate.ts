import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { openDatabase } from './pool.ts';

const folder = join(import.meta.dirname, '../../../migrations');

export class MigrationError extends Error {}

/** Brings the database to this build's schema. A migration that was applied with other text is an error, not a surprise later. */
export async function migrate(url: string): Promise<string[]> {
  const db = openDatabase(url, { max: 1, owner: true });
  try {
    await sql`create table if not exists migration_checksum (name text primary key, sha256 text not null)`.execute(db);
    const files = readdirSync(folder).filter((name) => name.endsWith('.sql')).toSorted();
    const texts = new Map(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
    const known = await sql<{ name: string; sha256: string }>`select name, sha256 from migration_checksum`.execute(db);
    for (const row of known.rows) {
      const text = texts.get(row.name);
      if (text === undefined) throw new MigrationError(`The database was migrated with ${row.name}, which this build does not have. Run a build at least as new as the database.`);
      if (checksum(text) !== row.sha256) throw new MigrationError(`migrations/${row.name} was changed after it was applied. Restore its text; changes go into a new migration.`);
    }
    const migrations = Object.fromEntries([...texts].map(([name, text]) => [name, fromSql(name, text)]));
    const { error, results } = await new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } }).migrateToLatest();
    if (error !== undefined) throw new MigrationError(`Migration ${results?.find((result) => result.status === 'Error')?.migrationName ?? ''} failed: ${error instanceof Error ? error.message : JSON.stringify(error)}`);
    return (results ?? []).map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}

function fromSql(name: string, text: string): Migration {
  return {
    async up(db) {
      await sql.raw(text).execute(db);
      await sql`insert into migration_checksum (name, sha256) values (${name}, ${checksum(text)})`.execute(db);
    },
  };
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
