// node tools/run.mjs tools/compare-corpus.ts DIR: reads every document under DIR into sections and compares consecutive revisions
// (files of one folder whose names carry a revision number or a date). Prints what was found as JSON; docs/comparison.md explains it.
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import mammoth from 'mammoth';
import { compareSections } from '../src/features/documents/compare/rules.ts';
import type { Comparison, Entry } from '../src/features/documents/compare/types.ts';
import { closeConverters, convertDocument } from '../src/features/documents/convert/run.ts';
import type { ConvertedDocument, Section } from '../src/features/documents/convert/types.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Name a folder: node tools/run.mjs tools/compare-corpus.ts DIR');
  process.exit(2);
}

type Read = { readonly path: string; readonly kind: string; readonly ms: number; readonly document: ConvertedDocument };
type Failure = { readonly path: string; readonly why: string };

const paths = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).toSorted();
const failures: Failure[] = [];
const reads = (await inTurn(paths, readOne)).flatMap((read) => read ?? []);
await closeConverters();
const pairs = consecutive(reads).map(([older, newer]) => comparePair(older, newer));
console.log(JSON.stringify({ files: filesSummary(), failures, pairs: pairsSummary(), suspects: suspects() }, null, 2));

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

type Checked = Read & { readonly lost: readonly string[]; readonly characters: number };

async function readOne(path: string): Promise<Checked | null> {
  const bytes = await readFile(path);
  const started = performance.now();
  const result = await convertDocument({ fileName: path.split('/').at(-1) ?? '', bytes });
  const ms = performance.now() - started;
  if (!result.ok) {
    failures.push({ path: relative(folder ?? '', path), why: `${result.refusal.code}: ${result.refusal.sentence}` });
    return null;
  }
  const { sections } = result.document;
  return { path, kind: extname(path).slice(1).toLowerCase(), ms, document: result.document, lost: await lostWords(path, bytes, sections, result.document), characters: sections.reduce((sum, section) => sum + section.text.length, 0) };
}

/** Words of the file, read in another and cruder way, that stand in no section: a hint at lost text, not a proof. */
async function lostWords(path: string, bytes: Buffer, sections: readonly Section[], document: ConvertedDocument): Promise<string[]> {
  const raw = await rawText(path, bytes);
  const kept = new Set(wordsOf([document.title ?? '', ...Object.values(document.metadata), ...sections.flatMap(({ number, heading, text, html }) => [number ?? '', heading ?? '', text, html])].join(' ')));
  return [...new Set(wordsOf(raw))].filter((word) => word.length > 3 && !kept.has(word));
}

async function rawText(path: string, bytes: Buffer): Promise<string> {
  switch (extname(path).toLowerCase()) {
    case '.docx':
      return (await mammoth.extractRawText({ buffer: bytes })).value;
    case '.html':
      return bytes.toString('utf8').replaceAll(/<head[\s\S]*?<\/head>|<(script|style|nav)[\s\S]*?<\/\1>|<[^>]*>/gu, ' ').replaceAll(/&[a-z#0-9]+;/gu, ' ');
    case '.pdf':
      return '';
    default:
      return bytes.toString('utf8').replace(/^---\n[\s\S]*?\n---\n/u, '').replaceAll(/<!--[\s\S]*?-->|\{[%#][\s\S]*?[%#]\}|<[^>]*>|\]\([^)]*\)|\]:\s*\S+|https?:\S+|```\w*|&[a-z#0-9]+;/gu, ' ');
  }
}

function wordsOf(text: string): string[] {
  return text.normalize('NFC').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function consecutive(all: readonly Checked[]): [Checked, Checked][] {
  const groups = Map.groupBy(all.filter(({ path }) => /rev[-_ ]?\d|v\d|\d{4}-\d{2}/iu.test(path.split('/').at(-1) ?? '')), ({ path, kind }) => `${path.split('/').slice(0, -1).join('/')} ${kind}`);
  return [...groups.values()].flatMap((group) => group.slice(1).map((newer, index): [Checked, Checked] => [group[index] ?? newer, newer]));
}

type Pair = { readonly older: Checked; readonly newer: Checked; readonly comparison: Comparison; readonly ms: number; readonly complete: boolean; readonly steady: boolean };

function comparePair(older: Checked, newer: Checked): Pair {
  const started = performance.now();
  const comparison = compareSections(older.document.sections, newer.document.sections);
  const ms = performance.now() - started;
  const steady = compareSections(newer.document.sections, newer.document.sections).entries.every((entry) => entry.kind === 'unchanged');
  return { older, newer, comparison, ms, steady, complete: holdsAll(comparison, 'removed', older) && holdsAll(comparison, 'added', newer) };
}

function holdsAll({ entries }: Comparison, side: 'added' | 'removed', { document }: Checked): boolean {
  const told = entries.map((entry) => entry.changes.filter((run) => run.kind === 'unchanged' || run.kind === side).map((run) => run.text).join(''));
  const words = (texts: readonly string[]): string => texts.flatMap((text) => text.split(/\s+/u)).filter((word) => word !== '').toSorted().join(' ');
  return words(told) === words(document.sections.map(({ text }) => text));
}

function filesSummary() {
  const kinds = Map.groupBy(reads, ({ kind }) => kind);
  return Object.fromEntries([...kinds].map(([kind, list]) => [kind, {
    read: list.length, sections: sum(list.map(({ document }) => document.sections.length)), withoutHeadings: list.filter(({ document }) => document.sections.every(({ heading }) => heading === null)).length,
    megabytesOfText: round(sum(list.map(({ characters }) => characters)) / 1e6), seconds: round(sum(list.map(({ ms }) => ms)) / 1000), slowestMs: Math.round(Math.max(...list.map(({ ms }) => ms))),
    withLostWords: list.filter(({ lost }) => lost.length > 0).length,
  }]));
}

function pairsSummary() {
  const entries = pairs.flatMap(({ comparison }) => comparison.entries);
  const count = (test: (entry: Entry) => boolean): number => entries.filter(test).length;
  const characters = sum(pairs.map(({ older, newer }) => older.characters + newer.characters));
  const ms = pairs.map((pair) => pair.ms).toSorted((a, b) => a - b);
  return {
    compared: pairs.length, complete: pairs.filter(({ complete }) => complete).length, steady: pairs.filter(({ steady }) => steady).length,
    identical: pairs.filter(({ comparison }) => comparison.entries.every((entry) => entry.kind === 'unchanged')).length,
    sections: Object.fromEntries((['unchanged', 'changed', 'added', 'removed', 'moved'] as const).map((kind) => [kind, count((entry) => entry.kind === kind)])),
    movedAndChanged: count(({ kind, changed }) => kind === 'moved' && changed), renumbered: sum(pairs.map(({ comparison }) => comparison.totals.renumbered)),
    split: count(({ alsoNew }) => alsoNew.length > 0), merged: count(({ alsoOld }) => alsoOld.length > 0), rough: count(({ rough }) => rough),
    headingsChanged: count(({ heading }) => heading !== null), withMarks: count(({ marks }) => marks.length > 0),
    milliseconds: { median: round(ms[Math.floor(ms.length / 2)] ?? 0), slowest: round(ms.at(-1) ?? 0), all: round(sum(ms)) }, megabytesPerSecond: round(characters / 1e6 / (sum(ms) / 1000)),
  };
}

/** What a person should look at: text that may be lost, and pairs where much is gone and new at once. */
function suspects() {
  const name = ({ path }: Read): string => relative(folder ?? '', path);
  return {
    lost: reads.filter(({ lost }) => lost.length > 0).toSorted((a, b) => b.lost.length - a.lost.length).slice(0, 40).map((read) => ({ path: name(read), words: read.lost.slice(0, 12), count: read.lost.length })),
    incomplete: pairs.filter(({ complete, steady }) => !complete || !steady).map(({ newer }) => name(newer)),
    moved: pairs.filter(({ comparison }) => comparison.totals.moved > 0).map(({ newer, comparison }) => `${name(newer)}: ${comparison.totals.moved}`),
    rewritten: pairs.filter(({ comparison: { totals } }) => totals.added > 0 && totals.removed > 0).map(({ newer, comparison: { totals } }) => `${name(newer)}: ${totals.added} added, ${totals.removed} removed`),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
