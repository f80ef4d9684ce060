import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { readXlsx } from 'hucre/xlsx';
import { sheetStream, type SheetRow } from './spreadsheet-write.ts';

async function* rows(...some: SheetRow[]): AsyncGenerator<SheetRow> {
  yield* some;
}
const columns = [{ header: 'Person', width: 24 }, { header: 'SOP-001' }, { header: 'Qualified' }];
const about = [['What', 'Training matrix'], ['Of', '2026-03-02']] as const;
const written = (format: 'xlsx' | 'csv', ...some: SheetRow[]): Promise<Buffer> => buffer(sheetStream(format, { name: 'Matrix', columns, rows: rows(...some), count: some.length, frozen: 1, about }));
const hostile = '=HYPERLINK("http://example.com")';

describe('a table as a file', () => {
  it('ANA-07 a workbook has the table with its head and first column in place, and a sheet that says what it is', async () => {
    const book = await readXlsx(await written('xlsx', ['Orla Fitzgerald', 'Qualified', 3], ['Sean Murphy', null, 0]));
    assert.deepEqual(book.sheets.map(({ name }) => name), ['Matrix', 'Matrix_2']);
    assert.deepEqual(book.sheets[0]?.rows, [['Person', 'SOP-001', 'Qualified'], ['Orla Fitzgerald', 'Qualified', 3], ['Sean Murphy', null, 0]]);
    assert.deepEqual(book.sheets[0]?.freezePane, { rows: 1, columns: 1 });
    assert.deepEqual(book.sheets[1]?.rows.map((row) => row.slice(0, 2)), [['What', 'Training matrix'], ['Of', '2026-03-02']]);
  });

  it('ANA-07 without rows the workbook still has its head and its second sheet', async () => {
    const book = await readXlsx(await written('xlsx'));
    assert.deepEqual(book.sheets.map((sheet) => sheet.rows.length), [1, 2]);
  });

  it('ANA-07 what a spreadsheet would run as a formula stays text, in both formats', async () => {
    const [sheet] = (await readXlsx(await written('xlsx', [hostile, 'a\u0001b', 1]))).sheets;
    assert.deepEqual(sheet?.rows[1], [hostile, 'a\ufffdb', 1]);
    assert.equal([...(sheet.cells?.values() ?? [])].some((cell) => cell.formula !== undefined), false);
    const csv = (await written('csv', [hostile, null, 1])).toString();
    assert.equal(csv, '\uFEFFPerson,SOP-001,Qualified\r\n"\'=HYPERLINK(""http://example.com"")",,1\r\n');
  });
});
