import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { blocksOf } from './blocks.ts';
import { splitNumber } from './heading-number.ts';
import { defaultLimits } from './limits.ts';
import { sanitise } from './sanitise.ts';
import { sectionsOf } from './sections.ts';
import { textToHtml } from './from-text.ts';

const outline = (html: string) => sectionsOf(blocksOf(sanitise(html, defaultLimits).html));
const brief = (html: string) => outline(html).sections.map(({ number, heading, level, text }) => [number, heading, level, text]);

test('DOC-03 headings make sections with their numbers; text before the first has level 0', () => {
  assert.deepEqual(brief('<p>Before.</p><h2>4. Procedure</h2><h3>4.1 Gowning</h3><p>Wash hands.</p><p>Dry them.</p>'), [
    [null, null, 0, 'Before.'],
    ['4', 'Procedure', 2, ''],
    ['4.1', 'Gowning', 3, 'Wash hands.\nDry them.'],
  ]);
});

test('DOC-03 numbers are taken from headings only where they are numbers', () => {
  const cases: [string, string | null, string | null, string][] = [
    ['4.1 Gowning', null, '4.1', 'Gowning'],
    ['4.1. Gowning', null, '4.1', 'Gowning'],
    ['4.1) Gowning', null, '4.1', 'Gowning'],
    ['1. Purpose', null, '1', 'Purpose'],
    ['1.0 PURPOSE', null, '1.0', 'PURPOSE'],
    ['A.1 Forms', null, 'A.1', 'Forms'],
    ['4 – Scope', '3.2', '4', 'Scope'],
    ['§ 7.3 Design', null, '7.3', 'Design'],
    ['SOP-001: Document Control', null, null, 'SOP-001: Document Control'],
    ['2024 Review', null, null, '2024 Review'],
    ['12.03.2024 Minutes', null, null, '12.03.2024 Minutes'],
    ['5 Whys', '2', null, '5 Whys'],
    ['5 Whys', '4.3', '5', 'Whys'],
    ['Chapter 3: Classification', null, null, 'Chapter 3: Classification'],
    ['0.9% saline', null, null, '0.9% saline'],
  ];
  for (const [heading, previous, number, rest] of cases) assert.deepEqual(splitNumber(heading, previous), { number, heading: rest }, heading);
});

test('DOC-03 a single first-level heading without text of its own is the title', () => {
  const found = outline('<h1>SOP-007: Training</h1><h2>1. Purpose</h2><p>To train.</p>');
  assert.equal(found.title, 'SOP-007: Training');
  assert.deepEqual(found.sections.map((section) => section.heading), ['Purpose']);
  assert.equal(outline('<h1>One</h1><p>a</p><h1>Two</h1><p>b</p>').title, null);
});

test('DOC-03 a document without headings: bold lines, numbered lines, else groups of paragraphs', () => {
  assert.deepEqual(brief('<p><strong>Purpose</strong></p><p>To clean.</p><p><b>2. Scope</b></p><p>All rooms.</p>'), [
    [null, 'Purpose', 1, 'To clean.'],
    ['2', 'Scope', 1, 'All rooms.'],
  ]);
  assert.deepEqual(brief('<p>1. Purpose</p><p>To clean.</p><p>1.1 Rooms</p><p>All.</p>'), [
    ['1', 'Purpose', 1, 'To clean.'],
    ['1.1', 'Rooms', 2, 'All.'],
  ]);
  assert.deepEqual(brief('<p>One sentence.</p><p>Another.</p>'), [[null, null, 0, 'One sentence.\nAnother.']]);
  const long = outline(`<p>${'word '.repeat(400)}</p>`.repeat(10)).sections;
  assert.equal(long.length, 10);
});

test('DOC-03 plain text: underlined and numbered lines are headings, wrapped lines flow, lists stay lists', () => {
  const html = textToHtml('Cleaning\n========\n\nThis line is long enough to have been wrapped at the margin of the\npage and goes on here.\n\n- one\n- two\n\na   b   c\n');
  assert.match(html, /^<h1>Cleaning<\/h1>/);
  assert.match(html, /margin of the page and goes on here/);
  assert.match(html, /- one<br>- two/);
  assert.match(html, /<pre>a {3}b {3}c<\/pre>/);
});

test('DOC-03 the digest covers number, heading, text and HTML in canonical JSON', () => {
  const [section] = outline('<h2>1.2 Näme</h2><p>x</p>').sections;
  const form = '{"heading":"Näme","html":"<p>x</p>","number":"1.2","text":"x"}';
  assert.equal(section?.sha256, createHash('sha256').update(form, 'utf8').digest('hex'));
});

test('DOC-03 tables in text: a row per line, cells parted, nested tables and lists kept', () => {
  const html = '<h2>T</h2><table><tr><th>Step</th><th>Who</th></tr><tr><td>1<table><tr><td>in</td><td>ner</td></tr></table></td><td><ul><li>x</li><li>y</li></ul></td></tr></table>';
  assert.deepEqual(brief(html), [[null, 'T', 2, 'Step | Who\n1\nin | ner\n|\nx\ny']]);
});

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const sentence = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
const inline = sentence.chain((text) => fc.constantFrom(text, `<strong>${text}</strong>`, `<em>${text}</em>`, `<a href="https://x.y">${text}</a>`, `<span>${text}</span>`));
const leaf = fc.oneof(
  inline.map((text) => `<p>${text}</p>`),
  inline.map((text) => `${text} <br>`),
  fc.tuple(fc.integer({ min: 1, max: 6 }), inline).map(([level, text]) => `<h${level}>${text}</h${level}>`),
  fc.tuple(fc.integer({ min: 1, max: 9 }), sentence).map(([number, text]) => `<p>${number}. ${text}</p>`),
  fc.array(inline, { minLength: 1, maxLength: 3 }).map((items) => `<ol>${items.map((item) => `<li>${item}</li>`).join('')}</ol>`),
  fc.array(inline, { minLength: 1, maxLength: 3 }).map((cells) => `<table><tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr></table>`),
  inline.map((text) => `<blockquote>${text}</blockquote>`),
);
const wrapped = fc.tuple(fc.constantFrom('div', 'section', 'main', 'span', 'article'), fc.array(leaf, { minLength: 1, maxLength: 4 })).map(([name, inner]) => `<${name}>${inner.join('')}</${name}>`);
const page = fc.array(fc.oneof(leaf, wrapped), { minLength: 1, maxLength: 12 }).map((blocks) => blocks.join('\n'));

test('DOC-03 no word of the source is lost, repeated or reordered', () => {
  fc.assert(
    fc.property(page, (html) => {
      const { title, sections } = outline(html);
      const all = sections.map((section) => [section.number, section.heading, section.text].join(' ')).join(' ');
      const words = (text: string) => text.match(/[a-z]+|\d+/g) ?? [];
      const source = words(html.replace(/<[^>]*>/g, ' '));
      const kept = words(all);
      const expected = title !== null && !sections.some((section) => section.heading === title) ? [...words(title), ...kept] : kept;
      assert.deepEqual(expected, source);
    }),
    { numRuns: 300 },
  );
});
