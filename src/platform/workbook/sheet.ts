import { Buffer } from 'node:buffer';
import yauzl from 'yauzl';
import { readXlsx, streamXlsxRows, type CellValue } from 'hucre/xlsx';
import type { WorkbookLimits, WorkbookResult, WorkbookTask } from './types.ts';

/** Why a workbook is not read, in words for whoever chose it. */
class Unreadable extends Error {}

/** Reads one sheet as texts. Runs in a worker (read.ts), since the file may be made to hurt its reader. */
export async function readSheet({ bytes, sheet, limits }: WorkbookTask): Promise<WorkbookResult> {
  try {
    await checkParts(bytes, limits);
    const shown: string[] = [];
    await readXlsx(bytes, { sheets: (info) => { if (info.hidden !== true && info.veryHidden !== true) shown.push(info.name); return false; } });
    const name = sheet ?? shown[0];
    if (name === undefined || !shown.includes(name)) throw new Unreadable(sheet === null ? 'no sheet of it is shown.' : `it has no sheet “${sheet}”. Its sheets are: ${shown.slice(0, 20).join(', ')}.`);
    return { ok: true, sheet: name, sheets: shown, rows: await rowsOf(bytes, name, limits) };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, message: error.message };
    return { ok: false, message: 'it is damaged, or is no Excel workbook of the kind .xlsx. Open it in a spreadsheet, save it again as .xlsx or as “CSV UTF-8”, and choose that file.' };
  }
}

async function rowsOf(bytes: Uint8Array, sheet: string, limits: WorkbookLimits): Promise<{ line: number; cells: string[] }[]> {
  const rows: { line: number; cells: string[] }[] = [];
  for await (const { index, values } of streamXlsxRows(bytes, { sheet })) {
    const line = index + 1;
    const last = values.findLastIndex((value) => textOf(value).trim() !== '');
    if (last < 0) continue;
    if (rows.length > limits.rows) throw new Unreadable(`it has more than ${limits.rows} rows. Split it.`);
    if (last >= limits.columns) throw new Unreadable(`row ${line}: it has more than ${limits.columns} columns.`);
    const cells = values.slice(0, last + 1).map(textOf);
    const long = cells.findIndex((cell) => cell.length > limits.cell);
    if (long >= 0) throw new Unreadable(`row ${line}, column ${long + 1}: the cell is longer than ${limits.cell} characters.`);
    rows.push({ line, cells });
  }
  return rows;
}

/** A day is written year-month-day, whatever the workbook shows it as; a number as it is kept, without rounding. */
function textOf(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().replace(/T00:00:00\.000Z$/u, '');
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return String(value);
}

/** The directory of the file says how far it unpacks before anything is unpacked; unpacking more than it says is an error there. */
function checkParts(bytes: Uint8Array, limits: WorkbookLimits): Promise<void> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error !== null) { reject(error); return; }
      if (zip.entryCount > limits.parts) { reject(new Unreadable(`it has ${zip.entryCount} parts, the limit is ${limits.parts}.`)); return; }
      let expanded = 0;
      zip.on('entry', (entry: { readonly uncompressedSize: number; readonly fileName: string; isEncrypted: () => boolean }) => {
        expanded += entry.uncompressedSize;
        if (expanded > limits.expandedBytes) reject(new Unreadable(`it unpacks to more than ${Math.round(limits.expandedBytes / 1_048_576)} MB. Save the sheet alone, as “CSV UTF-8” or as a workbook of its own.`));
        else if (entry.isEncrypted()) reject(new Unreadable('it is protected by a password. Save it without one.'));
        else zip.readEntry();
      });
      zip.on('end', () => resolve());
      zip.on('error', reject);
      zip.readEntry();
    });
  });
}
