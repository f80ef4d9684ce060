import { Plugin, PluginKey } from '@tiptap/pm/state';
import type { Node } from '@tiptap/pm/model';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { numbersOf } from '../../../authoring/rules-numbering.ts';

export type ShownHeading = { readonly position: number; readonly level: number; readonly number: string; readonly text: string };

/** The headings of a text with the numbers that the version will have. */
export function headingsIn(doc: Node): ShownHeading[] {
  const found: { position: number; node: Node }[] = [];
  doc.forEach((node, position) => {
    if (node.type.name === 'heading') found.push({ position, node });
  });
  const numbers = numbersOf(found.map(({ node }) => ({ level: Number(node.attrs['level']), number: typeof node.attrs['number'] === 'string' ? node.attrs['number'] : null })));
  return found.map(({ position, node }, index) => ({ position, level: Number(node.attrs['level']), number: numbers[index] ?? '', text: node.textContent }));
}

const key = new PluginKey<DecorationSet>('headingNumbers');

/** Shows the number before each heading; it is not part of the text, so it is always right. */
export function headingNumbers(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: { init: (_, { doc }) => decorate(doc), apply: (transaction, before) => (transaction.docChanged ? decorate(transaction.doc) : before) },
    props: { decorations: (state) => key.getState(state) },
  });
}

function decorate(doc: Node): DecorationSet {
  const shown = headingsIn(doc).filter((heading) => heading.number !== '');
  return DecorationSet.create(doc, shown.map((heading) => Decoration.node(heading.position, heading.position + (doc.nodeAt(heading.position)?.nodeSize ?? 0), { 'data-shown-number': heading.number })));
}
