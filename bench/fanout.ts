// What one approval costs that affects everybody: the real server over HTTP, against the least that PostgreSQL needs to write the same rows.
import pg from 'pg';
import { approveVersion, createDocument, getApprovalStatement, getSubmitStatement, submitVersion, uploadVersion } from '../src/features/documents/contract.ts';
import { createRule, getRuleStatement } from '../src/features/matrix/contract.ts';
import { importRoster } from '../src/features/people/contract.ts';
import { startScratchServer, superuserUrl, pause, type RunningServer } from '../src/app/acceptance/server.ts';
import { PASSWORD, setUp, type Staff } from '../src/app/acceptance/staff.ts';

type Result = Readonly<Record<string, string | number | boolean>>;
type Say = (line: string) => void;

const MOST_RATIO = 2.5;
const MOST_MEGABYTES = 512;
const ROUNDS = 3;
const BEGINS = '2026-03-02T14:00:00Z';

export async function run({ people }: { readonly people: number }, say: Say): Promise<Result> {
  say('Starting a server on a scratch folder …');
  const server = await startScratchServer(BEGINS);
  const superuser = new pg.Client({ connectionString: superuserUrl(server.folder) });
  try {
    await superuser.connect();
    return await measure(server, superuser, people, say);
  } finally {
    await superuser.end().catch(() => undefined);
    await server.close();
  }
}

async function measure(server: RunningServer, superuser: pg.Client, people: number, say: Say): Promise<Result> {
  const { staff } = await setUp(server, BEGINS.slice(0, 10), new Map());
  const importing = await timed(() => bringIn(staff, people));
  const importPeak = server.peakMegabytes() ?? 0;
  say(`${people} people imported over HTTP in ${importing.toFixed(1)} s; the server's peak is ${importPeak} MB`);
  const documentId = await requireOfAll(staff);
  const acts: Act[] = [];
  const plain: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const act = await approveRevision(server, staff, superuser, documentId, round);
    const baseline = await writePlainly(superuser, act.versionId);
    say(`round ${round}: ${act.rows} rows in ${act.seconds.toFixed(2)} s, plain insert ${baseline.toFixed(2)} s; peak of the server in this act ${act.megabytes} MB`);
    acts.push(act);
    plain.push(baseline);
  }
  return summary(acts, plain, importPeak);
}

function summary(acts: readonly Act[], plain: readonly number[], importPeak: number): Result {
  const best = acts.toSorted((a, b) => a.seconds - b.seconds)[0];
  if (best === undefined) throw new Error('nothing was measured');
  const least = Math.min(...plain);
  const ratio = round(best.seconds / least);
  const megabytes = Math.max(...acts.map((act) => act.megabytes));
  return {
    people: best.people, rows: best.rows, seconds: round(best.seconds), rowsPerSecond: Math.round(best.rows / best.seconds),
    plainInsertSeconds: round(least), ratio, mostRatio: MOST_RATIO, peakMegabytes: megabytes, peakMegabytesOfImport: importPeak, mostMegabytes: MOST_MEGABYTES,
    ok: ratio <= MOST_RATIO && megabytes < MOST_MEGABYTES,
  };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** A roster as a customer would send it; everyone has worked here for years. */
async function bringIn({ trainer }: Staff, people: number): Promise<void> {
  const rows = Array.from({ length: people }, (_, index) => `P-${index + 1},Person ${index + 1},person${index + 1}@example.com,2020-01-0${1 + (index % 9)},MA,Department ${index % 12},Role ${index % 25}`);
  const file = { name: 'roster.csv', bytes: Buffer.from(['number,name,email,from,site,department,role', ...rows].join('\n')) };
  const { counts } = await trainer.client.call(importRoster, { file, body: { mapping: { employeeNumber: 'number', name: ['name'], email: 'email', from: 'from', dateFormat: 'YYYY-MM-DD', site: 'site', department: 'department', role: 'role', createMissing: { departments: true, roles: true, sites: {} } } } });
  if (counts.hired !== people) throw new Error(`${people} people were sent, ${counts.hired} were taken`);
}

async function requireOfAll(staff: Staff): Promise<string> {
  const documentId = (await writer(staff).client.call(createDocument, { body: { number: 'SOP-001', title: 'For everybody', type: 'SOP', risk: 'high' } })).id;
  await approve(staff, await submit(staff, documentId, 1), '2026-03-02');
  const rule = { name: 'Everybody', audience: { roleIds: [], departmentIds: [], siteIds: [] }, documentIds: [documentId], from: '2026-03-02' };
  const { statement } = await staff.trainer.client.call(getRuleStatement, { body: rule });
  await staff.trainer.client.call(createRule, { body: { ...rule, statement, password: PASSWORD } });
  return documentId;
}

function writer({ authors: [author] }: Staff): Staff['trainer'] {
  if (author === undefined) throw new Error('nobody writes');
  return author;
}

async function submit(staff: Staff, documentId: string, version: number): Promise<string> {
  const { client } = writer(staff);
  const text = `# 1 Purpose\n\nVersion ${version}.\n\n# 2 Steps\n\nDo what is asked.\n`;
  const { id } = await client.call(uploadVersion, { params: { id: documentId }, body: { label: `${version}.0`, changeClass: 'major', changeSummary: `Version ${version}` }, file: { name: 'procedure.md', bytes: Buffer.from(text) } });
  const { statement } = await client.call(getSubmitStatement, { params: { id } });
  await client.call(submitVersion, { params: { id }, body: { statement, password: PASSWORD } });
  return id;
}

/** Seconds that the approval took, from request to answer. */
async function approve({ approvers: [approver] }: Staff, id: string, effectiveOn: string): Promise<number> {
  if (approver === undefined) throw new Error('nobody approves');
  const { client } = approver;
  const query = { effectiveOn, decision: 'retrain' as const };
  const { statement } = await client.call(getApprovalStatement, { params: { id }, query });
  return timed(() => client.call(approveVersion, { params: { id }, body: { ...query, statement, password: PASSWORD } }));
}

type Act = { readonly versionId: string; readonly people: number; readonly rows: number; readonly seconds: number; readonly megabytes: number };

/** A revision with a training window: everybody is assigned the coming version. */
export async function approveRevision(server: RunningServer, staff: Staff, superuser: pg.Client, documentId: string, index: number): Promise<Act> {
  const versionId = await submit(staff, documentId, index + 1);
  await untilSealed(superuser);
  server.resetPeak();
  const seconds = await approve(staff, versionId, `2026-0${3 + index}-15`);
  const megabytes = server.peakMegabytes() ?? 0;
  const counted = await superuser.query<{ people: number; events: number }>(`select (select count(*)::int from assignment where version_id = $1) as people, (select count(*)::int from audit_event where ${ofTheAct}) as events`, [versionId]);
  const { people = 0, events = 0 } = counted.rows[0] ?? {};
  return { versionId, people, rows: people + events, seconds, megabytes };
}

/** All that the transaction of the approval wrote to the trail. */
const ofTheAct = `xid = (select xid from audit_event where action = 'VersionApproved' and subject_id = $1::text)`;

/** The sealer works in the background after each act; the next one begins when it is done. */
async function untilSealed(superuser: pg.Client): Promise<void> {
  for (let turn = 0; turn < 120; turn += 1) {
    const found = await superuser.query<{ open: number }>('select ((select count(*) from audit_event) - (select count(*) from audit_leaf))::int as open');
    if ((found.rows[0]?.open ?? 0) === 0) return;
    await pause(500);
  }
}

/** The same rows into empty copies of the same tables with the same indexes, in one transaction; the best of three, in seconds. */
export async function writePlainly(superuser: pg.Client, versionId: string): Promise<number> {
  const runs: number[] = [];
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    await superuser.query('drop table if exists plain_assignment, plain_audit_event; create table plain_assignment (like assignment including all); create table plain_audit_event (like audit_event including all)');
    runs.push(await timed(async () => {
      await superuser.query('begin');
      await superuser.query(`insert into plain_audit_event select * from audit_event where ${ofTheAct}`, [versionId]);
      await superuser.query('insert into plain_assignment select * from assignment where version_id = $1', [versionId]);
      await superuser.query('commit');
    }));
  }
  await superuser.query('drop table plain_assignment, plain_audit_event');
  return Math.min(...runs);
}
