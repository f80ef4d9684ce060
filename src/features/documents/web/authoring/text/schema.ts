import { Mark, mergeAttributes, Node, textblockTypeInputRule, type Extensions } from '@tiptap/core';
import { TableKit } from '@tiptap/extension-table';
import { Placeholder } from '@tiptap/extensions';
import { ReactNodeViewRenderer } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { CALLOUT_WORDS } from '../../../authoring/rules-html.ts';
import { CALLOUTS, type CalloutKind } from '../../../authoring/types.ts';
import { FigureView } from './figure-view.tsx';
import { headingNumbers } from './heading-numbers.ts';

export const HEADING_LEVELS = [1, 2, 3, 4] as const;
export type HeadingLevel = (typeof HEADING_LEVELS)[number];

/** Headings stand on the top level only: there they begin sections. */
const Document = Node.create({ name: 'doc', topNode: true, content: '(block | heading)+' });

const Heading = Node.create({
  name: 'heading',
  content: 'inline*',
  defining: true,
  addAttributes: () => ({
    level: { default: 1, rendered: false },
    number: { default: null, parseHTML: (element) => element.getAttribute('data-number'), renderHTML: ({ number }) => (typeof number === 'string' ? { 'data-number': number } : {}) },
  }),
  parseHTML: () => [...HEADING_LEVELS.map((level) => ({ tag: `h${level}`, attrs: { level } })), { tag: 'h5', attrs: { level: 4 } }, { tag: 'h6', attrs: { level: 4 } }],
  renderHTML: ({ node, HTMLAttributes }) => [`h${String(node.attrs['level'])}`, mergeAttributes(HTMLAttributes), 0],
  addKeyboardShortcuts() {
    return Object.fromEntries(HEADING_LEVELS.map((level) => [`Mod-Alt-${level}`, () => this.editor.commands.toggleNode('heading', 'paragraph', { level })]));
  },
  addInputRules() {
    return HEADING_LEVELS.map((level) => textblockTypeInputRule({ find: new RegExp(`^(#{${level}})\\s$`, 'u'), type: this.type, getAttributes: { level } }));
  },
  addProseMirrorPlugins: () => [headingNumbers()],
});

const Callout = Node.create({
  name: 'callout',
  group: 'block',
  content: 'block+',
  defining: true,
  addAttributes: () => ({ kind: { default: 'note', parseHTML: (element) => calloutOf(element.getAttribute('data-callout')), rendered: false } }),
  parseHTML: () => [{ tag: 'aside[data-callout]' }],
  renderHTML: ({ node }) => {
    const kind = calloutOf(node.attrs['kind']);
    return ['aside', { 'data-callout': kind, class: `callout-${kind}`, role: 'note', 'data-word': CALLOUT_WORDS[kind] }, 0];
  },
});

function calloutOf(kind: unknown): CalloutKind {
  return CALLOUTS.find((known) => known === kind) ?? 'note';
}

type FigureOptions = { readonly addressOfFigure: (figure: string) => string };

const Figure = Node.create<FigureOptions>({
  name: 'figure',
  group: 'block',
  atom: true,
  draggable: true,
  addOptions: () => ({ addressOfFigure: (figure) => figure }),
  addAttributes: () => Object.fromEntries(['figure', 'alt', 'caption'].map((name) => [name, { default: '', parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`) ?? '', rendered: false }])),
  parseHTML: () => [{ tag: 'figure[data-figure]' }],
  renderHTML: ({ node }) => ['figure', { 'data-figure': String(node.attrs['figure']), 'data-alt': String(node.attrs['alt']), 'data-caption': String(node.attrs['caption']) }],
  addNodeView: () => ReactNodeViewRenderer(FigureView),
});

const raised = (name: 'subscript' | 'superscript', tag: 'sub' | 'sup', key: string): Mark => Mark.create({
  name,
  excludes: 'subscript superscript',
  parseHTML: () => [{ tag }],
  renderHTML: () => [tag, 0],
  addKeyboardShortcuts() {
    return { [key]: () => this.editor.commands.toggleMark(name) };
  },
});

/** What a text can hold: the same kinds that the server reads (authoring/rules-text.ts). */
export function extensions(addressOfFigure: (figure: string) => string, placeholder: string): Extensions {
  return [
    Document, Heading, Callout, Figure.configure({ addressOfFigure }), raised('subscript', 'sub', 'Mod-,'), raised('superscript', 'sup', 'Mod-.'),
    StarterKit.configure({ document: false, heading: false, trailingNode: false, link: { openOnClick: false, protocols: ['http', 'https', 'mailto'], HTMLAttributes: { rel: 'noopener noreferrer nofollow' } } }),
    TableKit.configure({ table: { resizable: false } }),
    Placeholder.configure({ placeholder }),
  ];
}
