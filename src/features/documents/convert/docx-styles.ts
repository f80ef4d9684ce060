import { parseDocument } from 'htmlparser2';
import { isElement } from './tree.ts';
import type { Element, Node } from './tree.ts';

/** What matters of a Word paragraph style, after inheritance. */
export type Style = {
  readonly id: string;
  readonly name: string;
  /** 1 to 6 for a heading style. */
  readonly heading: number;
  readonly numId: string | null;
  readonly level: number | null;
};

type RawStyle = { readonly name: string; readonly basedOn: string | null; readonly outline: number | null; readonly numId: string | null; readonly level: number | null };

export function parseXml(xml: string) {
  return parseDocument(xml, { xmlMode: true, withStartIndices: true, withEndIndices: true });
}

export function children(node: Element | null, name: string): Element[] {
  return node === null ? [] : node.children.filter(isElement).filter((child) => child.name === name);
}

export function child(node: Element | null, name: string): Element | null {
  return children(node, name)[0] ?? null;
}

export function value(node: Element | null): string | null {
  return node?.attribs['w:val'] ?? null;
}

/** All elements of a name, without recursion into those found unless asked: documents nest deeply, the stack does not. */
export function everyElement(root: readonly Node[], name: string): Element[] {
  const found: Element[] = [];
  const open: Node[] = root.toReversed();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!isElement(node) || node.name === 'mc:AlternateContent') continue;
    if (node.name === name) found.push(node);
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const next = node.children[index];
      if (next) open.push(next);
    }
  }
  return found;
}

export function readStyles(xml: string): ReadonlyMap<string, Style> {
  const raw = new Map<string, RawStyle>();
  for (const style of everyElement(parseXml(xml).children, 'w:style')) {
    if (style.attribs['w:type'] !== 'paragraph') continue;
    const properties = child(style, 'w:pPr');
    const numbering = child(properties, 'w:numPr');
    raw.set(style.attribs['w:styleId'] ?? '', {
      name: value(child(style, 'w:name')) ?? '',
      basedOn: value(child(style, 'w:basedOn')),
      outline: integer(value(child(properties, 'w:outlineLvl'))),
      numId: value(child(numbering, 'w:numId')),
      level: integer(value(child(numbering, 'w:ilvl'))),
    });
  }
  return new Map([...raw.keys()].map((id) => [id, resolve(id, raw)]));
}

function resolve(id: string, raw: ReadonlyMap<string, RawStyle>): Style {
  const chain: RawStyle[] = [];
  for (let at: string | null = id; at !== null && chain.length < 20; ) {
    const style = raw.get(at);
    if (style === undefined) break;
    chain.push(style);
    at = style.basedOn;
  }
  const first = <Value>(pick: (style: RawStyle) => Value | null): Value | null => chain.map(pick).find((found) => found !== null) ?? null;
  return { id, name: chain[0]?.name ?? '', heading: headingLevel(first(namedLevel) ?? first((style) => style.outline)), numId: first((style) => style.numId), level: first((style) => style.level) };
}

/** "heading 2" is an outline level of 1, whatever else the style says. */
function namedLevel(style: RawStyle): number | null {
  const named = /^heading ([1-6])$/i.exec(style.name)?.[1];
  return named === undefined ? null : Number(named) - 1;
}

/** Outline level 9 is Word's "body text". */
function headingLevel(outline: number | null): number {
  return outline === null || outline > 5 || outline < 0 ? 0 : outline + 1;
}

export function integer(text: string | null): number | null {
  return text !== null && /^-?\d{1,6}$/.test(text) ? Number(text) : null;
}
