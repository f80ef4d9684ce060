import { child, everyElement, integer, parseXml, value } from './docx-styles.ts';
import type { Style } from './docx-styles.ts';
import { counter } from './docx-numbering.ts';
import type { Label, Numbering } from './docx-numbering.ts';
import { escapeHtml } from './plain.ts';
import type { Element } from './tree.ts';

/**
 * Word keeps numbers out of the text and computes them for display; the HTML reader leaves them out or counts anew in each list.
 * In a procedure "see 4.1" and "repeat step 7" must stay true, so the numbers are written into the XML before it is read:
 * as text before headings and clauses ("4.1.2 The operator …"), as a marker before simple list items, which `restoreListNumbers`
 * turns into the item's number.
 */
export function writeLabels(documentXml: string, styles: ReadonlyMap<string, Style>, numbering: Numbering): string {
  const label = counter(numbering);
  const edits: Edit[] = [];
  for (const paragraph of everyElement(parseXml(documentXml).children, 'w:p')) {
    const properties = child(paragraph, 'w:pPr');
    const style = styles.get(value(child(properties, 'w:pStyle')) ?? '');
    const own = child(properties, 'w:numPr');
    const numId = value(child(own, 'w:numId')) ?? style?.numId ?? null;
    if (numId === null || numId === '0') continue;
    const level = integer(value(child(own, 'w:ilvl'))) ?? style?.level ?? 0;
    const found = label(numId, level);
    if (found !== null && hasText(paragraph)) edits.push(...editsFor(paragraph, properties, found, (style?.heading ?? 0) > 0));
  }
  return apply(documentXml, edits);
}

type Edit = { readonly at: number; readonly until: number; readonly text: string };

const open = '\u2045';
const close = '\u2046';

function editsFor(paragraph: Element, properties: Element | null, label: Label, heading: boolean): Edit[] {
  const first = paragraph.children[0];
  const start = properties === null ? (first?.startIndex ?? null) : properties.endIndex === null ? null : properties.endIndex + 1;
  if (start === null) return [];
  const clause = heading || label.parts > 1;
  const text = clause ? `${label.text} ` : `${open}${label.format}:${label.count}${close}`;
  const run: Edit = { at: start, until: start, text: `<w:r><w:t xml:space="preserve">${escapeHtml(text)}</w:t></w:r>` };
  return clause && !heading ? [...unlist(properties), run] : [run];
}

/** A clause with its own number is a paragraph, not an item of a list that would number it again. */
function unlist(properties: Element | null): Edit[] {
  const own = child(properties, 'w:numPr');
  const none = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>';
  if (own?.startIndex != null && own.endIndex !== null) return [{ at: own.startIndex, until: own.endIndex + 1, text: none }];
  const last = properties?.children.at(-1);
  return last?.endIndex == null ? [] : [{ at: last.endIndex + 1, until: last.endIndex + 1, text: none }];
}

function hasText(paragraph: Element): boolean {
  return everyElement(paragraph.children, 'w:t').length > 0;
}

function apply(xml: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const edit of edits.toSorted((a, b) => a.at - b.at)) {
    if (edit.at < from) continue;
    parts.push(xml.slice(from, edit.at), edit.text);
    from = edit.until;
  }
  return parts.join('') + xml.slice(from);
}

const listTypes: Readonly<Record<string, string>> = { lowerLetter: 'a', upperLetter: 'A', lowerRoman: 'i', upperRoman: 'I' };

/** Turns the markers into `value` of list items and `type` of their lists; a marker outside a list becomes plain text. */
export function restoreListNumbers(html: string): string {
  return html
    .replace(/<ol><li>((?:<[a-z]+>)*)\u2045([a-z]+):(\d+)\u2046/gi, (_, tags: string, format: string, count: string) => {
      const type = Object.hasOwn(listTypes, format) ? ` type="${listTypes[format]}"` : '';
      return `<ol${type}${count === '1' ? '' : ` start="${count}"`}><li>${tags}`;
    })
    .replace(/<li>((?:<[a-z]+>)*)\u2045[a-z]+:(\d+)\u2046/gi, '<li value="$2">$1')
    .replace(/\u2045[a-z]+:(\d+)\u2046/gi, '$1. ');
}
