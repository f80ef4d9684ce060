import { signIn } from '../../features/access/contract.ts';
import { runSweep } from '../../features/training/contract.ts';
import { advanceSimulation } from '../simulation/contract.ts';
import { earlier, type Book, type Document } from './book.ts';
import { passTime, plusDays } from './book-settle.ts';
import { checkAssignments, checkCounts } from './checks.ts';
import { hasLeft, invitePresent } from './class.ts';
import { createClient, inParallel, type Timings } from './client.ts';
import { GATE, holdAndOverride } from './gate.ts';
import { happenings, type Happening } from './happenings.ts';
import type { Journal } from './journal.ts';
import { study, type Class, type Learner } from './learners.ts';
import type { Procedure } from './material.ts';
import { requireDocuments, type Ids } from './matrix.ts';
import { planOf, playRevision, type Done, type Plan } from './procedures.ts';
import type { Person } from './book.ts';
import { tryDocuments } from './refusals.ts';
import type { RunningServer } from './server.ts';
import { enter, PASSWORD, type Staff } from './staff.ts';

/** Everything the run works with. */
export type Run = {
  readonly server: RunningServer; readonly staff: Staff; readonly book: Book; readonly ids: Ids; readonly journal: Journal; readonly timings: Timings;
  readonly procedures: readonly Procedure[]; readonly chosen: readonly Person[]; readonly learners: Learner[]; readonly say: (line: string) => void;
};

/** Nine in the morning in New York, six in Los Angeles: the day has begun everywhere. */
const HOUR = 'T13:00:00Z';

/** Steps 2 to 5: every revision of every document on its real day, and all that happens to people on the way. */
export async function playAll(run: Run): Promise<void> {
  const days = Map.groupBy(run.procedures.flatMap((procedure) => procedure.revisions.map((revision, index) => ({ procedure, index, day: revision.day }))), (entry) => entry.day);
  const order = [...days.keys()].toSorted();
  const extras = happenings(run, order);
  for (const [turn, day] of order.entries()) {
    await advance(run, day);
    await beginDay(run, extras.get(day) ?? [], day, turn);
    const plans = (days.get(day) ?? []).map(({ procedure, index }) => planOf(procedure, index)).filter((plan) => plan !== null);
    const done = await run.journal.step('revisions: upload, submit, approve', () => revise(run, plans));
    const added = done.filter(({ version }) => version.ordinal === 1);
    if (added.length > 0) await run.journal.step('matrix rules', () => require(run, plans, added.map((one) => one.document), day));
    if (turn === 0) {
      await enter(run.staff.quality);
      await tryDocuments(run.staff, day, plusDays(day, -1), run.journal);
    }
    await run.journal.step('checks: who got which assignment', () => check(run, done));
    await run.journal.step('learners at work', () => study(run.book, classOf(run, turn), ['prompt', 'selective'], run.journal));
    run.say(`${day}  ${done.length} revisions, ${added.length} of them new documents; ${run.journal.counts.get('trainings completed') ?? 0} trainings so far, ${run.journal.problems.length} surprises`);
  }
  await finish(run, order.at(-1) ?? '');
}

const classOf = (run: Run, turn: number | null): Class => ({ turn, learners: run.learners, procedures: new Map(run.procedures.map((procedure) => [procedure.number, procedure])), mostAtOnce: 2 });

/** Simulated time passes on the server and in the book; whoever is needed has to sign in again. */
async function advance(run: Run, day: string): Promise<void> {
  const { book, staff, journal } = run;
  const to = Temporal.Instant.from(`${day}${HOUR}`);
  if (!earlier(book.now, to)) return;
  await journal.step('time passing on the server', async () => {
    await enter(staff.administrator);
    await staff.administrator.client.call(advanceSimulation, { body: { to: to.toString() } });
  });
  await journal.step('time passing in the book', () => Promise.resolve(passTime(book, to)));
  await inParallel([staff.administrator, ...staff.authors, ...staff.approvers, staff.trainer], 4, (user) => enter(user));
}

async function beginDay(run: Run, extras: readonly Happening[], day: string, turn: number): Promise<void> {
  const { book, staff, journal, server, timings, learners, chosen } = run;
  await journal.step('accounts', () => invitePresent(staff, server.url, book, chosen, learners, timings));
  await journal.step('learners at work', () => study(book, classOf(run, turn), ['late'], journal));
  for (const extra of extras) await journal.step('leaver, mover, newcomer', () => extra(run, day));
  for (const learner of learners.filter(({ person }) => hasLeft(person, book.now))) {
    if (journal.counts.has(`left: ${learner.user.number}`)) continue;
    journal.count(`left: ${learner.user.number}`);
    journal.refusal(`${learner.user.name}, who has left, signing in`, 'account-inactive', await createClient(server.url).refused(signIn, { body: { login: learner.user.number, password: PASSWORD } }));
  }
}

/** Documents side by side, the revisions of one document one after the other. */
async function revise(run: Run, plans: readonly Plan[]): Promise<Done[]> {
  const done: Done[] = [];
  await inParallel([...Map.groupBy(plans, (plan) => plan.procedure.key).values()], 3, async (revisions) => {
    for (const plan of revisions.toSorted((a, b) => a.ordinal - b.ordinal)) done.push(await playRevision(run.staff, run.book, plan, run.journal));
  });
  return done;
}

async function require(run: Run, plans: readonly Plan[], documents: readonly Document[], day: string): Promise<void> {
  const entries = documents.map((document) => ({ document, key: plans.find((plan) => plan.procedure.number === document.number)?.procedure.key ?? '' }));
  run.journal.count('matrix rule versions signed', await requireDocuments(run.staff.trainer, run.book, run.ids, entries, day));
}

async function check(run: Run, done: readonly Done[]): Promise<void> {
  const { book, staff, journal } = run;
  for (const { document, version } of done) await checkAssignments(staff.trainer.client, book, document, version, journal);
  for (const { document } of done.slice(0, 3)) await checkCounts(staff.trainer.client, book, document, book.now.add({ hours: 1 }), journal);
}

/** What the gate does, with everybody who is followed at work. */
async function tryGate(run: Run, day: string): Promise<void> {
  await run.journal.step('a held version and its override', () => holdAndOverride(run, day, {
    revise: (plan) => playRevision(run.staff, run.book, plan, run.journal, GATE),
    train: () => study(run.book, classOf(run, null), ['prompt', 'late', 'selective'], run.journal),
    advance: (to) => advance(run, to),
  }));
}

/** The last windows close, stragglers finish; then every version is compared once more, and a sweep must find nothing. */
async function finish(run: Run, lastDay: string): Promise<void> {
  const { book, staff, journal } = run;
  await advance(run, plusDays(lastDay, 20));
  await journal.step('learners at work', () => study(book, classOf(run, null), ['prompt', 'late', 'selective'], journal));
  await journal.step('checks: who got which assignment', async () => {
    for (const document of book.documents.values()) for (const version of document.versions) await checkAssignments(staff.trainer.client, book, document, version, journal);
  });
  await tryGate(run, plusDays(lastDay, 20));
  await inParallel([staff.quality, staff.inspector], 2, (user) => enter(user));
  const swept = await journal.step('sweep over everything', () => staff.trainer.client.call(runSweep));
  journal.same('a sweep over everything finds', { drift: 0, added: 0, cancelled: 0 }, { drift: swept.drift, added: swept.added, cancelled: swept.cancelled });
}
