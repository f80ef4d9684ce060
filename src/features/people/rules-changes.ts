import type { JsonObject } from '../../kernel/json.ts';
import { dayIn, isBefore, type Day, type Instant } from '../../kernel/day.ts';
import { difference, periodAt } from './rules-periods.ts';
import type { Attribute, Identity, Period, PersonAfter, PersonEvent, PersonEventType, PersonHistory, PersonState, Placement, References, Site } from './types.ts';

/** Comparing what holds of a person, and telling what changed, from → to, for the audit trail. */

export function samePlacement(a: Placement, b: Placement): boolean {
  return a.siteId === b.siteId && a.departmentId === b.departmentId && sameManager(a, b) && a.state === b.state;
}

export function sameManager(a: Placement, b: Placement): boolean {
  return a.managerId === b.managerId && a.managerName === b.managerName;
}

export function sameRole(a: string, b: string): boolean {
  return a === b;
}

export function sameAttribute(a: Attribute, b: Attribute): boolean {
  return a.key === b.key && a.value === b.value;
}

export function stateOn(employments: readonly Period<Placement>[], day: Day): PersonState {
  const placement = periodAt(employments, day);
  if (placement !== undefined) return placement.value.state;
  return employments.some((period) => isBefore(day, period.from)) ? 'future' : 'left';
}

/** The day it is where the person works: at the site of the newest placement begun there by `now`, else of the first one to come. */
export function localToday(employments: readonly Period<Placement>[], sites: ReadonlyMap<string, Site>, otherwise: string, now: Instant): Day {
  const zoneOf = (period: Period<Placement>): string => sites.get(period.value.siteId)?.zone ?? otherwise;
  const begun = employments.findLast((period) => !isBefore(dayIn(now, zoneOf(period)), period.from)) ?? employments[0];
  return dayIn(now, begun === undefined ? otherwise : zoneOf(begun));
}

export function rolesOn(roles: readonly Period<string>[], day: Day): string[] {
  return roles.filter((period) => periodAt([period], day) !== undefined).map((period) => period.value).toSorted();
}

/** The attributes that hold on a day, in the order of their keys. */
export function attributesOn(attributes: readonly Period<Attribute>[], day: Day): Attribute[] {
  return attributes.filter((period) => periodAt([period], day) !== undefined).map((period) => period.value).toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** True when storing `after` would write nothing. */
export function isUnchanged(before: PersonHistory, after: PersonAfter): boolean {
  const employments = difference(before.employments, after.employments, samePlacement);
  const roles = difference(before.roles, after.roles, sameRole);
  const attributes = difference(before.attributes, after.attributes, sameAttribute);
  return before.name === after.name && before.email === after.email
    && [employments, roles, attributes].every(({ removed, added }) => removed.length + added.length === 0);
}

export function personEvent(type: PersonEventType, person: Identity, data: JsonObject): PersonEvent {
  return { type, subject: { kind: 'person', id: person.id }, data: { employeeNumber: person.employeeNumber, name: person.name, ...data } };
}

/** Everything that holds of the person from `day` on, for the event of somebody who is new or comes back. */
export function startData(after: PersonAfter, day: Day, refs: References): JsonObject {
  const placement = periodAt(after.employments, day);
  return {
    email: after.email, from: day.toString(), until: dayText(after.employments.at(-1)?.until ?? null),
    ...(placement === undefined ? {} : placementData(placement.value, refs)),
    roles: rolesOn(after.roles, day).map((id) => named(id, refs.roles.get(id)?.name)),
    ...(after.attributes.length === 0 ? {} : { attributes: attributesData(after.attributes, day) }),
  };
}

/** What differs on `day` and in the stored periods, property by property, from → to. */
export function changeData(before: PersonHistory, after: PersonAfter, day: Day, refs: References): JsonObject {
  const was = periodAt(before.employments, day)?.value ?? null;
  const is = periodAt(after.employments, day)?.value ?? null;
  const old = was === null ? {} : placementData(was, refs);
  const now = is === null ? {} : placementData(is, refs);
  const changes: Record<string, JsonObject> = {};
  const note = (property: string, from: JsonObject[string], to: JsonObject[string]): void => {
    if (JSON.stringify(from) !== JSON.stringify(to)) changes[property] = { from, to };
  };
  note('name', before.name, after.name);
  note('email', before.email, after.email);
  for (const property of ['site', 'department', 'manager', 'state']) note(property, old[property] ?? null, now[property] ?? null);
  const roleNames = (roles: readonly Period<string>[]): JsonObject[] => rolesOn(roles, day).map((id) => named(id, refs.roles.get(id)?.name));
  note('roles', roleNames(before.roles), roleNames(after.roles));
  note('attributes', attributesData(before.attributes, day), attributesData(after.attributes, day));
  return { from: day.toString(), changes, employments: periodsData(before, after, refs) };
}

function periodsData(before: PersonHistory, after: PersonAfter, refs: References): JsonObject {
  const text = (periods: readonly Period<Placement>[]): JsonObject[] => periods.map((period) => ({ from: period.from.toString(), until: dayText(period.until), ...placementData(period.value, refs) }));
  const { removed, added } = difference(before.employments, after.employments, samePlacement);
  return { from: text(before.employments.filter((period) => removed.includes(period.id))), to: text(added) };
}

function attributesData(attributes: readonly Period<Attribute>[], day: Day): JsonObject {
  return Object.fromEntries(attributesOn(attributes, day).map(({ key, value }) => [key, value]));
}

function placementData(value: Placement, refs: References): JsonObject {
  return {
    site: named(value.siteId, refs.sites.get(value.siteId)?.name),
    department: named(value.departmentId, refs.departments.get(value.departmentId)?.name),
    manager: value.managerId === null ? value.managerName : named(value.managerId, refs.people.get(value.managerId)),
    state: value.state,
  };
}

function named(id: string, name: string | undefined): JsonObject {
  return { id, name: name ?? null };
}

export function dayText(day: Day | null): string | null {
  return day === null ? null : day.toString();
}
