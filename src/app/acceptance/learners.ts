import { getAssignment, getMyTraining, getTrainingStatement, openAssignment, saveReading, signTraining, startAttempt, submitAttempt } from '../../features/training/contract.ts';
import { close } from './book-settle.ts';
import { earlier, isTrained, openTasks, placeAt, type Book, type Pair, type Person, type Task } from './book.ts';
import { inParallel } from './client.ts';
import type { Journal } from './journal.ts';
import { hashOf, type Procedure, type Quiz } from './material.ts';
import { enter, PASSWORD, type User } from './staff.ts';

export type Habit = 'prompt' | 'late' | 'selective';
/** Someone of the roster with an account, who is followed through the whole run. */
export type Learner = { readonly user: User; readonly person: Person; readonly habit: Habit };

export type Class = { readonly learners: readonly Learner[]; readonly procedures: ReadonlyMap<string, Procedure>; readonly mostAtOnce: number; /** Each finds time every fourth turn; null: everybody now. */ readonly turn: number | null };

/** Those who are due do their training, several at a time; each sees exactly what the book expects them to see. */
export async function study(book: Book, group: Class, habits: readonly Habit[], journal: Journal): Promise<void> {
  const inTurn = group.learners.filter((_, index) => group.turn === null || (group.turn + index) % 4 === 0);
  const present = inTurn.filter((learner) => habits.includes(learner.habit) && placeAt(learner.person, book.now) !== null);
  const busy = present.filter(({ person }) => pairs(book, person).some((pair) => openTasks(pair).length > 0));
  await inParallel(busy, 6, (learner) => studyAlone(book, group, learner, journal));
}

function pairs(book: Book, person: Person): Pair[] {
  return [...(book.pairs.get(person.id)?.values() ?? [])];
}

async function studyAlone(book: Book, { procedures, mostAtOnce }: Class, { user, person, habit }: Learner, journal: Journal): Promise<void> {
  await enter(user);
  const { due } = await user.client.call(getMyTraining);
  const expected = pairs(book, person).flatMap((pair) => openTasks(pair).map((task) => ({ pair, task })));
  const name = (number: string, label: string, path: string, dueOn: string): string => `${number} v${label} ${path} by ${dueOn}`;
  journal.same(`My training of ${person.name} (${person.number})`, expected.map(({ pair, task }) => name(pair.document.number, task.version.label, task.path, task.dueOn)).toSorted(), due.map((row) => name(row.document.number, row.version.label, row.path, row.dueOn)).toSorted());
  const byVersion = new Map(expected.map((entry) => [entry.task.version.id, entry]));
  const chosen = due.filter((row) => habit !== 'selective' || hashOf(`${person.number} ${row.version.id}`) % 3 > 0);
  for (const row of chosen.toSorted((a, b) => hashOf(a.document.number + person.number) - hashOf(b.document.number + person.number)).slice(0, mostAtOnce)) {
    const entry = byVersion.get(row.version.id);
    if (entry === undefined) continue;
    const quiz = procedures.get(entry.pair.document.number)?.quiz ?? null;
    await complete(book, user, row.id, { ...entry, quiz, failures: hashOf(person.number + entry.pair.document.number) % 5 === 0 ? 1 : 0 }, journal);
  }
}

export type Duty = { readonly pair: Pair; readonly task: Task; readonly quiz: Quiz | null; /** Attempts to fail first. */ readonly failures: number };

/** Open, read what has to be read, pass the quiz, sign. */
export async function complete(book: Book, user: User, id: string, duty: Duty, journal: Journal): Promise<string> {
  const { client } = user;
  await client.call(openAssignment, { params: { id } });
  const shown = await client.call(getAssignment, { params: { id } });
  const required = shown.sections.filter((section) => section.required);
  if (duty.task.path === 'full') journal.same(`sections to read in full of ${duty.pair.document.number}`, shown.sections.length, required.length);
  await read(user, id, required.map((section) => section.ordinal));
  journal.same(`${duty.pair.document.number} ${duty.task.path} has a quiz`, duty.quiz !== null && duty.task.path !== 'notice', shown.quiz !== null);
  if (shown.quiz !== null && duty.quiz !== null) {
    for (let failed = 0; failed < duty.failures; failed += 1) await attempt(user, id, duty.quiz, false, journal);
    await attempt(user, id, duty.quiz, true, journal);
  }
  const { statement } = await client.call(getTrainingStatement, { params: { id } });
  const signed = await client.call(signTraining, { params: { id }, body: { statement, password: PASSWORD } });
  const at = Temporal.Instant.from(signed.signedAt);
  close(duty.task, 'completed', at);
  duty.pair.trained.push({ version: duty.task.version, at, carried: false });
  journal.count('trainings completed');
  journal.count(`completed: ${duty.task.path}`);
  if (earlier(at, book.now)) journal.wrong('signing time', `not before ${book.now.toString()}`, at.toString());
  return signed.recordId;
}

async function read({ client }: User, id: string, ordinals: readonly number[]): Promise<void> {
  if (ordinals.length > 0) await client.call(saveReading, { params: { id }, body: { sections: ordinals.map((ordinal) => ({ ordinal, seconds: 20 })) } });
}

/** Answers by the key of the collection, or each question wrongly; afterwards reads again what the product asks to. */
export async function attempt(user: User, id: string, quiz: Quiz, right: boolean, journal: Journal): Promise<void> {
  const { id: attemptId, questions } = await user.client.call(startAttempt, { params: { id } });
  const answers = questions.map((question) => {
    const key = quiz.questions.find((known) => known.text.trim() === question.text);
    const isCorrect = (text: string): boolean => key?.options.some((option) => option.correct && option.text.trim() === text) === true;
    return { questionId: question.id, optionIds: question.options.filter((option) => isCorrect(option.text) === right).map((option) => option.id) };
  });
  const result = await user.client.call(submitAttempt, { params: { id: attemptId }, body: { answers } });
  journal.same(`attempt ${result.number} of ${user.name}`, { passed: right, score: right ? 100 : 0 }, { passed: result.passed, score: result.score });
  journal.count(right ? 'quizzes passed' : 'quizzes failed');
  if (!result.passed) await read(user, id, result.reread);
}

/** Whether a person is qualified at an instant: trained by then on the version that was in force. */
export function isQualifiedAt(pair: Pair | undefined, versionInForce: Pair['trained'][number]['version'] | null, at: Temporal.Instant): boolean {
  return pair !== undefined && versionInForce !== null && isTrained(pair, versionInForce, at);
}
