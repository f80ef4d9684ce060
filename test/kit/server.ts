import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { advanceSimulation } from '../../src/app/simulation/contract.ts';
import { startServer } from '../../src/app/server.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openInstallation, type Installation } from '../../src/platform/installation.ts';
import { openLog } from '../../src/platform/log.ts';
import { createClient, type Client } from './client.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';

export type TestServer = {
  readonly url: string;
  readonly setupCode: string;
  readonly database: TestDatabase;
  readonly installation: Installation;
  /** A new visitor, who has not signed in. */
  visitor(token?: string): Client;
  /** Lets simulated time pass, by someone who may. */
  advance(client: Client, to: string): Promise<void>;
  close(): Promise<void>;
};

export const SIMULATION_BEGINS = '2026-03-02T08:00:00Z'; // a Monday

/** The real server on a scratch database and a free port; its time stands still until it is moved. */
export async function openTestServer(options: { readonly real?: boolean; readonly begins?: string; readonly tickSeconds?: number; readonly env?: Record<string, string> } = {}): Promise<TestServer> {
  const database = await openTestDatabase({ blank: true });
  const folder = mkdtempSync(join(tmpdir(), 'readback-server-'));
  const port = 20_000 + (process.pid % 20_000); // the next free one is taken
  const read = readConfig({ DATABASE_URL: database.url, READBACK_DATA_DIR: folder, READBACK_PORT: String(port), READBACK_REQUESTS_PER_MINUTE: '1000000', ...options.env });
  if (!read.ok) throw new Error(read.mistakes.join('\n'));
  const installation = await openInstallation(read.config, options.real === true ? {} : { simulationFrom: Temporal.Instant.from(options.begins ?? SIMULATION_BEGINS) });
  const server = await startServer({ installation, log: openLog(process.env['TEST_LOG'] ?? 'error'), tickSeconds: options.tickSeconds ?? 1 });
  return {
    url: server.url, setupCode: server.setupCode ?? '', database, installation,
    visitor: (token) => createClient(server.url, token ?? null),
    advance: async (client, to) => void (await client.call(advanceSimulation, { body: { to } })),
    async close() {
      await server.close();
      await installation.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
