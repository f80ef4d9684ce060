import { sql } from 'kysely';
import type { Context } from '../../src/platform/context.ts';
import { openDatabase, type Db, type Tx } from '../../src/platform/db/pool.ts';
import { uuidv7 } from '../../src/platform/ids.ts';
import { loadKeys } from '../../src/platform/keys.ts';
import { openLog } from '../../src/platform/log.ts';
import { saveAuditEvents } from '../../src/features/audit/store.ts';
import { writeDocuments } from './documents.ts';
import { writeObligations, writeRules } from './matrix.ts';
import { writeOrganisation, writePeople } from './people.ts';
import type { WorldSize } from './size.ts';
import { writeTraining } from './training.ts';

/** Written row by row into these, the indexes would take most of the time; they are made anew from what is there. */
const LARGE = ['obligation', 'assignment', 'training_record'];

export type Loading = { readonly tx: Tx; readonly now: Temporal.Instant; readonly size: WorldSize; readonly authorId: string; readonly approverId: string };

/**
 * Writes the company past the product, which would take days, in one transaction that has its audit event like every
 * other: the trail says that, and how much, was loaded. Triggers are off meanwhile; `checkReferences` looks afterwards for
 * what they would have refused, and a sweep of the product itself (see `run`) must find nothing to change.
 */
export async function loadWorld(url: string, folder: string, load: Omit<Loading, 'tx'>, say: (line: string) => void): Promise<void> {
  const owner = openDatabase(url, { max: 1, owner: true });
  try {
    await owner.transaction().execute(async (tx) => {
      await sql`set local work_mem = '256MB'; set local maintenance_work_mem = '512MB'`.execute(tx);
      await saveAuditEvents(tx, contextOf(owner, folder, load.now), [{ type: 'WorldLoaded', subject: { kind: 'world', id: 'benchmark' }, data: { people: load.size.people, documents: load.size.documents } }]);
      await sql`set local session_replication_role = replica`.execute(tx);
      const indexes = await takeIndexes(tx);
      await writeAll({ ...load, tx }, say);
      for (const index of indexes) await sql.raw(index).execute(tx);
      say('  indexes made');
    });
    for (const table of ['person', 'employment', 'person_role', 'document', 'document_version', 'module', ...LARGE]) await sql.raw(`vacuum analyze ${table}`).execute(owner);
    await checkReferences(owner);
  } finally {
    await owner.destroy();
  }
}

async function writeAll(loading: Loading, say: (line: string) => void): Promise<void> {
  const steps = [['organisation', writeOrganisation], ['people', writePeople], ['documents', writeDocuments], ['matrix rules', writeRules], ['obligations', writeObligations], ['training', writeTraining]] as const;
  for (const [name, write] of steps) {
    const started = performance.now();
    await write(loading);
    say(`  ${name} written in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
}

/** Drops what can be dropped and says how to make it again. */
async function takeIndexes(tx: Tx): Promise<string[]> {
  const found = await sql<{ name: string; definition: string }>`select c.relname as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = any(${LARGE}::regclass[]) and not exists (select from pg_constraint where conindid = i.indexrelid)`.execute(tx);
  for (const { name } of found.rows) await sql.raw(`drop index ${name}`).execute(tx);
  return found.rows.map(({ definition }) => definition);
}

/** What foreign keys and triggers would have refused. */
async function checkReferences(db: Db): Promise<void> {
  const keys = await sql<{ name: string; child: string; parent: string; column: string; key: string }>`
    select k.conname as name, k.conrelid::regclass::text as child, k.confrelid::regclass::text as parent, quote_ident(a.attname) as "column", quote_ident(f.attname) as key
    from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1] join pg_attribute f on f.attrelid = k.confrelid and f.attnum = k.confkey[1]
    where k.contype = 'f' and cardinality(k.conkey) = 1`.execute(db);
  const bound = ['obligation', 'assignment'].flatMap((child) => [{ child, column: 'person_id', parent: 'person', key: 'id' }, { child, column: 'document_id', parent: 'document', key: 'id' }]);
  for (const { child, column, parent, key } of [...keys.rows, ...bound]) {
    const lost = await sql.raw<{ lost: boolean }>(`select exists (select from ${child} c where c.${column} is not null and not exists (select from ${parent} p where p.${key} = c.${column})) as lost`).execute(db);
    if (lost.rows[0]?.lost !== false) throw new Error(`the world is wrong: ${child}.${column} names a ${parent} that does not exist`);
  }
}

function contextOf(db: Db, folder: string, now: Temporal.Instant): Context {
  return {
    db, now, newId: () => uuidv7(now), principal: { kind: 'system', id: null, name: 'Benchmark', grants: [] }, origin: { requestId: 'benchmark', address: null }, idempotency: null,
    auditKey: loadKeys(folder).mac, react: () => Promise.resolve(), readiness: () => Promise.resolve({ required: 0, present: 0, trained: 0 }), effect: () => Promise.reject(new Error('nothing is previewed here')), log: openLog('silent'),
  };
}
