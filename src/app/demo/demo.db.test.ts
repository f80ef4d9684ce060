import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { openTestDatabase } from '../../../test/kit/database.ts';
import { testContext } from '../../../test/kit/context.ts';
import { readConfig } from '../../platform/config.ts';
import { openInstallation } from '../../platform/installation.ts';
import { sweep } from '../../features/training/reconcile/actions-sweep.ts';
import { frameOf, idsOf } from '../../features/training/grid/actions.ts';
import { rowOfCells } from '../../features/training/grid/rules.ts';
import { loadCells } from '../../features/training/grid/store-cells.ts';
import { react } from '../reactions.ts';
import { buildDemo } from './build.ts';

const NOW = Temporal.Instant.from('2026-11-23T12:00:00Z');
const PROCEDURES = ['SOP-001', 'SOP-004', 'SOP-005', 'SOP-009', 'SOP-012', 'SOP-014', 'SOP-016', 'SOP-017', 'SOP-018', 'SOP-020', 'SOP-024'];

const folder = mkdtempSync(join(tmpdir(), 'readback-demo-'));
const database = await openTestDatabase({ blank: true, ownServer: true });
const read = readConfig({ DATABASE_URL: database.url, READBACK_DATA_DIR: folder });
if (!read.ok) throw new Error(read.mistakes.join('\n'));
const installation = await openInstallation(read.config, { simulationFrom: Temporal.Instant.from('2025-05-26T06:30:00Z') });
const { db } = installation;
after(async () => {
  await installation.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const said: string[] = [];
const signIns = await buildDemo(installation, (line) => void said.push(line), { now: NOW, share: 0.1, procedures: PROCEDURES });

type Counted = { of: string; count: number };
async function counts(query: ReturnType<typeof sql<Counted>>): Promise<Record<string, number>> {
  const found = await query.execute(db);
  return Object.fromEntries(found.rows.map((row) => [row.of, row.count]));
}

test('the demonstration company is whole: its audit trail verifies and a sweep finds no drift', async () => {
  assert.match(said.at(-1) ?? '', /^Alderwick Biologics: \d+ people at 3 sites, 11 procedures, .* verified\.$/u); // a trail that does not verify stops the build
  const found = await sweep(testContext({ db, now: await installation.clock.now(), react }));
  assert.ok(found.people > 60);
  assert.deepEqual({ drift: found.drift, added: found.added, cancelled: found.cancelled }, { drift: 0, added: 0, cancelled: 0 });
});

test('every screen of the demonstration has something to show', async () => {
  const states = await counts(sql<Counted>`select state as of, count(*) as count from document_version group by 1`);
  for (const state of ['draft', 'in_review', 'approved', 'effective', 'superseded', 'withdrawn']) assert.ok((states[state] ?? 0) > 0, `no version is ${state}`);
  assert.equal(states['effective'], PROCEDURES.length);
  const decisions = await counts(sql<Counted>`select training_decision as of, count(*) as count from document_version where training_decision is not null group by 1`);
  assert.deepEqual(Object.keys(decisions).toSorted(), ['none', 'notify', 'refresher', 'retrain']);
  const ctx = testContext({ db, now: await installation.clock.now() });
  const { at, people, documents } = await frameOf(ctx, { sort: 'name' });
  const cells = await loadCells(db, { at, people: idsOf(people), documents: documents.map(({ id }) => id) });
  const seen = new Set([...cells.values()].flatMap((row) => rowOfCells(row, documents.length)));
  for (const state of ['qualified', 'previous_version', 'in_window', 'due_soon', 'overdue', 'absent'] as const) assert.ok(seen.has(state), `no cell is ${state}`);
});

test('TRN-10 MTX-08 the demonstration shows training that comes round, changes that lie ahead, and an extension that waits', async () => {
  const found = await sql<Record<string, number>>`select (select count(*) from assignment where cause = 'renewal')::int as renewals, (select count(*) from assignment where closed_at is null and ahead_on is not null)::int as ahead,
    (select count(*) from extension_request where decision is null)::int as waiting`.execute(db);
  for (const [what, count] of Object.entries(found.rows[0] ?? {})) assert.ok(count > 0, `there is no ${what}`);
});

test('people of the demonstration train in time, late, after failed attempts, and once not at all', async () => {
  const closed = await counts(sql<Counted>`select coalesce(closed_as, 'open') || case when overdue_since is null then '' else ' late' end as of, count(*) as count from assignment group by 1`);
  assert.ok((closed['completed'] ?? 0) > 300 && (closed['completed late'] ?? 0) > 0 && (closed['open late'] ?? 0) > 0, JSON.stringify(closed));
  assert.ok((closed['completed'] ?? 0) > 15 * (closed['completed late'] ?? 0), 'most are in time');
  const attempts = await counts(sql<Counted>`select number::text || case when passed then ' passed' else ' failed' end as of, count(*) as count from quiz_attempt where submitted_at is not null group by 1`);
  for (const one of ['1 passed', '1 failed', '2 passed', '3 failed']) assert.ok((attempts[one] ?? 0) > 0, `no attempt ${one}`);
  const locked = await sql`select from assignment a where closed_at is null and (select count(*) from quiz_attempt q where q.assignment_id = a.id and not passed) = 3`.execute(db);
  assert.equal(locked.rows.length, 1);
});

test('the demonstration ends now, says its sign-ins, and a second start only says them', async () => {
  assert.ok(Temporal.Instant.compare(await installation.clock.now(), NOW) >= 0);
  const text = signIns.join('\n');
  for (const kind of ['Operator', 'Supervisor', 'Author', 'Approver', 'Training administrator', 'Quality', 'Inspector', 'System administrator']) assert.ok(text.includes(kind), kind);
  assert.deepEqual(await buildDemo(installation, () => assert.fail('nothing is built')), signIns);
});
