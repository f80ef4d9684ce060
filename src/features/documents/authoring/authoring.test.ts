import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { convertBytes } from '../convert/convert.ts';
import { defaultLimits } from '../convert/limits.ts';
import type { Section } from '../convert/types.ts';
import { checkFigure, dataAddress, figureFrom } from './figures.ts';
import { currentRevision, holderOf, isAhead, mayHold, outcomeOfSave } from './rules.ts';
import { fileOf, htmlOf } from './rules-html.ts';
import { numbersOf } from './rules-numbering.ts';
import { templateHtml } from './rules-template.ts';
import { figuresIn, readText } from './rules-text.ts';
import { fileBodyOf, startFrom } from './start.ts';
import type { Lock, TextNode, WorkingText } from './types.ts';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const at = (text: string) => Temporal.Instant.from(text);
const NOW = at('2026-03-02T09:00:00Z');
const lock = (more: Partial<Lock> = {}): Lock => ({ personId: 'p1', name: 'Aoife', client: 'window-1', since: NOW, beatAt: NOW, ...more });
const copy = (more: Partial<WorkingText> = {}): WorkingText => ({ revision: 3, content: {}, client: 'window-1', savedBy: { id: 'p1', name: 'Aoife' }, savedAt: NOW, baseSha256: 'aa', putRevision: 1, ...more });

async function sectionsOf(body: string): Promise<readonly Section[]> {
  const read = await convertBytes({ fileName: 'x.html', bytes: Buffer.from(fileOf('SOP-1 Test', body)) }, defaultLimits);
  assert.ok(read.ok, read.ok ? '' : read.refusal.sentence);
  return read.document.sections;
}
function docOf(...content: object[]): TextNode {
  const read = readText({ type: 'doc', content });
  assert.ok(read.ok, read.ok ? '' : read.fault);
  return read.doc;
}
const words = (text: string, ...marks: string[]) => ({ type: 'text', text, marks: marks.map((type) => ({ type })) });
const p = (...content: object[]) => ({ type: 'paragraph', content });
const h = (level: number, text: string, number: string | null = null) => ({ type: 'heading', attrs: { level, number }, content: [words(text)] });

test('DOC-12 a lock ends two minutes after the last sign of life, not before', () => {
  assert.ok(holderOf(lock(), at('2026-03-02T09:02:00Z')));
  assert.equal(holderOf(lock(), at('2026-03-02T09:02:01Z')), null);
  assert.equal(holderOf(null, NOW), null);
});

test('DOC-12 one window writes: another person, and another window of the same person, wait', () => {
  assert.ok(mayHold(null, { personId: 'p2', client: 'window-2' }, NOW));
  assert.ok(mayHold(lock(), { personId: 'p1', client: 'window-1' }, NOW));
  assert.ok(!mayHold(lock(), { personId: 'p1', client: 'window-2' }, NOW));
  assert.ok(!mayHold(lock(), { personId: 'p2', client: 'window-1' }, NOW));
  assert.ok(mayHold(lock(), { personId: 'p2', client: 'window-2' }, at('2026-03-02T09:03:00Z')));
});

test('DOC-12 a text that does not follow the one that is there is kept aside, with the reason', () => {
  const saving = { isDraft: true, versionSha256: 'aa', lock: lock(), copy: copy() };
  const sent = { personId: 'p1', client: 'window-1', base: 3 };
  assert.deepEqual(outcomeOfSave(saving, sent, NOW, false), { kind: 'save', revision: 4 });
  assert.deepEqual(outcomeOfSave(saving, { ...sent, base: 2 }, NOW, false), { kind: 'aside', cause: 'behind' });
  assert.deepEqual(outcomeOfSave(saving, { ...sent, base: 2 }, NOW, true), { kind: 'saved-before' });
  assert.deepEqual(outcomeOfSave(saving, { ...sent, client: 'window-2' }, NOW, false), { kind: 'aside', cause: 'taken_over' });
  assert.deepEqual(outcomeOfSave({ ...saving, isDraft: false }, sent, NOW, false), { kind: 'aside', cause: 'not_a_draft' });
  assert.deepEqual(outcomeOfSave({ ...saving, versionSha256: 'bb' }, sent, NOW, false), { kind: 'aside', cause: 'file_replaced' });
  assert.deepEqual(outcomeOfSave({ ...saving, versionSha256: 'bb' }, { ...sent, base: 0 }, NOW, false), { kind: 'save', revision: 4 });
  assert.deepEqual(outcomeOfSave({ ...saving, copy: null }, { ...sent, base: 0 }, NOW, false), { kind: 'save', revision: 1 });
  assert.deepEqual([currentRevision(copy(), 'aa'), currentRevision(copy(), 'bb'), currentRevision(null, 'aa')], [3, 0, 0]);
  assert.deepEqual([isAhead(copy(), 'aa'), isAhead(copy({ putRevision: 3 }), 'aa'), isAhead(copy(), 'bb'), isAhead(null, 'aa')], [true, false, false, false]);
});

test('DOC-12 headings are numbered by their level; a number of its own is gone on from', () => {
  const auto = (level: number) => ({ level, number: null });
  assert.deepEqual(numbersOf([auto(1), auto(2), auto(2), auto(1), auto(3), auto(2)]), ['1', '1.1', '1.2', '2', '2.1.1', '2.2']);
  assert.deepEqual(numbersOf([{ level: 1, number: '' }, auto(1), { level: 1, number: '4.0' }, auto(2), auto(1), { level: 1, number: 'A' }, auto(1)]), ['', '1', '4.0', '4.1', '5', 'A', '6']);
  assert.deepEqual(numbersOf([auto(2)]), ['1.1']);
});

test('DOC-12 what was written is read into numbered sections with steps, table, figure and callout', async () => {
  const figure = checkFigure(PNG);
  assert.ok(figure.ok);
  const doc = docOf(
    h(1, 'Purpose'), p(words('Why '), words('H'), words('2', 'subscript'), words('O & <steam>')),
    h(1, 'Procedure'), h(2, 'Filling'),
    { type: 'orderedList', attrs: { start: 3 }, content: [{ type: 'listItem', content: [p(words('Open the valve'))] }, { type: 'listItem', content: [p(words('Wait')), { type: 'callout', attrs: { kind: 'warning' }, content: [p(words('Hot steam'))] }] }] },
    { type: 'table', content: [{ type: 'tableRow', content: [{ type: 'tableHeader', content: [p(words('Valve'))] }, { type: 'tableHeader', content: [p(words('State'))] }] }, { type: 'tableRow', content: [{ type: 'tableCell', content: [p(words('V1'))] }, { type: 'tableCell', attrs: { colspan: 1 }, content: [p(words('open'))] }] }] },
    { type: 'figure', attrs: { figure: figure.figure.sha256, alt: 'The valve', caption: 'Figure 1: V1' } },
  );
  assert.deepEqual(figuresIn(doc), [figure.figure.sha256]);
  const sections = await sectionsOf(htmlOf(doc, () => dataAddress(figure.figure)));
  assert.deepEqual(sections.map(({ number, heading, level }) => [number, heading, level]), [['1', 'Purpose', 1], ['2', 'Procedure', 1], ['2.1', 'Filling', 2]]);
  assert.match(sections[0]?.html ?? '', /H<sub>2<\/sub>O &amp; &lt;steam&gt;/);
  const steps = sections[2];
  assert.match(steps?.html ?? '', /<ol start="3">/);
  assert.match(steps?.html ?? '', /<aside class="callout-warning" role="note">/);
  assert.match(steps?.html ?? '', /<th scope="col">Valve<\/th>/);
  assert.match(steps?.html ?? '', /<figure><img src="data:image\/png;base64,[^"]+" alt="The valve"[^>]*><figcaption>/);
  assert.equal(steps?.text, 'Open the valve\nWait\nWarning\nHot steam\nValve | State\nV1 | open\nFigure 1: V1');
});

test('DOC-12 the standard headings are a procedure that can be read into eight sections', async () => {
  const sections = await sectionsOf(templateHtml());
  assert.deepEqual(sections.map(({ number, heading }) => `${number} ${heading}`), ['1 Purpose', '2 Scope', '3 Responsibilities', '4 Definitions', '5 Procedure', '6 Records', '7 References', '8 Revision history']);
});

test('DOC-12 a draft from the version in force says the same in the same sections', async () => {
  const sections = await sectionsOf('<h1>Title of it</h1><p>Before.</p><h2>1.0 Purpose</h2><p>Why.</p><h3>1.1 Detail</h3><ul><li>a</li></ul><h2>5 Whys</h2><p>Not numbered.</p>');
  const again = await sectionsOf(fileBodyOf(sections));
  const shown = ({ number, heading, text, html }: Section) => [number, heading, text, html];
  assert.deepEqual(again.map(shown), sections.map(shown));
});

test('DOC-12 the editor begins with the numbers, figures and callouts of the file', async () => {
  const picture = `<img src="data:image/png;base64,${PNG.toString('base64')}" alt="Valve">`;
  const sections = await sectionsOf(`<h1>1. Purpose</h1><p>See ${picture} here.</p><figure>${picture}<figcaption>Fig</figcaption></figure><h1>4. Steps</h1><aside class="callout-caution" role="note"><p><strong>Caution</strong></p><p>Sharp.</p></aside><dl><dt>API</dt><dd>drug</dd></dl><table><caption>Limits</caption><tr><td>x</td></tr></table>`);
  const { html, figures } = startFrom(sections);
  assert.equal(figures.length, 1, 'the same picture twice is one figure');
  const figure = figures[0];
  assert.equal(figure === undefined ? '' : figureFrom(dataAddress(figure))?.sha256, figure?.sha256);
  assert.match(html, /^<h1>Purpose<\/h1>/);
  assert.match(html, /<h1 data-number="4">Steps<\/h1>/, 'a number that counting would not give is kept');
  assert.match(html, /<figure data-figure="[0-9a-f]{64}" data-alt="Valve" data-caption="Fig"><\/figure>/);
  assert.match(html, /<aside data-callout="caution"><p>Sharp\.<\/p><\/aside>/);
  assert.match(html, /<p><strong>API<\/strong><\/p><p>drug<\/p>/);
  assert.match(html, /<p>Limits<\/p><table>/);
});

test('SEC-03 what an editor did not write is refused, and what it wrote cannot become markup', () => {
  for (const bad of [null, 'text', [], { type: 'script' }, { type: 'doc', content: [{ type: 'iframe' }] }, { type: 'doc', content: 'x' }, { type: 'doc', content: [{ type: 'text', text: 5 }] }, { type: 'doc', content: [{ type: 'text', text: 'a', marks: [{ type: 'evil' }] }] }]) {
    assert.ok(!readText(bad).ok, JSON.stringify(bad));
  }
  let deep: object = p(words('x'));
  for (let depth = 0; depth < 50_000; depth += 1) deep = { type: 'blockquote', content: [deep] };
  assert.ok(!readText({ type: 'doc', content: [deep] }).ok);
  const html = htmlOf(docOf(h(1, '<script>'), { type: 'heading', attrs: { level: 99, number: '<img src=x>' }, content: [] }, { type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] }] }, { type: 'figure', attrs: { figure: '"><script>', caption: '<b>' } }), () => '"onerror="x');
  assert.doesNotMatch(html, /<script|<img src=x|javascript:|"onerror/);
  assert.deepEqual([checkFigure(Buffer.from('<svg/>')).ok, checkFigure(Buffer.concat([PNG, Buffer.alloc(4_000_000)])).ok], [false, false]);
});

test('DOC-12 a first heading without text is a section of what was written, not its title', async () => {
  const sections = await sectionsOf(htmlOf(docOf(h(1, 'Danger', ''), h(2, 'Steam'), p(words('Hot'))), () => null));
  assert.deepEqual(sections.map(({ heading, text }) => [heading, text]), [['Danger', ''], ['Steam', 'Hot']]);
});

test('DOC-12 from the editor to the sections no word is lost', async () => {
  const word = fc.stringMatching(/^[a-z<>&"0-9]{1,8}$/u);
  const inline = fc.array(fc.record({ type: fc.constant('text'), text: word.map((text) => ` ${text} `), marks: fc.subarray(['bold', 'italic', 'subscript', 'code']).map((marks) => marks.map((type) => ({ type }))) }), { minLength: 1, maxLength: 4 });
  const paragraph = inline.map((content) => ({ type: 'paragraph', content }));
  const item = (block: fc.Arbitrary<object>) => fc.array(block, { minLength: 1, maxLength: 3 }).map((content) => ({ type: 'listItem', content }));
  const { block } = fc.letrec<{ block: object }>((tie) => ({
    block: fc.oneof({ maxDepth: 3, depthSize: 'small' }, paragraph,
      fc.tuple(fc.constantFrom('bulletList', 'orderedList'), fc.array(item(tie('block')), { minLength: 1, maxLength: 3 })).map(([type, content]) => ({ type, content })),
      fc.tuple(fc.constantFrom('note', 'caution', 'warning'), fc.array(tie('block'), { minLength: 1, maxLength: 2 })).map(([kind, content]) => ({ type: 'callout', attrs: { kind }, content })),
      fc.array(fc.array(fc.tuple(fc.constantFrom('tableCell', 'tableHeader'), paragraph), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }).map((rows) => ({ type: 'table', content: rows.map((cells) => ({ type: 'tableRow', content: cells.map(([type, cell]) => ({ type, content: [cell] })) })) })),
      fc.array(tie('block'), { minLength: 1, maxLength: 2 }).map((content) => ({ type: 'blockquote', content })),
      inline.map((content) => ({ type: 'codeBlock', content: content.map(({ text }) => ({ type: 'text', text })) })),
      fc.tuple(inline, fc.integer({ min: 1, max: 4 }), fc.constantFrom(null, '', '7.1')).map(([content, level, number]) => ({ type: 'heading', attrs: { level, number }, content }))),
  }));
  await fc.assert(fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 6 }), async (content) => {
    const doc = docOf(...content);
    const sections = await sectionsOf(htmlOf(doc, () => null));
    const bare = (text: string) => text.normalize('NFC').replaceAll(/[\s|.]+/gu, '');
    const seen = bare(sections.map(({ number, heading, text }) => `${number ?? ''}${heading ?? ''}${text}`).join(''));
    let from = 0;
    for (const word of wordsOf(doc)) {
      const found = seen.indexOf(bare(word), from);
      assert.notEqual(found, -1, `${word} is missing in ${seen}`);
      from = found + bare(word).length;
    }
  }), { numRuns: 150, examples: [[[h(1, ' a ', ''), h(2, ' b ')]]] });
});

function wordsOf(node: TextNode): string[] {
  return [...(node.text === '' ? [] : [node.text]), ...node.content.flatMap(wordsOf)];
}
