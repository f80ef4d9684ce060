import { escapeHtml } from '../convert/plain.ts';
import { isElement, outerHtml, parseHtml, textOf, type Element, type Node } from '../convert/tree.ts';
import { figureFrom } from './figures.ts';
import { CALLOUT_WORDS } from './rules-html.ts';
import { numbersOf } from './rules-numbering.ts';
import { CALLOUTS, type Figure } from './types.ts';

type Section = { readonly number: string | null; readonly heading: string | null; readonly level: number; readonly html: string };
export type Start = { readonly html: string; readonly figures: readonly Figure[] };

/**
 * The sections of a version as the editor begins from them, whatever kind of file they were read from: headings with their
 * numbers beside them, figures by their digest. Nothing that a reader of the section saw is left out.
 */
export function startFrom(sections: readonly Section[]): Start {
  const figures = new Map<string, Figure>();
  const keep = (figure: Figure): void => void figures.set(figure.sha256, figure);
  const levels = sections.map(levelOf);
  const automatic = numbersOf(sections.flatMap((section, index) => (isHeaded(section) ? [{ level: levels[index] ?? 1, number: section.number === null ? '' : null }] : []))).values();
  const parts = sections.map((section, index) => {
    const body = parseHtml(section.html).children.map((node) => write(node, keep)).join('');
    if (!isHeaded(section)) return body;
    const number = section.number ?? '';
    const said = automatic.next().value === number && number !== '' ? '' : ` data-number="${escapeHtml(number)}"`;
    return `<h${levels[index]}${said}>${escapeHtml(section.heading ?? '')}</h${levels[index]}>${body}`;
  });
  return { html: parts.join('\n'), figures: [...figures.values()] };
}

/** The file that a draft begins with when it begins from an earlier version: the same text in the same words. */
export function fileBodyOf(sections: readonly Section[]): string {
  return sections.map((section) => {
    if (!isHeaded(section)) return section.html;
    const name = [section.number === null ? null : `${section.number}${/^\d+$/u.test(section.number) ? '.' : ''}`, section.heading].filter((part) => part !== null).join(' ');
    const level = Math.max(1, Math.min(6, section.level));
    return `<h${level}>${escapeHtml(name)}</h${level}>\n${section.html}`;
  }).join('\n');
}

function isHeaded(section: Section): boolean {
  return section.heading !== null || section.number !== null;
}

/** A numbered heading is as deep as its number; another one as deep as it stands. The editor knows four levels. */
function levelOf(section: Section): number {
  const depth = section.number === null ? section.level : section.number.replace(/\.0$/u, '').split('.').length;
  return Math.max(1, Math.min(4, depth));
}

type Keep = (figure: Figure) => void;

function write(node: Node, keep: Keep): string {
  if (!isElement(node)) return outerHtml([node]);
  const inner = (nodes: readonly Node[] = node.children): string => nodes.map((child) => write(child, keep)).join('');
  switch (node.name) {
    case 'img': return picture(node, '', keep);
    case 'figure': return figure(node, keep, inner);
    case 'aside': return callout(node, inner);
    case 'dl': return inner();
    case 'dt': return `<p><strong>${inner()}</strong></p>`;
    case 'dd': return node.children.some((child) => isElement(child) && ['p', 'ul', 'ol', 'table'].includes(child.name)) ? inner() : `<p>${inner()}</p>`;
    case 'table': return table(node, inner);
    case 'h1': case 'h2': case 'h3': case 'h4': case 'h5': case 'h6': return `<p><strong>${inner()}</strong></p>`;
    case 'br': case 'hr': return `<${node.name}>`;
    default: return `<${node.name}${attributes(node)}>${inner()}</${node.name}>`;
  }
}

function attributes({ attribs }: Element): string {
  return Object.entries(attribs).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`).join('');
}

function picture({ attribs }: Element, caption: string, keep: Keep): string {
  const found = figureFrom(attribs['src'] ?? '');
  if (found === null) return '';
  keep(found);
  return `<figure data-figure="${found.sha256}" data-alt="${escapeHtml(attribs['alt'] ?? '')}" data-caption="${escapeHtml(caption)}"></figure>`;
}

/** A figure with one picture keeps its caption; anything else a figure may hold stands as itself. */
function figure(node: Element, keep: Keep, inner: (nodes?: readonly Node[]) => string): string {
  const pictures = picturesIn(node);
  const [only] = pictures;
  const captions = node.children.filter((child) => isElement(child) && child.name === 'figcaption');
  const rest = textOf(node.children.filter((child) => !captions.includes(child)));
  if (only === undefined || pictures.length > 1 || rest !== '') return inner().replaceAll(/<(\/?)figcaption[^>]*>/gu, '<$1p>');
  return picture(only, textOf(captions).replaceAll('\n', ' '), keep);
}

function picturesIn(node: Element): Element[] {
  return node.children.filter(isElement).flatMap((child) => (child.name === 'img' ? [child] : picturesIn(child)));
}

/** The word that opens a callout belongs to its kind, not to its text. */
function callout(node: Element, inner: (nodes?: readonly Node[]) => string): string {
  const kind = CALLOUTS.find((known) => node.attribs['class'] === `callout-${known}`) ?? 'note';
  const blocks = node.children.filter((child) => isElement(child) || textOf([child]) !== '');
  const [first] = blocks;
  const opened = first !== undefined && textOf([first]) === CALLOUT_WORDS[kind];
  return `<aside data-callout="${kind}">${inner(opened ? blocks.slice(1) : blocks)}</aside>`;
}

/** A caption of a table becomes a paragraph above it: the editor's tables have none. */
function table(node: Element, inner: (nodes?: readonly Node[]) => string): string {
  const captions = node.children.filter(isElement).filter((child) => child.name === 'caption');
  const rows = node.children.filter((child) => !captions.some((caption) => caption === child));
  return `${captions.map((caption) => `<p>${inner(caption.children)}</p>`).join('')}<table>${inner(rows)}</table>`;
}
