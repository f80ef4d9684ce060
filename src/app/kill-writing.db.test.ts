// OPS-01, DOC-12: a node killed while text is being saved loses none that was acknowledged, and the same save again is one save.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { createClient, type Client } from '../../test/kit/client.ts';
import { PASSWORD, seedCompany } from '../../test/kit/company.ts';
import { openTestServer } from '../../test/kit/server.ts';
import { signIn } from '../features/access/contract.ts';
import { beginWriting, getWriting, saveWriting } from '../features/documents/authoring/contract.ts';
import { createDocument } from '../features/documents/contract.ts';
import { openDatabase } from '../platform/db/pool.ts';

const root = join(import.meta.dirname, '../..');
const server = await openTestServer();
const port = await freePort();
let node: ChildProcess | null = null;
after(async () => {
  node?.kill('SIGKILL');
  await server.close();
});
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** One that nobody listens at: another test's server there would answer for ours. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = probe.address() as AddressInfo; // it listens at a port, not at a path
  probe.close();
  await once(probe, 'close');
  return free;
}

/** The real server as a process of its own, on the same database and data folder. */
async function startNode(): Promise<Client> {
  const { databaseUrl, config } = server.installation;
  node = spawn(process.execPath, ['src/app/cli/main.ts', 'start', '--api-only'], {
    cwd: root, stdio: 'ignore', env: { PATH: process.env['PATH'], DATABASE_URL: databaseUrl, READBACK_DATA_DIR: config.dataDir, READBACK_PORT: String(port), READBACK_LOG_LEVEL: 'silent' },
  });
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (await fetch(`http://localhost:${port}/readyz`, { signal: AbortSignal.timeout(2000) }).then((response) => response.ok, () => false)) break;
    await pause(50);
  }
  const client = createClient(`http://localhost:${port}`);
  await client.call(signIn, { body: { login: 'D-1', password: PASSWORD } });
  return client;
}

async function killNode(): Promise<void> {
  const killed = node;
  node = null;
  killed?.kill('SIGKILL');
  if (killed !== null && killed.exitCode === null && killed.signalCode === null) await once(killed, 'exit');
}

/** Waits until a save of another connection stands before the table that is held here. */
async function untilSaving(): Promise<void> {
  for (let looks = 0; looks < 2000; looks += 1) {
    const waiting = await server.database.asOwner(`select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and wait_event_type = 'Lock' and strpos(query, 'insert into working_text') > 0`);
    if (waiting.length > 0) return;
    await pause(5);
  }
  throw new Error('no save was seen to wait');
}

test('OPS-01 a server killed while a draft is being saved loses no acknowledged text, and a repeated save counts once', async () => {
  const { author } = await seedCompany(server);
  const { id: documentId } = await author.client.call(createDocument, { body: { number: 'SOP-001', title: 'Filling', type: 'SOP', risk: 'high' } });
  const { id } = await author.client.call(beginWriting, { params: { id: documentId }, body: { label: '1.0', changeClass: 'major', changeSummary: 'First', from: 'template' } });
  const save = (client: Client, base: number, line: string) => client.call(saveWriting, { params: { id }, body: { client: 'one-window', base, text: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: line }] }] } } });
  const lineOf = (text: unknown): string => /"text":"([^"]*)"/.exec(JSON.stringify(text))?.[1] ?? '';

  const first = await startNode();
  assert.equal((await save(first, 0, 'acknowledged')).outcome, 'saved');
  const holder = openDatabase(server.installation.databaseUrl, { owner: true, max: 1 });
  let cut: Promise<string> = Promise.resolve('');
  await holder.transaction().execute(async (tx) => {
    await sql`lock table working_text in share mode`.execute(tx);
    cut = save(first, 1, 'on its way').then(() => 'answered', () => 'no answer');
    await untilSaving();
    await killNode();
    assert.equal(await cut, 'no answer');
  });
  await holder.destroy();

  const second = await startNode();
  const found = await second.call(getWriting, { params: { id } });
  assert.ok(['acknowledged', 'on its way'].includes(lineOf(found.text)), 'whole, before or after, never half');
  const again = await save(second, 1, 'on its way');
  assert.ok(again.outcome === 'saved' && again.revision === 2, 'the browser sends it again, and it counts once');
  const now = await second.call(getWriting, { params: { id } });
  assert.deepEqual([lineOf(now.text), now.revision, now.keptTexts], ['on its way', 2, []]);
  await killNode();
});
