import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { endEmployment, hirePerson, importRoster, listPeople, movePerson, previewRoster, type zRosterMapping } from '../../features/people/contract.ts';
import { begins, earlier, placeAt, type Book, type Person, type Stay } from './book.ts';
import { plusDays, settlePerson } from './book-settle.ts';
import type { Journal } from './journal.ts';
import type { Ids } from './matrix.ts';
import { contradicts, readRosterFile, sharedLines, ZONE_OF, type RosterRow } from './roster-file.ts';
import type { User } from './staff.ts';

const MAPPING: z.input<typeof zRosterMapping> = {
  employeeNumber: 'emp_id', name: ['first_name', 'last_name'], email: 'ad_email', from: 'start_date', lastDay: 'exit_date', dateFormat: 'M/D/YYYY',
  site: 'state', department: 'department_type', role: 'title', manager: 'supervisor',
  createMissing: { departments: true, roles: true, sites: Object.fromEntries(ZONE_OF) },
};
const STATUS = { status: 'employee_status', statusValues: { 'Active': 'active', 'Voluntarily Terminated': 'left', 'Terminated for Cause': 'left', 'Leave of Absence': 'on_leave', 'Future Start': 'future' } } as const;

export type Imported = { readonly rows: readonly RosterRow[]; readonly facts: readonly string[] };

/** Step 1: the roster, first looked at with its status column, then imported with the days alone as authority. */
export async function bringIn(dir: string, user: User, book: Book, journal: Journal): Promise<Imported> {
  const file = { name: 'employee_data.csv', bytes: readFileSync(join(dir, 'spreadsheets/kaggle-hr/employee_data.csv')) };
  const read = readRosterFile(file.bytes);
  const shared = sharedLines(read.rows);
  const rows = read.rows.filter((row) => !shared.has(row.line));
  const facts = await lookAt(user, file, rows, shared.size + read.unreadable.length, book.now, journal);
  const came = await user.client.call(importRoster, { file, body: { mapping: MAPPING } });
  journal.same('people hired by the roster', rows.length, came.counts.hired);
  journal.same('roster rows rejected', [...shared, ...read.unreadable.map((row) => row.line)].toSorted((a, b) => a - b), [...new Set(came.rejected.map((fault) => fault.row))]);
  for (const fault of came.rejected) journal.refusals.push({ what: `roster row ${fault.row}, ${fault.field} “${fault.value}”`, code: 'row-rejected', sentence: fault.reason });
  const again = await user.client.call(importRoster, { file, body: { mapping: MAPPING } });
  journal.same('the same roster again changes', { hired: 0, changed: 0, leaving: 0 }, { hired: again.counts.hired, changed: again.counts.changed, leaving: again.counts.leaving });
  await enterPeople(user, book, rows, journal);
  const unlinked = came.warnings.filter((warning) => warning.field === 'supervisor').length;
  facts.push(`${rows.length} people taken by their days alone; ${came.counts.rejected} rows rejected; ${unlinked} managers' names belong to nobody, to several or to leavers and were kept as text`);
  journal.count('people imported', came.counts.hired);
  return { rows, facts };
}

async function lookAt(user: User, file: { name: string; bytes: Buffer }, rows: readonly RosterRow[], otherwise: number, at: Temporal.Instant, journal: Journal): Promise<string[]> {
  const unread = await user.client.call(previewRoster, { file, body: {} });
  const days = unread.columns.find((column) => column.name === 'start_date');
  journal.same('date formats that fit the first days', ['M/D/YYYY'], days?.dateFormats);
  const preview = await user.client.call(previewRoster, { file, body: { mapping: { ...MAPPING, ...STATUS } } });
  const against = rows.filter((row) => contradicts(row, at)).map((row) => row.line);
  const found = [...new Set(preview.rejected.filter((fault) => fault.field === 'employee_status').map((fault) => fault.row))];
  journal.same('rows whose status contradicts their days', against, found);
  journal.same('rows rejected in the preview with status', against.length + otherwise, preview.counts.rejected);
  const kinds = Map.groupBy(rows.filter((row) => contradicts(row, at)), (row) => row.status);
  return [
    `dates: ${days?.dateEvidence ?? 'no evidence'}`,
    `${against.length} rows have a status that contradicts their days (${[...kinds].map(([status, list]) => `${status}: ${list.length}`).join(', ')}), so the status column is not used`,
  ];
}

/** Ids are the product's; everything else in the book is from the file. */
async function enterPeople(user: User, book: Book, rows: readonly RosterRow[], journal: Journal): Promise<void> {
  const ids = new Map<string, string>();
  for await (const person of everybody(user)) ids.set(person.employeeNumber, person.id);
  for (const row of rows) {
    const id = ids.get(row.number);
    if (id === undefined) journal.wrong(`person ${row.number}`, 'on record', 'missing');
    else enterPerson(book, { id, number: row.number, name: row.name, stays: [stayOf(row)] });
  }
}

export function enterPerson(book: Book, person: Person): Person {
  book.people.set(person.number, person);
  return person;
}

function stayOf(row: RosterRow): Stay {
  return { from: row.from, until: row.lastDay === null ? null : plusDays(row.lastDay, 1), site: row.state, zone: ZONE_OF.get(row.state) ?? 'UTC', department: row.department, role: row.title === '' ? null : row.title };
}

async function* everybody(user: User) {
  for (let cursor: string | null = null; ; ) {
    const page: { items: { id: string; employeeNumber: string }[]; nextCursor: string | null } = await user.client.call(listPeople, { query: { limit: 500, ...(cursor === null ? {} : { cursor }) } });
    yield* page.items;
    cursor = page.nextCursor;
    if (cursor === null) return;
  }
}

/** How many people are employed, to come, and gone at an instant, by the book and by the product. */
export async function checkPresence(user: User, book: Book, at: Temporal.Instant, journal: Journal): Promise<void> {
  const people = [...book.people.values()];
  const active = people.filter((person) => placeAt(person, at) !== null).length;
  const future = people.filter((person) => person.stays[0] !== undefined && earlier(at, begins(person.stays[0].from, person.stays[0].zone))).length;
  const expected = { active, future, left: people.length - active - future };
  const came = { active: 0, future: 0, left: 0 };
  for (const state of ['active', 'future', 'left'] as const) came[state] = (await user.client.call(listPeople, { query: { limit: 1, state, asOf: at.toString() } })).total;
  journal.same(`people at ${at.toString()}`, expected, came);
}

export type Move = { readonly from: string; readonly site: string; readonly department: string; readonly role: string };

/** A change of place, now or from a day to come on. */
export async function move(user: User, book: Book, ids: Ids, person: Person, to: Move): Promise<void> {
  const need = (map: ReadonlyMap<string, string>, name: string): string => map.get(name) ?? name;
  await user.client.call(movePerson, { params: { id: person.id }, body: { from: to.from, siteId: need(ids.sites, to.site), departmentId: need(ids.departments, to.department), roleIds: [need(ids.roles, to.role)] } });
  const last = person.stays.at(-1);
  if (last === undefined) return;
  const { from, ...place } = to;
  person.stays.push({ ...last, ...place, zone: ZONE_OF.get(to.site) ?? last.zone, from });
  last.until = from;
  settlePerson(book, person, 'transfer');
}

export async function leave(user: User, book: Book, person: Person, lastDay: string): Promise<void> {
  await user.client.call(endEmployment, { params: { id: person.id }, body: { lastDay } });
  const last = person.stays.at(-1);
  if (last !== undefined) last.until = plusDays(lastDay, 1);
  settlePerson(book, person, 'none');
}

export async function hire(user: User, book: Book, ids: Ids, newcomer: { number: string; name: string; managerId: string } & Move): Promise<Person> {
  const { number, name, managerId, from, site, department, role } = newcomer;
  const { id } = await user.client.call(hirePerson, { body: { employeeNumber: number, name, from, managerId, siteId: ids.sites.get(site) ?? site, departmentId: ids.departments.get(department) ?? department, roleIds: [ids.roles.get(role) ?? role] } });
  const person = enterPerson(book, { id, number, name, stays: [{ from, until: null, site, zone: ZONE_OF.get(site) ?? 'UTC', department, role }] });
  settlePerson(book, person, 'hire');
  return person;
}
