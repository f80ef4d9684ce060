import type { Day } from '../../../kernel/day.ts';
import { isBefore } from '../../../kernel/day.ts';
import { attributesOn, changeData, dayText, isUnchanged, personEvent, rolesOn, startData } from '../rules-changes.ts';
import { endedAt, periodAt } from '../rules-periods.ts';
import { joining, leaving, moved } from '../rules.ts';
import { withLeave } from './rules-leave.ts';
import type { GivenLeave } from './types.ts';
import type { PersonAfter, PersonEvent, PersonEventType, PersonHistory, Placement, References } from '../types.ts';

/** What the directory says of a person, carried out from today on (HR-01, HR-02, MTX-08, MTX-10). */

export type Wanted = {
  readonly employed: boolean; readonly employeeNumber: string; readonly name: string; readonly email: string | null;
  readonly siteId: string | null; readonly departmentId: string | null;
  /** By key; what the directory leaves blank stays. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Undefined: the directory says nothing. */
  readonly manager: { readonly id: string | null; readonly name: string | null } | undefined;
  /** Given by the directory last time, and now; a role given by hand stays. */
  readonly rolesBefore: readonly string[]; readonly rolesNow: readonly string[];
  /** What it gave of a leave last time, and gives now. */
  readonly leaveBefore: GivenLeave | null; readonly leaveNow: GivenLeave | null;
  /** The directory had said they left, and says now that they are there. */
  readonly returns: boolean;
};
export type Settled = { readonly kind: 'hired' | 'moving' | 'leaving' | 'corrected'; readonly before: PersonHistory | null; readonly after: PersonAfter; readonly event: PersonEvent };

/** Null when nothing changes. Precondition: whoever is to be hired has a site and a department. */
export function settle(person: PersonHistory | null, wanted: Wanted, newId: string, today: Day, refs: References): Settled | null {
  if (!wanted.employed) return person === null ? null : left(person, today, refs);
  const last = person?.employments.at(-1);
  const isOver = last === undefined || (last.until !== null && !isBefore(today, last.until));
  return person === null || isOver ? joins(person, wanted, newId, today, refs) : stays(person, wanted, today, refs);
}

function joins(person: PersonHistory | null, wanted: Wanted, newId: string, today: Day, refs: References): Settled | null {
  const previous = person?.employments.at(-1)?.value;
  const siteId = wanted.siteId ?? previous?.siteId;
  const departmentId = wanted.departmentId ?? previous?.departmentId;
  if (siteId === undefined || departmentId === undefined) return null;
  const joined = joining(person, {
    identity: { id: newId, employeeNumber: person?.employeeNumber ?? wanted.employeeNumber, name: wanted.name, email: wanted.email }, from: today, until: null, roleIds: wanted.rolesNow, attributes: Object.entries(wanted.attributes).map(([key, value]) => ({ key, value })),
    placement: { siteId, departmentId, managerId: wanted.manager?.id ?? null, managerName: wanted.manager?.name ?? null, state: 'active' },
  });
  const after = withLeave(joined, null, wanted.leaveNow, today);
  return { kind: 'hired', before: person, after, event: personEvent('PersonHired', after, { ...startData(after, today, refs), rejoined: person !== null }) };
}

/** The last day is the one before the directory said so, so that nobody stays in for the rest of the day; who began today ends today. */
function left(person: PersonHistory, today: Day, refs: References): Settled | null {
  const last = person.employments.at(-1);
  if (last === undefined || (last.until !== null && !isBefore(today, last.until))) return null;
  const current = periodAt(person.employments, today);
  const end = current !== undefined && periodAt(person.employments, today.subtract({ days: 1 })) === undefined ? today.add({ days: 1 }) : today;
  if (current !== undefined && last.until !== null && !isBefore(end, last.until)) return null;
  const after = current === undefined ? { ...person, employments: endedAt(person.employments, today), roles: endedAt(person.roles, today), attributes: endedAt(person.attributes, today) } : leaving(person, end);
  return done('leaving', 'EmploymentEnded', person, after, today, refs, { lastDay: end.subtract({ days: 1 }).toString(), plannedBefore: last.until === null ? null : last.until.subtract({ days: 1 }).toString() });
}

function stays(person: PersonHistory, wanted: Wanted, today: Day, refs: References): Settled | null {
  const from = periodAt(person.employments, today) === undefined ? (person.employments.find((period) => isBefore(today, period.from))?.from ?? today) : today;
  const held = rolesOn(person.roles, from);
  const roleIds = [...new Set([...held.filter((id) => !wanted.rolesBefore.includes(id) || wanted.rolesNow.includes(id)), ...wanted.rolesNow])].toSorted();
  const named = { ...person, name: wanted.name, email: wanted.email ?? person.email };
  const placed = moved(named, { from, siteId: wanted.siteId ?? undefined, departmentId: wanted.departmentId ?? undefined, manager: wanted.manager, attributes: wanted.attributes, roleIds: roleIds.join() === held.join() ? undefined : roleIds });
  const after = withLeave(wanted.returns ? leaving(placed, null) : placed, wanted.leaveBefore, wanted.leaveNow, today);
  if (dayText(after.employments.at(-1)?.until ?? null) !== dayText(person.employments.at(-1)?.until ?? null)) return done('corrected', 'EmploymentEnded', person, after, from, refs, { lastDay: null });
  const place = (value: Placement | undefined): string => JSON.stringify([value?.siteId, value?.departmentId, value?.managerId, value?.managerName]);
  const moves = place(periodAt(person.employments, from)?.value) !== place(periodAt(after.employments, from)?.value) || held.join() !== rolesOn(after.roles, from).join()
    || JSON.stringify(attributesOn(person.attributes, from)) !== JSON.stringify(attributesOn(after.attributes, from));
  if (!moves && states(person) !== states(after)) return done('moving', wanted.leaveNow === null ? 'PersonReturned' : 'PersonAbsent', person, after, from, refs, { until: wanted.leaveNow?.until ?? null });
  return done(moves ? 'moving' : 'corrected', moves ? 'PersonMoved' : 'PersonCorrected', person, after, from, refs, {});
}

function states({ employments }: PersonAfter): string {
  return employments.map(({ from, value }) => `${from.toString()} ${value.state}`).join();
}

function done(kind: Settled['kind'], type: PersonEventType, before: PersonHistory, after: PersonAfter, day: Day, refs: References, more: Readonly<Record<string, string | null>>): Settled | null {
  if (isUnchanged(before, after)) return null;
  return { kind, before, after, event: personEvent(type, after, { ...changeData(before, after, day, refs), ...more }) };
}
