import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvStream, readTable, TABLE_LIMITS, type Table } from './spreadsheet.ts';

function table(bytes: Buffer | string): Table {
  const read = readTable(Buffer.from(bytes as string)); // Buffer.from takes either
  assert.ok(read.ok, read.ok ? '' : read.message);
  return read.table;
}
function message(bytes: Buffer | string, limits = TABLE_LIMITS): string {
  const read = readTable(Buffer.from(bytes as string), limits); // as above
  return read.ok ? 'read' : read.message;
}

test('HR-01 a byte-order mark, comma, semicolon and tab are recognised', () => {
  assert.deepEqual(table('\uFEFFa,b\n1,2\n').header, ['a', 'b']);
  assert.deepEqual(table('a;b,c;d\r\n1;2,5;3\r\n').rows, [{ line: 2, cells: ['1', '2,5', '3'] }]);
  assert.deepEqual(table('a\tb\n1\t2').rows[0]?.cells, ['1', '2']);
  assert.deepEqual(table('"a;b;c",d\n1,2').header, ['a;b;c', 'd']);
});

test('HR-01 what is not UTF-8 is read as Windows-1252 and says so', () => {
  const read = table(Buffer.from([0x6e, 0x0a, 0x5a, 0xfc, 0x72, 0x69, 0x63, 0x68, 0x20, 0x80]));
  assert.deepEqual([read.encoding, read.rows[0]?.cells[0]], ['Windows-1252', 'Zürich €']);
  assert.equal(table('n\nZürich').encoding, 'UTF-8');
  assert.equal(table(Buffer.from('\uFEFFn,m\nZürich,2', 'utf16le')).rows[0]?.cells[0], 'Zürich');
});

test('HR-01 rows keep the line they begin on, over blank lines and breaks within quotes', () => {
  assert.deepEqual(table('a,b\n\n1,"x\ny"\n,\n2,"say ""hi"""\n').rows, [{ line: 3, cells: ['1', 'x\ny'] }, { line: 6, cells: ['2', 'say "hi"'] }]);
});

test('HR-01 what cannot be read is named with its line and what to do', () => {
  assert.match(message(''), /empty/);
  assert.match(message('PK\u0003\u0004rest'), /Excel workbook.*CSV/);
  assert.match(message('a,b\n1,\0'), /not a text file/);
  assert.match(message('a,b\n1,2\n3,"x'), /quote is opened/);
  assert.match(message('a,b\n1,5"x"\n'), /line 2: a quote stands in the middle/);
  assert.match(message('a,b\n1,"x"y\n'), /line 2: text follows a closing quote/);
  const small = { rows: 2, columns: 2, cell: 5 };
  assert.match(message('a\n1\n2\n3\n', small), /more than 2 rows/);
  assert.equal(message('a\n1\n2\n', small), 'read');
  assert.match(message('a,b,c\n1\n', small), /more than 2 columns/);
  assert.match(message('a,b\n1,2,3\n', small), /line 2: it has more than 2 columns/);
  assert.match(message('a,b\n1,123456\n', small), /line 2, column 2: the cell is longer than 5/);
});

test('SEC-03 CSV: what a spreadsheet would run as a formula is text, and quotes, commas and breaks survive being read back', async () => {
  const rows: readonly (string | null)[][] = [['=1+1', '+1', '-1', '@x', '\tx'], ['a "b", c', 'two\r\nlines', null, 'Ünal', ' =1']];
  const written = await csvStream(['A', 'B', 'C', 'D', 'E'], (async function* all() { yield* rows; })()).toArray();
  const text = written.join('');
  assert.ok(text.startsWith('\uFEFFA,B,C,D,E\r\n'));
  assert.deepEqual(table(text).rows.map((row) => row.cells), [["'=1+1", "'+1", "'-1", "'@x", "'\tx"], ['a "b", c', 'two\r\nlines', '', 'Ünal', ' =1']]);
});
