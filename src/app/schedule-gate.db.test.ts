// A gate on any number of nodes: held once, released once, whole or not at all (DOC-06, OPS-01).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { nextId, testContext } from '../../test/kit/context.ts';
import { openTestDatabase, type TestDatabase } from '../../test/kit/database.ts';
import { makeDepartment, makeOrganisation, makePerson, makeRole, makeSite, write } from '../../test/kit/world.ts';
import { makeDocument } from '../../test/kit/world-documents.ts';
import type { Context } from '../platform/context.ts';
import { openDatabase, type Db } from '../platform/db/pool.ts';
import { sweep } from '../features/training/reconcile/actions-sweep.ts';
import { QUESTIONS } from './questions.ts';
import { react } from './reactions.ts';
import { runDue } from './schedule.ts';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const PEOPLE = 10;
let database: TestDatabase;
let second: Db;
let versions: readonly string[] = [];
const people: string[] = [];

const contextAt = (now: Temporal.Instant, db: Db = database.db): Context => testContext({ db, now, react, ...QUESTIONS });
const both = (now: string): Promise<unknown> => Promise.all([database.db, second, database.db, second].map((db) => runDue((instant) => contextAt(instant, db), at(now))));
const eventsOf = async (action: string): Promise<number> => (await sql<{ n: number }>`select count(*) as n from audit_event where action = ${action}`.execute(database.db)).rows[0]?.n ?? 0;
const states = async (): Promise<string[]> => (await sql<{ state: string }>`select state from document_version order by ordinal`.execute(database.db)).rows.map((row) => row.state);
const holds = async (): Promise<unknown[]> => (await sql`select present, trained, ended_as from version_hold order by since`.execute(database.db)).rows;

/** As completing does it: the record, with its event. */
async function train(personIds: readonly string[]): Promise<void> {
  await write(database.db, async (tx) => {
    for (const id of personIds) {
      await sql`insert into training_record (id, kind, person_id, document_id, version_id, path, content_sha256, covers, attempts, reading, event_at, entered_at, zone, digest)
        select ${nextId()}, 'training', ${id}, v.document_id, v.id, 'full', v.content_sha256, '{}', '[]', '[]', '2026-03-10', '2026-03-10', 'Europe/Dublin', v.content_sha256 from document_version v where v.id = ${versions[1]}::uuid`.execute(tx);
    }
  });
}

before(async () => {
  database = await openTestDatabase({ simulatedNow: at('2026-03-01T00:00:00Z') });
  second = openDatabase(database.url);
  const { db } = database;
  await makeOrganisation(db);
  const place = { departmentId: await makeDepartment(db), siteId: await makeSite(db, { zone: 'Europe/Dublin' }) };
  const roleId = await makeRole(db, { name: 'Operator' });
  const office = { ...place, roleId: await makeRole(db, { name: 'Author' }) };
  const [authorId, approverId] = [await makePerson(db, { ...office, name: 'Author' }), await makePerson(db, { ...office, name: 'Approver' })];
  for (let number = 1; number <= PEOPLE; number += 1) people.push(await makePerson(db, { ...place, roleId, name: `Operator ${number}` }));
  const made = await makeDocument(db, { number: 'SOP-001', risk: 'critical', authorId, approverId, versions: [{ label: '1.0' }, { label: '2.0', state: 'approved', effectiveOn: '2026-03-20', takesEffect: 'gate' }] });
  versions = made.versionIds;
  await write(db, async (tx) => {
    const ruleId = nextId();
    await sql`insert into matrix_rule (id, number, created_at) values (${ruleId}, 1, now())`.execute(tx);
    await sql`insert into matrix_rule_version (id, rule_id, version, name, audience, document_ids, effective, created_at)
      values (${nextId()}, ${ruleId}, 1, 'Operators', ${JSON.stringify([{ all: [{ kind: 'role', ids: [roleId] }], none: [] }])}::jsonb, ${[made.documentId]}::uuid[], '[2026-01-01,)', now())`.execute(tx);
  });
  await sweep(contextAt(at('2026-03-02T00:00:00Z')));
});
after(async () => {
  await second.destroy();
  await database.close();
});

test('DOC-06 several nodes at once hold a version once, with the numbers of that moment', async () => {
  await train(people.slice(0, 8));
  await both('2026-03-19T23:59:59Z');
  assert.deepEqual(await holds(), []);
  await both('2026-03-20T00:00:00Z');
  await both('2026-03-20T00:00:05Z');
  assert.deepEqual(await holds(), [{ present: 10, trained: 8, ended_as: null }]);
  assert.equal(await eventsOf('VersionHeld'), 1);
  assert.deepEqual(await states(), ['effective', 'approved']);
});

test('OPS-01 a node that dies in the middle of the switch leaves the hold as it was', async () => {
  await train(people.slice(8, 9));
  const dying = (now: Temporal.Instant): Context => ({ ...contextAt(now), react: (ctx, tx, events) => (events.some((event) => event.type === 'VersionBecameEffective') ? Promise.reject(new Error('the node dies here')) : react(ctx, tx, events)) });
  await assert.rejects(runDue(dying, at('2026-03-22T00:00:00Z')), /the node dies here/u);
  assert.deepEqual(await holds(), [{ present: 10, trained: 8, ended_as: null }]);
  assert.deepEqual(await states(), ['effective', 'approved']);
  assert.deepEqual([await eventsOf('HoldReached'), await eventsOf('VersionBecameEffective')], [0, 0]);
});

test('DOC-06 several nodes at once release it once when the share is reached, at that moment', async () => {
  await both('2026-03-22T10:00:00Z');
  await both('2026-03-22T10:00:05Z');
  assert.deepEqual(await states(), ['superseded', 'effective']);
  assert.deepEqual(await holds(), [{ present: 10, trained: 8, ended_as: 'reached' }]);
  assert.deepEqual([await eventsOf('HoldReached'), await eventsOf('VersionBecameEffective'), await eventsOf('VersionSuperseded')], [1, 1, 1]);
  const found = await sql<{ at: Temporal.Instant; on: Temporal.PlainDate; gap: boolean }>`select v.effective_at as at, v.effective_on as on, upper(o.in_force) = lower(v.in_force) as gap from document_version v join document_version o on o.ordinal = 1 where v.ordinal = 2`.execute(database.db);
  assert.deepEqual([found.rows[0]?.at.toString(), found.rows[0]?.on.toString(), found.rows[0]?.gap], ['2026-03-22T10:00:00Z', '2026-03-22', true]);
  assert.equal((await sweep(contextAt(at('2026-03-22T11:00:00Z')))).drift, 0);
});

test('DOC-09 the database keeps policies, holds, reviews and changes as they were written', async () => {
  const refused = (statement: string, why: RegExp): Promise<void> => assert.rejects(write(database.db, async (tx) => void (await sql.raw(statement).execute(tx))), why, statement);
  await refused(`update risk_policy set gate_percent = 1`, /append-only|permission denied/u);
  await refused(`delete from risk_policy`, /append-only|permission denied/u);
  await refused(`update version_hold set trained = present`, /never rewritten/u);
  await refused(`update version_hold set ended_as = 'withdrawn'`, /never rewritten/u);
  await refused(`delete from version_hold`, /never rewritten/u);
  await refused(`update document_version set takes_effect = 'date' where ordinal = 2`, /approval of a version cannot change/u);
  await refused(`update document_version set policy_id = null where ordinal = 2`, /approval of a version cannot change/u);
  await refused(`update document_version set effective_on = '2026-03-20' where ordinal = 2`, /keeps the moment/u);
  await refused(`update document_version set in_force = tstzrange('2026-03-20', null) where ordinal = 2`, /keeps the moment/u);
  await refused(`insert into risk_policy (id, risk, version, effective_date, gate_percent, minimum_training_days, revision_days, initial_days, drift_versions, drift_months, retrain_prior_completers) values (uuidv7(), 'low', 2, 'date', 100, 0, 60, 60, 3, 24, false)`, /risk_policy__signed/u);
});

test('DOC-09 what a version teaches is frozen once it is approved, and so once anyone was trained on it', async () => {
  const refused = (statement: string): Promise<void> => assert.rejects(write(database.db, async (tx) => void (await sql.raw(statement).execute(tx))), /no longer a draft|cannot change|append-only|permission denied/u, statement);
  for (const version of versions) {
    await refused(`update document_version set content_sha256 = (select sha256 from content_file where sha256 <> content_sha256 limit 1) where id = '${version}'`);
    await refused(`update document_section set html = 'x' where version_id = '${version}'`);
    await refused(`delete from document_section where version_id = '${version}'`);
    await refused(`update module set pass_mark = 1 where version_id = '${version}'`);
    await refused(`update module set max_attempts = 20 where version_id = '${version}'`);
    await refused(`insert into question (id, module_id, ordinal, kind, text, options, answer_key) select uuidv7(), id, 99, 'single', 'x', '[]', '[]' from module where version_id = '${version}'`);
  }
  await refused(`update training_record set score = 100`);
});

test('DOC-09 nobody can be trained on a version that is not approved yet', async () => {
  const { rows } = await sql<{ author: string; approver: string }>`select author_id as author, approver_id as approver from document_version where ordinal = 2`.execute(database.db);
  const { documentId, versionIds } = await makeDocument(database.db, { number: 'SOP-002', authorId: rows[0]?.author ?? '', approverId: rows[0]?.approver ?? '', versions: [{ state: 'in_review' }] });
  await assert.rejects(write(database.db, async (tx) => void (await sql`insert into assignment (id, person_id, document_id, version_id, path, cause, covers, assigned_at, due_on, due_at, zone)
    values (${nextId()}, ${people[0]}::uuid, ${documentId}::uuid, ${versionIds[0]}::uuid, 'full', 'rule', '{}', now(), '2026-04-01', now(), 'Europe/Dublin')`.execute(tx))), /approved version that does not exist/u);
});
