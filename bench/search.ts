// What searching costs (DOC-11): the real server over HTTP with many documents, against a plain lookup by an index in the same database.
import pg from 'pg';
import { searchDocuments } from '../src/features/documents/search/contract.ts';
import { pause, startScratchServer, superuserUrl } from '../src/app/acceptance/server.ts';
import { setUp } from '../src/app/acceptance/staff.ts';

type Result = Readonly<Record<string, string | number | boolean>>;
type Say = (line: string) => void;

const BEGINS = '2026-03-02T14:00:00Z';
const SECTIONS = 10;
const ROUNDS = 8;
const MOST_P95_MILLISECONDS = 300;

/** What people type: numbers, titles with and without mistakes, rare and common words, words still being typed. */
const QUESTIONS = [
  (index: number) => `SOP-${index}`, (index: number) => `sop ${index}`, (index: number) => NOUNS[index % NOUNS.length] ?? '', (index: number) => `batch ${NOUNS[(index * 7) % NOUNS.length] ?? ''}`,
  () => 'sterlie filing', () => 'torn gloves', () => 'the supervisor is called', () => 'contamin', (index: number) => `marker${index}`, () => '"before the next batch"', () => 'autoklave pattern', () => 'nothing has this zyzzyva',
] as const;
const NOUNS = ['filter', 'autoclave', 'isolator', 'balance', 'reactor', 'pump', 'label', 'pallet', 'glove', 'vial', 'stopper', 'gasket', 'chromatograph', 'freezer', 'sampler', 'centrifuge', 'homogeniser', 'blister', 'conveyor', 'probe'];
const VERBS = ['cleaned', 'calibrated', 'inspected', 'released', 'sampled', 'weighed', 'sterilised', 'documented', 'transferred', 'quarantined'];

export async function run({ documents }: { readonly documents: number }, say: Say): Promise<Result> {
  say('Starting a server on a scratch folder …');
  const server = await startScratchServer(BEGINS);
  const superuser = new pg.Client({ connectionString: superuserUrl(server.folder) });
  try {
    await superuser.connect();
    const { staff } = await setUp(server, BEGINS.slice(0, 10), new Map());
    const seconds = await timed(() => fill(superuser, documents, staff.authors[0]?.id ?? '', staff.approvers[0]?.id ?? ''));
    say(`${documents} documents with ${SECTIONS} sections in each of two versions written in ${(seconds / 1000).toFixed(1)} s`);
    await pause(500);
    const search = async (text: string): Promise<number> => (await staff.inspector.client.call(searchDocuments, { query: { q: text } })).total;
    for (const question of QUESTIONS) say(`  ${question(77).padEnd(28)} ${await search(question(77))} found`);
    const http: number[] = [];
    const plain: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [position, question] of QUESTIONS.entries()) {
        const text = question(1 + ((round * 997 + position * 131) % documents));
        http.push(await timed(() => search(text)));
        plain.push(await timed(() => superuser.query('select id, number, title from document where number = $1', [`SOP-${1 + ((round * 997) % documents)}`])));
      }
    }
    return summary(documents, http, plain);
  } finally {
    await superuser.end().catch(() => undefined);
    await server.close();
  }
}

function summary(documents: number, http: readonly number[], plain: readonly number[]): Result {
  const p95 = percentile(http, 0.95);
  return {
    documents, sections: documents * SECTIONS * 2, searches: http.length, p50Milliseconds: percentile(http, 0.5), p95Milliseconds: p95,
    plainP95Milliseconds: percentile(plain, 0.95), mostP95Milliseconds: MOST_P95_MILLISECONDS, ok: p95 <= MOST_P95_MILLISECONDS,
  };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Two versions of each document, the second in force; written past the product, which would take hours for what is only to be searched. */
async function fill(superuser: pg.Client, documents: number, authorId: string, approverId: string): Promise<void> {
  const titles = `(array['${NOUNS.join("','")}'])[1 + n % ${NOUNS.length}] || ' ' || (array['${VERBS.join("','")}'])[1 + n % ${VERBS.length}] || case when n % 97 = 0 then ': sterile filling' else '' end`;
  const text = `'Step ' || s || '. The ' || (array['${NOUNS.join("','")}'])[1 + (n * 7 + s) % ${NOUNS.length}] || ' is ' || (array['${VERBS.join("','")}'])[1 + (n + s * 3) % ${VERBS.length}] || ' before the next batch. '
    || case when (n + s) % 50 = 0 then 'A torn glove stops the line; the supervisor is called at once. ' else '' end || case when s = 3 then 'Marker' || n || '. ' else '' end
    || repeat('Avoid contamination of the ' || (array['${NOUNS.join("','")}'])[1 + (n + s) % ${NOUNS.length}] || ' and write down what was seen, when, and by whom. ', 6)`;
  await superuser.query(`set session_replication_role = replica;
    insert into content_file (sha256, bytes) values (sha256('bench'::bytea), 'bench'::bytea);
    insert into document (id, number, title, type, owner_id, risk, review_months, created_at)
      select gen_random_uuid(), 'SOP-' || n, ${titles}, 'SOP', '${authorId}', 'medium', 24, '2026-03-01' from generate_series(1, ${documents}) n;
    insert into document_version (id, document_id, label, ordinal, change_class, change_summary, author_id, state, file_name, media_type, content_sha256, created_at, submitted_at, approved_at, approver_id, training_decision, effective_on, effective_at, in_force)
      select gen_random_uuid(), d.id, v || '.0', v, 'major', 'As measured', '${authorId}', case v when 1 then 'superseded' else 'effective' end, 'p.md', 'text/markdown', sha256('bench'::bytea), '2026-03-01', '2026-03-01', '2026-03-01', '${approverId}', 'none', '2026-03-01', '2026-03-01',
        case v when 1 then tstzrange('2026-03-01', '2026-03-02') else tstzrange('2026-03-02', null) end from document d cross join generate_series(1, 2) v;
    insert into document_section (version_id, ordinal, number, heading, level, text, html, sha256)
      select id, s, s::text, 'Handling of the ' || (array['${NOUNS.join("','")}'])[1 + (n + s) % ${NOUNS.length}], 1, body, '<p></p>', sha256('bench'::bytea)
      from (select v.id, substr(d.number, 5)::int as n from document_version v join document d on d.id = v.document_id) made cross join generate_series(1, ${SECTIONS}) s cross join lateral (select ${text} as body) written;
    set session_replication_role = origin; analyze`);
}
