import { Readable } from 'node:stream';
import { writeXlsxStream, type XlsxStreamRow } from 'hucre/xlsx';
import { csvStream } from './spreadsheet.ts';

export type FileFormat = 'xlsx' | 'csv';
export type FileStream = Readable;
export type SheetColumn = { readonly header: string; readonly width?: number };
export type SheetRow = readonly (string | number | null)[];
export type Sheet = {
  /** At most 28 characters; further sheets of the same file get a number after it. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: AsyncIterable<SheetRow>;
  /** How many rows will come; the sheet ends after so many. */
  readonly count: number;
  /** How many columns at the left stay in sight. */
  readonly frozen: number;
  /** What is in the file, of when, for whom: a sheet of its own after the rows. */
  readonly about: readonly (readonly [label: string, value: string])[];
};

const MOST_ROWS = 1_000_000; // a sheet holds 1,048,576
const MEDIA_TYPES: Readonly<Record<FileFormat, string>> = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8' };

/** The headers of a download of this kind, beside its name. */
export function fileHeaders(format: FileFormat): Record<string, string> {
  return { 'content-type': MEDIA_TYPES[format], 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store' };
}

/** A table as a file that is made while it is sent: memory does not grow with its rows. In CSV there is no place for what it is about. */
export function sheetStream(format: FileFormat, sheet: Sheet): FileStream {
  if (format === 'csv') return csvStream(sheet.columns.map(({ header }) => header), asTexts(sheet.rows));
  const file = writeXlsxStream(sheetRows(sheet), {
    name: sheet.name, columns: sheet.columns.map(({ width = 16 }) => ({ width })), freezePane: { rows: 1, columns: sheet.frozen }, maxRowsPerSheet: rowsOfSheet(sheet), repeatHeaders: false,
  });
  return Readable.fromWeb(file as never); // node and the DOM declare one ReadableStream each
}

async function* asTexts(rows: AsyncIterable<SheetRow>): AsyncGenerator<(string | null)[]> {
  for await (const row of rows) yield row.map((cell) => (cell === null ? null : String(cell)));
}

/** With the header; all sheets of a file have as many, and what it is about fits on one. */
function rowsOfSheet({ count, about }: Sheet): number {
  return Math.max(2, about.length, Math.min(count + 1, MOST_ROWS));
}

/**
 * The rows of all sheets: the writer begins a new one after a fixed number of rows. If fewer come than were announced, rows
 * without cells, which leave nothing in the file, fill the sheet, so that what it is about always stands on the next one.
 */
async function* sheetRows(sheet: Sheet): AsyncGenerator<XlsxStreamRow> {
  const most = rowsOfSheet(sheet);
  const header = sheet.columns.map((column) => text(column.header));
  yield header;
  let written = 1;
  for await (const row of sheet.rows) {
    if (written % most === 0) {
      yield header;
      written += 1;
    }
    yield row.map((cell) => (typeof cell === 'string' ? text(cell) : cell));
    written += 1;
  }
  for (; written % most !== 0; written += 1) yield [];
  for (const [label, value] of sheet.about) yield [text(label), text(value)];
}

/** XML has no place for most control characters; a cell holds no more than 32,767. Texts are never formulas in this format. */
function text(value: string): string {
  return value.slice(0, 32_767).replaceAll(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '\ufffd').toWellFormed();
}
