// Every table is protected by the database itself, or stands here with the reason why it need not be.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { openTestDatabase } from './kit/database.ts';

/** Tables without regulated content. A new table is regulated unless it is added here with its reason. */
const OPERATIONAL: Readonly<Record<string, string>> = {
  instance: 'identity of the data folder; its own trigger refuses all but a simulation moving forward',
  idempotency_key: 'answers kept for repeated requests; the acts they repeat are audited',
  clock_mark: 'how far timed acts were carried out; each timed act is audited itself',
  session: 'who is signed in; sign-in and sign-out are audited as events',
  setup_code: 'the one-time code of the first start; setting up is audited itself',
  working_text: 'text being written; it counts only when an audited act puts it into the version',
  writing_lock: 'who is writing at the moment; taking over is audited as an event',
  kept_text: 'text kept for its author to copy from; it is no content of a version',
  draft_figure: 'figures of text being written; they come into the version with the text',
  scim_call: 'the last calls of directories, for whoever sets one up; what they change is audited',
  reading: 'progress while reading; copied whole into the immutable record',
  migration_checksum: 'owned by the migrations, not writable by the server',
  kysely_migration: 'owned by the migrations, not writable by the server',
  kysely_migration_lock: 'owned by the migrations, not writable by the server',
};
/** The trail cannot ask for an event before itself. */
const TRAIL = ['audit_event', 'audit_leaf', 'audit_checkpoint'];

const database = await openTestDatabase();
after(() => database.close());

const folder = join(import.meta.dirname, '../migrations');
const migrations = readdirSync(folder).filter((name) => name.endsWith('.sql')).map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
const called = (procedure: string): string[] => [...migrations.matchAll(new RegExp(`call ${procedure}\\('(\\w+)'\\)`, 'g'))].map((match) => match[1] ?? '');

async function tables(): Promise<string[]> {
  const rows = await database.asOwner(`select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`);
  return rows.map((row) => String(row['table_name']));
}

async function unprotected(): Promise<string[]> {
  const regulated = called('regulate');
  return (await tables()).filter((table) => !regulated.includes(table) && !TRAIL.includes(table) && OPERATIONAL[table] === undefined);
}

test('AUD-01 every table is regulated, or named as operational with its reason', async () => {
  assert.deepEqual(await unprotected(), []);
  await database.asOwner('create table planted (id uuid primary key)');
  assert.deepEqual(await unprotected(), ['planted'], 'a planted table is found');
  await database.asOwner('drop table planted');
  const existing = await tables();
  assert.deepEqual([...Object.keys(OPERATIONAL), ...called('regulate')].filter((table) => !existing.includes(table)), [], 'no name without its table');
});

test('AUD-01 the database refuses every unaudited write to a regulated table', async () => {
  for (const table of called('regulate')) {
    for (const write of [`delete from ${table}`, `update ${table} set ${await firstColumn(table)} = ${await firstColumn(table)}`, `insert into ${table} select * from ${table}`]) {
      await assert.rejects(database.asOwner(write), /without an audit event|append-only|cannot insert a non-DEFAULT value/, `${write} by the owner`);
    }
    await assert.rejects(sql.raw(`truncate ${table}`).execute(database.db), /permission denied/, `truncate ${table} by the server`);
  }
});

test('AUD-01 frozen tables refuse change by anyone', async () => {
  for (const table of [...called('freeze'), ...TRAIL]) {
    await assert.rejects(database.asOwner(`truncate ${table} cascade`), /append-only|without an audit event/, `truncate ${table} by the owner`);
    for (const write of [`delete from ${table}`, `update ${table} set ${await firstColumn(table)} = null`]) {
      await assert.rejects(sql.raw(write).execute(database.db), /permission denied|append-only/, `${write} by the server`);
    }
  }
});

test('AUD-01 the server role owns nothing and cannot switch a trigger off', async () => {
  const owned = await database.asOwner(`select relname from pg_class where relowner = 'readback_app'::regrole`);
  assert.deepEqual(owned, []);
  await assert.rejects(sql`alter table person disable trigger all`.execute(database.db), /must be owner/);
  await assert.rejects(sql`set session_replication_role = replica`.execute(database.db), /permission denied/);
});

async function firstColumn(table: string): Promise<string> {
  const rows = await database.asOwner(`select column_name from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position limit 1`, [table]);
  return String(rows[0]?.['column_name']);
}
