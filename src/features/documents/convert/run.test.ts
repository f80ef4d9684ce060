import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { after, test } from 'node:test';
import { defaultLimits } from './limits.ts';
import { closeConverters, convertDocument } from './run.ts';
import { pdfFile, wordFile } from './test-files.ts';

after(closeConverters);

test('DOC-03 files of every kind are read in the worker', async () => {
  const uploads = [
    { fileName: 'a.md', bytes: Buffer.from('# A\n\ntext') },
    { fileName: 'a.html', bytes: Buffer.from('<h1>A</h1><p>text</p>') },
    { fileName: 'a.txt', bytes: Buffer.from('text') },
    { fileName: 'a.docx', bytes: await wordFile() },
    { fileName: 'a.pdf', bytes: await pdfFile() },
  ];
  const results = await Promise.all(uploads.map((upload) => convertDocument(upload)));
  assert.deepEqual(results.map((result) => result.ok), [true, true, true, true, true]);
  assert.ok((uploads[0]?.bytes.length ?? 0) > 0, 'the caller keeps its bytes');
});

test('SEC-03 a 50 MB text is refused for its size, a larger file before it is looked at', async () => {
  const result = await convertDocument({ fileName: 'huge.txt', bytes: Buffer.alloc(50 * 1024 * 1024, 'lorem ipsum ') });
  assert.ok(!result.ok && result.refusal.code === 'too-large', JSON.stringify(result).slice(0, 300));
  const larger = await convertDocument({ fileName: 'larger.txt', bytes: Buffer.alloc(50 * 1024 * 1024 + 1, 'x') });
  assert.ok(!larger.ok && larger.refusal.code === 'too-large' && /50 MB/.test(larger.refusal.sentence));
});

test('SEC-03 a file that takes too long is given up, and the next one is read', async () => {
  const slow = Buffer.from(`${'> '.repeat(2_000)}x\n`.repeat(40)); // about a second of work: no machine does it in a millisecond
  const result = await convertDocument({ fileName: 'slow.md', bytes: slow }, { ...defaultLimits, timeMs: 1 });
  assert.equal(result.ok ? 'ok' : result.refusal.code, 'too-slow');
  const next = await convertDocument({ fileName: 'ok.md', bytes: Buffer.from('# Fine\n\ntext') });
  assert.ok(next.ok);
});
