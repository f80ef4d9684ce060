import { parseDocument } from 'htmlparser2';
import { cleanText, escapeHtml } from './plain.ts';

export type Tree = ReturnType<typeof parseDocument>;
export type Node = Tree['children'][number];
export type Element = Extract<Node, { readonly attribs: unknown }>;

export function parseHtml(html: string): Tree {
  return parseDocument(html);
}

export function isElement(node: Node): node is Element {
  return 'attribs' in node;
}

const withoutEnd: ReadonlySet<string> = new Set(['br', 'hr', 'img']);

/** HTML of sanitised nodes. Text and attributes are escaped in full, comments and the like have no way in. */
export function outerHtml(nodes: readonly Node[]): string {
  return nodes.map(write).join('');
}

function write(node: Node): string {
  if (node.type === 'text') return node.data.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  if (!isElement(node)) return '';
  const attributes = Object.entries(node.attribs).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`).join('');
  const start = `<${node.name}${attributes}>`;
  return withoutEnd.has(node.name) ? start : `${start}${outerHtml(node.children)}</${node.name}>`;
}

/** Whether the node or anything in it is one of these elements. */
export function holds(node: Node, names: ReadonlySet<string>): boolean {
  if (!isElement(node)) return false;
  return names.has(node.name) || node.children.some((child) => holds(child, names));
}

export const blockNames: ReadonlySet<string> = new Set([
  'p', 'div', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'pre', 'blockquote',
  'figure', 'figcaption', 'aside', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6',
]);

/** Plain text of nodes: a line per block, list item and table row; cells joined by " | "; white space as it is seen. */
export function textOf(nodes: readonly Node[]): string {
  const parts: string[] = [];
  for (const node of nodes) writeText(node, parts, false);
  return cleanText(parts.join(''))
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

function writeText(node: Node, parts: string[], verbatim: boolean): void {
  if (node.type === 'text') {
    parts.push(verbatim ? node.data : node.data.replace(/\s+/g, ' '));
    return;
  }
  if (!isElement(node)) return;
  if (node.name === 'br') parts.push('\n');
  else if (node.name === 'tr') parts.push('\n', rowText(node), '\n');
  else {
    const edge = blockNames.has(node.name) ? '\n' : '';
    parts.push(edge);
    for (const child of node.children) writeText(child, parts, verbatim || node.name === 'pre');
    parts.push(edge);
  }
}

/** A cell stays on its row's line unless it holds a table or a list of its own. */
function rowText(row: Element): string {
  const cells = row.children.filter(isElement).map((cell) => {
    const inner = textOf(cell.children);
    return cell.children.some((child) => holds(child, structured)) ? `\n${inner}\n` : inner.replaceAll('\n', ' ');
  });
  while (cells.at(-1) === '') cells.pop();
  while (cells[0] === '') cells.shift();
  return cells.join(' | ');
}

const structured: ReadonlySet<string> = new Set(['table', 'ul', 'ol']);
