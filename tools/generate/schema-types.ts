import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestDatabase } from '../../test/kit/database.ts';

const root = join(import.meta.dirname, '../..');

/** How each SQL type arrives from and goes to the driver (src/platform/db/pool.ts sets the parsers). */
const typeMapping = {
  timestamptz: 'Temporal.Instant',
  date: 'Temporal.PlainDate',
  _date: 'Temporal.PlainDate[]',
  int8: 'number',
  numeric: 'number',
  daterange: 'string',
  tstzrange: 'string',
  xid8: 'string',
  bytea: 'Buffer',
  jsonb: 'ColumnType<unknown, string, string>', // read: to be checked; written: JSON.stringify first, the driver takes arrays for SQL arrays
};

/** Types of all tables, from a database migrated by this checkout. */
export async function generateSchemaTypes(): Promise<{ file: string; text: string }[]> {
  const database = await openTestDatabase({ blank: true });
  const folder = mkdtempSync(join(tmpdir(), 'readback-generate-'));
  try {
    const out = join(folder, 'schema.ts');
    execFileSync(process.execPath, [
      join(root, 'node_modules/kysely-codegen/dist/cli/bin.js'), '--url', database.url, '--dialect', 'postgres', '--log-level', 'error',
      '--exclude-pattern', 'kysely_*', '--type-mapping', JSON.stringify(typeMapping), '--out-file', out,
    ], { stdio: ['ignore', 'ignore', 'inherit'] });
    return [{ file: 'src/platform/db/schema.gen.ts', text: readFileSync(out, 'utf8') }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await database.close();
  }
}
