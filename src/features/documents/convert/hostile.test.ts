import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import type { AddressInfo } from 'node:net';
import { compareSections } from '../compare/rules.ts';
import { defaultLimits } from './limits.ts';
import { closeConverters, convertDocument } from './run.ts';
import { externalRelations, pdfFile, wordFromXml } from './test-files.ts';
import type { ConvertedDocument } from './types.ts';

after(closeConverters);

async function converted(fileName: string, bytes: Uint8Array): Promise<ConvertedDocument> {
  const result = await convertDocument({ fileName, bytes: Buffer.from(bytes) }, { ...defaultLimits, timeMs: 120_000 });
  assert.ok(result.ok, JSON.stringify(result).slice(0, 400));
  return result.document;
}

const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

test('SEC-03 a Word file with macros is refused, also where the part hides under another name', async () => {
  const types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>';
  for (const parts of [{ 'word/vbaProject.bin': 'x' }, { '[Content_Types].xml': types, 'word/innocent.bin': 'x' }]) {
    const result = await convertDocument({ fileName: 'macro.docx', bytes: await wordFromXml(paragraph('Text'), parts as Record<string, string>) });
    assert.ok(!result.ok && result.refusal.code === 'macros' && /without macros/.test(result.refusal.sentence), JSON.stringify(result).slice(0, 300));
  }
});

test('SEC-03 what a Word file points to outside itself is never fetched, and the author is told', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { body, parts } = externalRelations(`http://127.0.0.1:${port}`);
  const document = await converted('outside.docx', await wordFromXml(body, parts));
  await new Promise((resolve) => server.close(resolve));
  assert.deepEqual(asked, []);
  assert.match(document.warnings.join(' '), /outside itself; they were not fetched/);
  assert.match(document.sections[0]?.text ?? '', /Text beside a picture/);
  assert.doesNotMatch(document.sections.map(({ html }) => html).join(''), /127\.0\.0\.1/);
});

test('SEC-03 ten thousand tables are read within the time of an upload, and compared', async () => {
  const table = (index: number): string => `<w:tbl><w:tr><w:tc>${paragraph(`Row ${index}`)}</w:tc><w:tc>${paragraph('Value')}</w:tc></w:tr></w:tbl>${paragraph('')}`;
  const bytes = await wordFromXml(Array.from({ length: 10_000 }, (_, index) => table(index)).join(''));
  const document = await converted('tables.docx', bytes);
  const text = document.sections.map((section) => section.text).join('\n');
  assert.equal(text.match(/Row \d+ \| Value/g)?.length, 10_000);
  assert.ok(compareSections(document.sections, document.sections).entries.every((entry) => entry.kind === 'unchanged'));
});

test('SEC-03 a PDF with a script is read without running it, and the author is told', async () => {
  const document = await converted('script.pdf', await pdfFile({ script: 'app.alert("run"); this.submitForm("http://127.0.0.1:9/");' }));
  assert.match(document.warnings.join(' '), /contains scripts\. They were not run/);
  assert.equal(document.sections.length, 4);
  assert.doesNotMatch(JSON.stringify(document.sections), /alert|submitForm/);
  assert.doesNotMatch((await converted('plain.pdf', await pdfFile())).warnings.join(' '), /scripts/);
});

test('SEC-03 a PDF with a password is refused with what to do', async () => {
  const result = await convertDocument({ fileName: 'locked.pdf', bytes: await pdfFile({ password: 'secret' }) });
  assert.ok(!result.ok && result.refusal.code === 'encrypted' && /Remove the password/.test(result.refusal.sentence));
});

test('DOC-03 a scanned PDF is accepted page by page, and says what to do for text', async () => {
  const first = await converted('scan.pdf', await pdfFile({ text: false }));
  assert.deepEqual(first.sections.map(({ heading }) => heading), ['Page 1', 'Page 2', 'Page 3', 'Page 4']);
  assert.ok(first.sections[2]?.text.startsWith('Page 3 (scanned, no text)'));
  assert.match(first.warnings.join(' '), /scanned, no text: upload a text PDF or add sections by hand/);
  const other = await converted('scan.pdf', await pdfFile({ text: false, script: '1' }));
  assert.deepEqual(compareSections(first.sections, other.sections).totals.changed, 4, 'another file is never said to be unchanged');
});
