import { inferDateFormat } from './rules-dates.ts';
import { clean, countsOf } from './rules-roster.ts';
import { ATTRIBUTE_KEY } from './types.ts';
import type { RosterMapping, RosterStatus, RosterTable } from './types-roster.ts';

/** What the file itself suggests, offered to the importing person with its evidence. Nothing here is applied by itself (HR-01). */

export type ColumnProfile = { readonly name: string; readonly filled: number; readonly distinct: number; readonly examples: readonly string[]; readonly dateFormats: readonly string[]; readonly dateEvidence: string | null };
type Proposal = { -readonly [Field in keyof RosterMapping]?: RosterMapping[Field] };

const NAMES = {
  employeeNumber: ['employeenumber', 'employeeid', 'employeeno', 'empid', 'empno', 'personnelnumber', 'personnelno', 'staffnumber', 'staffid', 'personid', 'badge'],
  email: ['email', 'emailaddress', 'ademail', 'workemail', 'mail'],
  from: ['startdate', 'hiredate', 'firstday', 'dateofhire', 'entrydate', 'from', 'joined'],
  lastDay: ['exitdate', 'enddate', 'lastday', 'terminationdate', 'leavingdate', 'dateofleaving'],
  site: ['site', 'sitecode', 'location', 'plant', 'facility'],
  department: ['department', 'departmenttype', 'departmentname', 'departmentcode', 'dept'],
  role: ['jobrole', 'role', 'title', 'jobtitle', 'position'],
  manager: ['manager', 'managername', 'linemanager', 'supervisor', 'reportsto', 'managerid', 'manageremail'],
  status: ['status', 'employeestatus', 'employmentstatus'],
} as const;
const WHOLE_NAME = ['name', 'fullname', 'employeename', 'displayname'];
const NAME_PARTS = [['firstname', 'givenname', 'forename'], ['lastname', 'familyname', 'surname']];
const STATUS_WORDS: Readonly<Record<string, RosterStatus>> = {
  'active': 'active', 'employed': 'active', 'on leave': 'on_leave', 'leave of absence': 'on_leave', 'left': 'left', 'terminated': 'left', 'leaver': 'left',
  'voluntarily terminated': 'left', 'terminated for cause': 'left', 'future start': 'future', 'future': 'future',
};
/** A column of few values gives them all: what each means, and the zone of each site, is asked by value. */
const EXAMPLES = 3;
const STATUS_LIMIT = 30;

export function profileColumns(table: RosterTable): ColumnProfile[] {
  return table.header.map((name, at) => {
    const values = table.rows.map((row) => clean(row.cells[at])).filter((value) => value !== '');
    const distinct = new Set(values);
    const dates = inferDateFormat(values);
    return { name, filled: values.length, distinct: distinct.size, examples: [...distinct].slice(0, distinct.size <= STATUS_LIMIT ? STATUS_LIMIT : EXAMPLES).map((value) => value.slice(0, 100)), dateFormats: dates.fitting, dateEvidence: dates.sentence };
  });
}

/** The first of the mappings before, newest first, all of whose columns are in this file: the same source has sent it again. */
export function rememberedMapping<Past extends { readonly mapping: RosterMapping }>(table: RosterTable, past: readonly Past[]): Past | null {
  return past.find(({ mapping }) => columnsOf(mapping).every((column) => table.header.filter((name) => name === column).length === 1)) ?? null;
}

function columnsOf({ employeeNumber, name, email, from, lastDay, site, department, role, manager, status, attributes }: RosterMapping): string[] {
  return [employeeNumber, ...name, from, site, department, ...[email, lastDay, role, manager, status].filter((column) => column !== null), ...Object.values(attributes ?? {})];
}

/** The columns whose headings say what they are; null when none does. */
export function proposeMapping(table: RosterTable): Proposal | null {
  const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/gu, '');
  const column = (words: readonly string[]): string | null => {
    const found = words.map((word) => table.header.filter((name) => plain(name) === word)).find((names) => names.length > 0) ?? [];
    return found.length === 1 ? (found[0] ?? null) : null;
  };
  const proposal: Proposal = {};
  for (const field of Object.keys(NAMES) as (keyof typeof NAMES)[]) { // the keys of a constant object
    const name = column(NAMES[field]);
    if (name !== null) proposal[field] = name;
  }
  const parts = NAME_PARTS.map(column).filter((name) => name !== null);
  const whole = column(WHOLE_NAME);
  if (whole !== null || parts.length > 0) proposal.name = whole === null ? parts : [whole];
  const attributes = attributeColumns(table.header);
  if (Object.keys(attributes).length > 0) proposal.attributes = attributes;
  Object.assign(proposal, formats(table, proposal), statuses(table, proposal));
  return Object.keys(proposal).length === 0 ? null : proposal;
}

/** A heading “attribute:shift” says itself which attribute it holds. */
function attributeColumns(header: readonly string[]): Record<string, string> {
  return Object.fromEntries(header.flatMap((name) => {
    const key = /^attribute\s*:\s*(.+)$/iu.exec(name)?.[1]?.trim().toLowerCase();
    return key !== undefined && ATTRIBUTE_KEY.test(key) ? [[key, name]] : [];
  }));
}

function formats(table: RosterTable, proposal: Proposal): Pick<Proposal, 'dateFormat' | 'lastDayFormat'> {
  const of = (column: string | null | undefined): RosterMapping['dateFormat'] | null => (column === null || column === undefined ? null : inferDateFormat(valuesOf(table, column)).proposed);
  const [first, last] = [of(proposal.from), of(proposal.lastDay)];
  return { ...(first === null ? {} : { dateFormat: first }), ...(last === null || last === first ? {} : { lastDayFormat: last }) };
}

function statuses(table: RosterTable, proposal: Proposal): Pick<Proposal, 'statusValues'> {
  if (proposal.status === null || proposal.status === undefined) return {};
  const values = [...countsOf(valuesOf(table, proposal.status)).keys()];
  if (values.length > STATUS_LIMIT) return {};
  return { statusValues: Object.fromEntries(values.flatMap((value) => (STATUS_WORDS[value.toLowerCase()] === undefined ? [] : [[value, STATUS_WORDS[value.toLowerCase()]]])) as [string, RosterStatus][]) }; // undefined ones were left out
}

function valuesOf(table: RosterTable, column: string): string[] {
  const at = table.header.indexOf(column);
  return table.rows.map((row) => clean(row.cells[at]));
}
