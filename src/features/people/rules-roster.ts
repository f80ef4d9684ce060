import { isBefore, type Day } from '../../kernel/day.ts';
import { readDate, thousands } from './rules-dates.ts';
import { zoneName } from './rules.ts';
import type { DateFormat, MappingError, RosterMapping, RosterReading, RosterRow, RosterTable, RosterWarning, RowFault } from './types-roster.ts';

/** Reading a roster by the mapping that was stated (HR-01). Nothing is guessed: what cannot be read is named by line, column and value. */

const MAX_NUMBER = 40;
const MAX_TEXT = 200;
const MAX_VALUE = 100;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/u;

export function readRoster(table: RosterTable, mapping: RosterMapping): RosterReading {
  const mappingErrors = checkMapping(table, mapping);
  if (mappingErrors.length > 0) return { mappingErrors, numbers: new Set(), rows: [], rejected: [], warnings: [] };
  const faults: RowFault[] = [];
  const rows: RosterRow[] = [];
  const repeated = repeatedRows(table, mapping);
  for (const raw of table.rows) {
    const read = readRow(raw, table.header, mapping, table.sheet !== undefined);
    if ('faults' in read) faults.push(...read.faults);
    else if (!repeated.copies.has(raw.line)) rows.push(read.row);
  }
  faults.push(...repeated.faults, ...repeatedEmails(table, mapping, repeated.copies));
  const bad = new Set(faults.map((fault) => fault.row));
  return {
    mappingErrors: [], numbers: new Set(table.rows.map((row) => clean(row.cells[table.header.indexOf(mapping.employeeNumber)]))), rows: rows.filter((row) => !bad.has(row.line)), rejected: faults.toSorted((a, b) => a.row - b.row),
    warnings: [...trimmedColumns(table, mapping), ...repeated.warnings],
  };
}

/** What makes the mapping unfit for the file: missing or doubled columns, status values without meaning, unknown zones. */
export function checkMapping(table: RosterTable, mapping: RosterMapping): MappingError[] {
  const errors: MappingError[] = [];
  for (const { field, column } of mappedColumns(mapping)) {
    const found = table.header.filter((name) => name === column).length;
    if (found === 0) errors.push({ field, message: `The file has no column “${column}”. Its columns are: ${table.header.filter((name) => name !== '').join(', ')}.` });
    if (found > 1) errors.push({ field, message: `The file has ${found} columns named “${column}”, so it is not clear which one is meant. Rename one of them.` });
  }
  for (const [site, zone] of Object.entries(mapping.createMissing.sites)) {
    if (zoneName(zone) === null) errors.push({ field: 'createMissing.sites', message: `“${zone}”, given for the site ${site}, is not a time zone. Give its IANA name, such as Europe/Dublin.` });
  }
  if (errors.length > 0 || mapping.status === null) return errors;
  const at = table.header.indexOf(mapping.status);
  const counts = countsOf(table.rows.map((row) => clean(row.cells[at])));
  const unknown = [...counts].filter(([value]) => !Object.hasOwn(mapping.statusValues, value)).map(([value, count]) => `${value === '' ? '(blank)' : `“${value}”`} (${thousands(count)})`);
  if (unknown.length > 0) errors.push({ field: 'statusValues', message: `The column “${mapping.status}” holds values that the mapping gives no meaning: ${unknown.slice(0, 20).join(', ')}${unknown.length > 20 ? ' and others' : ''}.` });
  return errors;
}

function mappedColumns(mapping: RosterMapping): { field: string; column: string }[] {
  const single = (['employeeNumber', 'email', 'from', 'lastDay', 'site', 'department', 'role', 'manager', 'status'] as const).flatMap((field) => (mapping[field] === null ? [] : [{ field, column: mapping[field] }]));
  const attributes = Object.entries(mapping.attributes ?? {}).map(([key, column]) => ({ field: `attributes.${key}`, column }));
  return [...single, ...mapping.name.map((column) => ({ field: 'name', column })), ...attributes];
}

type Raw = RosterTable['rows'][number];

function readRow(raw: Raw, header: readonly string[], mapping: RosterMapping, fromSheet: boolean): { row: RosterRow } | { faults: RowFault[] } {
  const surplus = raw.cells.slice(header.length).some((cell) => cell.trim() !== '');
  if (raw.cells.length < header.length || surplus) return { faults: [{ row: raw.line, field: 'row', value: `${raw.cells.length} cells`, reason: `the row has ${raw.cells.length} cells where the header has ${header.length}` }] };
  const faults: RowFault[] = [];
  const cell = (column: string | null): string => (column === null ? '' : clean(raw.cells[header.indexOf(column)]));
  const fault = (column: string, reason: string, value = cell(column)): void => void faults.push({ row: raw.line, field: column, value, reason });
  const text = (column: string, max: number): string => {
    if (cell(column) === '') fault(column, 'is blank, and it is needed');
    if (cell(column).length > max) fault(column, `is longer than ${max} characters`, `${cell(column).slice(0, max)}…`);
    return cell(column);
  };
  const day = (column: string, format: DateFormat): Day | null => {
    const read = readDate(cell(column), fromSheet && ISO_DAY.test(cell(column)) ? 'YYYY-MM-DD' : format); // a day cell of a workbook says itself which day it is
    if (!read.ok) fault(column, read.reason);
    return read.ok ? read.day : null;
  };
  const email = cell(mapping.email);
  if (mapping.email !== null && email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(email)) fault(mapping.email, 'is not an e-mail address');
  const from = text(mapping.from, MAX_TEXT) === '' ? null : day(mapping.from, mapping.dateFormat);
  const lastDay = mapping.lastDay === null || cell(mapping.lastDay) === '' ? null : day(mapping.lastDay, mapping.lastDayFormat ?? mapping.dateFormat);
  if (mapping.lastDay !== null && from !== null && lastDay !== null && isBefore(lastDay, from)) fault(mapping.lastDay, `is before the first day, ${cell(mapping.from)} (${mapping.from})`);
  const parts = { employeeNumber: text(mapping.employeeNumber, MAX_NUMBER), name: mapping.name.map((column) => text(column, MAX_TEXT)).join(' '), site: text(mapping.site, MAX_TEXT), department: text(mapping.department, MAX_TEXT) };
  for (const column of Object.values(mapping.attributes ?? {})) if (cell(column).length > MAX_VALUE) fault(column, `is longer than ${MAX_VALUE} characters`, `${cell(column).slice(0, MAX_VALUE)}…`);
  for (const column of [mapping.role, mapping.manager]) if (column !== null && cell(column).length > MAX_TEXT) fault(column, `is longer than ${MAX_TEXT} characters`);
  if (faults.length > 0 || from === null) return { faults };
  const attributes = Object.fromEntries(Object.entries(mapping.attributes ?? {}).flatMap(([key, column]) => (cell(column) === '' ? [] : [[key, cell(column)]])));
  const statusText = cell(mapping.status);
  return { row: { line: raw.line, ...parts, email: email === '' ? null : email, from, lastDay, role: cell(mapping.role) || null, manager: cell(mapping.manager) || null, status: mapping.statusValues[statusText] ?? null, statusText, attributes } };
}

/** Rows with one employee number: identical ones count once, others are all refused, for nobody can tell which is right. */
function repeatedRows(table: RosterTable, mapping: RosterMapping): { faults: RowFault[]; copies: Set<number>; warnings: RosterWarning[] } {
  const at = table.header.indexOf(mapping.employeeNumber);
  const result: ReturnType<typeof repeatedRows> = { faults: [], copies: new Set(), warnings: [] };
  for (const [number, rows] of grouped(table.rows, (row) => clean(row.cells[at]))) {
    if (number === '' || rows.length === 1) continue;
    const different = new Set(rows.map((row) => JSON.stringify(row.cells.map(clean)))).size > 1;
    const [first, ...others] = rows;
    if (different) result.faults.push(...rows.map((row) => ({ row: row.line, field: mapping.employeeNumber, value: number, reason: `stands also in row ${otherLines(rows, row)}; which row is right cannot be told` })));
    else for (const copy of others) {
      result.copies.add(copy.line);
      result.warnings.push({ row: copy.line, field: mapping.employeeNumber, message: `${number} stands in row ${first?.line ?? ''} already, with the same values; it was counted once.` });
    }
  }
  return result;
}

function repeatedEmails(table: RosterTable, mapping: RosterMapping, copies: ReadonlySet<number>): RowFault[] {
  if (mapping.email === null) return [];
  const field = mapping.email;
  const at = table.header.indexOf(field);
  const numberAt = table.header.indexOf(mapping.employeeNumber);
  const groups = grouped(table.rows.filter((row) => !copies.has(row.line)), (row) => clean(row.cells[at]).toLowerCase());
  return [...groups].flatMap(([email, rows]) => {
    if (email === '' || new Set(rows.map((row) => clean(row.cells[numberAt]))).size < 2) return [];
    return rows.map((row) => ({ row: row.line, field, value: clean(row.cells[at]), reason: `stands also in row ${otherLines(rows, row)}; an e-mail address belongs to one person` }));
  });
}

function otherLines(rows: readonly Raw[], own: Raw): string {
  const lines = rows.filter((row) => row !== own).map((row) => row.line);
  return lines.length > 5 ? `${lines.slice(0, 5).join(', ')} and ${lines.length - 5} more` : lines.join(', ');
}

function trimmedColumns(table: RosterTable, mapping: RosterMapping): RosterWarning[] {
  return [...new Set(mappedColumns(mapping).map(({ column }) => column))].flatMap((column) => {
    const at = table.header.indexOf(column);
    const count = table.rows.filter((row) => row.cells[at] !== undefined && row.cells[at] !== row.cells[at].trim()).length;
    return count === 0 ? [] : [{ row: null, field: column, message: `${thousands(count)} ${count === 1 ? 'value has' : 'values have'} blanks at the beginning or end; they were taken without them.` }];
  });
}

/** A cell without blanks around it, in one spelling of accents. */
export function clean(cell: string | undefined): string {
  return (cell ?? '').trim().normalize('NFC');
}

export function countsOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
