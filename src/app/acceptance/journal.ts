/** What the run did, found and was refused; the table at the end is written from it. */
export type Journal = {
  readonly problems: string[];
  readonly refusals: { what: string; code: string; sentence: string }[];
  readonly counts: Map<string, number>;
  readonly steps: { name: string; milliseconds: number }[];
  /** A line for each difference from what was expected. */
  same(what: string, expected: unknown, came: unknown): boolean;
  wrong(what: string, expected: string, came: string): void;
  checks(): number;
  count(what: string, by?: number): void;
  step<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  /** An act that must be refused with this code. */
  refusal(what: string, code: string, problem: { code: string; detail: string } | null): void;
};

/** After so many lines the rest is only counted. */
const MOST_PROBLEMS = 200;

export function openJournal(say: (line: string) => void): Journal {
  let checks = 0;
  const journal: Journal = {
    problems: [], refusals: [], counts: new Map(), steps: [],
    checks: () => checks,
    same(what, expected, came) {
      checks += 1;
      const [left, right] = [textOf(expected), textOf(came)];
      if (left === right) return true;
      journal.wrong(what, left, right);
      return false;
    },
    wrong(what, expected, came) {
      const line = `${what}: expected ${expected}, came ${came}`;
      journal.problems.push(line);
      if (journal.problems.length <= MOST_PROBLEMS) say(`  ✗ ${line}`);
    },
    count: (what, by = 1) => void journal.counts.set(what, (journal.counts.get(what) ?? 0) + by),
    async step(name, work) {
      const started = performance.now();
      try {
        return await work();
      } finally {
        const milliseconds = performance.now() - started;
        const known = journal.steps.find((step) => step.name === name);
        if (known === undefined) journal.steps.push({ name, milliseconds });
        else known.milliseconds += milliseconds;
      }
    },
    refusal(what, code, problem) {
      journal.same(`${what} is refused`, code, problem?.code ?? 'not refused');
      if (problem !== null) journal.refusals.push({ what, code: problem.code, sentence: problem.detail });
    },
  };
  return journal;
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return (text ?? 'nothing').length > 400 ? `${(text ?? '').slice(0, 400)}…` : (text ?? 'nothing');
}
