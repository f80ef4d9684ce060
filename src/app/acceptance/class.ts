import { earlier, placeAt, begins, type Book, type Person } from './book.ts';
import type { Timings } from './client.ts';
import type { Habit, Learner } from './learners.ts';
import { hashOf } from './material.ts';
import { allStaff, openAccount, type Staff } from './staff.ts';

const HABITS: readonly Habit[] = ['prompt', 'prompt', 'late', 'selective'];

/** Whom this run follows: one or two of each department and title who stay, some who begin later, some who leave by the roster. */
export function choose(book: Book, until: string): Person[] {
  const outside = new Set(allNumbers(book, (person) => person.stays[0]?.department === 'Quality Assurance'));
  const people = [...book.people.values()].filter((person) => !outside.has(person.number)).toSorted((a, b) => hashOf(a.number) - hashOf(b.number));
  const groups = Map.groupBy(people.filter((person) => isPresent(person, book.now) && person.stays[0]?.until === null), (person) => `${person.stays[0]?.department} ${person.stays[0]?.role}`);
  const stayers = [...groups.values()].toSorted((a, b) => b.length - a.length).flatMap((group) => apart(group, group.length > 200 ? 4 : group.length > 20 ? 2 : 1)).slice(0, 36);
  const later = people.filter((person) => !isPresent(person, book.now) && first(person) > '2022-06-10' && person.stays[0]?.until === null).slice(0, 5);
  const leavers = people.filter((person) => isPresent(person, book.now) && (person.stays[0]?.until ?? '') > '2022-10-01' && (person.stays[0]?.until ?? '9999') < until).slice(0, 4);
  return [...stayers, ...later, ...leavers];
}

/** From different sites as far as the group has them. */
function apart(group: readonly Person[], count: number): Person[] {
  const sites = new Map(group.map((person) => [person.stays[0]?.site, person]));
  return [...new Set([...sites.values(), ...group])].slice(0, count);
}

function allNumbers(book: Book, fits: (person: Person) => boolean): string[] {
  return [...book.people.values()].filter(fits).map((person) => person.number);
}

const first = (person: Person): string => person.stays[0]?.from ?? '';
const isPresent = (person: Person, at: Temporal.Instant): boolean => placeAt(person, at) !== null;

/** Opens accounts for those of the chosen who are at work by now and have none yet. */
export async function invitePresent(staff: Staff, url: string, book: Book, chosen: readonly Person[], learners: Learner[], timings: Timings): Promise<void> {
  for (const [index, person] of chosen.entries()) {
    if (!isPresent(person, book.now) || learners.some((learner) => learner.person === person)) continue;
    const user = await openAccount(staff.administrator, person, url, timings);
    learners.push({ user, person, habit: HABITS[index % HABITS.length] ?? 'prompt' });
  }
}

/** The staff is in the book too, for what is asked of everyone. */
export function enterStaff(book: Book, staff: Staff, from: string): void {
  for (const user of allStaff(staff)) book.people.set(user.number, { id: user.id, number: user.number, name: user.name, stays: [{ from, until: null, site: 'MA', zone: 'America/New_York', department: 'Quality Assurance', role: null }] });
}

export function hasLeft(person: Person, at: Temporal.Instant): boolean {
  const last = person.stays.at(-1);
  return last !== undefined && last.until !== null && !earlier(at, begins(last.until, last.zone));
}
