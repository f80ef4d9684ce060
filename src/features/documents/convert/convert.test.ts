import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import { convertBytes } from './convert.ts';
import { defaultLimits } from './limits.ts';
import type { ConvertLimits } from './limits.ts';
import { pdfFile, wordFile, zipOf } from './test-files.ts';
import type { ConvertedDocument } from './types.ts';

const read = (fileName: string, content: Uint8Array | string, limits: ConvertLimits = defaultLimits) => convertBytes({ fileName, bytes: Buffer.from(content) }, limits);

async function converted(fileName: string, content: Uint8Array | string): Promise<ConvertedDocument> {
  const result = await read(fileName, content);
  assert.ok(result.ok, JSON.stringify(result));
  return result.document;
}

async function refused(fileName: string, content: Uint8Array | string, code: string, words: RegExp, limits: ConvertLimits = defaultLimits): Promise<void> {
  const result = await read(fileName, content, limits);
  assert.ok(!result.ok, `${fileName} was accepted`);
  assert.equal(result.refusal.code, code, JSON.stringify(result));
  assert.match(result.refusal.sentence, words);
  assert.ok(result.refusal.sentence.includes(fileName), 'the sentence names the file');
}

test('DOC-03 a Word file keeps the numbers that Word computes', async () => {
  const document = await converted('gowning.docx', await wordFile());
  assert.deepEqual(
    document.sections.map(({ number, heading, level, text }) => [number, heading, level, text]),
    [
      ['1', 'Purpose', 1, 'Keep rooms clean.'],
      ['2', 'Procedure', 1, ''],
      ['2.1', 'Gowning', 2, 'Wash hands.\nInterrupted by a note.\nPut on gloves.'],
      ['2.2', 'Leaving', 2, '2.2.1 The operator leaves by the air lock.\nRoom | Grade B'],
    ],
  );
  assert.match(document.sections[2]?.html ?? '', /<ol start="2"><li>Put on gloves\.<\/li><\/ol>/);
  assert.equal(document.title, 'Gowning procedure');
});

test('DOC-03 a PDF is read by its outline or by its print, without running heads', async () => {
  for (const outline of [true, false]) {
    const document = await converted('procedure.pdf', await pdfFile({ outline }));
    assert.deepEqual(document.sections.map(({ number, heading }) => [number, heading]), [['1', 'Chapter 1'], ['2', 'Chapter 2'], ['3', 'Chapter 3'], ['4', 'Chapter 4']]);
    assert.match(document.sections[1]?.text ?? '', /^This paragraph on page 2 explains .* more than one line of the page and must be put together again\. It ends here\.\n• a first point\n• a second point$/);
    assert.match(document.warnings.join(' '), /repeated at the top or bottom/);
  }
});

test('DOC-03 a PDF loses its table of contents and keeps the hyphens that are no division', async () => {
  const document = await converted('procedure.pdf', await pdfFile({ contents: true }));
  const text = document.sections.map((section) => section.text).join('\n');
  assert.doesNotMatch(text, /\.{5}/);
  assert.match(document.warnings.join(' '), /table of contents was left out/);
  assert.match(text, /placebo-controlled and the placebo was controlled twice with GLP-1 agonists and an interruption/);
});

test('DOC-03 a table in a PDF is read in rows and cells by where they stand; steps set with a tab stay steps', async () => {
  const document = await converted('procedure.pdf', await pdfFile({ table: true }));
  const text = document.sections.map((section) => section.text).join('\n');
  assert.match(text, /Parameter \| Limit \| Unit\nFill weight \| 2\.5 \| grams per vial as weighed\nPressure \| 1200 \| mbar\n/);
  assert.match(text, /1\. Wash your hands\.\n2\. Put on gloves\./);
  assert.match(document.sections.map(({ html }) => html).join(''), /<tr><td>Pressure<\/td><td>1200<\/td><td>mbar<\/td><\/tr>/);
});

test('DOC-03 HTML: the body without head and menus, the title from the head', async () => {
  const document = await converted('a.html', '<!doctype html><html><head><title>Cleaning — Site</title><style>p{}</style></head><body><nav>Menu</nav><main><h1>Cleaning</h1><h2>1. Purpose</h2><p>Clean.</p></main></body></html>');
  assert.equal(document.title, 'Cleaning');
  assert.deepEqual(document.sections.map(({ heading, text }) => [heading, text]), [['Purpose', 'Clean.']]);
});

test('DOC-03 text in other encodings is read, with a warning where it was guessed', async () => {
  assert.equal((await converted('a.txt', Buffer.from('\ufeffGröße', 'utf16le'))).sections[0]?.text, 'Größe');
  const guessed = await converted('b.txt', Buffer.from([0x47, 0x72, 0xf6, 0xdf, 0x65]));
  assert.equal(guessed.sections[0]?.text, 'Größe');
  assert.match(guessed.warnings[0] ?? '', /not in UTF-8/);
});

test('SEC-03 a file must be what its ending says', async () => {
  const pdf = await pdfFile();
  const zip = await zipOf({ 'a.txt': 'x' });
  await refused('a.exe', 'MZ', 'unknown-type', /\.docx/);
  await refused('old.doc', 'x', 'unknown-type', /old Word format/);
  await refused('a.md', pdf, 'type-mismatch', /it is a PDF/);
  await refused('a.pdf', 'hello', 'type-mismatch', /it is text/);
  await refused('a.pdf', '<html><p>x</p>', 'type-mismatch', /it is HTML/);
  await refused('a.docx', pdf, 'type-mismatch', /it is a PDF/);
  await refused('a.docx', zip, 'type-mismatch', /without a Word document/);
  await refused('a.docx', await zipOf({ 'xl/workbook.xml': '<x/>' }), 'type-mismatch', /spreadsheet/);
  await refused('a.html', 'no markup at all', 'type-mismatch', /no HTML/);
  await refused('a.md', '<!DOCTYPE html><p>x</p>', 'type-mismatch', /it is HTML/);
  await refused('a.txt', Buffer.from([1, 0, 2, 0]), 'type-mismatch', /binary/);
  await refused('a.html', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'type-mismatch', /old Office/);
});

test('SEC-03 broken files are refused, wherever they break', async () => {
  const docx = await wordFile();
  const pdf = await pdfFile();
  for (const part of [0.1, 0.5, 0.9, 0.99]) await refused('cut.docx', docx.subarray(0, docx.length * part), 'broken-file', /save it again/);
  await refused('cut.pdf', pdf.subarray(0, 200), 'broken-file', /damaged/);
  for (const part of [0.3, 0.6, 0.95]) {
    const result = await read('cut.pdf', pdf.subarray(0, pdf.length * part));
    if (!result.ok) assert.equal(result.refusal.code, 'broken-file');
  }
  const spoiled = Buffer.from(docx);
  spoiled.fill(0x41, 200, 1200);
  await refused('spoiled.docx', spoiled, 'broken-file', /save it again/);
  await refused('x.docx', await zipOf({ 'word/document.xml': 'not xml at all' }), 'broken-file', /save it again/);
});

test('SEC-03 passwords, macros and empty files each get their sentence', async () => {
  await refused('a.pdf', await pdfFile({ password: 'x' }), 'encrypted', /Remove the password/);
  const ole = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.from('EncryptedPackage', 'utf16le')]);
  await refused('a.docx', ole, 'encrypted', /Remove the password/);
  await refused('a.docx', await zipOf({ 'word/document.xml': '<x/>', 'word/vbaProject.bin': 'x' }), 'macros', /without macros/);
  await refused('a.md', '', 'empty', /right file/);
  await refused('a.md', '---\ntitle: x\n---\n\n<!-- nothing -->\n', 'empty', /right file/);
});

test('SEC-03 a zip bomb is refused from its directory, before anything is unpacked', async () => {
  const bomb = await zipOf({ 'word/document.xml': Buffer.alloc(20 * 1024 * 1024, 0x20) });
  await refused('bomb.docx', bomb, 'expands-too-far', /times its size/);
  await refused('bomb.docx', bomb, 'expands-too-far', /limit is 10 MB/, { ...defaultLimits, expandedBytes: 10 * 1024 * 1024 });
  await refused('many.docx', await zipOf(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`a${index}`, 'x']))), 'expands-too-far', /50 parts/, { ...defaultLimits, zipEntries: 20 });
  const entities = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document>&b;</w:document>';
  await refused('entities.docx', await zipOf({ 'word/document.xml': entities }), 'broken-file', /entities/);
});

test('SEC-03 a directory that lies about sizes is caught while unpacking', async () => {
  const zip = await zipOf({ 'word/document.xml': Buffer.alloc(1024 * 1024, 0x20) });
  const at = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  zip.writeUInt32LE(100, at + 24);
  await refused('liar.docx', zip, 'broken-file', /save it again/);
});

test('SEC-03 too many headings, too much text', async () => {
  await refused('many.md', Array.from({ length: 10_000 }, (_, index) => `# Heading ${index}\n\ntext\n`).join('\n'), 'too-many-sections', /10,000/);
  const document = await converted('some.html', Array.from({ length: 4_000 }, (_, index) => `<h2>${index + 1}. H</h2><p>text</p>`).join(''));
  assert.equal(document.sections.length, 4_000);
  await refused('long.txt', 'word '.repeat(100), 'too-large', /500 characters/, { ...defaultLimits, textChars: 400 });
  await refused('long.html', `<p>${'word '.repeat(100)}</p>`, 'too-large', /characters of text/, { ...defaultLimits, textChars: 400 });
});

test('SEC-03 hostile file names stay harmless in sentences', async () => {
  const result = await read(`${'a'.repeat(500)}\u202e\n.exe`, 'x');
  assert.ok(!result.ok && result.refusal.sentence.length < 400 && !/[\n\u202e]/.test(result.refusal.sentence));
});
