import { getMyTraining } from '../../features/training/contract.ts';
import { openTasks, placeAt } from './book.ts';
import { plusDays } from './book-settle.ts';
import { complete, type Learner } from './learners.ts';
import { hire, leave, move } from './people.ts';
import type { Run } from './play.ts';
import { tryTraining } from './refusals.ts';
import { enter, openAccount } from './staff.ts';

/** Something that happens to people on one of the days. */
export type Happening = (run: Run, day: string) => Promise<void>;

/** One leaver, two movers and one newcomer, each on a day on which documents are revised. */
export function happenings({ journal }: Pick<Run, 'journal'>, days: readonly string[]): Map<string, Happening[]> {
  const on = (day: string): string => days.find((other) => other >= day) ?? days.at(-1) ?? day;
  const plan: (readonly [string, Happening])[] = [
    [on('2022-09-07'), moveAtOnce], [on('2023-01-19'), moveFarAway], [on('2023-04-13'), leaveSoon], [on('2026-02-18'), newcomer],
  ];
  journal.count('leavers, movers, newcomers by hand', plan.length);
  return new Map([...Map.groupBy(plan, ([day]) => day)].map(([day, entries]) => [day, entries.map(([, happening]) => happening)]));
}

function find(run: Run, department: string, role: string): Learner {
  const found = run.learners.find(({ person, user }) => {
    const place = placeAt(person, run.book.now);
    return place?.department === department && place.role === role && person.stays.length === 1 && person.stays[0]?.until === null && !run.journal.counts.has(`moved: ${user.number}`);
  });
  if (found === undefined) throw new Error(`nobody who is followed works as ${role} in ${department}`);
  run.journal.count(`moved: ${found.user.number}`);
  return found;
}

/** From production to software, today; what was learnt and is asked there too counts on. */
async function moveAtOnce(run: Run, day: string): Promise<void> {
  const { person } = find(run, 'Production', 'Production Manager');
  await move(run.staff.trainer, run.book, run.ids, person, { from: day, site: 'MA', department: 'Software Engineering', role: 'Software Engineer' });
}

/** Announced ahead, and to a site where the day begins an hour later: nothing is lost in that hour. */
async function moveFarAway(run: Run, day: string): Promise<void> {
  const { person } = find(run, 'Production', 'Production Technician I');
  await move(run.staff.trainer, run.book, run.ids, person, { from: plusDays(day, 3), site: 'TX', department: 'Production', role: 'Production Technician II' });
}

/** The last day is to come; until then training goes on, after it access ends and open work is cancelled. */
async function leaveSoon(run: Run, day: string): Promise<void> {
  const { person } = find(run, 'Production', 'Production Technician I');
  await leave(run.staff.trainer, run.book, person, plusDays(day, 5));
}

/** Hired in the middle of it all, under a manager, and failing the first quiz three times. */
async function newcomer(run: Run, day: string): Promise<void> {
  const { staff, book, ids, server, timings, learners, journal } = run;
  const manager = learners.find((learner) => placeAt(learner.person, book.now)?.role === 'Production Manager' && placeAt(learner.person, book.now)?.department === 'Production') ?? learners[0];
  if (manager === undefined) return;
  const person = await hire(staff.trainer, book, ids, { number: 'N-001', name: 'Nadia Okafor', managerId: manager.person.id, from: day, site: 'MA', department: 'Production', role: 'Production Technician I' });
  const user = await openAccount(staff.administrator, person, server.url, timings);
  learners.push({ user, person, habit: 'prompt' });
  await enter(manager.user);
  await failFirst(run, { user, person, habit: 'prompt' }, manager);
  journal.count('newcomers');
}

async function failFirst({ book, procedures, learners, journal }: Run, own: Learner, manager: Learner): Promise<void> {
  const { due } = await own.user.client.call(getMyTraining);
  const quizOf = (number: string) => procedures.find((procedure) => procedure.number === number)?.quiz ?? null;
  const row = due.find((candidate) => quizOf(candidate.document.number) !== null);
  const quiz = row === undefined ? null : quizOf(row.document.number);
  const pair = row === undefined ? undefined : book.pairs.get(own.person.id)?.get(row.document.number);
  const task = pair === undefined ? undefined : openTasks(pair)[0];
  if (row === undefined || quiz === null || pair === undefined || task === undefined) return journal.wrong(`what ${own.user.name} is to be trained on`, 'a document with a quiz', `${due.length} without`);
  const stranger = learners.find((learner) => learner.user !== own.user && learner.user !== manager.user && placeAt(learner.person, book.now) !== null);
  if (stranger === undefined) return journal.wrong('somebody who has nothing to do with it', 'among the learners', 'nobody');
  await enter(stranger.user);
  await tryTraining(own.user, stranger.user, manager.user, row.id, quiz, journal);
  await complete(book, own.user, row.id, { pair, task, quiz, failures: 0 }, journal);
}
