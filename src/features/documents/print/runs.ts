import { isElement, parseHtml, type Element, type Node } from '../convert/tree.ts';

export type Style = { readonly bold: boolean; readonly italic: boolean; readonly code: boolean; readonly underline: boolean; readonly strike: boolean; readonly shift: 'sub' | 'sup' | null };
export type Run = { readonly text: string; readonly style: Style };

/** What a page is made of, in order. Lists are flattened: each item knows its depth and its mark. */
export type Block =
  | { readonly kind: 'text'; readonly role: 'P' | 'H3' | 'LI' | 'BlockQuote' | 'Code'; readonly runs: readonly Run[]; readonly depth: number; readonly mark: string | null }
  | { readonly kind: 'picture'; readonly data: string; readonly alt: string; readonly depth: number }
  | { readonly kind: 'rule' }
  | { readonly kind: 'table'; readonly rows: readonly (readonly Cell[])[] };
export type Cell = { readonly runs: readonly Run[]; readonly head: boolean; readonly span: number };

const PLAIN: Style = { bold: false, italic: false, code: false, underline: false, strike: false, shift: null };
const BLOCKS = new Set(['p', 'div', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'pre', 'blockquote', 'figure', 'figcaption', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'img']);

/** Sanitised HTML of a section as blocks to be printed. */
export function blocksOf(html: string): Block[] {
  const blocks: Block[] = [];
  blocksIn(parseHtml(html).children, { depth: 0, mark: null, style: PLAIN, role: 'P' }, blocks);
  return blocks;
}

type Place = { readonly depth: number; readonly mark: string | null; readonly style: Style; readonly role: Extract<Block, { kind: 'text' }>['role'] };

function blocksIn(nodes: readonly Node[], place: Place, out: Block[]): void {
  let inline: Node[] = [];
  let mark = place.mark;
  const flush = (): void => {
    const runs = tidy(inline.flatMap((node) => runsOf(node, place.style, place.role === 'Code')), place.role === 'Code');
    inline = [];
    if (runs.length === 0 && mark === null) return;
    out.push({ kind: 'text', role: place.role, runs, depth: place.depth, mark });
    mark = null;
  };
  for (const node of nodes) {
    if (!isElement(node) || !(BLOCKS.has(node.name) || holdsBlock(node))) { inline.push(node); continue; }
    if (inline.some((one) => textOf(one).trim() !== '') || (mark !== null && node.name !== 'p' && node.name !== 'div')) flush();
    inline = [];
    const before = out.length;
    blockOf(node, { ...place, mark }, out);
    if (out.length > before) mark = null;
  }
  if (mark !== null || inline.some((one) => textOf(one).trim() !== '' || (isElement(one) && one.name === 'input'))) flush();
}

function blockOf(element: Element, place: Place, out: Block[]): void {
  const { name, children } = element;
  switch (name) {
    case 'ul': case 'ol': return listOf(element, place, out);
    case 'table': return void out.push(tableOf(element));
    case 'hr': return void out.push({ kind: 'rule' });
    case 'img': return void out.push({ kind: 'picture', data: element.attribs['src'] ?? '', alt: element.attribs['alt'] ?? '', depth: place.depth });
    case 'pre': return blocksIn(children, { ...place, role: 'Code', style: { ...place.style, code: true } }, out);
    case 'blockquote': return blocksIn(children, { ...place, depth: place.depth + 1, role: 'BlockQuote' }, out);
    case 'dd': return blocksIn(children, { ...place, depth: place.depth + 1 }, out);
    case 'dt': return blocksIn(children, { ...place, style: { ...place.style, bold: true } }, out);
    case 'figcaption': return blocksIn(children, { ...place, style: { ...place.style, italic: true } }, out);
    case 'h1': case 'h2': case 'h3': case 'h4': case 'h5': case 'h6': return blocksIn(children, { ...place, role: 'H3', style: { ...place.style, bold: true } }, out);
    default: return blocksIn(children, place, out);
  }
}

function listOf(list: Element, place: Place, out: Block[]): void {
  const first = Number.parseInt(list.attribs['start'] ?? '1', 10);
  let count = Number.isFinite(first) ? first : 1;
  for (const item of list.children) {
    if (!isElement(item)) continue;
    if (item.name !== 'li') { blockOf(item, place, out); continue; }
    const value = Number.parseInt(item.attribs['value'] ?? '', 10);
    if (Number.isFinite(value)) count = value;
    const mark = list.name === 'ul' ? '•' : `${numeral(count, list.attribs['type'] ?? '1')}.`;
    blocksIn(item.children, { ...place, depth: place.depth + 1, role: 'LI', mark }, out);
    count += list.attribs['reversed'] === undefined ? 1 : -1;
  }
}

const ROMAN: readonly (readonly [number, string])[] = [[1000, 'm'], [900, 'cm'], [500, 'd'], [400, 'cd'], [100, 'c'], [90, 'xc'], [50, 'l'], [40, 'xl'], [10, 'x'], [9, 'ix'], [5, 'v'], [4, 'iv'], [1, 'i']];

/** A number as lists write it: 1, a, A, i or I. */
export function numeral(value: number, type: string): string {
  const written = type.toLowerCase() === 'a' && value >= 1 ? letters(value) : type.toLowerCase() === 'i' && value >= 1 && value < 4000 ? roman(value) : String(value);
  return type === 'A' || type === 'I' ? written.toUpperCase() : written;
}

function letters(value: number): string {
  return value <= 0 ? '' : letters(Math.floor((value - 1) / 26)) + String.fromCodePoint(97 + ((value - 1) % 26));
}

function roman(value: number): string {
  const [size, sign] = ROMAN.find(([least]) => least <= value) ?? [value, ''];
  return value <= 0 ? '' : sign + roman(value - size);
}

function tableOf(table: Element): Block {
  const rows: Cell[][] = [];
  const visit = (element: Element): void => {
    for (const child of element.children) {
      if (!isElement(child)) continue;
      if (child.name === 'tr') rows.push(child.children.filter((cell): cell is Element => isElement(cell) && (cell.name === 'td' || cell.name === 'th')).map(cellOf));
      else if (child.name === 'caption') rows.push([{ runs: tidy(runsOf(child, { ...PLAIN, italic: true }, false), false), head: false, span: 1000 }]);
      else visit(child);
    }
  };
  visit(table);
  return { kind: 'table', rows: rows.filter((row) => row.length > 0) };
}

function cellOf(cell: Element): Cell {
  const head = cell.name === 'th';
  return { runs: tidy(runsOf(cell, { ...PLAIN, bold: head }, false), false), head, span: Math.min(50, Math.max(1, Number.parseInt(cell.attribs['colspan'] ?? '1', 10) || 1)) };
}

/** The words of a node with their style; a block within (as in a cell) begins on a new line. */
function runsOf(node: Node, style: Style, pre: boolean): Run[] {
  if (node.type === 'text') return [{ text: pre ? node.data : node.data.replaceAll(/\s+/gu, ' '), style }];
  if (!isElement(node)) return [];
  if (node.name === 'br') return [{ text: '\n', style }];
  if (node.name === 'input') return [{ text: node.attribs['checked'] === undefined ? '[ ] ' : '[x] ', style }];
  if (node.name === 'img') return [{ text: `[${node.attribs['alt'] ?? ''}]`, style }];
  const inner = node.children.flatMap((child) => runsOf(child, styled(node.name, style), pre));
  return BLOCKS.has(node.name) ? [{ text: '\n', style }, ...inner, { text: '\n', style }] : inner;
}

function styled(name: string, style: Style): Style {
  switch (name) {
    case 'strong': case 'b': case 'dt': case 'th': return { ...style, bold: true };
    case 'em': case 'i': case 'cite': case 'var': case 'dfn': return { ...style, italic: true };
    case 'code': case 'kbd': case 'samp': case 'pre': return { ...style, code: true };
    case 'u': case 'ins': case 'a': return { ...style, underline: true };
    case 's': case 'del': return { ...style, strike: true };
    case 'sub': case 'sup': return { ...style, shift: name };
    default: return style;
  }
}

/** No space at either end, none doubled across runs, no empty lines except in code. */
function tidy(runs: readonly Run[], pre: boolean): Run[] {
  const out: Run[] = [];
  let end = '\n';
  for (const run of runs) {
    let { text } = run;
    if (!pre && (end === '\n' || end === ' ')) text = text === '\n' && end === '\n' ? '' : text.replace(/^ +/u, '');
    if (text === '') continue;
    end = text.at(-1) ?? end;
    out.push({ ...run, text });
  }
  for (let last = out.at(-1); last !== undefined && last.text.trim() === ''; last = out.at(-1)) out.pop();
  return out;
}

function holdsBlock(element: Element): boolean {
  return element.children.some((child) => isElement(child) && (BLOCKS.has(child.name) || holdsBlock(child)));
}

function textOf(node: Node): string {
  if (node.type === 'text') return node.data;
  return isElement(node) ? node.children.map(textOf).join('') : '';
}
