import { BLOCKS, CALLOUTS, MARKS, type Attributes, type Mark, type TextNode } from './types.ts';

/** No procedure nests deeper; what does is not a text but an attempt to exhaust whoever reads it. */
const DEEPEST = 40;
const MOST_NODES = 100_000;

export type ReadText = { readonly ok: true; readonly doc: TextNode } | { readonly ok: false; readonly fault: string };

class Unreadable extends Error {}

/** The text that an editor sent, checked part by part: only what is known here can come into a version (SEC-03). */
export function readText(value: unknown): ReadText {
  const count = { nodes: 0 };
  try {
    const doc = readNode(value, 0, count);
    return doc.kind === 'doc' ? { ok: true, doc } : { ok: false, fault: 'it does not begin with a document' };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, fault: error.message };
    throw error;
  }
}

function readNode(value: unknown, depth: number, count: { nodes: number }): TextNode {
  const node = objectOf(value);
  const kind = BLOCKS.find((known) => known === node['type']);
  count.nodes += 1;
  if (kind === undefined) throw new Unreadable('a part of it is of an unknown kind');
  if (depth > DEEPEST) throw new Unreadable('its parts are nested too deeply');
  if (count.nodes > MOST_NODES) throw new Unreadable('it has too many parts');
  const text = node['text'] ?? '';
  if (typeof text !== 'string' || text.includes('\u0000')) throw new Unreadable('a piece of its text is not text');
  return {
    kind, text,
    content: listOf(node['content']).map((child) => readNode(child, depth + 1, count)),
    marks: listOf(node['marks']).map(readMark),
    attrs: readAttributes(objectOf(node['attrs'] ?? {})),
  };
}

function readMark(value: unknown): Mark {
  const mark = objectOf(value);
  const kind = MARKS.find((known) => known === mark['type']);
  if (kind === undefined) throw new Unreadable('a format in it is unknown');
  const href = objectOf(mark['attrs'] ?? {})['href'];
  return { kind, href: kind === 'link' && typeof href === 'string' && /^(?:https?:\/\/|mailto:)/iu.test(href) && href.length <= 2000 ? href : null };
}

function readAttributes(attrs: Readonly<Record<string, unknown>>): Attributes {
  const { number, kind, type, figure } = attrs;
  return {
    level: whole(attrs['level'], 1, 1, 4),
    number: typeof number === 'string' ? number.trim().slice(0, 20) : null,
    start: whole(attrs['start'], 1, 0, 100_000),
    listType: typeof type === 'string' && /^[1aAiI]$/u.test(type) ? type : null,
    colspan: whole(attrs['colspan'], 1, 1, 200),
    rowspan: whole(attrs['rowspan'], 1, 1, 2000),
    callout: CALLOUTS.find((known) => known === kind) ?? 'note',
    figure: typeof figure === 'string' && /^[0-9a-f]{64}$/u.test(figure) ? figure : '',
    alt: shortText(attrs['alt'], 500),
    caption: shortText(attrs['caption'], 1000),
  };
}

function whole(value: unknown, otherwise: number, least: number, most: number): number {
  return typeof value === 'number' && Number.isInteger(value) ? Math.min(most, Math.max(least, value)) : otherwise;
}

function shortText(value: unknown, most: number): string {
  return typeof value === 'string' ? value.replaceAll('\u0000', '').slice(0, most) : '';
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Unreadable('a part of it is not what it should be');
  return value as Readonly<Record<string, unknown>>; // any object has members of unknown type
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Unreadable('a part of it is not what it should be');
  return value;
}

/** The figures that a text shows, each once. */
export function figuresIn(doc: TextNode): string[] {
  const found = new Set<string>();
  const look = (node: TextNode): void => {
    if (node.kind === 'figure' && node.attrs.figure !== '') found.add(node.attrs.figure);
    node.content.forEach(look);
  };
  look(doc);
  return [...found];
}
