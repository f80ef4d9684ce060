import { oneLine } from './plain.ts';
import { blockNames, holds, isElement, outerHtml, parseHtml, textOf } from './tree.ts';
import type { Element, Node } from './tree.ts';

/** A piece of a document that is never divided: a heading, a paragraph, a list, a table. */
export type Block = {
  readonly html: string;
  readonly text: string;
  /** 1 to 6 for a heading, 0 for anything else. */
  readonly level: number;
  /** A single line that is bold throughout: the usual heading of a document without heading styles. */
  readonly bold: boolean;
  /** A paragraph, as opposed to a list, a table or a picture. */
  readonly paragraph: boolean;
};

const headingNames: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const pictureNames: ReadonlySet<string> = new Set(['img']);
const boldNames: ReadonlySet<string> = new Set(['strong', 'b']);

/** A heading longer than this is a paragraph in a heading's style. */
const longestHeading = 250;

/** The blocks of sanitised HTML in their order. Containers are opened; loose text becomes paragraphs. */
export function blocksOf(html: string): Block[] {
  const blocks: Block[] = [];
  gather(parseHtml(html).children, blocks);
  return blocks;
}

function gather(nodes: readonly Node[], blocks: Block[]): void {
  let loose: Node[] = [];
  const flush = () => {
    if (loose.length > 0) addParagraph(loose, blocks);
    loose = [];
  };
  for (const node of nodes) {
    if (!isElement(node) || !opens(node)) {
      loose.push(node);
      continue;
    }
    flush();
    if (headingNames.has(node.name)) addHeading(node, blocks);
    else if (node.name === 'p') addParagraph(node.children, blocks);
    else if (opaque.has(node.name)) addWhole(node, blocks);
    else gather(node.children, blocks);
  }
  flush();
}

/** Blocks that keep their inner structure. */
const opaque: ReadonlySet<string> = new Set(['ul', 'ol', 'dl', 'table', 'pre', 'blockquote', 'figure', 'aside', 'hr']);

/** Whether an element ends the paragraph before it: a block, or an inline element wrapped around blocks. */
function opens(element: Element): boolean {
  return holds(element, blockNames);
}

function addHeading(element: Element, blocks: Block[]): void {
  const text = oneLine(textOf(element.children)).replace(/\s*[¶#]$/, '');
  if (text.length > longestHeading) {
    addParagraph(element.children, blocks);
    return;
  }
  if (text !== '') blocks.push({ html: '', text, level: Number(element.name[1]), bold: false, paragraph: false });
  const pictures = picturesIn(element);
  if (pictures.length > 0) blocks.push({ html: `<p>${outerHtml(pictures)}</p>`, text: '', level: 0, bold: false, paragraph: false });
}

function addParagraph(nodes: readonly Node[], blocks: Block[]): void {
  const text = textOf(nodes);
  const picture = nodes.some((node) => holds(node, pictureNames));
  if (text === '' && !picture) return;
  const bold = !picture && !text.includes('\n') && nodes.every(boldThroughout);
  blocks.push({ html: `<p>${outerHtml(nodes).trim()}</p>`, text, level: 0, bold, paragraph: !picture });
}

function addWhole(element: Element, blocks: Block[]): void {
  const text = textOf([element]);
  if (text === '' && element.name !== 'hr' && !holds(element, pictureNames)) return;
  const lines = text.split('\n').length;
  const bold = element.name === 'ol' && lines === 1 && element.children.every((item) => (isElement(item) ? item.children : [item]).every(boldThroughout));
  blocks.push({ html: outerHtml([element]), text, level: 0, bold, paragraph: false });
}

function boldThroughout(node: Node): boolean {
  if (node.type === 'text') return node.data.trim() === '';
  if (!isElement(node)) return true;
  return boldNames.has(node.name) || (node.children.length > 0 && node.children.every(boldThroughout)) || node.name === 'br';
}

function picturesIn(element: Element): Element[] {
  return element.children.filter(isElement).flatMap((child) => (child.name === 'img' ? [child] : picturesIn(child)));
}
