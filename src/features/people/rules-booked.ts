import { acceptWith, refuse } from '../../kernel/decision.ts';
import { isBefore, type Day } from '../../kernel/day.ts';
import { changeData, personEvent, sameAttribute, sameManager, samePlacement, sameRole } from './rules-changes.ts';
import { changeProperty, endOfRun, extended, joined, periodAt } from './rules-periods.ts';
import type { PersonDecision } from './rules.ts';
import type { Period, PersonAfter, PersonHistory, Placement, References } from './types.ts';

/** Changes that are booked for a later day (MTX-08): which there are, and taking one back. */

export type BookedKind = 'starts' | 'moves' | 'leave' | 'returns' | 'leaves';
export type Booked = { readonly on: Day; readonly kinds: readonly BookedKind[] };

/** The days after `today` on which something about the person begins or ends, in their order, with what kind of change it is. */
export function bookedChanges(person: PersonAfter, today: Day): Booked[] {
  const later = (day: Day | null): Day[] => (day !== null && isBefore(today, day) ? [day] : []);
  const periods: readonly Period<unknown>[] = [...person.employments, ...person.roles, ...person.attributes];
  const days = new Map(periods.flatMap(({ from, until }) => [...later(from), ...later(until)]).map((day) => [day.toString(), day]));
  return [...days.values()].toSorted(Temporal.PlainDate.compare).map((on) => ({ on, kinds: kindsOn(person, on) }));
}

function kindsOn(person: PersonAfter, on: Day): BookedKind[] {
  const was = periodAt(person.employments, on.subtract({ days: 1 }))?.value;
  const is = periodAt(person.employments, on)?.value;
  if (was === undefined || is === undefined) return [is === undefined ? 'leaves' : 'starts'];
  const moves = !samePlacement({ ...was, state: is.state }, is) || [...person.roles, ...person.attributes].some(({ from, until }) => from.equals(on) || until?.equals(on) === true);
  return [...(moves ? ['moves' as const] : []), ...(was.state === is.state ? [] : [is.state === 'on_leave' ? 'leave' as const : 'returns' as const])];
}

/** Takes back what is booked for a day: what held the day before goes on, until the next change that is booked. */
export function takeBack(person: PersonHistory, on: Day, today: Day, refs: References): PersonDecision {
  if (!isBefore(today, on)) return refuse('already-begun', { name: person.name, day: on.toString() });
  if (!bookedChanges(person, today).some((booked) => booked.on.equals(on))) return refuse('nothing-booked', { name: person.name, day: on.toString() });
  const before = on.subtract({ days: 1 });
  const was = periodAt(person.employments, before)?.value;
  const after = was === undefined ? withoutStay(person, on) : periodAt(person.employments, on) === undefined ? goingOn(person, on) : asBefore(person, on, was);
  const type = was === undefined ? 'EmploymentEnded' : 'PersonMoved';
  return acceptWith(after, personEvent(type, after, { ...changeData(person, after, on, refs), takenBack: true, ...(was === undefined ? { lastDay: null } : {}) }));
}

/** Somebody who was to come does not: the stay is not there, nor anything in it. */
function withoutStay(person: PersonHistory, on: Day): PersonAfter {
  const end = endOfRun(person.employments, on) ?? null;
  const outside = <Value>(periods: readonly Period<Value>[]): Period<Value>[] => periods.filter(({ from }) => isBefore(from, on) || (end !== null && !isBefore(from, end)));
  return { ...person, employments: outside(person.employments), roles: outside(person.roles), attributes: outside(person.attributes) };
}

/** Somebody who was to leave stays, with the roles and attributes that were to end with it. */
function goingOn(person: PersonHistory, on: Day): PersonAfter {
  const next = person.employments.find(({ from }) => isBefore(on, from))?.from ?? null; // another stay is booked for later
  return { ...person, employments: extended(person.employments, on, next), roles: extended(person.roles, on, next), attributes: extended(person.attributes, on, next) };
}

function asBefore(person: PersonHistory, on: Day, was: Placement): PersonAfter {
  const properties: readonly [(a: Placement, b: Placement) => boolean, (value: Placement) => Placement][] = [
    [(a, b) => a.siteId === b.siteId, (value) => ({ ...value, siteId: was.siteId })],
    [(a, b) => a.departmentId === b.departmentId, (value) => ({ ...value, departmentId: was.departmentId })],
    [sameManager, (value) => ({ ...value, managerId: was.managerId, managerName: was.managerName })],
    [(a, b) => a.state === b.state, (value) => ({ ...value, state: was.state })],
  ];
  let employments: Period<Placement>[] = joined(person.employments, samePlacement);
  for (const [same, change] of properties) {
    const is = periodAt(employments, on);
    if (is !== undefined && !same(is.value, was)) employments = changeProperty(employments, on, same, change, samePlacement);
  }
  const end = endOfRun(employments, on) ?? null;
  return { ...person, employments, roles: resumed(person.roles, on, end, sameRole), attributes: resumed(person.attributes, on, end, (a, b) => a.key === b.key, sameAttribute) };
}

/** What began on the day did not; what ended on it goes on to the end of the stay, or to the next period of the same `thing`. */
function resumed<Value>(periods: readonly Period<Value>[], on: Day, end: Day | null, thing: (a: Value, b: Value) => boolean, same = thing): Period<Value>[] {
  const kept = periods.filter(({ from }) => !from.equals(on));
  const wider = kept.map((period): Period<Value> => {
    if (period.until?.equals(on) !== true) return { from: period.from, until: period.until, value: period.value };
    const next = kept.filter((other) => thing(other.value, period.value) && isBefore(on, other.from)).map(({ from }) => from).toSorted(Temporal.PlainDate.compare)[0];
    return { from: period.from, until: next !== undefined && (end === null || isBefore(next, end)) ? next : end, value: period.value };
  });
  const values = wider.map(({ value }) => value).filter((value, at, all) => all.findIndex((other) => same(other, value)) === at);
  return values.flatMap((value) => joined(wider.filter((period) => same(period.value, value)), same));
}
