import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { nextId, testContext } from '../../test/kit/context.ts';
import { openTestDatabase, type TestDatabase } from '../../test/kit/database.ts';
import { makeDepartment, makeOrganisation, makePerson, makeRole, makeSite, write, type Place } from '../../test/kit/world.ts';
import { makeDocument, type VersionSpec } from '../../test/kit/world-documents.ts';
import { startOfDay } from '../kernel/day.ts';
import type { Context } from '../platform/context.ts';
import { openDatabase, type Db } from '../platform/db/pool.ts';
import { sweep } from '../features/training/reconcile/actions-sweep.ts';
import { react } from './reactions.ts';
import { nextDue, runDue } from './schedule.ts';
import { advance } from './simulation/actions.ts';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const ZONES = ['Pacific/Auckland', 'Europe/Dublin', 'America/Los_Angeles', 'America/Santiago'] as const;
type World = { readonly database: TestDatabase; readonly db: Db; readonly places: Readonly<Record<(typeof ZONES)[number], Place>>; readonly authors: readonly [string, string]; contextAt(now: Temporal.Instant, db?: Db): Context };

/** Four sites, a role that every newcomer holds, and two people to write and approve. */
async function openWorld(begins: string): Promise<World> {
  const database = await openTestDatabase({ simulatedNow: at(begins) });
  const { db } = database;
  await makeOrganisation(db);
  const shared = { departmentId: await makeDepartment(db), roleId: await makeRole(db, { name: 'Operator' }) };
  const siteIn = async (zone: string): Promise<Place> => ({ ...shared, siteId: await makeSite(db, { zone, name: zone }) });
  const places = { 'Pacific/Auckland': await siteIn(ZONES[0]), 'Europe/Dublin': await siteIn(ZONES[1]), 'America/Los_Angeles': await siteIn(ZONES[2]), 'America/Santiago': await siteIn(ZONES[3]) };
  const offices = { ...places['Europe/Dublin'], roleId: await makeRole(db, { name: 'Author' }) };
  const authors = [await makePerson(db, { ...offices, name: 'Author' }), await makePerson(db, { ...offices, name: 'Approver' })] as const;
  return { database, db, places, authors, contextAt: (now, on = db) => testContext({ db: on, now, react }) };
}

async function requireOfOperators(world: World, versions: readonly VersionSpec[], number = 'SOP-001'): Promise<string[]> {
  const [authorId, approverId] = world.authors;
  const { documentId, versionIds } = await makeDocument(world.db, { number, risk: 'high', authorId, approverId, versions });
  await write(world.db, async (tx) => {
    const ruleId = nextId();
    await sql`insert into matrix_rule (id, number, created_at) select ${ruleId}, coalesce(max(number), 0) + 1, now() from matrix_rule`.execute(tx);
    await sql`insert into matrix_rule_version (id, rule_id, version, name, audience, document_ids, effective, created_at)
      values (${nextId()}, ${ruleId}, 1, 'Operators', ${JSON.stringify([{ all: [{ kind: 'role', ids: [world.places['Europe/Dublin'].roleId] }], none: [] }])}::jsonb, ${[documentId]}::uuid[], '[2026-01-01,)', now())`.execute(tx);
  });
  return [...versionIds];
}

const assigned = async (world: World): Promise<{ name: string; at: string; due: string }[]> => (await sql<{ name: string; at: Temporal.Instant; due: Temporal.Instant }>`
  select p.name, a.assigned_at as at, a.due_at as due from assignment a join person p on p.id = a.person_id order by a.assigned_at, p.name`.execute(world.db)).rows.map((row) => ({ name: row.name, at: row.at.toString(), due: row.due.toString() }));
const eventsOf = async (world: World, action: string): Promise<string[]> => (await sql<{ subject: string }>`select subject_id as subject from audit_event where action = ${action} order by subject_id`.execute(world.db)).rows.map((row) => row.subject);

describe('days begin', () => {
  let world: World;
  before(async () => {
    world = await openWorld('2026-03-01T00:00:00Z');
    await requireOfOperators(world, [{}]);
  });
  after(() => world.database.close());

  // First days around every change of clocks in 2026; in Santiago the clocks skip midnight itself.
  const starts: readonly [zone: (typeof ZONES)[number], day: string, instant: string][] = [
    ['Pacific/Auckland', '2026-03-04', '2026-03-03T11:00:00Z'], ['Europe/Dublin', '2026-03-04', '2026-03-04T00:00:00Z'], ['America/Los_Angeles', '2026-03-04', '2026-03-04T08:00:00Z'],
    ['America/Los_Angeles', '2026-03-08', '2026-03-08T08:00:00Z'], ['America/Los_Angeles', '2026-03-09', '2026-03-09T07:00:00Z'],
    ['Europe/Dublin', '2026-03-29', '2026-03-29T00:00:00Z'], ['Europe/Dublin', '2026-03-30', '2026-03-29T23:00:00Z'],
    ['Pacific/Auckland', '2026-04-05', '2026-04-04T11:00:00Z'], ['Pacific/Auckland', '2026-04-06', '2026-04-05T12:00:00Z'],
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00Z'], ['America/Santiago', '2026-09-07', '2026-09-07T03:00:00Z'],
    ['Pacific/Auckland', '2026-09-27', '2026-09-26T12:00:00Z'], ['Pacific/Auckland', '2026-09-28', '2026-09-27T11:00:00Z'],
    ['Europe/Dublin', '2026-10-25', '2026-10-24T23:00:00Z'], ['Europe/Dublin', '2026-10-26', '2026-10-26T00:00:00Z'],
    ['America/Los_Angeles', '2026-11-01', '2026-11-01T07:00:00Z'], ['America/Los_Angeles', '2026-11-02', '2026-11-02T08:00:00Z'],
  ];

  it('MTX-01 TRN-03 at each site’s own midnight, on days when clocks change too; work is due at the end of the local day', async () => {
    for (const [zone, day] of starts) await makePerson(world.db, { ...world.places[zone], name: `${zone} ${day}`, from: day });
    await runDue((now) => world.contextAt(now), at('2026-03-01T00:00:00Z'));
    const until = at('2026-11-03T00:00:00Z');
    let now = at('2026-03-01T00:00:00Z');
    for (let next = await nextDue(world.db, now, until); next !== null; next = await nextDue(world.db, now, until)) {
      now = next;
      await runDue((instant) => world.contextAt(instant), now);
    }
    const rows = await assigned(world);
    assert.deepEqual(rows.map((row) => [row.name, row.at]), starts.map(([zone, day, instant]) => [`${zone} ${day}`, instant]));
    for (const [index, [zone, day]] of starts.entries()) {
      const due = at(rows[index]?.due ?? '').toZonedDateTimeISO(zone);
      assert.equal(due.subtract({ nanoseconds: 1 }).toPlainDate().until(due.toPlainDate()).days, 1, `${zone} ${day}: due at the end of a day`);
      assert.ok(Temporal.PlainDate.compare(due.toPlainDate(), Temporal.PlainDate.from(day).add({ days: 31 })) <= 0);
    }
    assert.equal((await sweep(world.contextAt(now))).drift, 0);
  });

  it('MTX-01 what is due on a day counts from the first instant of it that exists', () => {
    for (const [zone, day, instant] of starts) assert.equal(startOfDay(Temporal.PlainDate.from(day), zone).toString(), instant);
  });

  it('MTX-01 a turn at which no day begins only looks: it neither takes a lock nor waits for one', async () => {
    const now = at('2026-12-01T12:00:00Z');
    await runDue(world.contextAt, now);
    await world.db.transaction().execute(async (tx) => {
      await sql`select from clock_mark for update`.execute(tx);
      const turn = runDue((then) => world.contextAt(then), now).then(() => 'done');
      assert.equal(await Promise.race([turn, new Promise((resolve) => setTimeout(resolve, 5_000, 'waiting'))]), 'done');
    });
  });
});

describe('days that were missed', () => {
  let world: World;
  before(async () => {
    world = await openWorld('2026-03-01T00:00:00Z');
    await requireOfOperators(world, [{}]);
  });
  after(() => world.database.close());

  it('OPS-01 a server that was down for days does each of them, once', async () => {
    const dublin = world.places['Europe/Dublin'];
    await runDue((now) => world.contextAt(now), at('2026-03-01T12:00:00Z'));
    for (const day of ['2026-03-03', '2026-03-05', '2026-03-08']) await makePerson(world.db, { ...dublin, name: `from ${day}`, from: day });
    await makePerson(world.db, { ...dublin, name: 'came and went', from: '2026-03-02', until: '2026-03-06' });
    for (let turn = 0; turn < 2; turn += 1) await runDue((now) => world.contextAt(now), at('2026-03-09T12:00:00Z'));
    assert.deepEqual((await assigned(world)).map((row) => row.name), ['from 2026-03-03', 'from 2026-03-05', 'from 2026-03-08']);
    const days = (await eventsOf(world, 'DayBegan')).filter((day) => day.endsWith('Europe/Dublin'));
    assert.deepEqual(days, ['2026-03-02', '2026-03-03', '2026-03-05', '2026-03-06', '2026-03-08'].map((day) => `${day} Europe/Dublin`));
    assert.equal((await sweep(world.contextAt(at('2026-03-09T12:00:00Z')))).drift, 0);
  });
});

describe('a simulation', () => {
  it('OPS-01 the very first moment that simulated time passes is not lost', async () => {
    const world = await openWorld('2026-03-01T12:00:00Z');
    try {
      await requireOfOperators(world, [{}]);
      await makePerson(world.db, { ...world.places['Europe/Dublin'], name: 'Tomorrow', from: '2026-03-02' });
      await advance(world.contextAt(at('2026-03-01T12:00:00Z')), true, at('2026-03-02T12:00:00Z'));
      assert.deepEqual((await assigned(world)).map((row) => [row.name, row.at]), [['Tomorrow', '2026-03-02T00:00:00Z']]);
    } finally {
      await world.database.close();
    }
  });
});

describe('two nodes on one database', () => {
  let world: World;
  let second: Db;
  before(async () => {
    world = await openWorld('2026-03-01T00:00:00Z');
    second = openDatabase(world.database.url);
  });
  after(async () => {
    await second.destroy();
    await world.database.close();
  });
  const both = async (now: Temporal.Instant): Promise<void> => {
    await Promise.all([world.db, second, world.db, second].map((db) => runDue((instant) => world.contextAt(instant, db), now)));
  };

  it('TRN-11 a day begins once: each newcomer gets one assignment, each day one event', async () => {
    await requireOfOperators(world, [{}]);
    await both(at('2026-03-01T10:00:00Z')); // still the 1st everywhere
    for (let day = 2; day <= 9; day += 1) for (const zone of ZONES) await makePerson(world.db, { ...world.places[zone], name: `${zone} ${day}`, from: `2026-03-0${day}` });
    for (const moment of ['2026-03-03T12:00:00Z', '2026-03-06T12:00:00Z', '2026-03-09T12:00:00Z']) await both(at(moment));
    const rows = await assigned(world);
    assert.equal(rows.length, 8 * ZONES.length);
    assert.equal(new Set(rows.map((row) => row.name)).size, rows.length);
    const days = await eventsOf(world, 'DayBegan');
    assert.equal(new Set(days).size, days.length);
    assert.equal(days.length, 8 * ZONES.length);
  });

  it('DOC-02 a version takes effect once, with everything that follows from it', async () => {
    const [, versionId = ''] = await requireOfOperators(world, [{ label: '1.0' }, { label: '2.0', state: 'approved', decision: 'retrain', effectiveOn: '2026-03-20' }], 'SOP-002');
    await sweep(world.contextAt(at('2026-03-10T00:00:00Z')));
    const open = async (): Promise<number> => (await sql<{ n: number }>`select count(*) as n from assignment where version_id = ${versionId} and closed_at is null`.execute(world.db)).rows[0]?.n ?? 0;
    assert.equal(await open(), 8 * ZONES.length);
    await both(at('2026-03-20T00:00:00Z'));
    assert.deepEqual(await eventsOf(world, 'VersionBecameEffective'), [versionId]);
    assert.equal((await eventsOf(world, 'VersionSuperseded')).length, 1);
    assert.equal((await eventsOf(world, 'AssignmentSuperseded')).length, (await sql<{ n: number }>`select count(*) as n from assignment where closed_as = 'superseded'`.execute(world.db)).rows[0]?.n);
    assert.equal(await open(), 8 * ZONES.length);
    await both(at('2026-03-20T00:00:01Z'));
    assert.equal((await eventsOf(world, 'VersionBecameEffective')).length, 1);
  });

  it('IMP-07 what becomes overdue becomes so once', async () => {
    const now = at('2026-06-01T00:00:00Z');
    await both(now);
    const late = await eventsOf(world, 'AssignmentOverdue');
    const marked = await sql<{ n: number }>`select count(*) as n from assignment where overdue_since is not null and overdue_since = due_at`.execute(world.db);
    assert.ok(late.length >= 8 * ZONES.length);
    assert.equal(new Set(late).size, late.length);
    assert.equal(late.length, marked.rows[0]?.n);
    assert.equal((await sweep(world.contextAt(now))).drift, 0);
  });
});
