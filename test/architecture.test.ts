// The plan of the house, as far as it can be checked. Each check is first shown a planted violation and must catch it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAlone } from './architecture/alone.ts';
import { checkImports } from './architecture/imports.ts';
import { checkSizes, functionsOf, linesOf, median } from './architecture/sizes.ts';
import { isTest, parse, projectFiles, projectSources, readProjectFile, type Source, type Violation } from './architecture/source.ts';
import { checkStrings } from './architecture/strings.ts';
import { checkClock, checkEscapes, checkExports, checkSetUp } from './architecture/style.ts';

type Planted = readonly [path: string, text: string];
type Check = { readonly name: string; readonly run: (source: Source) => Violation[]; readonly caught: readonly Planted[]; readonly fine: readonly Planted[] };

const long = (lines: number): string => `export function f(): number {\n${'  void 0;\n'.repeat(lines - 2)}}\n`;

const CHECKS: readonly Check[] = [
  {
    name: 'files import only what their name allows, features only leftwards',
    run: checkImports,
    caught: [
      ['src/kernel/day.ts', `import { sql } from 'kysely';`],
      ['src/kernel/day.ts', `import { uuidv7 } from '../platform/ids.ts';`],
      ['src/platform/db/pool.ts', `import { x } from '../../features/audit/types.ts';`],
      ['src/ui/table.tsx', `import { x } from '../features/people/contract.ts';`],
      ['src/ui/table.tsx', `import { readFileSync } from 'node:fs';`],
      ['src/features/people/rules.ts', `import { x } from './store.ts';`],
      ['src/features/people/rules-dates.ts', `import { z } from 'zod';`],
      ['src/features/people/types.ts', `import type { Db } from '../../platform/db/pool.ts';`],
      ['src/features/people/actions.ts', `import { x } from './routes.ts';`],
      ['src/features/people/routes.ts', `import { x } from './store.ts';`],
      ['src/features/people/contract.ts', `import { x } from './actions.ts';`],
      ['src/features/people/web/list.tsx', `import { x } from '../actions.ts';`],
      ['src/features/people/actions.ts', `const { x } = await import('../../app/server.ts');`],
      ['src/features/people/helpers.ts', `export const x = 1;`],
      ['src/app/web/main.tsx', `import { x } from '../../platform/log.ts';`],
      ['src/features/people/actions.ts', `import { reconcile } from '../training/actions.ts';`],
      ['src/features/documents/types.ts', `import type { X } from '../learning/types.ts';`],
      ['src/features/elsewhere/types.ts', `export type X = 1;`],
    ],
    fine: [
      ['src/features/learning/types.ts', `import type { X } from '../documents/types.ts';`],
      ['src/features/training/actions.ts', `import { x } from '../documents/store.ts'; import { y } from './rules.ts'; import { sql } from 'kysely';`],
      ['src/features/people/web/list.tsx', `import { x } from '../contract.ts'; import { useState } from 'react';`],
      ['src/app/web/simulation.tsx', `import { x } from '../simulation/contract.ts';`],
      ['src/app/reactions.ts', `import { x } from '../features/training/actions.ts';`],
    ],
  },
  {
    name: 'files and functions stay short',
    run: checkSizes,
    caught: [
      ['src/platform/x.ts', 'void 0;\n'.repeat(401)],
      ['src/features/people/rules.ts', 'void 0;\n'.repeat(301)],
      ['src/features/people/people.test.ts', 'void 0;\n'.repeat(601)],
      ['src/platform/x.ts', long(61)],
      ['src/features/people/rules-dates.ts', long(41)],
      ['src/ui/table.tsx', long(61)],
    ],
    fine: [['src/platform/x.ts', long(60)], ['src/ui/table.tsx', long(150).replace('function f', 'function Table')]],
  },
  {
    name: 'no clock and no chance outside platform',
    run: checkClock,
    caught: [
      ['src/features/people/rules.ts', 'export const x = Date.now();'],
      ['src/features/people/actions.ts', 'export const x = new Date();'],
      ['src/app/server.ts', 'export const x = Temporal.Now.instant();'],
      ['src/kernel/ids.ts', 'export const x = Math.random();'],
      ['src/ui/day.ts', 'export const x = Date.now();'],
    ],
    fine: [['src/platform/clock.ts', 'export const x = Temporal.Now.instant();'], ['src/ui/clock.ts', 'export const x = Date.now();'], ['src/ui/zone.ts', 'export const x = Temporal.Now.timeZoneId();'], ['src/ui/day.ts', 'export const x = new Date(0);']],
  },
  {
    name: 'exports are named',
    run: checkExports,
    caught: [['src/kernel/day.ts', 'export default 1;'], ['src/kernel/index.ts', `export * from './day.ts';`]],
    fine: [['src/kernel/day.ts', 'export const day = 1;']],
  },
  {
    name: 'tests do not wait for anything between them',
    run: checkSetUp,
    caught: [['src/a.test.ts', `test('a', () => {});\nconst b = await open();\ntest('b', () => {});`], ['src/a.test.ts', `test('a', () => {});\nfor (const b of c) await b();`]],
    fine: [['src/a.test.ts', `const b = await open();\ntest('a', async () => { await b(); });\nconst c = async () => { await b(); };`]],
  },
  {
    name: 'any, as and ! carry their reason',
    run: checkEscapes,
    caught: [
      ['src/kernel/day.ts', 'export const x: any = 1;'],
      ['src/kernel/day.ts', 'export const x = y as string;'],
      ['src/kernel/day.ts', 'export const x = y!.z;'],
      ['src/kernel/day.ts', '// @ts-expect-error\nexport const x = 1;'],
    ],
    fine: [
      ['src/kernel/day.ts', 'export const x = y as string; // the driver gives text'],
      ['src/kernel/day.ts', '// set by the line above\nexport const x = y!.z;'],
      ['src/kernel/day.ts', 'export const x = [1] as const;'],
    ],
  },
  {
    name: 'screens carry no words of their own',
    run: checkStrings,
    caught: [
      ['src/ui/a.tsx', 'export const A = () => <p>Hello</p>;'],
      ['src/ui/a.tsx', 'export const A = () => <input aria-label="Name" />;'],
      ['src/ui/a.tsx', 'export const A = () => <input placeholder={x ? "Name" : t("y")} />;'],
      ['src/features/people/web/a.tsx', 'export const A = () => <p>{open && "Open"}</p>;'],
      ['src/features/people/web/a.tsx', 'export const A = () => <p>{`${n} people`}</p>;'],
    ],
    fine: [['src/ui/a.tsx', 'export const A = () => <p className="page" title={t("title")}>{t("hello")} · {n}</p>;']],
  },
];

const sources = projectSources();

for (const check of CHECKS) {
  test(`architecture: a planted violation is caught (${check.name})`, () => {
    for (const [path, text] of check.caught) assert.notEqual(check.run(parse(path, text)).length, 0, `not caught in ${path}:\n${text.slice(0, 200)}`);
    for (const [path, text] of check.fine) assert.deepEqual(check.run(parse(path, text)), [], `wrongly caught in ${path}`);
  });
  test(`architecture: ${check.name}`, () => assertNone(sources.flatMap(check.run)));
}

test('architecture: a planted violation is caught (the project stands alone)', () => {
  for (const text of ['cp ../shared/data .', 'see /work/main/x', 'fixes issue #12']) assert.equal(checkAlone({ path: 'docs/x.md', text }).length, 1, text);
  assert.deepEqual(checkAlone({ path: 'docs/x.md', text: 'the shared tablet; an issue of controlled copies' }), []);
});

test('architecture: the project stands alone', () => {
  assertNone(projectFiles().flatMap((path) => {
    const text = readProjectFile(path);
    return text === null ? [] : checkAlone({ path, text });
  }));
});

test('architecture: files and functions are short in the middle', () => {
  const own = sources.filter((source) => source.path.startsWith('src/') && !isTest(source.path) && !source.path.endsWith('.gen.ts'));
  const file = median(own.map(linesOf));
  const named = own.flatMap((source) => functionsOf(source).filter((one) => one.name !== '').map((one) => one.lines));
  assert.ok(file <= 100, `half of the files are longer than ${file} lines; 100 is the limit`);
  assert.ok(median(named) <= 12, `half of the functions are longer than ${median(named)} lines; 12 is the limit`);
});

function assertNone(violations: readonly Violation[]): void {
  const list = violations.map((violation) => `${violation.path}:${violation.line} ${violation.sentence}`);
  assert.equal(list.length, 0, `${list.length} violation(s)\n${list.join('\n')}`);
}
