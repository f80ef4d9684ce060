import type { Timings } from './client.ts';
import type { Journal } from './journal.ts';

export type Outcome = { readonly journal: Journal; readonly timings: Timings; readonly facts: readonly string[]; readonly seconds: number; readonly peakMegabytes: number | null };

export function asTable({ journal, timings, facts, seconds, peakMegabytes }: Outcome): string {
  const slowest = [...timings].toSorted(([, a], [, b]) => b.total - a.total).slice(0, 14);
  return [
    ...section('What was done', counted(journal).map(([what, count]) => `${String(count).padStart(8)}  ${what}`)),
    ...section('What the roster, the matrix and the trail are like', facts.map((fact) => `  ${fact}`)),
    ...section('How long it took', journal.steps.map((step) => `${(step.milliseconds / 1000).toFixed(1).padStart(8)} s  ${step.name}`)),
    ...section('Calls that took most', slowest.map(([name, timing]) => `${(timing.total / 1000).toFixed(1).padStart(8)} s  ${String(timing.calls).padStart(6)} × ${(timing.total / timing.calls).toFixed(0).padStart(5)} ms, longest ${timing.longest.toFixed(0)} ms  ${name}`)),
    ...section('What was refused, and why', journal.refusals.map((refusal) => `  ${refusal.what}\n      ${refusal.code}: ${refusal.sentence}`)),
    ...section('Not as expected', journal.problems.length === 0 ? ['  nothing'] : journal.problems.map((line) => `  ✗ ${line}`)),
    '', `${journal.checks()} comparisons, ${journal.problems.length} not as expected; ${seconds} s; the server used at most ${peakMegabytes ?? 'an unknown number of'} MB.`,
    journal.problems.length === 0 ? 'Everything held.' : 'NOT everything held.',
  ].join('\n');
}

export function asJson({ journal, timings, facts, seconds, peakMegabytes }: Outcome): string {
  return JSON.stringify({
    ok: journal.problems.length === 0, seconds, peakMegabytes, comparisons: journal.checks(), counts: Object.fromEntries(counted(journal)), facts,
    steps: journal.steps.map((step) => ({ name: step.name, seconds: Math.round(step.milliseconds / 100) / 10 })), calls: Object.fromEntries([...timings].map(([name, timing]) => [name, { calls: timing.calls, milliseconds: Math.round(timing.total), longest: Math.round(timing.longest) }])),
    refusals: journal.refusals, problems: journal.problems,
  });
}

/** Notes of single people are kept to the run itself. */
function counted(journal: Journal): [string, number][] {
  return [...journal.counts].filter(([what]) => !/^(left|moved): /.test(what));
}

function section(title: string, lines: readonly string[]): string[] {
  return ['', title, '─'.repeat(title.length), ...lines];
}
