import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../../src/app/server.ts';
import type { Endpoint } from '../../src/kernel/endpoint.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openInstallation } from '../../src/platform/installation.ts';
import { openLog } from '../../src/platform/log.ts';
import { openTestDatabase } from './database.ts';

export type TestApp = { readonly app: FastifyInstance; readonly endpoints: readonly Endpoint[]; close(): Promise<void> };

/** The application without a listener: for asking what it consists of, or injecting single requests. */
export async function openTestApp(): Promise<TestApp> {
  const database = await openTestDatabase({ blank: true });
  const folder = mkdtempSync(join(tmpdir(), 'readback-app-'));
  const read = readConfig({ DATABASE_URL: database.url, READBACK_DATA_DIR: folder });
  if (!read.ok) throw new Error(read.mistakes.join('\n'));
  const installation = await openInstallation(read.config);
  const { app, endpoints } = await buildApp({ installation, log: openLog('silent') }, 'http://localhost:4400');
  return {
    app, endpoints,
    async close() {
      await app.close();
      await installation.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
