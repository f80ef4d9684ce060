// npm test: everything. `node tools/run.mjs tools/test.ts unit db` runs parts: static, unit, db, http, build, e2e.
import { PARTS, tests, tool, type Counts, type Part, type Step } from './test/run.ts';

const DATABASE = ['--test-isolation=process', '--test-concurrency=2', '--test-timeout=180000', '--test-force-exit', '--test-global-setup=test/kit/global-setup.ts'];

const STEPS: readonly Step[] = [
  tool('types', 'static', 'node_modules/typescript/bin/tsc', '--noEmit'),
  tool('types of the pure core', 'static', 'node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.pure.json'),
  tool('lint', 'static', 'node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings', '--format=unix'),
  tool('dead code and unlisted packages', 'static', 'node_modules/knip/bin/knip.js', '--no-progress'),
  tests({ name: 'unit tests', part: 'unit', pattern: ['src/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts', 'bench/**/*.test.ts'], not: /\.(db|http)\.test\.ts$/, flags: ['--test-isolation=none', '--test-timeout=120000', '--test-force-exit'] }),
  tests({ name: 'database tests', part: 'db', pattern: ['src/**/*.db.test.ts', 'test/**/*.db.test.ts'], flags: DATABASE }),
  tests({ name: 'HTTP tests', part: 'http', pattern: ['src/**/*.http.test.ts', 'test/**/*.http.test.ts'], flags: DATABASE }),
  tool('generated files are up to date', 'db', 'tools/generate.ts', '--check'),
  tool('web build', 'build', 'node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'),
  tests({ name: 'browser tests', part: 'e2e', pattern: 'e2e/**/*.e2e.ts', flags: ['--test-isolation=process', '--test-concurrency=2', '--test-timeout=300000', '--test-force-exit', '--test-global-setup=test/kit/global-setup.ts'] }),
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !PARTS.some((part) => part === name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. The parts are ${PARTS.join(', ')}.`);
  process.exit(2);
}
const wanted = (part: Part): boolean => asked.length === 0 || asked.includes(part) || (part === 'build' && asked.includes('e2e'));

const total = await runAll(STEPS.filter((step) => wanted(step.part)));
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

async function runAll(steps: readonly Step[]): Promise<Counts> {
  let passed = 0;
  let failed = 0;
  for (const [index, step] of steps.entries()) {
    process.stdout.write(`[${index + 1}/${steps.length}] ${step.name}`);
    const started = performance.now();
    const counts = await step.run();
    passed += counts.passed;
    failed += counts.failed;
    console.log(`  ${counts.failed === 0 ? 'ok' : `${counts.failed} FAILED`}  ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
  return { passed, failed };
}
