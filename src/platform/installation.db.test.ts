import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openTestDatabase } from '../../test/kit/database.ts';
import { readConfig, type Config } from './config.ts';
import { openInstallation } from './installation.ts';

const folders: string[] = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function configFor(databaseUrl: string): Config {
  const folder = mkdtempSync(join(tmpdir(), 'readback-installation-'));
  folders.push(folder);
  const read = readConfig({ DATABASE_URL: databaseUrl, READBACK_DATA_DIR: folder });
  assert.ok(read.ok);
  return read.config;
}

test('OPS-01 the first start makes keys and identity, the second finds them', async () => {
  const database = await openTestDatabase({ blank: true });
  const config = configFor(database.url);
  const first = await openInstallation(config);
  assert.equal(first.isSimulation, false);
  await first.close();
  const second = await openInstallation(config);
  assert.deepEqual(second.keys.mac, first.keys.mac);
  await second.close();
  await assert.rejects(openInstallation({ ...config, dataDir: configFor(database.url).dataDir }), /missing/, 'a folder without the keys');
  await database.close();
});

test('OPS-01 real data never becomes a simulation, nor a simulation real', async () => {
  const database = await openTestDatabase({ blank: true });
  const config = configFor(database.url);
  await (await openInstallation(config)).close();
  await assert.rejects(openInstallation(config, { simulationFrom: Temporal.Instant.from('2026-01-05T08:00:00Z') }), /real data never becomes a simulation/);
  await assert.rejects(database.asOwner('update instance set simulation = true, simulated_now = now()'), /cannot be changed/);
  await database.close();
});

test('OPS-01 a simulation starts at its own time and keeps it', async () => {
  const database = await openTestDatabase({ blank: true });
  const installation = await openInstallation(configFor(database.url), { simulationFrom: Temporal.Instant.from('2026-01-05T08:00:00Z') });
  assert.equal((await installation.clock.now()).toString().slice(0, 16), '2026-01-05T08:00');
  await installation.close();
  await database.close();
});
