import { userInfo } from 'node:os';
import type { Context, Reaction } from '../../platform/context.ts';
import { readConfig, type Config } from '../../platform/config.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { openInstallation, type Installation } from '../../platform/installation.ts';
import { openLog } from '../../platform/log.ts';
import { QUESTIONS } from '../questions.ts';
import { CommandError, type Terminal } from './command.ts';

export function configOrThrow(): Config {
  const read = readConfig(process.env);
  if (!read.ok) throw new CommandError(`The configuration is not right:\n${read.mistakes.map((mistake) => `  ${mistake}`).join('\n')}\nAll settings: docs/configuration.md`, 2);
  return read.config;
}

/** Runs a command on the installation's database, also while the server runs. */
export async function withInstallation<Result>(terminal: Terminal, work: (installation: Installation) => Promise<Result>): Promise<Result> {
  const installation = await openInstallation(configOrThrow(), { connections: 4, say: terminal.say });
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}

/** An act from the command line is the product's own; the audit trail names the account of the computer it came from. */
export async function commandContext(installation: Installation, react: Reaction): Promise<Context> {
  const now = await installation.clock.now();
  return {
    db: installation.db, now, newId: () => uuidv7(now),
    principal: { kind: 'system', id: null, name: `command line (${userInfo().username})`, grants: [] },
    origin: { requestId: 'command-line', address: null }, idempotency: null,
    auditKey: installation.keys.mac, react, ...QUESTIONS, log: openLog('warn'),
  };
}
