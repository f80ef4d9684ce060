import { numbersOf, withNumber } from './rules-numbering.ts';
import type { CalloutKind, Mark, MarkKind, TextNode } from './types.ts';

/** The word that opens a callout. It is text, so that it is read aloud, printed and compared like any other word. */
export const CALLOUT_WORDS: Readonly<Record<CalloutKind, string>> = { note: 'Note', caution: 'Caution', warning: 'Warning' };

/**
 * A file of its own, readable in any browser, read into sections like an uploaded one (DOC-03). It names its generator because its
 * title is never its first heading: the author of a written text may well begin with a heading that has no text of its own.
 */
export function fileOf(title: string, body: string): string {
  return `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="generator" content="Readback">\n<title>${escaped(title)}</title>\n</head>\n<body>\n${body}\n</body>\n</html>\n`;
}

/** The text as semantic HTML. `pictureOf` gives the picture of a figure as a data address; a figure without one is left out. */
export function htmlOf(doc: TextNode, pictureOf: (figure: string) => string | null): string {
  const numbers = numbersOf(doc.content.filter((node) => node.kind === 'heading').map((node) => node.attrs)).values();
  const writer: Writer = { pictureOf };
  return doc.content.map((node) => (node.kind === 'heading' ? headingOf(node, numbers.next().value ?? '') : block(node, writer))).join('\n');
}

type Writer = { readonly pictureOf: (figure: string) => string | null };

function headingOf({ attrs, content }: TextNode, number: string): string {
  return `<h${attrs.level}>${withNumber(escaped(number), inline(content))}</h${attrs.level}>`;
}

function blocks(nodes: readonly TextNode[], writer: Writer): string {
  return nodes.map((node) => block(node, writer)).join('\n');
}

function block(node: TextNode, writer: Writer): string {
  const { attrs, content } = node;
  switch (node.kind) {
    case 'heading': return `<p><strong>${inline(content)}</strong></p>`; // within a list, a cell or a callout it begins no section
    case 'paragraph': return `<p>${inline(content)}</p>`;
    case 'bulletList': return `<ul>\n${blocks(content, writer)}\n</ul>`;
    case 'orderedList': return `<ol${attrs.start === 1 ? '' : ` start="${attrs.start}"`}${attrs.listType === null || attrs.listType === '1' ? '' : ` type="${attrs.listType}"`}>\n${blocks(content, writer)}\n</ol>`;
    case 'listItem': return `<li>${inside(content, writer)}</li>`;
    case 'table': return table(content, writer);
    case 'callout': return `<aside class="callout-${attrs.callout}" role="note">\n<p><strong>${CALLOUT_WORDS[attrs.callout]}</strong></p>\n${blocks(content, writer)}\n</aside>`;
    case 'blockquote': return `<blockquote>\n${blocks(content, writer)}\n</blockquote>`;
    case 'codeBlock': return `<pre>${content.map((piece) => escaped(piece.text)).join('')}</pre>`;
    case 'horizontalRule': return '<hr>';
    case 'figure': return figure(node, writer);
    default: return `<p>${inline([node])}</p>`;
  }
}

/** One paragraph in a list item or cell stands there without being a paragraph of its own. */
function inside(content: readonly TextNode[], writer: Writer): string {
  const [first, ...rest] = content;
  if (first?.kind !== 'paragraph' || rest.some((node) => node.kind !== 'bulletList' && node.kind !== 'orderedList')) return blocks(content, writer);
  return rest.length === 0 ? inline(first.content) : `${inline(first.content)}\n${blocks(rest, writer)}`;
}

/** Rows of header cells at the top are the head of the table. */
function table(rows: readonly TextNode[], writer: Writer): string {
  const first = rows.findIndex((row) => row.content.length === 0 || row.content.some((cell) => cell.kind !== 'tableHeader'));
  const heads = first === -1 ? rows.length : first;
  const part = (name: string, some: readonly TextNode[]): string => (some.length === 0 ? '' : `<${name}>\n${some.map((row) => `<tr>${row.content.map((cell) => cellOf(cell, name, writer)).join('')}</tr>`).join('\n')}\n</${name}>\n`);
  return `<table>\n${part('thead', rows.slice(0, heads))}${part('tbody', rows.slice(heads))}</table>`;
}

function cellOf({ kind, attrs, content }: TextNode, part: string, writer: Writer): string {
  const name = kind === 'tableHeader' ? 'th' : 'td';
  const scope = name === 'td' ? '' : ` scope="${part === 'thead' ? 'col' : 'row'}"`;
  const span = `${attrs.colspan === 1 ? '' : ` colspan="${attrs.colspan}"`}${attrs.rowspan === 1 ? '' : ` rowspan="${attrs.rowspan}"`}`;
  return `<${name}${scope}${span}>${inside(content, writer)}</${name}>`;
}

function figure({ attrs }: TextNode, writer: Writer): string {
  const picture = writer.pictureOf(attrs.figure);
  const caption = attrs.caption === '' ? '' : `<figcaption>${escaped(attrs.caption)}</figcaption>`;
  if (picture === null) return caption === '' ? '' : `<p>${escaped(attrs.caption)}</p>`;
  return `<figure><img src="${escaped(picture)}" alt="${escaped(attrs.alt)}">${caption}</figure>`;
}

function inline(nodes: readonly TextNode[]): string {
  return nodes.map((node) => (node.kind === 'hardBreak' ? '<br>' : node.marks.reduce(marked, escaped(node.text)) + inline(node.content))).join('');
}

const MARK_NAMES: Readonly<Record<Exclude<MarkKind, 'link'>, string>> = { bold: 'strong', italic: 'em', underline: 'u', strike: 's', code: 'code', subscript: 'sub', superscript: 'sup' };

function marked(html: string, mark: Mark): string {
  if (mark.kind !== 'link') return `<${MARK_NAMES[mark.kind]}>${html}</${MARK_NAMES[mark.kind]}>`;
  return mark.href === null ? html : `<a href="${escaped(mark.href)}">${html}</a>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
