import { sql } from 'kysely';
import { done, type Outcome } from '../../kernel/decision.ts';
import { dayIn, type Instant } from '../../kernel/day.ts';
import { loadModule } from '../../features/learning/store.ts';
import type { Module } from '../../features/learning/types.ts';
import { allowAttempts, openAssignment, reportReading, showTrainingStatement, signTraining, startAttempt, submitAttempt } from '../../features/training/completion/actions.ts';
import { showAssignment } from '../../features/training/standing/actions.ts';
import { intend, missed, nextTry, type Intention, type Task } from './habits.ts';
import { managerOn } from './people.ts';
import { randomOf, type Random } from './random.ts';
import { later } from './times.ts';
import { careerOf, enter, PASSWORD, siteOf, type Actor, type World } from './world.ts';

const ATTEMPTS = 3;

/** Takes up new assignments as people find them, and lets them be done at their time. */
export type School = { takeUp(since: Instant): Promise<void> };

type Version = { readonly module: Module; readonly sections: readonly number[] };

export function openSchool(world: World): School {
  const taken = new Set<string>();
  const versions = new Map<string, Promise<Version>>();
  const numberOf = new Map<string, string>();
  const versionOf = (id: string): Promise<Version> => {
    const found = versions.get(id) ?? loadVersion(world, id);
    versions.set(id, found);
    return found;
  };
  return {
    async takeUp(since) {
      for (const [number, id] of world.ids.people) numberOf.set(id, number);
      for (const task of await loadTasks(world, since, numberOf)) {
        if (taken.has(task.id)) continue;
        taken.add(task.id);
        const career = world.careers.get(task.person);
        const intention = career === undefined ? null : intend(world, task, career);
        if (intention !== null) planSitting(world, { task, intention, versionOf, failed: 0, read: false, again: [] }, intention.at);
      }
    },
  };
}

async function loadTasks(world: World, since: Instant, numberOf: ReadonlyMap<string, string>): Promise<Task[]> {
  const found = await sql<Omit<Task, 'person'> & { personId: string }>`
    select a.id, a.person_id as "personId", d.number as document, a.version_id as "versionId", v.label, a.path, a.assigned_at as "assignedAt", a.due_at as "dueAt",
      coalesce(m.minutes, 5) as minutes, coalesce(m.pass_mark, 100) as "passMark", (select count(*) from question q where q.module_id = m.id) as questions
    from assignment a join document d on d.id = a.document_id join document_version v on v.id = a.version_id left join module m on m.version_id = v.id
    where a.assigned_at >= ${since} and a.closed_at is null order by a.id`.execute(world.installation.db);
  return found.rows.map((row) => ({ ...row, person: numberOf.get(row.personId) ?? '' }));
}

async function loadVersion(world: World, id: string): Promise<Version> {
  const { db } = world.installation;
  const module = await loadModule(db, id);
  if (module === null) throw new Error(`version ${id} has no module`);
  const sections = await db.selectFrom('document_section').select('ordinal').where('version_id', '=', id).orderBy('ordinal').execute();
  return { module, sections: sections.map((section) => section.ordinal) };
}

/** One assignment on its way. */
type Course = { readonly task: Task; readonly intention: Intention; readonly versionOf: (id: string) => Promise<Version>; failed: number; read: boolean; /** Sections to be read again before the next attempt. */ again: readonly number[] };

function planSitting(world: World, course: Course, at: Instant): void {
  const { task } = course;
  const ready = world.ready.get(task.person) ?? at;
  const start = Temporal.Instant.compare(at, ready) < 0 ? ready.add({ minutes: randomOf('first', task.id).whole(5, 300) }) : at;
  world.agenda.add({ at: start, lane: task.person, seconds: task.minutes * 90 + 3600, run: (then) => sit(world, course, then) });
}

/** Raised where an assignment ended in the meantime: the person finds it gone. */
class Gone extends Error {}
const GONE = ['assignment-closed', 'absent-or-left', 'sign-in-failed', 'account-inactive'];

function reply<Reply>(outcome: Outcome<Reply, string>): Reply {
  if (outcome.ok) return outcome.reply;
  if (GONE.includes(outcome.refusal.code)) throw new Gone(outcome.refusal.code);
  throw new Error(`refused with ${outcome.refusal.code} ${JSON.stringify(outcome.refusal.detail ?? {})}`);
}

async function sit(world: World, course: Course, at: Instant): Promise<void> {
  const { task } = course;
  try {
    const person = await enter(world, task.person, at);
    await goOn(world, course, person, later(at, 20));
  } catch (error) {
    if (!(error instanceof Gone)) throw new Error(`${task.person} on ${task.document} v${task.label} (${task.path}) at ${at.toString()}: ${String(error)}`, { cause: error });
  }
}

async function goOn(world: World, course: Course, person: Actor, begun: Instant): Promise<void> {
  const { task, intention } = course;
  const random = randomOf('sitting', task.person, task.document, task.label, course.failed);
  let at = begun;
  if (!course.read) at = await read(course, person, at, random);
  while (task.path !== 'notice' && task.questions > 0) {
    at = await readAgain(course, person, at, random);
    const tried = await attempt(course, person, at, random);
    at = tried.at;
    if (tried.passed) break;
    course.failed += 1;
    course.again = tried.reread;
    if (course.failed >= ATTEMPTS) return planTalk(world, course, at);
    if (intention.failures > course.failed && random.chance(0.4)) return planSitting(world, course, nextTry(world, careerOf(world, task.person), at, task.id));
  }
  const statement = reply(await showTrainingStatement(person.at(at), task.id)).statement;
  reply(await signTraining(person.at(later(at, random.whole(8, 40))), task.id, { statement, password: PASSWORD }));
}

/** Opens it and reads. The reader reports now and then: here twice for a whole procedure, once for a few sections. */
async function read(course: Course, person: Actor, begun: Instant, random: Random): Promise<Instant> {
  const { task } = course;
  reply(await openAssignment(person.at(begun), task.id));
  const sections = task.path === 'full' ? (await course.versionOf(task.versionId)).sections : reply(await showAssignment(person.at(begun), task.id)).sections.filter((section) => section.required).map((section) => section.ordinal);
  const share = task.path === 'full' ? 1 : 0.35;
  const seconds = Math.round(((task.minutes - task.questions) * 60 * share * (0.6 + 0.7 * random.unit())) / sections.length) + 2;
  const timed = sections.map((ordinal) => ({ ordinal, seconds: Math.max(2, Math.round(seconds * (0.5 + random.unit()))) }));
  let at = begun;
  const half = task.path === 'full' ? Math.ceil(timed.length / 2) : timed.length;
  for (const part of [timed.slice(0, half), timed.slice(half)]) {
    if (part.length === 0) continue;
    at = later(at, part.reduce((sum, section) => sum + section.seconds, 0));
    reply(await reportReading(person.at(at), task.id, part));
  }
  course.read = true;
  return later(at, random.whole(5, 60));
}

async function attempt(course: Course, person: Actor, begun: Instant, random: Random): Promise<{ at: Instant; passed: boolean; reread: readonly number[] }> {
  const { task, intention } = course;
  const started = reply(await startAttempt(person.at(begun), task.id));
  const { module } = await course.versionOf(task.versionId);
  const asked = started.questions.toSorted((a, b) => module.questions.findIndex((question) => question.id === a.id) - module.questions.findIndex((question) => question.id === b.id));
  const wrong = missed(task, asked.length, course.failed >= intention.failures, random);
  const answers = asked.map((question, index) => ({ questionId: question.id, optionIds: answer(module, question.id, !wrong.has(index)) }));
  const at = later(begun, asked.length * random.whole(14, 45));
  const scored = reply(await submitAttempt(person.at(at), started.id, answers));
  return { at: later(at, random.whole(10, 50)), passed: scored.passed, reread: scored.reread };
}

function answer(module: Module, questionId: string, right: boolean): string[] {
  const question = module.questions.find((candidate) => candidate.id === questionId);
  if (question === undefined) throw new Error('a question that is not in its module');
  if (right) return [...question.key];
  const others = question.options.filter((option) => !question.key.includes(option.id)).map((option) => option.id);
  return question.kind === 'multiple' ? [...question.key.slice(1), ...others.slice(0, 1)] : others.slice(0, 1);
}

async function readAgain(course: Course, person: Actor, begun: Instant, random: Random): Promise<Instant> {
  const sections = course.again;
  if (sections.length === 0) return begun;
  course.again = [];
  const at = later(begun, sections.length * random.whole(25, 70));
  reply(await reportReading(person.at(at), course.task.id, sections.map((ordinal) => ({ ordinal, seconds: random.whole(20, 60) }))));
  return later(at, random.whole(10, 60));
}

/** All attempts are used up: the supervisor talks with the person within two days and allows one more. */
function planTalk(world: World, course: Course, at: Instant): void {
  const { task, intention } = course;
  const career = careerOf(world, task.person);
  const manager = managerOn(career, dayIn(at, siteOf(world, career.site).zone));
  if (intention.stuck || manager === null) return;
  const talk = nextTry(world, careerOf(world, manager), at, `talk ${task.id}`);
  world.agenda.add({ at: talk, lane: manager, seconds: 900, run: async (then) => {
    const supervisor = await enter(world, manager, then);
    const reason = randomOf('talk', task.id).pick(['Went through the missed sections together at the line; the questions are now answered without hesitation.', 'Read too fast between two batches. Talked it through; tries again in a quiet hour.', 'English wording was the obstacle; we went through the procedure side by side.']);
    const allowed = await allowAttempts(supervisor.at(later(then, 400)), task.id, { attempts: 1, reason });
    if (allowed.ok) planSitting(world, course, nextTry(world, career, then, `after talk ${task.id}`));
    else reply(allowed.refusal.code === 'assignment-closed' ? done(undefined) : allowed);
  } });
}
