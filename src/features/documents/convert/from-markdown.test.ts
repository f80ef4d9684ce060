import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convertBytes } from './convert.ts';
import { defaultLimits } from './limits.ts';

const convert = async (text: string) => {
  const result = await convertBytes({ fileName: 'sop.md', bytes: new TextEncoder().encode(text) }, defaultLimits);
  assert.ok(result.ok);
  return result.document;
};

test('DOC-03 YAML front matter is metadata and keeps its digits', async () => {
  const document = await convert('---\nid: SOP-007\nversion: 1.0\nreviewers: [a, b]\ntraining:\n  due_days: 30\n---\n\n# SOP-007: Training\n\n## 1. Purpose\n\nText.\n');
  assert.deepEqual(document.metadata, { id: 'SOP-007', version: '1.0', reviewers: 'a, b', training: '{"due_days":"30"}' });
  assert.equal(document.title, 'SOP-007: Training');
  assert.deepEqual(document.sections.map(({ ordinal, number, heading, text }) => [ordinal, number, heading, text]), [[1, '1', 'Purpose', 'Text.']]);
});

test('DOC-03 front matter that is no YAML is told and its simple lines read', async () => {
  const document = await convert('---\ntitle: A: B: [\nowner: QA\n---\n\nText.\n');
  assert.equal(document.metadata['owner'], 'QA');
  assert.match(document.warnings[0] ?? '', /not valid YAML/);
});

test('DOC-03 placeholders in angle brackets are text, real HTML is HTML', async () => {
  const document = await convert(
    '## 1. Scope <Version>\n\nOwner: <enter role of process owner>, <address>, H<sub>2</sub>O, <b>bold</b>.\n\n<enter your data>\nThen *this*.\n- item\n\n<div><enter name> in a box</div>\n\n<if applicable>\n',
  );
  const [section] = document.sections;
  assert.equal(section?.heading, 'Scope <Version>');
  assert.equal(section?.text, 'Owner: <enter role of process owner>, <address>, H2O, bold.\n<enter your data> Then this.\nitem\n<enter name> in a box\n<if applicable>');
  assert.match(section?.html ?? '', /H<sub>2<\/sub>O/);
});

test('DOC-03 table cells beyond the header are kept', async () => {
  const document = await convert('| a | b |\n|---|---|\n| 1 | 2 | 3 |\n');
  assert.equal(document.sections[0]?.text, 'a | b\n1 | 2 | 3');
});

test('DOC-03 check lists, footnotes, bare addresses and code are kept', async () => {
  const document = await convert('- [ ] clean\n- [x] dry\n\nSee https://example.org now.[^1]\n\n```\nkeep  this <tag>\n```\n\n[^1]: A note.\n\n[^2]: Unused.\n');
  const text = document.sections.map((section) => section.text).join('\n');
  for (const part of ['☐ clean', '☑ dry', 'keep this <tag>', 'A note.', 'Unused.']) assert.ok(text.includes(part), part);
  assert.match(document.sections[0]?.html ?? '', /<a href="https:\/\/example\.org" rel=/);
});

test('SEC-03 script in Markdown does not pass', async () => {
  const document = await convert('# T\n\ntext <script>alert(1)</script> more\n\n<img src=x onerror=alert(1)>\n\n[x](javascript:alert(1))\n\n<svg><script>alert(1)</script></svg>\n\n<script>\nalert(2)\n');
  const html = document.sections.map((section) => section.html).join('');
  assert.doesNotMatch(html, /<script|onerror|javascript:|<svg/i);
  assert.match(document.warnings.join(' '), /Scripts were left out/);
});
