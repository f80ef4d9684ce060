import { TextInput } from '@mantine/core';
import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { useT } from '../../../../../ui/i18n.ts';
import classes from './text.module.css';

/** A figure with its caption, and with words for those who cannot see it. */
export function FigureView({ node, editor, extension, selected, updateAttributes }: ReactNodeViewProps) {
  const t = useT('authoring');
  const text = (name: string): string => String(node.attrs[name] ?? '');
  const { addressOfFigure } = extension.options as { addressOfFigure: (figure: string) => string }; // the options of the figure in schema.ts
  return (
    <NodeViewWrapper className={classes.figure} data-selected={selected || undefined} contentEditable={false}>
      <figure data-drag-handle>
        <img src={addressOfFigure(text('figure'))} alt={text('alt')} />
        {!editor.isEditable && text('caption') !== '' && <figcaption>{text('caption')}</figcaption>}
      </figure>
      {editor.isEditable && (
        <div className={classes.figureFields}>
          <TextInput size="xs" label={t('figure.caption')} value={text('caption')} maxLength={1000} onChange={(event) => updateAttributes({ caption: event.currentTarget.value })} />
          <TextInput size="xs" label={t('figure.alt')} description={t('figure.altHelp')} inputWrapperOrder={['label', 'input', 'description']} value={text('alt')} maxLength={500} onChange={(event) => updateAttributes({ alt: event.currentTarget.value })} />
        </div>
      )}
    </NodeViewWrapper>
  );
}
