import { isBefore, laterDay, type Day } from '../../kernel/day.ts';
import { absent, back, joining, leaving, moved, type Hire } from './rules.ts';
import { attributesOn, changeData, dayText, isUnchanged, localToday, personEvent, rolesOn, startData } from './rules-changes.ts';
import { endedAt, endOfRun, endsNoLaterThan, overlapping, periodAt, startOfRun } from './rules-periods.ts';
import type { Attribute, PersonAfter, PersonEventType, PersonHistory, Placement, References } from './types.ts';
import type { PlacedRow, RosterChange, RosterMapping } from './types-roster.ts';

/** What one row of a roster means for one person (HR-01, HR-02, MTX-08, MTX-10). A blank cell says nothing: what is on record stays. */

export type Manager = { readonly id: string | null; readonly name: string | null };
/** A reason to refuse the row: which of its columns, and why. */
export type RowRefusal = { readonly field: 'from' | 'lastDay' | 'status'; readonly reason: string };
export type Surroundings = { readonly refs: References; readonly zone: string; readonly now: Temporal.Instant; readonly mapping: RosterMapping; readonly newId: string };

/** Contradictions between the row's status, its days and what is on record; null when there are none. */
export function refuseRow(row: PlacedRow, person: PersonHistory | null, around: Surroundings): RowRefusal | null {
  const today = todayOf(row, person, around);
  const employed = person !== null && periodAt(person.employments, today) !== undefined;
  return statusRefusal(row, today, employed, around.mapping) ?? (person === null ? null : recordRefusal(row, person, today));
}

function statusRefusal(row: PlacedRow, today: Day, employed: boolean, mapping: RosterMapping): RowRefusal | null {
  const gone = row.lastDay !== null && isBefore(row.lastDay, today);
  const coming = isBefore(today, row.from);
  const against = (column: string | null, day: Day | null, why: string): RowRefusal => ({ field: 'status', reason: `contradicts ${column ?? 'the dates'} ${day === null ? 'blank' : day.toString()}, ${why}` });
  switch (row.status) {
    case 'active': case 'on_leave':
      if (gone) return against(mapping.lastDay, row.lastDay, 'which is past');
      return coming && !employed ? against(mapping.from, row.from, 'which is still to come') : null;
    case 'left':
      if (row.lastDay === null) return against(mapping.lastDay, null, 'so the last day is not known');
      return gone ? null : against(mapping.lastDay, row.lastDay, 'which is not past');
    case 'future': return coming ? null : against(mapping.from, row.from, 'which is not in the future');
    default: return null;
  }
}

/** What would rewrite a stay that is over is left to a person to correct. */
function recordRefusal(row: PlacedRow, person: PersonHistory, today: Day): RowRefusal | null {
  const last = person.employments.at(-1);
  if (last === undefined || last.until === null) return endBeforeStart(row, person, today);
  if (!endsNoLaterThan(last, today)) return endBeforeStart(row, person, today);
  if (!isBefore(row.from, last.until)) return null;
  const recorded = last.until.subtract({ days: 1 });
  if (row.lastDay !== null && row.lastDay.equals(recorded)) return null;
  return { field: row.lastDay === null ? 'from' : 'lastDay', reason: `does not fit what is on record: they left on ${recorded.toString()}. If they came back, the first day has to be later; if the record is wrong, correct it there` };
}

function endBeforeStart(row: PlacedRow, person: PersonHistory, today: Day): RowRefusal | null {
  if (row.lastDay === null || periodAt(person.employments, today) === undefined) return null;
  const start = startOfRun(person.employments, today);
  return isBefore(row.lastDay, start) ? { field: 'lastDay', reason: `is before the first day on record, ${start.toString()}` } : null;
}

/** The row carried out; null when nothing changes. Precondition: refuseRow said null. */
export function applyRow(row: PlacedRow, person: PersonHistory | null, manager: Manager | undefined, around: Surroundings): RosterChange | null {
  const today = todayOf(row, person, around);
  const last = person?.employments.at(-1);
  const current = person === null ? undefined : periodAt(person.employments, today);
  if (person === null || last === undefined || (last.until !== null && !isBefore(row.from, last.until))) return hired(row, person, manager, today, around);
  const named = { ...person, name: row.name, email: row.email ?? person.email };
  if (endsNoLaterThan(last, today)) return changed('PersonCorrected', row, person, named, last.until?.subtract({ days: 1 }) ?? today, around);
  if (current === undefined) return rescheduled(row, person, named, manager, today, around);
  const after = presentAfter(row, named, manager, today);
  return changed(typeOf(row, person, after, today), row, person, after, effectiveDay(row, today), around);
}

function hired(row: PlacedRow, person: PersonHistory | null, manager: Manager | undefined, today: Day, around: Surroundings): RosterChange {
  const stay = joining(person, hireOf(row, person, manager, around.newId));
  const after = row.status === 'on_leave' ? absent(stay, laterDay(today, row.from), null) : stay;
  const event = personEvent('PersonHired', after, { ...startData(after, row.from, around.refs), rejoined: person !== null, row: row.line });
  const role = row.role === null ? '' : ` as ${row.role}`;
  const sentence = `${person === null ? 'New' : 'Back'} from ${row.from.toString()}${row.lastDay === null ? '' : ` to ${row.lastDay.toString()}`}${role} in ${row.department}, ${row.site}${row.status === 'on_leave' ? '; on leave' : ''}.`;
  return { row: row.line, kind: 'hired', sentence, what: sentence, before: person, after, event };
}

/** A start that has not come yet gets the row's day; what was booked for the stay is replaced by the row. */
function rescheduled(row: PlacedRow, person: PersonHistory, named: PersonAfter, manager: Manager | undefined, today: Day, around: Surroundings): RosterChange | null {
  const coming = person.employments.find((period) => isBefore(today, period.from));
  const start = coming?.from ?? row.from;
  if (start.equals(row.from)) {
    const after = ended(moved(named, moveOf(row, named, manager, start)), row, start);
    return changed(typeOf(row, person, after, start), row, person, after, start, around);
  }
  const earlier = { ...named, employments: endedAt(person.employments, start), roles: endedAt(person.roles, start), attributes: endedAt(person.attributes, start) };
  if (overlapping(earlier.employments, row.from, null)) return null;
  const kept = manager ?? (coming === undefined ? undefined : { id: coming.value.managerId, name: coming.value.managerName });
  const after = joining({ ...earlier, employments: withIds(earlier.employments), roles: withIds(earlier.roles), attributes: withIds(earlier.attributes) }, hireOf(row, person, kept, person.id, attributesOn(person.attributes, start)));
  return changed('PersonMoved', row, person, after, row.from, around, `First day ${start.toString()} → ${row.from.toString()}.`);
}

function withIds<Period extends object>(periods: readonly Period[]): (Period & { id: string })[] {
  return periods.map((period) => ({ ...period, id: '' }));
}

function presentAfter(row: PlacedRow, named: PersonAfter, manager: Manager | undefined, today: Day): PersonAfter {
  if (row.lastDay !== null && isBefore(row.lastDay, today)) return ended(named, row, today);
  const day = effectiveDay(row, today);
  let after = moved(named, moveOf(row, named, manager, day));
  const state = periodAt(after.employments, today)?.value.state;
  if (row.status === 'active' && state === 'on_leave') after = back(after, today);
  if (row.status === 'on_leave' && state === 'active') after = absent(after, today, null);
  return ended(after, row, today);
}

/** Today, or the row's own first day when that is later. */
function effectiveDay(row: PlacedRow, today: Day): Day {
  return laterDay(today, row.from);
}

function moveOf(row: PlacedRow, person: PersonAfter, manager: Manager | undefined, from: Day): Parameters<typeof moved>[1] {
  const holds = row.roleId === null || rolesOn(person.roles, from).includes(row.roleId);
  return { from, siteId: row.siteId, departmentId: row.departmentId, manager, roleIds: holds || row.roleId === null ? undefined : [row.roleId], attributes: row.attributes };
}

function ended(person: PersonAfter, row: PlacedRow, day: Day): PersonAfter {
  const end = endOfRun(person.employments, day);
  const isLast = end === null || person.employments.at(-1)?.until?.equals(end ?? day) === true;
  return row.lastDay === null || end === undefined || !isLast ? person : leaving(person, row.lastDay.add({ days: 1 }));
}

function typeOf(row: PlacedRow, before: PersonHistory, after: PersonAfter, day: Day): PersonEventType {
  if (dayText(before.employments.at(-1)?.until ?? null) !== dayText(after.employments.at(-1)?.until ?? null)) return 'EmploymentEnded';
  const was = periodAt(before.employments, effectiveDay(row, day))?.value;
  const is = periodAt(after.employments, effectiveDay(row, day))?.value;
  const place = (value: Placement | undefined): string => JSON.stringify([value?.siteId, value?.departmentId, value?.managerId, value?.managerName]);
  if (place(was) !== place(is) || rolesOn(before.roles, effectiveDay(row, day)).join() !== rolesOn(after.roles, effectiveDay(row, day)).join()) return 'PersonMoved';
  const [saidBefore, saidAfter] = [before, after].map(({ attributes }) => JSON.stringify(attributesOn(attributes, effectiveDay(row, day))));
  if (saidBefore !== saidAfter) return 'PersonMoved';
  const [wasState, isState] = [periodAt(before.employments, day)?.value.state, periodAt(after.employments, day)?.value.state];
  if (wasState !== isState) return isState === 'on_leave' ? 'PersonAbsent' : 'PersonReturned';
  return 'PersonCorrected';
}

function changed(type: PersonEventType, row: PlacedRow, before: PersonHistory, after: PersonAfter, day: Day, around: Surroundings, opening = ''): RosterChange | null {
  if (isUnchanged(before, after)) return null;
  const lastDay = type === 'EmploymentEnded' ? { lastDay: row.lastDay?.toString() ?? null } : {};
  const event = personEvent(type, after, { ...changeData(before, after, day, around.refs), ...lastDay, row: row.line });
  const changes = differences(event.data['changes']);
  const end = type === 'EmploymentEnded' ? `Last day ${row.lastDay?.toString() ?? 'open'}.` : '';
  const [sentence, what] = [`From ${day.toString()}: ${changes}`, changes].map((told) => [opening, changes === '' ? '' : told, end].filter(Boolean).join(' '));
  return { row: row.line, kind: type === 'EmploymentEnded' ? 'leaving' : 'changed', sentence: sentence ?? '', what: what ?? '', before, after, event };
}

function differences(changes: unknown): string {
  const entries = Object.entries((changes ?? {}) as Record<string, { from: unknown; to: unknown }>); // as changeData builds it
  return entries.length === 0 ? '' : `${entries.map(([property, { from, to }]) => property === 'attributes' ? attributeWords(from, to) : `${property} ${wordsOf(from)} → ${wordsOf(to)}`).join('; ')}.`;
}

function attributeWords(from: unknown, to: unknown): string {
  const [was, is] = [from, to].map((value) => (value ?? {}) as Record<string, string>); // as changeData builds it
  const keys = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])].filter((key) => was?.[key] !== is?.[key]);
  return keys.map((key) => `${key} ${was?.[key] ?? 'none'} → ${is?.[key] ?? 'none'}`).join('; ');
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(wordsOf).join(', ');
  if (typeof value === 'object' && value !== null && 'name' in value) return wordsOf(value.name);
  return typeof value === 'string' ? value.replace('on_leave', 'on leave') : 'none';
}

function hireOf(row: PlacedRow, person: PersonHistory | null, manager: Manager | undefined, newId: string, kept: readonly Attribute[] = []): Hire {
  return {
    identity: { id: person?.id ?? newId, employeeNumber: row.employeeNumber, name: row.name, email: row.email }, from: row.from, until: row.lastDay?.add({ days: 1 }) ?? null,
    placement: { siteId: row.siteId, departmentId: row.departmentId, managerId: manager?.id ?? null, managerName: manager?.name ?? null, state: 'active' },
    roleIds: row.roleId === null ? [] : [row.roleId], attributes: [...kept.filter(({ key }) => row.attributes[key] === undefined), ...Object.entries(row.attributes).map(([key, value]) => ({ key, value }))],
  };
}

function todayOf(row: PlacedRow, person: PersonHistory | null, around: Surroundings): Day {
  return localToday(person?.employments ?? [], around.refs.sites, person === null ? row.zone : around.zone, around.now);
}
