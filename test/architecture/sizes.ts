import { isTest, lineOf, walk, type Node, type Source, type Violation } from './source.ts';

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** Files and functions short enough to be read at once. Tests are long lists by nature: only the file counts. */
export function checkSizes(source: Source): Violation[] {
  if (source.path.endsWith('.gen.ts')) return [];
  const lines = linesOf(source);
  const limit = isTest(source.path) ? 600 : isRules(source.path) ? 300 : 400;
  const file = lines > limit ? [{ path: source.path, line: limit + 1, sentence: `has ${lines} lines; the limit is ${limit}: split it by what it is about` }] : [];
  if (isTest(source.path)) return file;
  return [...file, ...functionsOf(source).flatMap(({ name, line, lines: length }) => {
    const most = functionLimit(source.path, name);
    return length > most ? [{ path: source.path, line, sentence: `${name || 'a function'} has ${length} lines; the limit is ${most}` }] : [];
  })];
}

export function linesOf(source: Pick<Source, 'text'>): number {
  return source.text.replace(/\n$/, '').split('\n').length;
}

type Function = { readonly name: string; readonly line: number; readonly lines: number };

export function functionsOf(source: Source): Function[] {
  const found: Function[] = [];
  walk(source.tree, (node, parent) => {
    if (!FUNCTIONS.has(node.type)) return;
    const line = lineOf(source, node.start);
    found.push({ name: nameOf(node) ?? (parent === null ? undefined : nameOf(parent)) ?? '', line, lines: lineOf(source, node.end) - line + 1 });
  });
  return found;
}

function functionLimit(path: string, name: string): number {
  if (path.endsWith('.tsx') && /^[A-Z]/.test(name)) return 150;
  return isRules(path) ? 40 : 60;
}

function isRules(path: string): boolean {
  return /\/rules(-[\w-]+)?\.ts$/.test(path);
}

function nameOf(node: Node): string | undefined {
  const named = (node['id'] ?? node['key']) as Node | null | undefined; // the two fields in which a declaration keeps its name
  return named?.type === 'Identifier' ? String(named['name']) : undefined;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
