import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayIn, isEarlier, type Instant } from '../../kernel/day.ts';
import { realNow } from '../../platform/clock.ts';
import { openDatabase } from '../../platform/db/pool.ts';
import { InstallationError, type Installation } from '../../platform/installation.ts';
import { closeConverters } from '../../features/documents/convert/run.ts';
import { loadOrganisation } from '../../features/people/store.ts';
import { createAgenda } from './agenda.ts';
import { readCompany, readProcedure } from './content.ts';
import { founder } from './founding.ts';
import { live, type Told } from './history.ts';
import { planPeople } from './people.ts';
import { momentOf, type Period } from './times.ts';
import { signInTable } from './sign-ins.ts';
import { createWorld } from './world.ts';

const MONTHS = 18;
const ZONE = 'Europe/Dublin';

function periodUntil(now: Instant): Period {
  const end = dayIn(now, ZONE);
  const first = end.subtract({ months: MONTHS });
  const begin = first.add({ days: (8 - first.dayOfWeek) % 7 });
  return { begin, end, now };
}

/** First moment of the simulated history: eighteen months ago, on a Monday morning. */
export const DEMO_BEGINS: string = momentOf(periodUntil(realNow()).begin, 7.5, ZONE).toString();

export type DemoOptions = {
  /** The moment at which the history ends; it has to lie eighteen months after the beginning of the simulation. */
  readonly now?: Instant;
  /** Part of the full head count. */
  readonly share?: number;
  readonly procedures?: readonly string[];
};

/** Builds the company through the actions, day by day; on a folder that has it already, only says the sign-ins. */
export async function buildDemo(installation: Installation, say: (line: string) => void, options: DemoOptions = {}): Promise<readonly string[]> {
  const file = join(installation.config.dataDir, 'demonstration.json');
  if (existsSync(file)) return signInTable((JSON.parse(readFileSync(file, 'utf8')) as Told).signIns); // written below
  if ((await loadOrganisation(installation.db)) !== null) {
    throw new InstallationError(`${installation.config.dataDir} holds something else, or a demonstration company that was not finished. Remove the folder and start again, or set READBACK_DATA_DIR to another one.`);
  }
  say('Building the demonstration company: eighteen months of hires, procedures and training. This takes about a minute …');
  const told = await makeHistory(installation, say, options);
  if (!told.verification.ok) throw new Error(`the audit trail of the demonstration does not verify: ${told.verification.finding?.sentence ?? ''}`);
  say(told.summary);
  mkdirSync(installation.config.dataDir, { recursive: true });
  writeFileSync(file, JSON.stringify(told, null, 2));
  return signInTable(told.signIns);
}

/** What `buildDemo` does on a new folder, with the figures of it. */
export async function makeHistory(installation: Installation, say: (line: string) => void, options: DemoOptions = {}): Promise<Told> {
  const now = options.now ?? realNow();
  const began = await installation.clock.now();
  if (!isEarlier(began, now.subtract({ hours: 24 * 500 }))) throw new InstallationError(`The simulated time of ${installation.config.dataDir} begins too late for eighteen months of history. Use a new folder.`);
  const period = periodUntil(now);
  const company = readCompany();
  const procedures = company.documents.filter((number) => options.procedures?.includes(number) ?? true).map(readProcedure);
  const careers = [founder(period), ...planPeople(company, period, options.share ?? 1)];
  const db = openDatabase(installation.databaseUrl, { max: 12, filling: true });
  const world = createWorld({ installation: { ...installation, db }, company, procedures, period, agenda: createAgenda() }, careers);
  try {
    return await live(world, say);
  } finally {
    await db.destroy();
    await closeConverters();
  }
}

