import { acceptWith, refuse, type Accepted, type Decision } from '../../kernel/decision.ts';
import { isBefore, type Day } from '../../kernel/day.ts';
import { changeData, dayText, personEvent, sameAttribute, sameManager, samePlacement, sameRole, isUnchanged, startData } from './rules-changes.ts';
import { changeDuring, changeProperty, covers, endedAt, endOfRun, endsNoLaterThan, extended, joined, overlapping, periodAt } from './rules-periods.ts';
import type { Attribute, Identity, PeopleRefusal, Period, PersonAfter, PersonEvent, PersonEventType, PersonHistory, Placement, References } from './types.ts';

/** The decisions about one person (MTX-01, MTX-08 to MTX-10). Each gives the person as they are to be stored, and the event. */
export type PersonDecision = Decision<PersonEvent, PeopleRefusal, PersonAfter>;

/** The IANA name in its usual spelling; null for what is no zone of that kind (offsets and abbreviations are refused). */
export function zoneName(zone: string): string | null {
  if (zone !== 'UTC' && !/^[A-Za-z]+\/[A-Za-z0-9_+/-]+$/u.test(zone)) return null;
  try {
    return new Temporal.ZonedDateTime(0n, zone).timeZoneId;
  } catch {
    return null;
  }
}

export type Hire = { readonly identity: Identity; readonly from: Day; readonly until: Day | null; readonly placement: Placement; readonly roleIds: readonly string[]; readonly attributes?: readonly Attribute[] | undefined };

/** A first day. Someone who was here before under the same number and name is the same person again (MTX-10). */
export function hire(known: PersonHistory | null, emailHolder: Identity | null, input: Hire, refs: References): PersonDecision {
  if (known !== null && !canRejoin(known, input)) return refuse('employee-number-taken', { number: known.employeeNumber, name: known.name });
  if (emailHolder !== null && emailHolder.id !== known?.id) return refuse('email-taken', { email: emailHolder.email, name: emailHolder.name });
  const unknown = firstUnknown(input.placement, input.roleIds, refs);
  if (unknown !== null) return unknown;
  if (input.until !== null && !isBefore(input.from, input.until)) return refuse('ends-before-start', { from: input.from.toString(), until: input.until.toString() });
  const after = joining(known, input);
  return acceptWith(after, personEvent('PersonHired', after, { ...startData(after, input.from, refs), rejoined: known !== null }));
}

function canRejoin(known: PersonHistory, input: Hire): boolean {
  return known.name.toLowerCase() === input.identity.name.toLowerCase() && !overlapping(known.employments, input.from, null);
}

/** The history with a further stay appended. Precondition: no employment on or after its first day. */
export function joining(known: PersonHistory | null, input: Hire): PersonAfter {
  const stay = { from: input.from, until: input.until };
  return {
    id: known?.id ?? input.identity.id, employeeNumber: input.identity.employeeNumber, name: input.identity.name, email: input.identity.email ?? known?.email ?? null,
    employments: joined([...(known?.employments ?? []), { ...stay, value: input.placement }], samePlacement),
    roles: [...(known?.roles ?? []).map(plain), ...new Set(input.roleIds)].map((role) => (typeof role === 'string' ? { ...stay, value: role } : role)),
    attributes: [...(known?.attributes ?? []).map(plain), ...(input.attributes ?? []).map((value) => ({ ...stay, value }))],
  };
}

export type Move = { readonly from: Day; readonly siteId?: string | undefined; readonly departmentId?: string | undefined; readonly manager?: { readonly id: string | null; readonly name: string | null } | undefined; readonly roleIds?: readonly string[] | undefined; /** By key; null: it holds no longer. */ readonly attributes?: Readonly<Record<string, string | null>> | undefined };

/** Another site, department, manager or roles from a day on, past or future. Changes already booked for later stay booked. */
export function move(person: PersonHistory, input: Move, managersAbove: readonly string[], refs: References): PersonDecision {
  const present = periodAt(person.employments, input.from);
  if (present === undefined) return refuse('not-employed-then', { day: input.from.toString(), name: person.name });
  const placement = { ...present.value, siteId: input.siteId ?? present.value.siteId, departmentId: input.departmentId ?? present.value.departmentId, managerId: input.manager === undefined ? present.value.managerId : input.manager.id };
  const unknown = firstUnknown(placement, input.roleIds ?? [], refs);
  if (unknown !== null) return unknown;
  const managerId = input.manager?.id ?? null;
  if (managerId === person.id || (managerId !== null && managersAbove.includes(person.id))) return refuse('own-manager', { name: person.name });
  return changed('PersonMoved', person, moved(person, input), input.from, refs);
}

/** The history after a move. Precondition: the person is employed on its day. */
export function moved(person: PersonAfter, input: Move): PersonAfter {
  const { siteId, departmentId, manager, roleIds, attributes } = input;
  let employments: Period<Placement>[] = joined(person.employments, samePlacement);
  if (siteId !== undefined) employments = changeProperty(employments, input.from, (a, b) => a.siteId === b.siteId, (value) => ({ ...value, siteId }), samePlacement);
  if (departmentId !== undefined) employments = changeProperty(employments, input.from, (a, b) => a.departmentId === b.departmentId, (value) => ({ ...value, departmentId }), samePlacement);
  if (manager !== undefined) employments = changeProperty(employments, input.from, sameManager, (value) => ({ ...value, managerId: manager.id, managerName: manager.name }), samePlacement);
  return { ...person, employments, roles: roleIds === undefined ? person.roles : withRoles(person, input.from, roleIds), attributes: attributes === undefined ? person.attributes : withAttributes(person, input.from, attributes) };
}

/** From the day on exactly these roles, to the end of the stay; roles booked to begin later are kept. */
function withRoles(person: PersonAfter, from: Day, roleIds: readonly string[]): Period<string>[] {
  const wanted = new Set(roleIds);
  const end = endOfRun(person.employments, from) ?? null;
  const kept = person.roles.flatMap((period) => (covers(period, from) && !wanted.has(period.value) ? endedAt([period], from) : [plain(period)]));
  for (const role of wanted) {
    const own = person.roles.filter((period) => period.value === role);
    if (own.some((period) => covers(period, from))) continue;
    const next = own.map((period) => period.from).filter((day) => isBefore(from, day)).toSorted(Temporal.PlainDate.compare)[0];
    kept.push({ from, until: next !== undefined && (end === null || isBefore(next, end)) ? next : end, value: role });
  }
  return byRole(kept);
}

/** From the day on these values, to the end of the stay or to the next change of the same key that is already booked. */
export function withAttributes(person: PersonAfter, from: Day, wanted: Readonly<Record<string, string | null>>): Period<Attribute>[] {
  const end = endOfRun(person.employments, from) ?? null;
  const kept = person.attributes.filter((period) => wanted[period.value.key] === undefined).map(plain);
  const changed = Object.entries(wanted).flatMap(([key, value]) => {
    const own = person.attributes.filter((period) => period.value.key === key);
    const current = periodAt(own, from);
    const next = own.map((period) => period.from).filter((day) => isBefore(from, day)).toSorted(Temporal.PlainDate.compare)[0];
    const until = current === undefined ? earlierEnd(next ?? null, end) : current.until;
    const others = own.flatMap((period) => (period === current ? endedAt([period], from) : [plain(period)]));
    return joined(value === null ? others : [...others, { from, until, value: { key, value } }], sameAttribute);
  });
  return [...kept, ...changed];
}

function earlierEnd(a: Day | null, b: Day | null): Day | null {
  return a === null || (b !== null && isBefore(b, a)) ? b : a;
}

/** Adjoining periods of one role become one. */
function byRole(periods: readonly Period<string>[]): Period<string>[] {
  return [...new Set(periods.map((period) => period.value))].flatMap((role) => joined(periods.filter((period) => period.value === role), sameRole));
}

/** On leave on the days from `from` up to `until` (null: until further notice). Days already on leave stay so (MTX-09). */
export function beAbsent(person: PersonHistory, from: Day, until: Day | null, refs: References): PersonDecision {
  if (until !== null && !isBefore(from, until)) return refuse('ends-before-start', { from: from.toString(), until: until.toString() });
  if (periodAt(person.employments, from) === undefined) return refuse('not-employed-then', { day: from.toString(), name: person.name });
  const after = absent(person, from, until);
  if (isUnchanged(person, after)) return refuse('already-absent', { day: from.toString(), name: person.name });
  return changed('PersonAbsent', person, after, from, refs, { until: dayText(until) });
}

export function absent(person: PersonAfter, from: Day, until: Day | null): PersonAfter {
  return { ...person, employments: changeDuring(person.employments, from, until, (value) => ({ ...value, state: 'on_leave' }), samePlacement) };
}

/** Back at work from `on`: what remains of the leave that runs on that day is taken away. */
export function comeBack(person: PersonHistory, on: Day, refs: References): PersonDecision {
  const present = periodAt(person.employments, on);
  if (present === undefined) return refuse('not-employed-then', { day: on.toString(), name: person.name });
  if (present.value.state !== 'on_leave') return refuse('not-absent', { day: on.toString(), name: person.name });
  return changed('PersonReturned', person, back(person, on), on, refs);
}

export function back(person: PersonAfter, on: Day): PersonAfter {
  return { ...person, employments: changeProperty(person.employments, on, (a, b) => a.state === b.state, (value) => ({ ...value, state: 'active' }), samePlacement) };
}

/** The last day of employment, earlier or later than planned; only who has not left yet can get a later one. `today` is the day at their site. */
export function leave(person: PersonHistory, lastDay: Day, today: Day, refs: References): PersonDecision {
  const end = lastDay.add({ days: 1 });
  const last = person.employments.at(-1);
  if (last === undefined) return refuse('not-employed-then', { day: lastDay.toString(), name: person.name });
  const later = last.until !== null && isBefore(last.until, end);
  if (later && last.until !== null && endsNoLaterThan(last, today)) return refuse('left-already', { name: person.name, lastDay: last.until.subtract({ days: 1 }).toString() });
  if (!later && periodAt(person.employments, lastDay) === undefined) return refuse('not-employed-then', { day: lastDay.toString(), name: person.name });
  return changed('EmploymentEnded', person, leaving(person, end), lastDay, refs, { lastDay: lastDay.toString(), plannedBefore: last.until === null ? null : last.until.subtract({ days: 1 }).toString() });
}

/** The stay that is the last one ends at `end` (exclusive; null: no end): cut when earlier, prolonged when later; roles with it. */
export function leaving(person: PersonAfter, end: Day | null): PersonAfter {
  const planned = person.employments.at(-1)?.until ?? null;
  if (planned !== null && (end === null || isBefore(planned, end))) return { ...person, employments: extended(person.employments, planned, end), roles: extended(person.roles, planned, end), attributes: extended(person.attributes, planned, end) };
  return end === null ? person : { ...person, employments: endedAt(person.employments, end), roles: endedAt(person.roles, end), attributes: endedAt(person.attributes, end) };
}

function changed(type: PersonEventType, before: PersonHistory, after: PersonAfter, day: Day, refs: References, more: Readonly<Record<string, string | null>> = {}): Accepted<PersonEvent, PersonAfter> | ReturnType<typeof refuse<'nothing-changes'>> {
  if (isUnchanged(before, after)) return refuse('nothing-changes', { name: before.name, day: day.toString() });
  return acceptWith(after, personEvent(type, after, { ...changeData(before, after, day, refs), ...more }));
}

function firstUnknown(placement: Placement, roleIds: readonly string[], refs: References): ReturnType<typeof refuse<'unknown-reference'>> | null {
  if (!refs.sites.has(placement.siteId)) return refuse('unknown-reference', { what: 'site', id: placement.siteId });
  if (!refs.departments.has(placement.departmentId)) return refuse('unknown-reference', { what: 'department', id: placement.departmentId });
  if (placement.managerId !== null && !refs.people.has(placement.managerId)) return refuse('unknown-reference', { what: 'manager', id: placement.managerId });
  const role = roleIds.find((id) => !refs.roles.has(id));
  return role === undefined ? null : refuse('unknown-reference', { what: 'job role', id: role });
}

function plain<Value>(period: Period<Value>): Period<Value> {
  return { from: period.from, until: period.until, value: period.value };
}
