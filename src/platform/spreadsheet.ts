import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse/sync';

/** A table as it stands in the file: texts, each row with the line it begins on. */
export type Table = { readonly header: readonly string[]; readonly rows: readonly TableRow[]; readonly encoding: string; readonly delimiter: string; /** Of a workbook only. */ readonly sheet?: string; readonly sheets?: readonly string[] };
export type TableRow = { readonly line: number; readonly cells: readonly string[] };
export type ReadTable = { readonly ok: true; readonly table: Table } | { readonly ok: false; readonly message: string };
export type TableLimits = { readonly rows: number; readonly columns: number; readonly cell: number };

export const TABLE_LIMITS: TableLimits = { rows: 200_000, columns: 500, cell: 32_767 };
const DELIMITERS = [',', ';', '\t'] as const;

export function sha256Of(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** Reads CSV: byte-order mark, UTF-8 or else Windows-1252; comma, semicolon or tab; quotes. What cannot be read is said with its line. */
export function readTable(bytes: Buffer, limits: TableLimits = TABLE_LIMITS): ReadTable {
  if (bytes.length === 0) return { ok: false, message: 'it is empty.' };
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return { ok: false, message: 'it is an Excel workbook (or another zip file). Save the sheet as “CSV UTF-8” and choose that file.' };
  const { text, encoding } = decode(bytes);
  if (text.includes('\0')) return { ok: false, message: 'it is not a text file. Save the sheet as “CSV UTF-8” and choose that file.' };
  const delimiter = delimiterOf(text);
  try {
    return tableFrom(text, delimiter, encoding, limits);
  } catch (error) {
    if (error instanceof CsvError) return { ok: false, message: `line ${Number(error['lines'] ?? 0)}: ${explain(error)}` };
    throw error;
  }
}

function decode(bytes: Buffer): { text: string; encoding: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
  }
}

/** The separator that stands most often outside quotes in the first line; a comma when none does. */
function delimiterOf(text: string): string {
  const counts = new Map<string, number>(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === '\n') break;
    else if (!quoted && counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return DELIMITERS.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))[0] ?? ',';
}

type Parsed = { readonly record: string[]; readonly info: { readonly lines: number } };

function tableFrom(text: string, delimiter: string, encoding: string, limits: TableLimits): ReadTable {
  const parsed: Parsed[] = parse(text, { delimiter, info: true, bom: true, relax_column_count: true, skip_empty_lines: true, to: limits.rows + 2, max_record_size: limits.columns * limits.cell }) as never; // with `info` each item is a record with its position
  const [head, ...body] = parsed;
  if (head === undefined) return { ok: false, message: 'it is empty.' };
  if (body.length > limits.rows) return { ok: false, message: `it has more than ${limits.rows} rows. Split it.` };
  const rows: TableRow[] = [];
  for (const { record, info } of body) {
    const line = info.lines - record.reduce((sum, cell) => sum + breaksIn(cell), 0);
    if (record.length > limits.columns) return { ok: false, message: `line ${line}: it has more than ${limits.columns} columns.` };
    const long = record.findIndex((cell) => cell.length > limits.cell);
    if (long >= 0) return { ok: false, message: `line ${line}, column ${long + 1}: the cell is longer than ${limits.cell} characters. A missing quote is the usual cause.` };
    if (record.some((cell) => cell.trim() !== '')) rows.push({ line, cells: record });
  }
  if (head.record.length > limits.columns) return { ok: false, message: `it has more than ${limits.columns} columns.` };
  return { ok: true, table: { header: head.record.map((name) => name.trim()), rows, encoding, delimiter } };
}

function breaksIn(cell: string): number {
  return cell.match(/\r\n|\r|\n/gu)?.length ?? 0;
}

function explain(error: CsvError): string {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED': return 'a quote is opened here and never closed.';
    case 'INVALID_OPENING_QUOTE': return 'a quote stands in the middle of a value. A value with a quote in it is written in quotes, with the quote doubled.';
    case 'CSV_INVALID_CLOSING_QUOTE': return 'text follows a closing quote. A quote within a quoted value is written twice.';
    case 'CSV_MAX_RECORD_SIZE': return 'the row is too long. A missing quote is the usual cause.';
    default: return error.message;
  }
}

/**
 * Rows as CSV for spreadsheets: UTF-8 with its mark, CRLF, quoted where needed. A cell that a spreadsheet would run as a
 * formula gets an apostrophe before it, since names come from outside.
 */
export function csvStream(header: readonly string[], rows: AsyncIterable<readonly (string | null)[]>): CsvStream {
  return Readable.from(csvLines(header, rows));
}

export type CsvStream = Readable;

async function* csvLines(header: readonly string[], rows: AsyncIterable<readonly (string | null)[]>): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(header)}`;
  for await (const row of rows) yield csvLine(row);
}

function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => csvCell(cell ?? '')).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
