import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { canonicalJson, type Json } from '../../../kernel/json.ts';
import { testContext, testNow } from '../../../../test/kit/context.ts';
import { openTestDatabase, type TestDatabase } from '../../../../test/kit/database.ts';
import { openDatabase, type Db } from '../../../platform/db/pool.ts';
import { loadKeys, type Keys } from '../../../platform/keys.ts';
import { recordEvent } from '../actions.ts';
import { macOf, saveAuditEvents } from '../store.ts';
import { seal } from './actions.ts';
import { verifyTrail } from './actions-verify.ts';

describe('the sealed trail', () => {
  let database: TestDatabase;
  let superuser: Db;
  let keys: Keys;
  let folder: string;

  before(async () => {
    database = await openTestDatabase({ ownServer: true });
    superuser = openDatabase(database.url, { owner: true, max: 1 });
    await sql`insert into instance (id, simulation, created_at) select '018f0000-0000-7000-8000-000000000000', false, now() where not exists (select from instance)`.execute(superuser);
    await sql`set session_replication_role = replica`.execute(superuser); // what someone who owns the database can do
  });
  after(async () => {
    await superuser.destroy();
    await database.close();
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'readback-audit-'));
    keys = { ...loadKeys(folder), mac: testContext({ db: database.db }).auditKey };
    await sql`truncate audit_event, audit_leaf, audit_checkpoint`.execute(superuser);
    await happen(5);
    await seal(database.db, { keys, folder }, testNow);
    await happen(4);
    await seal(database.db, { keys, folder }, testNow);
  });

  const happen = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) await recordEvent(testContext({ db: database.db }), { type: 'SomethingHappened', subject: { kind: 'test', id: `t${index}` }, data: { index } });
  };
  const verify = () => verifyTrail(database.db, keys, folder);
  const eventAt = async (seq: number): Promise<string> => (await sql<{ id: string }>`select event_id as id from audit_leaf where seq = ${seq}`.execute(database.db)).rows[0]?.id ?? '';
  const expectFinding = async (kind: string, seq: number | null): Promise<string> => {
    const { ok, finding } = await verify();
    assert.equal(ok, false);
    assert.deepEqual([finding?.kind, finding?.seq], [kind, seq], finding?.sentence ?? 'nothing was found');
    return finding?.sentence ?? '';
  };
  const asRoot = (statement: ReturnType<typeof sql>) => statement.execute(superuser);

  it('AUD-02 an untouched trail verifies: gapless, signed, published', async () => {
    const verification = await verify();
    assert.equal(verification.finding, null);
    assert.deepEqual([verification.ok, verification.sealed, verification.unsealed, verification.checkpoints], [true, 9, 0, 2]);
    assert.equal(readFileSync(join(folder, 'leaves.bin')).length, 9 * 32);
  });

  it('AUD-02 sealing again without new events does nothing, and two sealers at once seal each event once', async () => {
    assert.equal(await seal(database.db, { keys, folder }, testNow), 0);
    await happen(20);
    const counts = await Promise.all([1, 2, 3].map(() => seal(database.db, { keys, folder }, testNow)));
    await seal(database.db, { keys, folder }, testNow);
    assert.ok(counts.every((count) => count === 0 || count === 20));
    const verification = await verify();
    assert.deepEqual([verification.ok, verification.sealed], [true, 29]);
  });

  it('AUD-02 events of a transaction that commits after a later one are sealed too', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => { release = resolve; });
    const ctx = testContext({ db: database.db });
    const slow = database.db.transaction().execute(async (tx) => {
      await saveAuditEvents(tx, ctx, [{ type: 'SlowThingHappened', subject: { kind: 'test', id: 'slow' }, data: {} }]);
      await held;
    });
    await happen(2);
    await seal(database.db, { keys, folder }, testNow);
    release();
    await slow;
    await seal(database.db, { keys, folder }, testNow);
    assert.deepEqual([(await verify()).ok, (await verify()).sealed], [true, 12]);
  });

  it('AUD-03 names an altered event', async () => {
    const id = await eventAt(3);
    await asRoot(sql`update audit_event set body = replace(body, 'SomethingHappened', 'NothingHappened') where id = ${id}::uuid`);
    assert.match(await expectFinding('altered', 3), new RegExp(id, 'u'));
  });

  it('AUD-03 names an altered event even when the leaf and the checkpoints in the database were recomputed to match', async () => {
    const id = await eventAt(3);
    await asRoot(sql`update audit_event set body = replace(body, 'SomethingHappened', 'NothingHappened') where id = ${id}::uuid`);
    await asRoot(sql`update audit_leaf l set leaf_hash = sha256('\\x00'::bytea || convert_to(e.body, 'UTF8')) from audit_event e where e.id = l.event_id and l.seq = 3`);
    await asRoot(sql`delete from audit_checkpoint`);
    await expectFinding('altered', 3);
  });

  it('AUD-03 names a removed event, also when the ones after it were moved up', async () => {
    const id = await eventAt(2);
    await asRoot(sql`delete from audit_event where id = ${id}::uuid`);
    await expectFinding('removed', 2);
    await asRoot(sql`delete from audit_leaf where seq = 2`);
    await expectFinding('removed', 2);
    await asRoot(sql`update audit_leaf set seq = seq - 1 + 1000 where seq > 2`);
    await asRoot(sql`update audit_leaf set seq = seq - 1000 where seq > 999`);
    await expectFinding('removed', 2);
  });

  it('AUD-03 names the first event of a tail that was cut', async () => {
    await asRoot(sql`delete from audit_event where id in (select event_id from audit_leaf where seq >= 7)`);
    await asRoot(sql`delete from audit_leaf where seq >= 7`);
    await asRoot(sql`delete from audit_checkpoint where size > 7`);
    await expectFinding('removed', 7);
    await assert.rejects(seal(database.db, { keys, folder }, testNow), /events were removed/u);
  });

  it('AUD-03 names events that were exchanged', async () => {
    for (const { from, to } of [{ from: 4, to: 1000 }, { from: 6, to: 4 }, { from: 1000, to: 6 }]) await asRoot(sql`update audit_leaf set seq = ${to} where seq = ${from}`);
    assert.match(await expectFinding('reordered', 4), /sealed as 6/u);
  });

  it('AUD-03 names an event put into the sealed trail', async () => {
    await asRoot(sql`update audit_leaf set seq = seq + 1001 where seq >= 5`);
    await asRoot(sql`update audit_leaf set seq = seq - 1000 where seq > 1000`);
    await asRoot(sql`insert into audit_event (id, at, action, subject_kind, subject_id, body, mac) values ('01900000-0000-7000-8000-00000000beef', now(), 'Forged', 'test', 'x', '{"forged":true}', '\\x00')`);
    await asRoot(sql`insert into audit_leaf (seq, event_id, leaf_hash) values (5, '01900000-0000-7000-8000-00000000beef', sha256('\\x00'::bytea || convert_to('{"forged":true}', 'UTF8')))`);
    assert.match(await expectFinding('inserted', 5), /beef/u);
  });

  it('AUD-03 finds an event written past the server before it is sealed, by its missing authentication', async () => {
    await asRoot(sql`insert into audit_event (id, at, action, subject_kind, subject_id, body, mac) values ('01900000-0000-7000-8000-00000000cafe', now(), 'Forged', 'test', 'x', '{"forged":true}', '\\x00')`);
    await expectFinding('inserted', null);
    await seal(database.db, { keys, folder }, testNow);
    await expectFinding('inserted', 9);
  });

  it('AUD-03 finds search columns that no longer say what the sealed text says', async () => {
    const id = await eventAt(1);
    await asRoot(sql`update audit_event set subject_id = 'someone else' where id = ${id}::uuid`);
    await expectFinding('altered', 1);
  });

  it('AUD-03 refuses checkpoints that are not signed with the key of the installation', async () => {
    const strange = loadKeys(mkdtempSync(join(tmpdir(), 'readback-strange-')));
    const verification = await verifyTrail(database.db, { mac: keys.mac, public: strange.public }, folder);
    assert.equal(verification.finding?.kind, 'unsigned');
  });

  it('AUD-02 what was sealed but not published, because the server was killed, is published by the next run', async () => {
    rmSync(join(folder, 'checkpoints.txt'));
    truncateSync(join(folder, 'leaves.bin'), 6 * 32 + 5);
    await happen(1);
    await seal(database.db, { keys, folder }, testNow);
    assert.equal(readFileSync(join(folder, 'leaves.bin')).length, 10 * 32);
    assert.equal((await verify()).ok, true);
  });

  it('AUD-01 the server itself cannot update, delete or truncate events', async () => {
    for (const statement of [sql`update audit_event set action = 'x'`, sql`delete from audit_event`, sql`truncate audit_event`, sql`update audit_leaf set seq = 0`, sql`delete from audit_checkpoint`]) {
      await assert.rejects(statement.execute(database.db), /permission denied|append-only/u);
    }
  });

  it('AUD-01 every event carries the code that only a server with the key can make', async () => {
    const rows = await sql<{ body: string; mac: Buffer }>`select body, mac from audit_event`.execute(database.db);
    for (const row of rows.rows) assert.deepEqual(macOf(keys.mac, row.body), row.mac);
  });

  it('AUD-01 the stored text is the one that was authenticated, whatever its words are', async () => {
    const words = ['plain', 'a "quoted" \\ word', 'tab\tand bell\u0007', 'é 🙂 \u2028 </script>', ''];
    const events = words.flatMap((word) => [{ type: 'SomethingHappened', subject: { kind: 'test', id: word }, data: { [word]: word } }, { type: 'SomethingHappened', subject: { kind: 'test', id: word }, data: {}, why: word }]);
    await database.db.transaction().execute((tx) => saveAuditEvents(tx, testContext({ db: database.db }), events));
    const { ok, finding } = await verify();
    assert.deepEqual([ok, finding], [true, null]);
    const { rows } = await sql<{ body: string; subject: string }>`select body, subject_id as subject from audit_event order by id desc limit ${events.length}`.execute(database.db);
    for (const [index, row] of rows.toReversed().entries()) {
      assert.equal(row.body, canonicalJson(JSON.parse(row.body) as Json)); // what canonicalJson takes
      assert.equal(row.subject, events[index]?.subject.id);
    }
  });
});
