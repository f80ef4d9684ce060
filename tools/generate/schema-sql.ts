import { openTestDatabase, type TestDatabase } from '../../test/kit/database.ts';

/** The schema as the migrations leave it, table by table, for reading and for reviewing changes. */
export async function generateSchemaSql(): Promise<{ file: string; text: string }[]> {
  const database = await openTestDatabase({ blank: true });
  try {
    const tables = await database.asOwner(`select c.oid::int as oid, c.relname as name, obj_description(c.oid) as comment from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely%' order by relname`);
    const blocks: string[] = [];
    for (const table of tables) blocks.push(await tableText(database, Number(table['oid']), String(table['name']), table['comment']));
    return [{ file: 'docs/generated/schema.sql', text: `-- The schema after all migrations, written by \`npm run generate\`. Not run by anything.\n\n${blocks.join('\n')}` }];
  } finally {
    await database.close();
  }
}

async function tableText(database: TestDatabase, oid: number, name: string, comment: unknown): Promise<string> {
  const one = async (sql: string): Promise<string[]> => (await database.asOwner(sql, [oid])).map((row) => String(row['text']));
  const columns = await one(`select attname || ' ' || format_type(atttypid, atttypmod) || case when attnotnull then ' not null' else '' end ||
    coalesce(case when attgenerated = 's' then ' generated always as (' || pg_get_expr(adbin, adrelid) || ') stored' else ' default ' || pg_get_expr(adbin, adrelid) end, '') as text
    from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum where attrelid = $1 and attnum > 0 and not attisdropped order by attnum`);
  const constraints = await one(`select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) as text from pg_constraint where conrelid = $1 and contype <> 'n' order by contype, conname`);
  const indexes = await one(`select pg_get_indexdef(indexrelid) as text from pg_index where indrelid = $1 and not exists (select from pg_constraint where conindid = indexrelid) order by 1`);
  const triggers = await one(`select pg_get_triggerdef(oid) as text from pg_trigger where tgrelid = $1 and not tgisinternal order by tgname`);
  const grants = await one(`select 'grant ' || string_agg(lower(privilege_type), ', ' order by privilege_type) || ' on ${name} to readback_app' as text from information_schema.role_table_grants where table_name = (select relname from pg_class where oid = $1) and grantee = 'readback_app' having count(*) > 0`);
  const head = typeof comment === 'string' ? `-- ${comment}\n` : '';
  return `${head}create table ${name} (\n${[...columns, ...constraints].map((line) => `  ${line}`).join(',\n')}\n);\n${[...indexes, ...triggers, ...grants].map((line) => `${line};\n`).join('')}`;
}
