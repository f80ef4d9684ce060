import pg from 'pg';

/** A filled database; people and documents are named by numbers that wrap around. */
export type World = { readonly people: number; readonly documents: number; readonly records: number; person(index: number): string; /** One that is asked of the person and trained; of every second index. */ document(person: number, index: number): string };

type Size = { readonly people: number; readonly documents: number; readonly tokenHash: Buffer };

const RECORDS_EACH = 30;

/** Rows straight into the tables, without triggers: what is measured is reading. */
export async function fillWorld(url: string, { people, documents, tokenHash }: Size): Promise<World> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set session_replication_role = replica; set synchronous_commit = off");
    await fill(client, people, documents);
    await client.query("insert into api_key (id, name, role, token_hash, created_at) values (uuidv7(), 'benchmark', 'service', $1, now())", [tokenHash]);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
  const index = (value: number, of: number): number => value % of;
  return {
    people, documents, records: people * RECORDS_EACH,
    person: (one) => `P-${index(one, people)}`,
    document: (person, one) => `SOP-${index(index(person, people) * 7 + index(one, RECORDS_EACH * 2) * 13, documents)}`,
  };
}

const id = (kind: string, n: string): string => `('00000000-0000-7000-${kind}-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const PERSON = '8001';
const DOCUMENT = '8002';
const VERSION = '8003';

async function fill(client: pg.Client, people: number, documents: number): Promise<void> {
  await client.query(`insert into organisation (name, zone) values ('Benchmark', 'Europe/Dublin');
    insert into site (id, code, name, zone) select ${id('8004', 's')}, 'S' || s, 'Site ' || s, 'Europe/Dublin' from generate_series(0, 9) s;
    insert into department (id, code, name, path) select ${id('8005', 's')}, 'D' || s, 'Department ' || s, array[${id('8005', 's')}] from generate_series(0, 49) s`);
  await client.query(`insert into person (id, employee_number, name) select ${id(PERSON, 'p')}, 'P-' || p, 'Person ' || p from generate_series(0, ${people - 1}) p`);
  await client.query(`insert into employment (id, person_id, during, state, site_id, department_id) select uuidv7(), ${id(PERSON, 'p')}, daterange('2020-01-01', null), 'active', ${id('8004', 'p % 10')}, ${id('8005', 'p % 50')} from generate_series(0, ${people - 1}) p`);
  await client.query(`insert into document (id, number, title, type, owner_id, risk, review_months, created_at) select ${id(DOCUMENT, 'd')}, 'SOP-' || d, 'Procedure ' || d, 'SOP', ${id(PERSON, '0')}, 'high', 24, '2020-01-01' from generate_series(0, ${documents - 1}) d`);
  await client.query(`insert into document_version (id, document_id, label, ordinal, change_class, change_summary, author_id, state, file_name, media_type, content_sha256, created_at, approved_at, approver_id, training_decision, effective_on, effective_at, in_force)
    select ${id(VERSION, 'd * 2 + v')}, ${id(DOCUMENT, 'd')}, (v + 1) || '.0', v + 1, 'major', 'Change', ${id(PERSON, '0')}, (array['superseded', 'effective'])[v + 1], 'a.md', 'text/markdown', '\\x00', at, at, ${id(PERSON, '1')}, 'retrain', at::date, at, tstzrange(at, case v when 0 then '2024-01-01'::timestamptz end)
    from generate_series(0, ${documents - 1}) d, (values (0, '2022-01-01'::timestamptz), (1, '2024-01-01')) as k (v, at)`);
  await client.query(`insert into obligation (id, person_id, document_id, since, reasons) select uuidv7(), ${id(PERSON, 'p')}, ${id(DOCUMENT, `(p * 7 + k * 26) % ${documents}`)}, '2021-01-01', '[{"rule": 1, "version": 1, "text": "Everyone, rule 1 v1"}]' from generate_series(0, ${people - 1}) p, generate_series(0, ${RECORDS_EACH - 1}) k on conflict do nothing`);
  await client.query(`insert into training_record (id, kind, person_id, document_id, version_id, path, content_sha256, covers, attempts, reading, event_at, entered_at, zone, digest)
    select uuidv7(), 'training', ${id(PERSON, 'p')}, ${id(DOCUMENT, 'd')}, ${id(VERSION, 'd * 2 + (k % 5 > 0)::int')}, 'full', '\\x00', '{}', '[]', '[]', '2024-02-01', '2024-02-01', 'Europe/Dublin', '\\x00'
    from generate_series(0, ${people - 1}) p, generate_series(0, ${RECORDS_EACH - 1}) k, lateral (select (p * 7 + k * 26) % ${documents} as d) x`);
}
