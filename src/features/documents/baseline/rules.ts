import { isBefore, type Day } from '../../../kernel/day.ts';
import { statementText } from '../../signatures/rules.ts';
import type { Risk } from '../types.ts';
import type { CleanRow, ImportFacts, ImportRow, Judged } from './types.ts';

/** What each column may be called in the list; case and signs do not matter. */
export const COLUMNS = {
  number: ['number', 'document number', 'doc no', 'sop number'], title: ['title', 'document title', 'name'], type: ['type', 'document type'], risk: ['risk', 'risk class'],
  owner: ['owner', 'document owner'], label: ['version', 'version label', 'revision', 'rev'], effectiveOn: ['effective date', 'effective', 'effective on'], file: ['file', 'file name', 'filename'],
  site: ['site', 'site code'], reviewMonths: ['review months', 'review cycle', 'review'], summary: ['summary', 'change summary', 'comment'],
} as const satisfies Record<Exclude<keyof ImportRow, 'line'>, readonly string[]>;
export type Column = keyof typeof COLUMNS;
const NEEDED: readonly Column[] = ['number', 'title', 'label', 'file'];

/** Which column stands where; the names of those that must be there and are not. */
export function columnsOf(header: readonly string[]): { readonly at: Readonly<Partial<Record<Column, number>>>; readonly missing: readonly string[] } {
  const plain = header.map((name) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim());
  const at: Partial<Record<Column, number>> = {};
  for (const [column, names] of Object.entries(COLUMNS)) {
    const position = plain.findIndex((name) => names.some((known) => known === name));
    if (position >= 0) at[column as Column] = position; // the keys of the record above
  }
  return { at, missing: NEEDED.filter((column) => at[column] === undefined).map((column) => COLUMNS[column][0]) };
}

export function rowOf(line: number, cells: readonly string[], at: Readonly<Partial<Record<Column, number>>>): ImportRow {
  const cell = (column: Column): string => (cells[at[column] ?? -1] ?? '').trim();
  return {
    line, number: cell('number'), title: cell('title'), type: cell('type'), risk: cell('risk'), owner: cell('owner'), label: cell('label'), effectiveOn: cell('effectiveOn'),
    file: cell('file'), site: cell('site'), reviewMonths: cell('reviewMonths'), summary: cell('summary'),
  };
}

/** Every row with what stands against it. Whether its file can be read is asked afterwards, of those that are clean so far. */
export function judge(rows: readonly ImportRow[], facts: ImportFacts): Judged[] {
  const count = new Map<string, number>();
  for (const { number } of rows) count.set(number.toLowerCase(), (count.get(number.toLowerCase()) ?? 0) + 1);
  return rows.map((row) => {
    const rejected: string[] = [];
    if (row.number !== '' && (count.get(row.number.toLowerCase()) ?? 0) > 1) rejected.push(`${row.number} stands in the list more than once. Keep the row of the version in force.`);
    const known = knownAs(row, facts);
    if (known === 'present' && rejected.length === 0) return { row, verdict: 'present', reasons: ['It is here already, with the same file. Nothing is done.'], clean: null };
    if (known !== null && known !== 'present') rejected.push(known);
    const { clean, reasons } = read(row, facts);
    if (rejected.length > 0) return { row, verdict: 'rejected', reasons: [...rejected, ...reasons], clean: null };
    return clean === null ? { row, verdict: 'fixable', reasons, clean } : { row, verdict: 'clean', reasons, clean };
  });
}

/** The same number, label and file digest were imported before; or the number is taken by something else. */
function knownAs(row: ImportRow, { documents, files }: ImportFacts): string | null {
  const document = documents.find((candidate) => candidate.number.toLowerCase() === row.number.toLowerCase());
  if (document === undefined) return null;
  const digest = files.get(row.file);
  if (digest !== undefined && document.versions.some((version) => version.label.toLowerCase() === row.label.toLowerCase() && version.contentSha256 === digest)) return 'present';
  return `There is already a document ${document.number}. Upload this as a new version of it instead.`;
}

const RISKS: readonly Risk[] = ['critical', 'high', 'medium', 'low'];
const DEFAULT_REVIEW_MONTHS = 24;
const DEFAULT_TYPE = 'SOP';

function read(row: ImportRow, facts: ImportFacts): { readonly clean: CleanRow | null; readonly reasons: readonly string[] } {
  const reasons: string[] = [];
  const need = (value: string, name: string, most: number): void => {
    if (value === '') reasons.push(`The ${name} is missing.`);
    else if (value.length > most) reasons.push(`The ${name} is longer than ${most} characters.`);
  };
  need(row.number, 'number', 40);
  need(row.title, 'title', 300);
  need(row.label, 'version label', 20);
  const risk = RISKS.find((one) => one === row.risk.toLowerCase());
  if (risk === undefined) reasons.push(row.risk === '' ? 'The risk class is missing: critical, high, medium or low.' : `“${row.risk}” is no risk class. Write critical, high, medium or low.`);
  const ownerId = ownerOf(row.owner, facts, reasons);
  const site = facts.sites.find((one) => one.code.toLowerCase() === row.site.toLowerCase());
  if (row.site !== '' && site === undefined) reasons.push(`There is no site with the code “${row.site}”. Leave it empty for all sites.`);
  const type = facts.types.find((code) => code.toLowerCase() === (row.type || DEFAULT_TYPE).toLowerCase());
  if (type === undefined) reasons.push(row.type === '' ? 'The type is missing.' : `There is no document type “${row.type}”. Write one of ${facts.types.join(', ')}.`);
  const on = dayOf(row.effectiveOn, facts.today, reasons);
  const months = row.reviewMonths === '' ? DEFAULT_REVIEW_MONTHS : Number(row.reviewMonths);
  if (!Number.isInteger(months) || months < 1 || months > 120) reasons.push(`“${row.reviewMonths}” is no review cycle. Write months, 1 to 120.`);
  const contentSha256 = facts.files.get(row.file);
  if (contentSha256 === undefined) reasons.push(row.file === '' ? 'The file name is missing.' : `There is no file “${row.file}” in the archive.`);
  if (reasons.length > 0 || risk === undefined || type === undefined || ownerId === null || on === null || contentSha256 === undefined) return { clean: null, reasons };
  const { line, number, title, label, file } = row;
  return { reasons, clean: { line, number, title, type, risk, ownerId, label, statedEffectiveOn: on, file, contentSha256, siteId: site?.id ?? null, reviewMonths: months, summary: row.summary.slice(0, 2000) || 'Taken over as it stood in the system before.' } };
}

function ownerOf(owner: string, { people }: ImportFacts, reasons: string[]): string | null {
  const wanted = owner.toLowerCase();
  const found = people.filter((person) => person.employeeNumber.toLowerCase() === wanted);
  const named = found.length > 0 ? found : people.filter((person) => person.name.toLowerCase() === wanted);
  if (owner === '') reasons.push('The owner is missing. Write their employee number.');
  else if (named.length === 0) reasons.push(`There is nobody with the employee number or name “${owner}”.`);
  else if (named.length > 1) reasons.push(`More than one person is called “${owner}”. Write their employee number.`);
  return named.length === 1 ? (named[0]?.id ?? null) : null;
}

/** Written as 2026-02-28, and not in the future: what is not yet in force is no baseline. */
function dayOf(text: string, today: Day, reasons: string[]): Day | null {
  try {
    if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) throw new RangeError(text);
    const day = Temporal.PlainDate.from(text, { overflow: 'reject' });
    if (!isBefore(today, day)) return day;
    reasons.push(`${text} is in the future. A baseline is what is in force; upload this version as a draft.`);
  } catch {
    reasons.push(text === '' ? 'The effective date is missing.' : `“${text}” is no date. Write it as 2026-02-28.`);
  }
  return null;
}

/** What importing signs: what is taken over, and what is not claimed about it (SIG-01). */
export function baselineStatement(signerName: string, fileName: string, clean: readonly CleanRow[], manifestSha256: string): string {
  return statementText(signerName, 'verified', `the list of ${clean.length} ${clean.length === 1 ? 'document' : 'documents'} in “${fileName}” (manifest SHA-256 ${manifestSha256})`, [
    'Each is the version in force, taken over with its file as it stood in the system before.',
    'Their approval was given there; it is neither repeated nor checked here.',
  ]);
}
