import { thousands } from './rules-dates.ts';
import { localToday } from './rules-changes.ts';
import { endsNoLaterThan, periodAt } from './rules-periods.ts';
import { applyRow, refuseRow, type Manager, type Surroundings } from './rules-roster-person.ts';
import type { Department, JobRole, PersonHistory, References, Site } from './types.ts';
import type { PlacedRow, RosterChange, RosterCounts, RosterFacts, RosterMapping, RosterPlan, RosterReading, RosterRow, RosterWarning, RowFault } from './types-roster.ts';

/** Comparing a roster with what is on record: what importing it changes, row by row. Preview and import both run exactly this (HR-01). */

type Named = { readonly id: string; readonly code: string; readonly name: string };
/** Ids for people who are new, by employee number. */
export type NewIds = ReadonlyMap<string, string>;

/** Names of departments and roles (where the mapping asks to create them) and sites (those it gives a zone) that are not known. */
export function missingReferences(rows: readonly RosterRow[], mapping: RosterMapping, facts: RosterFacts): { departments: string[]; roles: string[]; sites: { name: string; zone: string }[] } {
  const unknown = (items: readonly Named[], values: readonly (string | null)[]): string[] => {
    const known = lookup(items);
    const found = new Map(values.filter((value) => value !== null).map((value) => [value.toLowerCase(), value]));
    return [...found.entries()].filter(([key]) => !known.has(key)).map(([, value]) => value);
  };
  const zones = new Map(Object.entries(mapping.createMissing.sites).map(([name, zone]) => [name.trim().toLowerCase(), zone]));
  return {
    departments: mapping.createMissing.departments ? unknown(facts.departments, rows.map((row) => row.department)) : [],
    roles: mapping.createMissing.roles ? unknown(facts.roles, rows.map((row) => row.role)) : [],
    sites: unknown(facts.sites, rows.map((row) => row.site)).flatMap((name) => {
      const zone = zones.get(name.toLowerCase());
      return zone === undefined ? [] : [{ name, zone }];
    }),
  };
}

/** A code for something that the file only names: letters and digits of the name, made different from those taken. */
export function codeFor(name: string, taken: ReadonlySet<string>): string {
  const base = name.normalize('NFKD').replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/gu, '').toUpperCase().slice(0, 34) || 'X';
  for (let count = 1; ; count += 1) {
    const code = count === 1 ? base : `${base}-${count}`;
    if (!taken.has(code)) return code;
  }
}

export function planRoster(reading: RosterReading, mapping: RosterMapping, facts: RosterFacts, newIds: NewIds): RosterPlan {
  const known = new Map(facts.people.map((person) => [person.employeeNumber, person]));
  const refs = referencesOf(facts, reading.rows, known, newIds);
  const around = (row: RosterRow): Surroundings => ({ refs, zone: facts.zone, now: facts.now, mapping, newId: newIds.get(row.employeeNumber) ?? '' });
  const placed = placeRows(reading.rows, mapping, facts);
  const { rows, faults } = acceptRows(placed.rows, mapping, facts, known, around);
  const managers = linkManagers(rows, mapping, facts, known, newIds);
  const changes = rows.flatMap((row) => applyRow(row, known.get(row.employeeNumber) ?? null, managers.links.get(row.line), around(row)) ?? []);
  const warnings = [...reading.warnings, ...managers.warnings, ...rows.flatMap((row) => leftAsItIs(row, known.get(row.employeeNumber), mapping, facts, refs)), ...circles(changes, facts), ...absentees(reading, facts, refs, known)];
  return {
    changes, unchanged: rows.length - changes.length, warnings: warnings.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0)),
    rejected: [...reading.rejected, ...placed.faults, ...faults].toSorted((a, b) => a.row - b.row),
  };
}

export function countsOfPlan(plan: RosterPlan): RosterCounts {
  const kinds = (kind: RosterChange['kind']): number => plan.changes.filter((change) => change.kind === kind).length;
  return { hired: kinds('hired'), changed: kinds('changed'), leaving: kinds('leaving'), unchanged: plan.unchanged, rejected: new Set(plan.rejected.map((fault) => fault.row)).size };
}

function referencesOf(facts: RosterFacts, rows: readonly RosterRow[], known: ReadonlyMap<string, PersonHistory>, newIds: NewIds): References {
  const people = new Map(facts.people.map((person) => [person.id, person.name]));
  for (const row of rows) people.set(known.get(row.employeeNumber)?.id ?? newIds.get(row.employeeNumber) ?? '', row.name);
  return { sites: byId(facts.sites), departments: byId(facts.departments), roles: byId(facts.roles), people };
}

/** Code first, then name; several things of one name are nobody's guess. */
function lookup<Item extends Named>(items: readonly Item[]): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) found.set(item.name.toLowerCase(), [...(found.get(item.name.toLowerCase()) ?? []), item]);
  for (const item of items) found.set(item.code.toLowerCase(), [item]);
  return found;
}

function placeRows(rows: readonly RosterRow[], mapping: RosterMapping, facts: RosterFacts): { rows: PlacedRow[]; faults: RowFault[] } {
  const [sites, departments, roles] = [lookup<Site>(facts.sites), lookup<Department>(facts.departments), lookup<JobRole>(facts.roles)];
  const faults: RowFault[] = [];
  const find = <Item extends Named>(row: RosterRow, what: string, column: string, value: string, items: Map<string, Item[]>): Item | undefined => {
    const found = items.get(value.toLowerCase()) ?? [];
    if (found.length === 0) faults.push({ row: row.line, field: column, value, reason: `there is no ${what} with this code or name` });
    if (found.length > 1) faults.push({ row: row.line, field: column, value, reason: `several ${what}s have this name (codes ${found.map((item) => item.code).join(', ')}); give the code` });
    return found.length === 1 ? found[0] : undefined;
  };
  const placed = rows.flatMap((row): PlacedRow[] => {
    const site = find(row, 'site', mapping.site, row.site, sites);
    const department = find(row, 'department', mapping.department, row.department, departments);
    const role = row.role === null || mapping.role === null ? null : find(row, 'job role', mapping.role, row.role, roles);
    if (site === undefined || department === undefined || role === undefined) return [];
    return [{ ...row, siteId: site.id, zone: site.zone, departmentId: department.id, roleId: role?.id ?? null }];
  });
  return { rows: placed, faults };
}

function acceptRows(rows: readonly PlacedRow[], mapping: RosterMapping, facts: RosterFacts, known: ReadonlyMap<string, PersonHistory>, around: (row: RosterRow) => Surroundings): { rows: PlacedRow[]; faults: RowFault[] } {
  const faults = rows.flatMap((row): RowFault[] => {
    const refusal = refuseRow(row, known.get(row.employeeNumber) ?? null, around(row));
    if (refusal === null) return [];
    const values = { from: row.from.toString(), lastDay: row.lastDay?.toString() ?? '', status: row.statusText };
    return [{ row: row.line, field: mapping[refusal.field] ?? refusal.field, value: values[refusal.field], reason: refusal.reason }];
  });
  const bad = new Set(faults.map((fault) => fault.row));
  const sound = rows.filter((row) => !bad.has(row.line));
  const taken = emailFaults(sound, mapping, facts);
  for (const fault of taken) bad.add(fault.row);
  return { rows: sound.filter((row) => !bad.has(row.line)), faults: [...faults, ...taken] };
}

/** Addresses that belong to somebody else, unless that person's own row gives them another one. */
function emailFaults(rows: readonly PlacedRow[], mapping: RosterMapping, facts: RosterFacts): RowFault[] {
  const rowOf = new Map(rows.map((row) => [row.employeeNumber, row]));
  const holders = new Map(facts.people.flatMap((person) => (person.email === null ? [] : [[person.email.toLowerCase(), person] as const])));
  const free = new Set(rows.map((row) => row.line));
  for (let found = true; found; ) { // a row that falls keeps its holder's old address, which may make another one fall
    const fallen = rows.filter((row) => {
      const holder = row.email === null ? undefined : holders.get(row.email.toLowerCase());
      if (!free.has(row.line) || holder === undefined || holder.employeeNumber === row.employeeNumber) return false;
      const own = rowOf.get(holder.employeeNumber);
      return own === undefined || !free.has(own.line) || own.email === null;
    });
    for (const row of fallen) free.delete(row.line);
    found = fallen.length > 0;
  }
  return rows.filter((row) => !free.has(row.line)).map((row) => {
    const holder = holders.get(row.email?.toLowerCase() ?? '');
    return { row: row.line, field: mapping.email ?? 'email', value: row.email ?? '', reason: `this e-mail address belongs to ${holder?.name ?? 'another person'} (${holder?.employeeNumber ?? ''})` };
  });
}

/** Capitals and the width of blanks make no difference between names. */
function keyOf(name: string): string {
  return name.toLowerCase().replaceAll(/\s+/gu, ' ');
}

type Candidate = { readonly id: string; readonly name: string; readonly left: boolean };

/** A manager by employee number, e-mail or name: linked when exactly one person fits, else kept as text with a warning. */
function linkManagers(rows: readonly PlacedRow[], mapping: RosterMapping, facts: RosterFacts, known: ReadonlyMap<string, PersonHistory>, newIds: NewIds): { links: Map<number, Manager>; warnings: RosterWarning[] } {
  const links = new Map<number, Manager>();
  const warnings: RosterWarning[] = [];
  if (mapping.manager === null) return { links, warnings };
  const candidates = candidatesAfter(rows, facts, known, newIds);
  for (const row of rows) {
    if (row.manager === null) continue;
    const own = known.get(row.employeeNumber);
    const self = own?.id ?? newIds.get(row.employeeNumber);
    const found = candidates.get(keyOf(row.manager)) ?? [];
    const present = found.filter((person) => !person.left);
    const current = own?.employments.at(-1)?.value.managerId ?? null;
    const fitting = present.length === 1 ? present[0] : present.find((person) => person.id === current); // who was linked by hand stays linked
    const chosen = fitting?.id === self ? undefined : fitting;
    links.set(row.line, chosen === undefined ? { id: null, name: row.manager } : { id: chosen.id, name: null });
    if (chosen === undefined) warnings.push({ row: row.line, field: mapping.manager, message: `Manager “${row.manager}” ${whyNot(found, present)}, kept as text, not linked.` });
  }
  return { links, warnings };
}

function whyNot(found: readonly Candidate[], present: readonly Candidate[]): string {
  if (present.length > 1) return `is ambiguous (${present.length} people)`;
  if (found.length === 0) return 'is nobody on record or in this file';
  return found.every((person) => person.left) ? 'has left' : 'is the person themselves';
}

function candidatesAfter(rows: readonly PlacedRow[], facts: RosterFacts, known: ReadonlyMap<string, PersonHistory>, newIds: NewIds): Map<string, Candidate[]> {
  const result = new Map<string, Candidate[]>();
  const inFile = new Map(rows.map((row) => [row.employeeNumber, row]));
  const sites = byId(facts.sites);
  const add = (key: string, person: Candidate): void => {
    const list = result.get(keyOf(key));
    if (list === undefined) result.set(keyOf(key), [person]);
    else if (!list.some((other) => other.id === person.id)) list.push(person);
  };
  const addAll = (person: Candidate, number: string, email: string | null): void => [person.name, number, ...(email === null ? [] : [email])].forEach((key) => add(key, person));
  for (const row of rows) {
    const id = known.get(row.employeeNumber)?.id ?? newIds.get(row.employeeNumber) ?? '';
    const today = localToday([], sites, row.zone, facts.now);
    addAll({ id, name: row.name, left: row.lastDay !== null && Temporal.PlainDate.compare(row.lastDay, today) < 0 }, row.employeeNumber, row.email);
  }
  for (const person of facts.people) {
    if (inFile.has(person.employeeNumber)) continue;
    const last = person.employments.at(-1);
    addAll({ id: person.id, name: person.name, left: last === undefined || endsNoLaterThan(last, localToday(person.employments, sites, facts.zone, facts.now)) }, person.employeeNumber, person.email);
  }
  return result;
}

/** Where the file says less or other than the record, and the record stays: say so. */
function leftAsItIs(row: PlacedRow, person: PersonHistory | undefined, mapping: RosterMapping, facts: RosterFacts, refs: References): RosterWarning[] {
  if (person === undefined) return [];
  const today = localToday(person.employments, refs.sites, facts.zone, facts.now);
  const current = periodAt(person.employments, today);
  const planned = person.employments.at(-1)?.until ?? null;
  if (current === undefined || mapping.lastDay === null || row.lastDay !== null || planned === null) return [];
  return [{ row: row.line, field: mapping.lastDay, message: `The last day on record, ${planned.subtract({ days: 1 }).toString()}, is not in the file; it was left as it is.` }];
}

function circles(changes: readonly RosterChange[], facts: RosterFacts): RosterWarning[] {
  const managerOf = new Map(facts.people.map((person) => [person.id, person.employments.at(-1)?.value.managerId ?? null]));
  for (const { after } of changes) managerOf.set(after.id, after.employments.at(-1)?.value.managerId ?? null);
  return changes.flatMap((change): RosterWarning[] => {
    const seen = new Set<string>();
    for (let above = managerOf.get(change.after.id) ?? null; above !== null && !seen.has(above); above = managerOf.get(above) ?? null) {
      if (above === change.after.id) return [{ row: change.row, field: 'manager', message: `${change.after.name} is above themselves in the line of management; check the managers.` }];
      seen.add(above);
    }
    return [];
  });
}

function absentees(reading: RosterReading, facts: RosterFacts, refs: References, known: ReadonlyMap<string, PersonHistory>): RosterWarning[] {
  const missing = [...known.values()].filter((person) => !reading.numbers.has(person.employeeNumber) && periodAt(person.employments, localToday(person.employments, refs.sites, facts.zone, facts.now)) !== undefined);
  return missing.length === 0 ? [] : [{ row: null, field: 'employeeNumber', message: `${thousands(missing.length)} ${missing.length === 1 ? 'person who is' : 'people who are'} employed here ${missing.length === 1 ? 'is' : 'are'} not in the file; they were left as they are.` }];
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}
