import { isNode, isTest, lineOf, walk, type Node, type Source, type Violation } from './source.ts';

/** The browser's clock, for "two hours ago" on screens; what counts is always the server's. */
const BROWSER_CLOCK = 'src/ui/clock.ts';

/** The clock and the dice are in platform; everything else is given the time and its ids. */
export function checkClock(source: Source): Violation[] {
  if (!source.path.startsWith('src/') || source.path.startsWith('src/platform/') || source.path === BROWSER_CLOCK || isTest(source.path)) return [];
  const found: Violation[] = [];
  const add = (node: Node, what: string): void => void found.push({ path: source.path, line: lineOf(source, node.start), sentence: `${what} outside src/platform: take the time from ctx.now, ids from ctx.newId` });
  walk(source.tree, (node, parent) => {
    if (node.type === 'NewExpression' && nameIs(node['callee'], 'Date') && Array.isArray(node['arguments']) && node['arguments'].length === 0) add(node, 'new Date()');
    if (node.type !== 'MemberExpression') return;
    if (member(node, 'Date', 'now')) add(node, 'Date.now');
    if (member(node, 'Math', 'random')) add(node, 'Math.random');
    const zoneOnly = parent?.type === 'MemberExpression' && nameIs(parent['property'], 'timeZoneId'); // a setting of the reader's device, not a time
    if (member(node, 'Temporal', 'Now') && !zoneOnly) add(node, 'Temporal.Now');
  });
  return found;
}

/** Named exports only, and no file that only passes on others. */
export function checkExports(source: Source): Violation[] {
  const violations: Violation[] = [];
  if (source.exportsDefault) violations.push({ path: source.path, line: 1, sentence: 'has a default export; exports are named' });
  if (source.exportsAll) violations.push({ path: source.path, line: 1, sentence: 'passes on another file with `export *`; import from where it is' });
  return violations;
}

/** A test begins as soon as it is named: what a file waits for after that runs beside its tests, against the same server. */
export function checkSetUp(source: Source): Violation[] {
  if (!isTest(source.path)) return [];
  const body = Array.isArray(source.tree['body']) ? source.tree['body'].filter(isNode) : [];
  const first = body.findIndex((node) => node.type === 'ExpressionStatement' && isNode(node['expression']) && isNode(node['expression']['callee']) && nameIs(node['expression']['callee'], 'test'));
  if (first === -1) return [];
  return body.slice(first + 1).filter(waits).map((node) => ({ path: source.path, line: lineOf(source, node.start), sentence: 'waits between tests, while the ones before are running: do it before the first test or inside one' }));
}

/** Whether an `await` stands outside any function. */
function waits(node: Node): boolean {
  if (node.type === 'AwaitExpression') return true;
  if (/Function/.test(node.type)) return false;
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value])).some((child) => isNode(child) && waits(child));
}

/** `any`, `as`, `!` and suppressed errors each say why they are right, in a comment on the same line or the one above. */
export function checkEscapes(source: Source): Violation[] {
  if (isTest(source.path) || source.path.endsWith('.gen.ts')) return [];
  const found: Violation[] = [];
  const lines = source.text.split('\n');
  const commented = new Set(source.comments.flatMap((comment) => {
    const first = lineOf(source, comment.start);
    const last = lineOf(source, comment.end);
    return lines[first - 1]?.trimStart().startsWith('/') === true ? [first, last, last + 1] : [first, last];
  }));
  walk(source.tree, (node, parent) => {
    const what = escapeOf(node, parent);
    if (what === null) return;
    const first = lineOf(source, node.start);
    const last = lineOf(source, node.end);
    for (let line = first; line <= last; line += 1) if (commented.has(line)) return;
    found.push({ path: source.path, line: last, sentence: `${what} without the reason in a comment beside it` });
  });
  for (const comment of source.comments) {
    if (/@ts-(ignore|nocheck|expect-error)\s*$|(eslint|oxlint)-disable[\w-]*\s*[\w/@-]*\s*$/.test(comment.value)) found.push({ path: source.path, line: lineOf(source, comment.start), sentence: 'suppresses a check without saying why' });
  }
  return found;
}

function escapeOf(node: Node, parent: Node | null): string | null {
  if (node.type === 'TSAnyKeyword') return '`any`';
  if (node.type === 'TSNonNullExpression') return '`!`';
  if (node.type !== 'TSAsExpression') return null;
  const target = node['typeAnnotation'];
  if (isNode(target) && target.type === 'TSTypeReference' && nameIs(target['typeName'], 'const')) return null;
  return parent?.type === 'TSAsExpression' ? null : '`as`'; // of `x as unknown as T` the outer one counts
}

function nameIs(node: unknown, name: string): boolean {
  return isNode(node) && node.type === 'Identifier' && node['name'] === name;
}

function member(node: Node, object: string, property: string): boolean {
  return nameIs(node['object'], object) && nameIs(node['property'], property);
}
