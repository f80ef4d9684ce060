import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { writeXlsx } from 'hucre/xlsx';
import { closeWorkbooks, readTableOrSheet, WORKBOOK_LIMITS } from './read.ts';

after(closeWorkbooks);
const workbook = async (sheets: Parameters<typeof writeXlsx>[0]['sheets']): Promise<Buffer> => Buffer.from(await writeXlsx({ sheets }));
const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

test('HR-01 a workbook is read as texts: days as days, numbers unrounded, blanks to the width of the heading, lines as shown', async () => {
  const read = await readTableOrSheet(await workbook([{ name: 'Staff', rows: [['No', ' Name ', 'Start', 'End'], ['0017', 'Ann Roe', day('2024-02-29'), null], [], [18, 'Bob', day('2025-12-31'), '31/1/2026']] }, { name: 'Notes', rows: [['x']] }]), null);
  assert.ok(read.ok, JSON.stringify(read));
  assert.deepEqual([read.table.sheet, read.table.sheets], ['Staff', ['Staff', 'Notes']]);
  assert.deepEqual(read.table.header, ['No', 'Name', 'Start', 'End']);
  assert.deepEqual(read.table.rows, [{ line: 2, cells: ['0017', 'Ann Roe', '2024-02-29', ''] }, { line: 4, cells: ['18', 'Bob', '2025-12-31', '31/1/2026'] }]);
});

test('HR-01 the sheet is chosen by name, hidden ones are not there', async () => {
  const bytes = await workbook([{ name: 'Cover', hidden: true, rows: [['a']] }, { name: 'One', rows: [['a']] }, { name: 'Two', rows: [['b'], ['c']] }]);
  const two = await readTableOrSheet(bytes, 'Two');
  assert.deepEqual(two.ok && [two.table.header, two.table.rows.length], [['b'], 1]);
  const cover = await readTableOrSheet(bytes, 'Cover');
  assert.match(cover.ok ? '' : cover.message, /no sheet “Cover”. Its sheets are: One, Two/);
});

test('SEC-03 what goes too far is refused in words: rows, columns, cells, expansion, damage', async () => {
  const bytes = await workbook([{ name: 'S', rows: [['a', 'b'], ['1', 'x'.repeat(50)], ['2', 'y'], ['3', 'z']] }]);
  const refusal = async (limits: Partial<typeof WORKBOOK_LIMITS>, file = bytes): Promise<string> => {
    const read = await readTableOrSheet(file, null, { ...WORKBOOK_LIMITS, ...limits });
    return read.ok ? 'read' : read.message;
  };
  assert.equal(await refusal({}), 'read');
  assert.match(await refusal({ rows: 2 }), /more than 2 rows/);
  assert.match(await refusal({ columns: 1 }), /more than 1 columns/);
  assert.match(await refusal({ cell: 49 }), /row 2, column 2/);
  assert.match(await refusal({ expandedBytes: 100 }), /unpacks to more than/);
  assert.match(await refusal({ fileBytes: 10 }), /the limit is/);
  assert.match(await refusal({}, bytes.subarray(0, 400)), /damaged/);
});
