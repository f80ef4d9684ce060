// What a test run prints: one line per file, failures in full as they happen; the counts go to TEST_COUNTS_FILE.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { inspect } from 'node:util';
import type { TestEvent } from 'node:test/reporters';

type Tally = { file: string; passed: number; failed: number; milliseconds: number };

export async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let current: Tally | null = null;
  for await (const event of events) {
    if (event.type === 'test:summary' && event.data.file === undefined) {
      const { passed, failed, cancelled } = countsOf(event.data.counts);
      writeFileSync(process.env['TEST_COUNTS_FILE'] ?? '/dev/null', JSON.stringify({ passed, failed: failed + cancelled }));
    }
    if (event.type === 'test:diagnostic' && event.data.file !== undefined) yield `    ${event.data.message}\n`; // errors outside of any test, for one
    if (event.type === 'test:stderr' || event.type === 'test:stdout') yield event.data.message;
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const file = relative(process.cwd(), event.data.file ?? '');
    if (current !== null && current.file !== file) yield lineOf(current);
    if (current === null || current.file !== file) current = { file, passed: 0, failed: 0, milliseconds: 0 };
    if (event.data.nesting === 0) current.milliseconds += event.data.details.duration_ms;
    if (event.type === 'test:pass') current.passed += 1;
    else {
      current.failed += 1;
      yield `    ✖ ${event.data.name}\n      ${file}:${event.data.line ?? ''}\n${indent(messageOf(event.data.details.error))}\n`;
    }
  }
  if (current !== null) yield lineOf(current);
}

// The default export is what `node --test-reporter` reads.
export { report as default };

function countsOf(counts: Record<string, number>): { passed: number; failed: number; cancelled: number } {
  return { passed: counts['passed'] ?? 0, failed: counts['failed'] ?? 0, cancelled: counts['cancelled'] ?? 0 };
}

function lineOf(tally: Tally): string {
  const mark = tally.failed === 0 ? '✔' : '✖';
  const failed = tally.failed === 0 ? '' : `, ${tally.failed} failed`;
  return `    ${mark} ${tally.file}  ${tally.passed} passed${failed}  ${(tally.milliseconds / 1000).toFixed(1)} s\n`;
}

function messageOf(error: unknown): string {
  const cause: unknown = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (!(cause instanceof Error)) return inspect(cause);
  return cause.stack ?? cause.message;
}

function indent(text: string): string {
  return text.split('\n').slice(0, 60).map((line) => `        ${line.slice(0, 400)}`).join('\n');
}
