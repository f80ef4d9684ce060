import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';

export const projectRoot = join(import.meta.dirname, '../..');

/** A node of the syntax tree, as far as the checks look at it. */
export type Node = { readonly type: string; readonly start: number; readonly end: number; readonly [key: string]: unknown };
export type Comment = { readonly start: number; readonly end: number; readonly value: string };
export type Import = { readonly target: string; readonly start: number };
export type Source = {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly tree: Node;
  readonly comments: readonly Comment[];
  readonly imports: readonly Import[];
  readonly exportsDefault: boolean;
  readonly exportsAll: boolean;
};

export type Violation = { readonly path: string; readonly line: number; readonly sentence: string };

export function parse(path: string, text: string): Source {
  const { program, comments, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]?.message ?? 'does not parse'}`);
  const exported = module.staticExports.flatMap((one) => one.entries);
  const from = [...module.staticImports.map((one) => one.moduleRequest), ...exported.flatMap((entry) => (entry.moduleRequest === null ? [] : [entry.moduleRequest]))];
  const lazy = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const written = text.slice(moduleRequest.start, moduleRequest.end);
    return /^['"].*['"]$/.test(written) ? [{ target: written.slice(1, -1), start: moduleRequest.start }] : [];
  });
  return {
    path, text, comments,
    tree: program as unknown as Node, // the parser's own union of node types is too narrow for a generic walk
    imports: [...from.map((request) => ({ target: request.value, start: request.start })), ...lazy],
    exportsDefault: exported.some((entry) => entry.exportName.kind === 'Default'),
    exportsAll: exported.some((entry) => entry.importName.kind === 'AllButDefault' || entry.importName.kind === 'All'),
  };
}

/** Every file that is or will be in the repository. */
export function projectFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: projectRoot, encoding: 'utf8', maxBuffer: 64 << 20 });
  return [...new Set(listed.split('\n'))].filter((path) => path !== '');
}

export function readProjectFile(path: string): string | null {
  try {
    return readFileSync(join(projectRoot, path), 'utf8');
  } catch {
    return null; // listed by git, but deleted in the working tree
  }
}

export function projectSources(): Source[] {
  return projectFiles().filter((path) => /^(src|test|e2e|bench|tools)\/.*\.tsx?$/.test(path)).flatMap((path) => {
    const text = readProjectFile(path);
    return text === null ? [] : [parse(path, text)];
  });
}

export function lineOf(source: Pick<Source, 'text'>, offset: number): number {
  return source.text.slice(0, offset).split('\n').length;
}

export function isTest(path: string): boolean {
  return /\.(test|e2e)\.tsx?$/.test(path);
}

/** Visits every node, parents first. */
export function walk(node: Node, visit: (node: Node, parent: Node | null) => void, parent: Node | null = null): void {
  visit(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit, node);
    }
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
