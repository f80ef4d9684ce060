import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { act, commit } from '../../src/features/audit/actions.ts';
import { done } from '../../src/kernel/decision.ts';
import { testContext } from './context.ts';
import { openTestDatabase } from './database.ts';

const database = await openTestDatabase();
after(() => database.close());

test('AUD-01 a regulated table refuses a write without an audit event', async () => {
  await assert.rejects(sql`insert into job_role (id, code, name) values (gen_random_uuid(), 'A', 'A')`.execute(database.db), /without an audit event/);
});

test('AUD-01 an act writes its change and its event in one transaction', async () => {
  const ctx = testContext({ db: database.db });
  const outcome = await act(ctx, async (tx) => {
    const id = ctx.newId();
    await commit(ctx, tx, [{ type: 'JobRoleCreated', subject: { kind: 'role', id }, data: {} }], async (audited) => {
      await sql`insert into job_role (id, code, name) values (${id}, 'OP', 'Operator')`.execute(audited);
    });
    return done({ id });
  });
  assert.ok(outcome.ok);
  const events = await database.db.selectFrom('audit_event').select('action').execute();
  assert.deepEqual(events.map((event) => event.action), ['JobRoleCreated']);
});

test('AUD-01 the server role can neither change nor remove an audit event', async () => {
  await assert.rejects(sql`update audit_event set action = 'x'`.execute(database.db), /permission denied|append-only/);
  await assert.rejects(sql`truncate audit_event`.execute(database.db), /permission denied|append-only/);
  await assert.rejects(database.asOwner('delete from audit_event'), /append-only/);
});
