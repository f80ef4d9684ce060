import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { linesOf } from './lines.ts';
import { copyFileName, furnitureOf, momentIn, watermarkOf } from './rules.ts';
import { blocksOf, numeral, type Style } from './runs.ts';
import { closePrinters, print } from './run.ts';
import { latin } from './stamp-pdf.ts';
import { shareOut } from './table.ts';
import type { CopyFacts, Furniture } from './types.ts';
import { writePdf } from './write-pdf.ts';

after(closePrinters);

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const FACTS: CopyFacts = {
  number: 'SOP-012', title: 'Sterile filling', label: '2.0', state: 'effective', effectiveAt: at('2026-03-01T00:00:00Z'), baseline: null, inForceUntil: null, zone: 'America/New_York',
  madeAt: at('2026-03-08T06:59:00Z'), madeBy: 'Orla Fitzgerald', contentSha256: 'ab'.repeat(32), controlled: null,
};

test('DOC-10 a copy says number, version, title, status, when and by whom it was made, and that it is uncontrolled', () => {
  assert.deepEqual(furnitureOf(FACTS), {
    document: 'SOP-012 v2.0 · Sterile filling', status: 'Effective since 28 Feb 2026', made: 'Printed 8 Mar 2026, 01:59 America/New_York (UTC-05:00) by Orla Fitzgerald',
    control: 'UNCONTROLLED WHEN PRINTED', digest: `Content SHA-256 ${'ab'.repeat(32)}`, watermark: null,
  });
});

test('DOC-10 a controlled copy says which it is and whose, and is not uncontrolled', () => {
  const { control } = furnitureOf({ ...FACTS, controlled: { number: 3, holder: 'Filling line 2' } });
  assert.equal(control, 'CONTROLLED COPY 3 – Filling line 2');
});

test('DOC-10 the moment carries the zone, and the hour after the clocks change', () => {
  assert.equal(momentIn(at('2026-03-08T06:59:00Z'), 'America/New_York'), '8 Mar 2026, 01:59 America/New_York (UTC-05:00)');
  assert.equal(momentIn(at('2026-03-08T07:00:00Z'), 'America/New_York'), '8 Mar 2026, 03:00 America/New_York (UTC-04:00)');
});

test('DOC-11 what is not in force is marked with its status, what is in force is not', () => {
  assert.equal(watermarkOf('effective'), null);
  for (const state of ['draft', 'in_review', 'approved', 'superseded', 'withdrawn', 'retired'] as const) assert.ok(watermarkOf(state), state);
  assert.equal(furnitureOf({ ...FACTS, state: 'superseded', inForceUntil: at('2026-03-05T12:00:00Z') }).status, 'Superseded on 5 Mar 2026 (effective from 28 Feb 2026)');
  assert.equal(furnitureOf({ ...FACTS, state: 'draft', effectiveAt: null }).status, 'Draft');
});

test('DOC-10 the file is named after what it holds', () => {
  assert.equal(copyFileName(FACTS), 'SOP-012-v2.0-copy.pdf');
  assert.equal(copyFileName({ ...FACTS, number: 'Ä/../SOP 1"', state: 'draft' }), 'A-..-SOP-1-v2.0-draft.pdf');
  assert.equal(copyFileName({ ...FACTS, controlled: { number: 4, holder: 'x' } }), 'SOP-012-v2.0-controlled-copy-4.pdf');
});

const wordsOf = (html: string) => blocksOf(html).flatMap((block) => (block.kind === 'text' ? [`${block.mark ?? ''}|${block.depth}|${block.runs.map((run) => run.text).join('')}`] : [block.kind]));

test('DOC-10 lists keep their numbers, depth and order', () => {
  assert.deepEqual(wordsOf('<p>Before</p><ol start="3"><li>Third<ul><li><p>Below</p><p>more</p></li></ul></li><li value="9">Ninth</li><li></li></ol><hr>After'),
    ['|0|Before', '3.|1|Third', '•|2|Below', '|2|more', '9.|1|Ninth', '10.|1|', 'rule', '|0|After']);
  assert.deepEqual([numeral(27, 'a'), numeral(4, 'I'), numeral(1994, 'i'), numeral(0, 'a'), numeral(12, '1')], ['aa', 'IV', 'mcmxciv', '0', '12']);
});

test('DOC-10 spaces are as a browser shows them, code keeps its own', () => {
  assert.deepEqual(wordsOf('<p>  a  <b> b </b>\n c </p><pre>x\n  y</pre><p>Tick <input type="checkbox" checked> this</p>'), ['|0|a b c ', '|0|x\n  y', '|0|Tick [x] this']);
});

const PLAIN: Style = { bold: false, italic: false, code: false, underline: false, strike: false, shift: null };
const measure = (text: string): number => text.length;
const brokenAt = (text: string, width: number): string[] => linesOf([{ text, style: PLAIN }], width, measure).map((line) => line.map((piece) => piece.text).join(''));

test('DOC-10 lines break at spaces, and within a word only when it is longer than a line', () => {
  assert.deepEqual(brokenAt('stop the line now', 8).map((line) => line.trimEnd()), ['stop the', 'line now']);
  assert.deepEqual(brokenAt('abcdefghij', 4), ['abcd', 'efgh', 'ij']);
  assert.deepEqual(brokenAt('a\nb', 10), ['a', 'b']);
  assert.deepEqual(brokenAt('漢字', 0.5), ['漢', '字'], 'a line narrower than a sign ends all the same');
});

test('DOC-10 columns share the width by what they need', () => {
  assert.deepEqual(shareOut([{ least: 50, most: 50 }, { least: 50, most: 350 }], 400), [50, 350]);
  assert.deepEqual(shareOut([{ least: 300, most: 300 }, { least: 100, most: 900 }], 200), [150, 50]);
  assert.deepEqual(shareOut([], 200), []);
});

async function textOf(bytes: Uint8Array, stamped = false): Promise<{ pages: string[]; marks: string[][]; tagged: boolean }> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0, disableFontFace: true, useSystemFonts: false });
  const pdf = await task.promise;
  const pages: string[] = [];
  const marks: string[][] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    pages.push((await page.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(' ').replaceAll(/\s+/gu, ' '));
    if (stamped) marks.push((await page.getAnnotations()).flatMap((one: { textContent?: string[] }) => one.textContent ?? []));
  }
  const tagged = (await pdf.getMarkInfo() as Map<string, boolean> | null)?.get('Marked') === true;
  await task.destroy();
  return { pages, marks, tagged };
}

const furniture: Furniture = furnitureOf({ ...FACTS, state: 'superseded', inForceUntil: at('2026-03-05T12:00:00Z') });
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const HTML = `<p>Keep at ≥ 5 °C, α &lt; 0.05.</p><table><thead><tr><th>Step</th><th>What to do</th></tr></thead><tbody>${'<tr><td>1</td><td>Wipe with <b>70 %</b> isopropanol and wait until it is dry before the next batch.</td></tr>'.repeat(60)}</tbody></table><p><img src="data:image/png;base64,${PIXEL}" alt="A dot"><img src="data:image/png;base64,AAAA" alt="Broken"></p><p>漢 ☑</p>`;

test('DOC-10 every page of a copy says what it is, which page of how many, and what is across it', async () => {
  const { bytes, pages: count } = await writePdf({ kind: 'text', furniture, title: 'Sterile filling', sections: [{ number: '1', heading: 'Purpose', level: 1, html: HTML }], madeAtMs: 0 });
  const { pages, tagged } = await textOf(bytes);
  assert.equal(pages.length, count);
  assert.ok(count >= 3, `${count} pages`);
  assert.ok(tagged);
  for (const [index, page] of pages.entries()) {
    for (const words of ['SOP-012 v2.0 · Sterile filling', 'Superseded on 5 Mar 2026', 'UNCONTROLLED WHEN PRINTED', 'by Orla Fitzgerald', `Page ${index + 1} of ${count}`, 'SUPERSEDED']) assert.ok(page.includes(words), `page ${index + 1} lacks “${words}”: ${page}`);
  }
  const all = pages.join(' ');
  for (const words of ['Keep at ≥ 5 °C, α < 0.05.', '[Broken: this picture cannot be printed', '1 characters that this copy cannot show']) assert.ok(all.includes(words), words);
  assert.equal(all.split('isopropanol').length - 1, 60, 'no row is lost between pages');
});

test('DOC-10 a copy without any text is one page that says what it is', async () => {
  const { bytes } = await writePdf({ kind: 'text', furniture, title: 'Empty', sections: [], madeAtMs: 0 });
  assert.equal((await textOf(bytes)).pages.length, 1);
});

test('DOC-10 a PDF keeps its pages and bytes, and each page says what it is', async () => {
  const { bytes: original } = await writePdf({ kind: 'text', furniture: furnitureOf(FACTS), title: 'Original', sections: [{ number: null, heading: null, level: 1, html: '<p>x</p>'.repeat(60) }], madeAtMs: 0 });
  const before = await textOf(original);
  const result = await print({ kind: 'original', furniture: { ...furniture, document: 'SOP-012 v2.0 · Żółć' }, bytes: original });
  assert.ok(result.ok);
  const stamped = result.printed;
  const after = await textOf(stamped.bytes, true);
  assert.deepEqual(after.pages, before.pages);
  assert.equal(stamped.pages, before.pages.length);
  assert.deepEqual(Buffer.from(stamped.bytes).subarray(0, original.length).equals(Buffer.from(original)), true, 'what was there stays byte for byte');
  for (const [index, marks] of after.marks.entries()) {
    const all = marks.join(' ');
    for (const words of ['SOP-012 v2.0 · Zó?c', 'Superseded on 5 Mar 2026', 'UNCONTROLLED WHEN PRINTED · SUPERSEDED', `Page ${index + 1} of ${stamped.pages}`, 'by Orla Fitzgerald']) assert.ok(all.includes(words), `page ${index + 1} lacks “${words}”: ${all}`);
  }
});

test('DOC-10 what is no PDF after all is refused, and the next copy is made', async () => {
  assert.deepEqual(await print({ kind: 'original', furniture, bytes: Buffer.from('%PDF-1.7 and nothing more') }), { ok: false, why: 'unreadable' });
  const next = await print({ kind: 'text', furniture, title: 'x', sections: [], madeAtMs: 0 });
  assert.ok(next.ok);
});

test('DOC-10 what is stamped has letters that every reader can show', () => {
  assert.equal(latin('Żółć – “ok” 漢 é'), 'Zó?c – “ok” ? é');
});
