import type { Violation } from './source.ts';

/** The project stands alone: nothing in it refers to the place where it is being written. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/\.\.\/shared\b/, 'a folder beside the repository'],
  [/\/work\/(main|shared)\b/, 'a folder of one machine'],
  [/\/tmp\/spec\b/, 'a folder of one machine'],
  [/\b(?:issue|ticket) #?\d+\b/i, 'an issue number'],
];

const TEXTUAL = /\.(m?ts|tsx|mjs|js|json|md|sql|html|css|sh|ya?ml|txt)$|^[^.]+$|^\.ci\//;
/** Continuous integration runs the acceptance test on a folder beside the checkout when there is one. */
const EXEMPT = new Set(['.ci/run', 'test/architecture/alone.ts', 'test/architecture.test.ts', 'package-lock.json']);

export function checkAlone(file: { readonly path: string; readonly text: string }): Violation[] {
  if (EXEMPT.has(file.path) || !TEXTUAL.test(file.path)) return [];
  return file.text.split('\n').flatMap((line, index) =>
    FOREIGN.flatMap(([pattern, what]) => (pattern.test(line) ? [{ path: file.path, line: index + 1, sentence: `mentions ${what}: ${pattern.exec(line)?.[0] ?? ''}` }] : [])));
}
