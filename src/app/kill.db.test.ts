// OPS-01: a node killed at any moment of an approval with fan-out leaves none of it or all of it, and the next start goes on.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { createClient, type Client } from '../../test/kit/client.ts';
import { PASSWORD, requireOfOperators, seedCompany, type Company } from '../../test/kit/company.ts';
import { draftProcedure, driftOf } from '../../test/kit/learner.ts';
import { openTestServer, type TestServer } from '../../test/kit/server.ts';
import { write } from '../../test/kit/world.ts';
import { openDatabase } from '../platform/db/pool.ts';
import { signIn } from '../features/access/contract.ts';
import { verifyTrail } from '../features/audit/contract.ts';
import { approveVersion, getApprovalStatement } from '../features/documents/contract.ts';
import { advanceSimulation } from './simulation/contract.ts';

const PEOPLE = 3000;
const EVERYONE = PEOPLE + 2; // and the two operators of the kit's company
const EFFECTIVE = '2026-03-16';
const root = join(import.meta.dirname, '../..');
const port = 45_000 + (process.pid % 15_000);

let server: TestServer; // a node of its own, which stays: it set everything up and looks at what the other one left
let company: Company;
let node: ChildProcess | null = null;
let approver: Client;
const procedures: { documentId: string; versionId: string }[] = [];

/** The real server as a process of its own, on the same database and data folder. */
async function startNode(): Promise<void> {
  const { databaseUrl, config } = server.installation;
  node = spawn(process.execPath, ['src/app/cli/main.ts', 'start', '--api-only'], {
    cwd: root, stdio: 'ignore', env: { PATH: process.env['PATH'], DATABASE_URL: databaseUrl, READBACK_DATA_DIR: config.dataDir, READBACK_PORT: String(port), READBACK_LOG_LEVEL: 'silent' },
  });
  for (let waited = 0; waited < 40_000; waited += 50) {
    if (await fetch(`http://localhost:${port}/readyz`).then((response) => response.ok, () => false)) return;
    await pause(50);
  }
  throw new Error('the server process did not become ready');
}

async function killNode(): Promise<void> {
  const killed = node;
  node = null;
  if (killed === null) return;
  killed.kill('SIGKILL');
  if (killed.exitCode === null && killed.signalCode === null) await once(killed, 'exit');
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Backends of this database that are in the middle of such a statement, or just after it in the same transaction. */
const busyWith = async (statement: string): Promise<number[]> => (await server.database.asOwner(
  `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state in ('active', 'idle in transaction') and strpos(query, $1) > 0`, [statement])).map((row) => Number(row['pid']));

async function untilBusyWith(statement: string): Promise<number> {
  for (let looks = 0; looks < 20_000; looks += 1) {
    const [pid] = await busyWith(statement);
    if (pid !== undefined) return pid;
  }
  throw new Error(`nothing was seen to ${statement}`);
}

/** The backends of a killed process notice it only when they have finished their statement. */
async function untilQuiet(): Promise<void> {
  for (let looks = 0; looks < 500; looks += 1) {
    if ((await busyWith('')).length === 0) return;
    await pause(10);
  }
  throw new Error('the database did not become quiet');
}

/** Keeps every transaction from finishing its assignments until the work is done: the blow falls in the middle for certain. */
async function inTheMiddle(work: (backend: number) => Promise<unknown>): Promise<void> {
  const holder = openDatabase(server.installation.databaseUrl, { owner: true, max: 1 });
  try {
    await holder.transaction().execute(async (tx) => {
      await sql`lock table assignment in share mode`.execute(tx);
      await work(await untilBusyWith('insert into assignment'));
    });
  } finally {
    await holder.destroy();
  }
}

type Left = { state: string; assignments: number; people: number; assigned: number; approved: number; signatures: number };
async function whatIsLeft(versionId: string): Promise<Left> {
  const [row] = await server.database.asOwner(`select v.state,
      (select count(*)::int from assignment a where a.version_id = v.id and a.closed_at is null) as assignments, (select count(distinct person_id)::int from assignment a where a.version_id = v.id) as people,
      (select count(*)::int from audit_event where action = 'TrainingAssigned' and strpos(body, '"version":"' || v.id || '"') > 0) as assigned,
      (select count(*)::int from audit_event where action = 'VersionApproved' and subject_id = v.id::text) as approved,
      (select count(*)::int from signature s where s.subject_id = v.id and s.meaning = 'approved') as signatures
    from document_version v where v.id = $1`, [versionId]);
  return row as Left; // the columns of the query above
}
const NONE: Left = { state: 'in_review', assignments: 0, people: 0, assigned: 0, approved: 0, signatures: 0 };
const ALL: Left = { state: 'approved', assignments: EVERYONE, people: EVERYONE, assigned: EVERYONE, approved: 1, signatures: 1 };

before(async () => {
  server = await openTestServer();
  company = await seedCompany(server);
  await write(server.installation.db, async (tx) => {
    await sql`insert into person (id, employee_number, name) select gen_random_uuid(), 'N' || n, 'Person ' || n from generate_series(1, ${PEOPLE}) n`.execute(tx);
    await sql`insert into employment (id, person_id, during, state, site_id, department_id) select gen_random_uuid(), id, '[2026-03-01,)', 'active', ${company.siteId}, ${company.departmentId} from person where employee_number like 'N%'`.execute(tx);
    await sql`insert into person_role (id, person_id, role_id, during) select gen_random_uuid(), id, ${company.operatorRoleId}, '[2026-03-01,)' from person where employee_number like 'N%'`.execute(tx);
  }, { auditKey: server.installation.keys.mac });
  for (let number = 1; number <= 6; number += 1) procedures.push(await draftProcedure(company, { number: `SOP-00${number}` }));
  await requireOfOperators(company, procedures.map((procedure) => procedure.documentId));
  approver = createClient(`http://localhost:${port}`);
  await startNode();
  await approver.call(signIn, { body: { login: company.approver.login, password: PASSWORD } });
});

after(async () => {
  await killNode();
  await server.close();
});

type Hit = { readonly name: string; strike(): Promise<void>; readonly leaves?: Left };
const kill = async (): Promise<void> => killNode();
const HITS: readonly Hit[] = [
  { name: 'killed 5 ms after the request', strike: () => pause(5).then(kill) },
  { name: 'killed while it writes the audit events of the fan-out', strike: () => untilBusyWith('insert into audit_event').then(kill), leaves: NONE },
  { name: 'killed while it writes the assignments', strike: () => inTheMiddle(kill), leaves: NONE },
  { name: 'killed 400 ms after the request', strike: () => pause(400).then(kill) },
  { name: 'cut off from its database while it writes the assignments', strike: () => inTheMiddle((backend) => server.database.asOwner('select pg_terminate_backend($1)', [backend])), leaves: NONE },
  { name: 'killed as soon as the approval is visible to others', leaves: ALL, strike: async () => {
    while ((await server.database.asOwner(`select from document_version where id = $1 and state = 'in_review'`, [procedures[5]?.versionId])).length > 0) await pause(1);
    await killNode();
  } },
];

for (const [index, hit] of HITS.entries()) {
  test(`OPS-01 TRN-11 a node ${hit.name}: none of the approval or all of it; the same request again completes it once`, async () => {
    const versionId = procedures[index]?.versionId ?? '';
    if (node === null) await startNode();
    const shown = await approver.call(getApprovalStatement, { params: { id: versionId }, query: { effectiveOn: EFFECTIVE } });
    const request = { params: { id: versionId }, body: { effectiveOn: shown.effectiveOn, decision: shown.decision, statement: shown.statement, password: PASSWORD }, key: `approval-${index}` };
    const sent = approver.call(approveVersion, request).then(() => 'acknowledged', () => 'cut off');
    await hit.strike();
    const heard = await sent;
    await untilQuiet();
    const left = await whatIsLeft(versionId);
    assert.deepEqual(left, left.state === 'in_review' ? NONE : ALL);
    if (hit.leaves !== undefined) assert.deepEqual(left, hit.leaves);
    if (heard === 'acknowledged') assert.deepEqual(left, ALL, 'what was acknowledged is there');
    if (node === null) await startNode();
    assert.equal((await approver.call(approveVersion, request)).state, 'approved');
    assert.deepEqual(await whatIsLeft(versionId), ALL);
  });
}

test('OPS-01 a node killed while time passes leaves each timed switch done or not begun; the next start goes on', async () => {
  const administrator = createClient(`http://localhost:${port}`);
  await administrator.call(signIn, { body: { login: company.administrator.login, password: PASSWORD } });
  const to = `${EFFECTIVE}T12:00:00Z`;
  const sent = administrator.call(advanceSimulation, { body: { to } }).then(() => 'acknowledged', () => 'cut off');
  const switched = async (): Promise<number> => Number((await server.database.asOwner(`select count(*) from document_version where state = 'effective'`))[0]?.['count']);
  while ((await switched()) < 2) await pause(1);
  await killNode();
  assert.equal(await sent, 'cut off');
  await untilQuiet();
  const events = async (): Promise<number> => Number((await server.database.asOwner(`select count(*) from audit_event where action = 'VersionBecameEffective'`))[0]?.['count']);
  assert.equal(await events(), await switched());
  await startNode();
  await administrator.call(signIn, { body: { login: company.administrator.login, password: PASSWORD } });
  await administrator.call(advanceSimulation, { body: { to } });
  assert.deepEqual([await switched(), await events()], [procedures.length, procedures.length]);
});

test('MTX-04 AUD-03 after all of this a sweep finds nothing and the audit trail is whole', async () => {
  for (const colleague of [company.trainer, company.quality]) await colleague.client.call(signIn, { body: { login: colleague.login, password: PASSWORD } });
  assert.equal(await driftOf(company), 0);
  const trail = await company.quality.client.call(verifyTrail, { body: {} });
  assert.deepEqual([trail.ok, trail.finding], [true, null]);
  assert.ok(trail.events > PEOPLE * procedures.length);
});
