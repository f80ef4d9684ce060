// How fast two versions are compared word by word, against plain `diff` of the same text as lines, in the same run.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diffLines } from 'diff';
import { compareSections } from '../src/features/documents/compare/rules.ts';
import type { SectionRef } from '../src/features/documents/compare/types.ts';

type Result = Readonly<Record<string, string | number | boolean>>;

const ROUNDS = 5;
const SECTIONS = 2_000;
/** Ours aligns sections and marks words, which `diff` does not; it may take this many times as long. */
const MOST_RATIO = 40;

export async function run(_options: { readonly people: number }, say: (line: string) => void): Promise<Result> {
  const [older, newer] = documents();
  const megabytes = (textOf(older).length + textOf(newer).length) / 1e6;
  say(`Comparing two versions of ${SECTIONS} sections, ${megabytes.toFixed(1)} MB of text together …`);
  const ours = best(() => compareSections(older, newer));
  const { totals } = compareSections(older, newer);
  const plain = plainDiff(textOf(older), textOf(newer));
  const ratio = round(ours / plain.seconds);
  say(`compared in ${(ours * 1000).toFixed(0)} ms, ${plain.name} in ${(plain.seconds * 1000).toFixed(0)} ms`);
  return {
    sections: SECTIONS, megabytes: round(megabytes), changed: totals.changed, moved: totals.moved, added: totals.added, removed: totals.removed,
    seconds: round(ours), megabytesPerSecond: round(megabytes / ours), baseline: plain.name, baselineSeconds: round(plain.seconds), baselineMegabytesPerSecond: round(megabytes / plain.seconds),
    ratio, mostRatio: MOST_RATIO, ok: ratio <= MOST_RATIO && totals.changed > 0,
  };
}

/** A long procedure and its revision: one section in ten reworded, some moved, added and removed, all after the first new one renumbered. */
function documents(): readonly [SectionRef[], SectionRef[]] {
  const pick = numbersFrom(11);
  const words = Array.from({ length: 4_000 }, (_, index) => `${'bcdfglmnprst'[index % 12]}${'aeiou'[index % 5]}${((index * 7919) % 100_003).toString(36)}`);
  const sentence = (): string => `${Array.from({ length: 14 }, () => words[Math.min(pick(4_000), pick(4_000))] ?? '').join(' ')}.`;
  const section = (): { heading: string; lines: string[] } => ({ heading: sentence().slice(0, 40), lines: Array.from({ length: 6 }, () => `${sentence()} ${sentence()}`) });
  const before = Array.from({ length: SECTIONS }, section);
  const reworded = before.map((one) => (pick(10) === 0 ? { ...one, lines: one.lines.map((line) => (pick(3) === 0 ? line.replace(/\w+/, 'reworded') : line)) } : one));
  const after = reworded.flatMap((one) => (pick(100) === 0 ? [] : pick(100) === 0 ? [section(), one] : [one]));
  for (let move = 0; move < 10; move += 1) after.splice(pick(after.length), 0, ...after.splice(pick(after.length), 1));
  return [asSections(before), asSections(after)];
}

function asSections(list: readonly { readonly heading: string; readonly lines: readonly string[] }[]): SectionRef[] {
  return list.map(({ heading, lines }, index) => ({ ordinal: index + 1, number: String(index + 1), heading, level: 1, text: lines.join('\n'), html: lines.map((line) => `<p>${line}</p>`).join('\n') }));
}

function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function textOf(sections: readonly SectionRef[]): string {
  return sections.map(({ number, heading, text }) => `${number} ${heading}\n${text}\n`).join('');
}

/** The system's `diff` where there is one, its start included as it would be; else the same by a package. */
function plainDiff(older: string, newer: string): { readonly name: string; readonly seconds: number } {
  const folder = mkdtempSync(join(tmpdir(), 'readback-bench-'));
  try {
    const [a, b] = [join(folder, 'old.txt'), join(folder, 'new.txt')];
    writeFileSync(a, older);
    writeFileSync(b, newer);
    const differ = (): void => {
      try {
        execFileSync('diff', [a, b], { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 512 * 1024 * 1024 });
      } catch (error) {
        if (!(error instanceof Error && 'status' in error && error.status === 1)) throw error; // 1: they differ
      }
    };
    return { name: 'diff', seconds: best(differ) };
  } catch {
    return { name: 'package diff, lines', seconds: best(() => diffLines(older, newer)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The shortest of some runs, in seconds: what the machine can do when nothing else disturbs. */
function best(work: () => unknown): number {
  return Math.min(...Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    work();
    return (performance.now() - started) / 1000;
  }));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
