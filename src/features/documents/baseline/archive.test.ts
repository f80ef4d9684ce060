import assert from 'node:assert/strict';
import { test } from 'node:test';
import yazl from 'yazl';
import { openArchive } from './archive.ts';

type Entry = readonly [name: string, content: string | Buffer, mode?: number];
async function zipOf(...entries: readonly Entry[]): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content, mode] of entries) zip.addBuffer(Buffer.from(content), name, mode === undefined ? {} : { mode });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks);
}
const whyNot = async (bytes: Buffer): Promise<string> => {
  const opened = await openArchive(bytes);
  return opened.ok ? 'taken' : opened.why;
};
/** The same length, so that the archive stays whole. */
const renamed = (bytes: Buffer, from: string, to: string): Buffer => Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');

test('DOC-20 an archive gives its list and its files by name, whatever their folder; what systems add is left out', async () => {
  const opened = await openArchive(await zipOf(['set/list.csv', 'number\n'], ['set/files/a.md', '# A'], ['__MACOSX/set/._a.md', 'x'], ['.DS_Store', 'x']));
  assert.ok(opened.ok);
  assert.equal(opened.archive.list?.bytes.toString(), 'number\n');
  assert.deepEqual([...opened.archive.files.keys()], ['list.csv', 'a.md']);
});

test('SEC-03 paths that lead out of the archive are refused', async () => {
  assert.match(await whyNot(renamed(await zipOf(['xxxxxxx/evil.md', 'x']), 'xxxxxxx/evil.md', '../../../vil.md')), /leads out/u);
  assert.match(await whyNot(renamed(await zipOf(['xetc/passwd', 'x']), 'xetc/passwd', '/etc/passwd')), /leads out/u);
  assert.match(await whyNot(renamed(await zipOf(['ax.md', 'x']), 'ax.md', 'a\\.md')), /leads out/u);
});

test('SEC-03 links, doubles, several lists and what is no archive are refused', async () => {
  assert.match(await whyNot(await zipOf(['link.md', '/etc/passwd', 0o120777])), /is a link/u);
  assert.match(await whyNot(await zipOf(['a/x.md', '1'], ['b/x.md', '2'])), /two files of the name/u);
  assert.match(await whyNot(await zipOf(['a.csv', '1'], ['b.csv', '2'])), /2 lists/u);
  assert.match(await whyNot(Buffer.from('PK\u0003\u0004 no zip')), /no ZIP/u);
});

test('SEC-03 an archive that unpacks to far more than documents do is refused before it is unpacked', async () => {
  assert.match(await whyNot(await zipOf(['bomb.md', Buffer.alloc(20 * 1024 * 1024)])), /far more/u);
  assert.match(await whyNot(await zipOf(['big.md', Buffer.alloc(51 * 1024 * 1024)])), /larger than 50 MB/u);
});
