import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBook } from './book.ts';
import { askAboutThePast, checkFile } from './checks.ts';
import { choose, enterStaff, invitePresent } from './class.ts';
import type { Timings } from './client.ts';
import { goByDate } from './gate.ts';
import { openJournal, type Journal } from './journal.ts';
import type { Learner } from './learners.ts';
import { readMaterial } from './material.ts';
import { loadIds, sizes } from './matrix.ts';
import { bringIn, checkPresence } from './people.ts';
import { playAll, type Run } from './play.ts';
import { tryPeople } from './refusals.ts';
import { compareMatrix } from './count.ts';
import { asJson, asTable, type Outcome } from './report.ts';
import { startScratchServer, type RunningServer } from './server.ts';
import { setUp } from './staff.ts';
import { tamper } from './tamper.ts';

type Terminal = { readonly say: (line: string) => void; readonly data: (text: string) => void };

/** Three days before the first revision. */
const BEGINS = Temporal.Instant.from('2022-06-06T13:00:00Z');

/** Plays the folder's real roster, procedures and quizzes through a server of its own, over HTTP only; 0 when everything held. */
export async function runAcceptance(folder: string, terminal: Terminal, options: { readonly json: boolean }): Promise<number> {
  const started = performance.now();
  const journal = openJournal(terminal.say);
  const timings: Timings = new Map();
  terminal.say('Starting a server on a scratch folder …');
  const server = await journal.step('starting the server', () => startScratchServer(BEGINS.toString()));
  try {
    const facts = await play(folder, server, journal, timings, terminal.say).catch((error: unknown) => {
      journal.wrong('the run', 'to reach its end', error instanceof Error ? (error.stack ?? error.message) : String(error));
      if (server.output() !== '') terminal.say(server.output().split('\n').slice(-15).join('\n'));
      return [];
    });
    const outcome: Outcome = { journal, timings, facts, seconds: Math.round((performance.now() - started) / 1000), peakMegabytes: server.peakMegabytes() };
    terminal.data(options.json ? asJson(outcome) : asTable(outcome));
  } finally {
    await server.close();
  }
  return journal.problems.length === 0 ? 0 : 1;
}

async function play(folder: string, server: RunningServer, journal: Journal, timings: Timings, say: (line: string) => void): Promise<string[]> {
  const procedures = readMaterial(folder);
  const book = openBook(BEGINS);
  const { staff } = await journal.step('set-up and staff', () => setUp(server, '2022-06-06', timings));
  await goByDate(staff.quality, journal);
  const imported = await journal.step('roster import', () => bringIn(folder, staff.trainer, book, journal));
  enterStaff(book, staff, '2022-06-06');
  const chosen = choose(book, '2026-01-01');
  const learners: Learner[] = [];
  await journal.step('accounts', () => invitePresent(staff, server.url, book, chosen, learners, timings));
  await checkPresence(staff.inspector, book, BEGINS, journal);
  const run: Run = { server, staff, book, ids: await loadIds(staff.trainer), journal, timings, procedures, chosen, learners, say };
  say(`${learners.length} people with accounts are followed; ${procedures.length} documents with ${procedures.reduce((sum, procedure) => sum + procedure.revisions.length, 0)} revisions`);
  if (learners[0] !== undefined) await tryPeople(staff, server.url, learners[0].user, readFileSync(join(folder, 'spreadsheets/kaggle-hr/employee_data.csv')), journal);
  await playAll(run);
  await journal.step('the matrix against an independent count', () => compareMatrix(staff.inspector.client, join(folder, 'spreadsheets/kaggle-hr/employee_data.csv'), book, journal));
  await journal.step('qualification at past instants', () => lookBack(run));
  const trail = await journal.step('audit trail: verify, alter, restore', () => tamper(server, staff.quality, journal));
  return [...imported.facts, `audiences at the end: ${sizes(book).map(({ name, people }) => `${name} ${people}`).join(', ')}`, ...trail];
}

/** Step 6, and how many worked here at the turn of each year. */
async function lookBack({ staff, book, learners, journal }: Run): Promise<void> {
  const reader = staff.inspector.client;
  const others = [...book.people.values()].filter((_, index) => index % 150 === 0);
  await askAboutThePast(reader, book, [...new Set([...learners.map((learner) => learner.person), ...others])], BEGINS, journal);
  for (const learner of learners) await checkFile(reader, book, learner.person, journal);
  for (const year of ['2023', '2024', '2026']) await checkPresence(staff.inspector, book, Temporal.Instant.from(`${year}-01-01T12:00:00Z`), journal);
}
