import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { wordFile } from '../src/features/documents/convert/test-files.ts';

const main = join(import.meta.dirname, '../src/app/cli/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'readback-compare-'));
after(() => rmSync(folder, { recursive: true, force: true }));

type Run = { readonly code: number; readonly out: string; readonly err: string };

/** Without a database and without settings: these commands need neither. */
function readback(...args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], { cwd: folder, env: { PATH: process.env['PATH'] ?? '' } }, (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err }));
  });
}

writeFileSync(join(folder, 'old.md'), '# 1 Purpose\n\nKeep vials sterile & safe.\n\n# 2 Gowning\n\nPut on two pairs of gloves before entering grade B.\n');
writeFileSync(join(folder, 'new.html'), '<h1>1 Purpose</h1><p>Keep vials sterile &amp; safe.</p><h1>2 Scope</h1><p>All rooms of grade A and grade B at this site.</p><h1>3 Gowning</h1><p>Put on three pairs of gloves before entering grade B.</p>');
writeFileSync(join(folder, 'steps.docx'), await wordFile());

test('DOC-03 sections of a file are listed with their digests, without a server', async () => {
  const { code, out } = await readback('sections', 'steps.docx', '--json');
  const sections = JSON.parse(out) as { number: string; heading: string; level: number; text: string; sha256: string }[];
  assert.deepEqual([code, sections.map(({ number, heading, level }) => `${number} ${heading} ${level}`)], [0, ['1 Purpose 1', '2 Procedure 1', '2.1 Gowning 2', '2.2 Leaving 2']]);
  assert.match(sections[2]?.text ?? '', /^Wash hands\.\n/);
  assert.ok(sections.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256)));
  assert.match((await readback('sections', 'steps.docx')).out, /2\.1 Gowning {2}· \d+ words/);
});

test('DOC-13 two files of different kinds are compared as JSON, as text and as a page that stands alone', async () => {
  const json = await readback('compare', 'old.md', 'new.html', '--json');
  const { entries, totals } = JSON.parse(json.out) as { entries: { kind: string; old: { number: string } | null; new: { number: string } | null; changes: object[]; note: string | null }[]; totals: { changed: number; added: number } };
  assert.deepEqual(entries.map((entry) => [entry.kind, entry.old?.number ?? null, entry.new?.number ?? null]), [['unchanged', '1', '1'], ['added', null, '2'], ['changed', '2', '3']]);
  assert.deepEqual(entries[2]?.changes, [{ kind: 'unchanged', text: 'Put on ' }, { kind: 'removed', text: 'two ' }, { kind: 'added', text: 'three ' }, { kind: 'unchanged', text: 'pairs of gloves before entering grade B.' }]);
  assert.deepEqual([entries[2]?.note, totals.changed, totals.added], ['Its number was 2.', 1, 1]);
  const text = await readback('compare', 'old.md', 'new.html');
  assert.match(text.out, /^old\.md → new\.html\nSections: 1 changed, 1 added, 1 unchanged\. Words: 12 added, 1 removed\.\n/);
  assert.match(text.out, /CHANGED {2}3 Gowning\n {2}Its number was 2\.\n {4}Put on \[-two-\] \{\+three\+\} pairs/);
  const page = await readback('compare', 'old.md', 'new.html', '--html');
  assert.match(page.out, /^<!doctype html>[\s\S]*<del>two <\/del>[\s\S]*<ins>three <\/ins>/);
  assert.match(page.out, /sterile &amp; safe/);
  assert.doesNotMatch(page.out, /<script|https?:\/\//);
  assert.deepEqual([json.code, text.code, page.code], [0, 0, 0]);
  assert.match((await readback('compare', 'old.md', 'old.md')).out, /No difference: all 2 sections are unchanged\./);
});

test('DOC-13 a mistake is one sentence that says what to do', async () => {
  mkdirSync(join(folder, 'folder.md'));
  writeFileSync(join(folder, 'broken.docx'), 'this is no Word file');
  const runs = await Promise.all([readback('compare', 'old.md', 'none.md'), readback('compare', 'old.md', 'broken.docx'), readback('sections', 'folder.md'), readback('compare', 'old.md'), readback('compare', 'old.md', 'new.html', '--json', '--html')]);
  assert.deepEqual(runs.map(({ code }) => code), [2, 1, 2, 2, 2]);
  for (const [index, words] of [/There is no file none\.md/, /"broken\.docx" is not what its name says/, /is not a file/, /takes OLD NEW/, /not for both/].entries()) assert.match(runs[index]?.err ?? '', words);
  for (const { err, out } of runs) assert.doesNotMatch(err + out, /^\s+at /m);
});
