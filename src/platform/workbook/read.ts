import { workerPool, type WorkerPool } from '../worker-pool.ts';
import { readTable, TABLE_LIMITS, type ReadTable } from '../spreadsheet.ts';
import type { WorkbookLimits, WorkbookResult, WorkbookTask } from './types.ts';

export const WORKBOOK_LIMITS: WorkbookLimits = { ...TABLE_LIMITS, fileBytes: 50 * 1_048_576, expandedBytes: 400 * 1_048_576, parts: 2000, timeMs: 60_000 };

let pool: WorkerPool<WorkbookTask, WorkbookResult> | null = null;

/** A table from CSV, or from a sheet of an Excel workbook: by what the file is, not by what it is called. */
export async function readTableOrSheet(bytes: Buffer, sheet: string | null, limits: WorkbookLimits = WORKBOOK_LIMITS): Promise<ReadTable> {
  if (bytes.subarray(0, 4).toString('latin1') !== 'PK\u0003\u0004') return readTable(bytes, limits);
  const inMb = (size: number): string => `${Math.round(size / 1_048_576)} MB`;
  if (bytes.length > limits.fileBytes) return { ok: false, message: `it has ${inMb(bytes.length)}, the limit is ${inMb(limits.fileBytes)}. Save the sheet as “CSV UTF-8” and choose that file.` };
  pool ??= workerPool({ entry: new URL('./worker.ts', import.meta.url), size: 1, heapMb: 768, externalMb: 768, idleMs: 60_000 });
  const outcome = await pool.run({ bytes, sheet, limits }, limits.timeMs);
  if (!outcome.ok) return { ok: false, message: 'reading it takes too much time or memory. Save the sheet as “CSV UTF-8” and choose that file.' };
  return outcome.value.ok ? tableFrom(outcome.value) : outcome.value;
}

/** For shutting down and for tests; the next workbook starts a new pool. */
export async function closeWorkbooks(): Promise<void> {
  const closing = pool;
  pool = null;
  await closing?.close();
}

/** Cells at the end of a row that nobody filled are not in the file; here they are blank. */
function tableFrom({ rows, sheet, sheets }: Extract<WorkbookResult, { ok: true }>): ReadTable {
  const [head, ...body] = rows;
  if (head === undefined) return { ok: false, message: `its sheet “${sheet}” is empty${sheets.length > 1 ? '. Choose another sheet.' : '.'}` };
  const width = head.cells.length;
  const filled = body.map(({ line, cells }) => ({ line, cells: cells.length >= width ? cells : [...cells, ...Array.from({ length: width - cells.length }, () => '')] }));
  return { ok: true, table: { header: head.cells.map((name) => name.trim()), rows: filled, encoding: 'UTF-8', delimiter: '', sheet, sheets } };
}
