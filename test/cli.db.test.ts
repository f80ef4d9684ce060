import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openTestDatabase } from './kit/database.ts';

const main = join(import.meta.dirname, '../src/app/cli/main.ts');
const database = await openTestDatabase({ blank: true });
const folder = mkdtempSync(join(tmpdir(), 'readback-cli-'));
after(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

type Run = { readonly code: number; readonly out: string; readonly err: string };

function readback(args: readonly string[], environment: Record<string, string> = {}, input = ''): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], { env: { ...process.env, DATABASE_URL: database.url, READBACK_DATA_DIR: folder, ...environment } }, (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err }));
    child.stdin?.end(input);
  });
}

test('help names every command, and each has its own', async () => {
  const all = await readback(['help']);
  assert.equal(all.code, 0);
  for (const name of ['start', 'demo', 'migrate', 'user create', 'api-key create', 'verify', 'sections', 'compare', 'acceptance', 'bench']) {
    assert.match(all.out, new RegExp(`^  ${name} `, 'm'));
    assert.match((await readback(['help', ...name.split(' ')])).out, new RegExp(`^Usage: ./readback ${name}`));
  }
});

test('a mistake is one sentence that says what to do, without a stack', async () => {
  const unknown = await readback(['strat']);
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, /There is no command "strat"\. The commands are: start, /);
  assert.match((await readback(['api-key', 'create'])).err, /needs --role and --name/);
  const settings = await readback(['migrate'], { READBACK_PORT: 'x', READBACK_PROT: '1' });
  assert.equal(settings.code, 2);
  assert.match(settings.err, /READBACK_PROT is not a setting/);
  assert.match(settings.err, /READBACK_PORT must be a whole number/);
  const unreachable = await readback(['migrate'], { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' });
  assert.match(unreachable.err, /The database cannot be reached/);
  for (const { err } of [unknown, settings, unreachable]) assert.doesNotMatch(err, /^\s+at /m);
});

test('AUD-03 verify names an altered event, by sentence, as JSON and by its exit code', async () => {
  const made = await readback(['api-key', 'create', '--role', 'quality', '--name', 'first', '--json']);
  assert.equal(made.code, 0, made.err);
  assert.match(String((JSON.parse(made.out) as { token: string }).token), /^rb_/);
  assert.equal((await readback(['verify'])).code, 0);
  await database.asOwner('set session_replication_role = replica');
  await database.asOwner(`update audit_event set body = replace(body, 'first', 'other')`);
  const told = await readback(['verify']);
  assert.equal(told.code, 1);
  assert.match(told.out, /NOT whole/);
  const { ok, finding } = JSON.parse((await readback(['verify', '--json'])).out) as { ok: boolean; finding: { sentence: string } };
  assert.equal(ok, false);
  assert.match(finding.sentence, /event/i);
});

test('SEC-01 a user cannot be made with a role that does not exist, or a short password', async () => {
  assert.match((await readback(['user', 'create', '--number', '1', '--name', 'A', '--roles', 'king'])).err, /There is no role "king"/);
  assert.match((await readback(['user', 'create', '--number', '1', '--name', 'A'], {}, 'short\n')).err, /at least 12 characters/);
});
