import { isBefore, isEarlier, dayIn, laterDay, type Day, type Instant } from '../../kernel/day.ts';
import { isAway, isEmployed, PERSONAS, type Career, type Persona } from './people.ts';
import { randomOf, type Random } from './random.ts';
import { workingMoment } from './times.ts';
import { calendarAt, siteOf, type World } from './world.ts';

/** An assignment as far as people's habits go. */
export type Task = {
  readonly id: string; readonly person: string; readonly document: string; readonly versionId: string; readonly label: string; readonly path: string;
  readonly assignedAt: Instant; readonly dueAt: Instant; readonly minutes: number; readonly questions: number; readonly passMark: number;
};

/** What somebody is going to make of an assignment. */
export type Intention = { readonly at: Instant; /** Attempts that fail before one passes. */ readonly failures: number; /** Stays locked: nobody has talked with them yet. */ readonly stuck: boolean };

/** A revision that too few have found time for: it is held at its gate when the history ends. */
const WAITS = { document: 'SOP-010', label: '1.2' } as const;

/** In time as a rule, sometimes late, and now and then not at the first attempt. Null: not within the history. */
export function intend(world: World, task: Task, career: Career): Intention | null {
  const random = randomOf('habit', task.person, task.document, task.label, task.path);
  const { end, now } = world.period;
  const isPersona = ({ role, site }: Persona): boolean => career.index === 0 && career.role === role && career.site === site;
  const stuck = isPersona(PERSONAS.stuck) && task.document === 'SOP-005' && task.label !== '1.0';
  if (stuck) return { at: momentOn(world, career, end.subtract({ days: 4 }), random), failures: 3, stuck };
  if (isPersona(PERSONAS.late) && task.document === 'SOP-018' && task.label !== '1.0') return null;
  if (isPersona(PERSONAS.operator) && isEarlier(now.subtract({ hours: 24 * 15 }), task.assignedAt)) return null;
  const zone = siteOf(world, career.site).zone;
  if (task.document === WAITS.document && task.label === WAITS.label && random.chance(0.25)) return null;
  const assigned = dayIn(task.assignedAt, zone);
  const due = dayIn(task.dueAt.subtract({ minutes: 1 }), zone);
  const day = presentDay(career, laterDay(chosenDay(career, assigned, due, end, random), assigned));
  if (day === null || isBefore(end, day)) return null;
  const at = momentOn(world, career, day, random);
  const earliest = task.assignedAt.add({ minutes: 30 });
  return { at: isEarlier(at, earliest) ? momentOn(world, career, day.add({ days: 1 }), random) : at, failures: failuresOf(task, random), stuck: false };
}

const LATE: Readonly<Record<Career['temper'], number>> = { prompt: 0.008, slow: 0.05, tardy: 0.3 };
/** Of what fell due in the last two weeks more is still open: the reminders are yet to work. */
const LATE_LATELY: Readonly<Record<Career['temper'], number>> = { prompt: 0.04, slow: 0.25, tardy: 0.7 };

function chosenDay(career: Career, assigned: Day, due: Day, end: Day, random: Random): Day {
  const window = Math.max(0, due.since(assigned).days);
  const lately = !isBefore(due, end.subtract({ days: 14 })) && isBefore(due, end);
  if (random.chance((lately ? LATE_LATELY : LATE)[career.temper])) return due.add({ days: lately ? random.whole(6, 25) : random.whole(1, 17) });
  const part = career.temper === 'prompt' ? 0.05 + 0.6 * random.unit() : 0.4 + 0.6 * random.unit();
  const day = assigned.add({ days: Math.round(window * part) });
  const last = due.subtract({ days: window > 3 ? 1 : 0 });
  const weekendBack = day.dayOfWeek > 5 && window > 4 ? day.subtract({ days: day.dayOfWeek - 5 }) : day;
  return isBefore(last, weekendBack) ? last : weekendBack;
}

/** Whoever is away does it soon after the return; whoever has left does not. */
function presentDay(career: Career, day: Day): Day | null {
  if (!isEmployed(career, day)) return null;
  if (!isAway(career, day)) return day;
  const back = career.absence?.back ?? null;
  return back === null ? null : back.add({ days: randomOf('back', career.number, day.toString()).whole(6, 11) });
}

function momentOn(world: World, career: Career, day: Day, random: Random): Instant {
  return workingMoment(day, career.shift, siteOf(world, career.site), calendarAt(world, career.site), random);
}

/** The morning after, or a few days later. */
export function nextTry(world: World, career: Career, at: Instant, word: string): Instant {
  const random = randomOf('again', career.number, word);
  const day = dayIn(at, siteOf(world, career.site).zone).add({ days: random.whole(1, 2) });
  return momentOn(world, career, day, random);
}

function failuresOf({ path, questions }: Task, random: Random): number {
  if (path === 'notice' || questions === 0) return 0;
  const luck = random.unit();
  return luck < 0.006 ? 3 : luck < 0.025 ? 2 : luck < 0.14 ? 1 : 0;
}

/**
 * Answers as the person means to: enough wrong ones to fail, or few enough to pass. Each procedure has one question that
 * misleads more people than the others.
 */
export function missed(task: Pick<Task, 'document' | 'label' | 'passMark'>, count: number, passes: boolean, random: Random): Set<number> {
  const spare = Math.floor((count * (100 - task.passMark)) / 100);
  const wanted = passes ? (random.chance(0.3) ? spare : 0) : Math.min(count, spare + 1 + (random.chance(0.3) ? 1 : 0));
  const hard = randomOf('hard', task.document, task.label).whole(0, count - 1);
  const wrong = new Set<number>();
  if (wanted > 0 && random.chance(0.5)) wrong.add(hard);
  while (wrong.size < Math.min(wanted, count)) wrong.add(random.whole(0, count - 1));
  return wrong;
}
