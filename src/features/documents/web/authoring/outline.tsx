import { useEditorState, type Editor } from '@tiptap/react';
import type { ReactNode } from 'react';
import { useT } from '../../../../ui/i18n.ts';
import classes from './desk.module.css';
import { headingsIn, type ShownHeading } from './text/heading-numbers.ts';

/** The sections as they will be; a click goes there, with the cursor behind the heading. */
export function Outline({ editor }: { readonly editor: Editor }): ReactNode {
  const t = useT('authoring');
  const headings = useEditorState({ editor, selector: ({ editor: present }) => headingsIn(present.state.doc) });
  const go = ({ position, text }: ShownHeading): void => {
    const element = editor.view.nodeDOM(position);
    if (element instanceof HTMLElement) element.scrollIntoView({ block: 'start', behavior: 'instant' });
    if (editor.isEditable) editor.commands.focus(position + 1 + text.length, { scrollIntoView: false });
  };
  return (
    <nav className={classes.outline} aria-label={t('outline.title')}>
      <p className={classes.sideTitle}>{t('outline.title')}</p>
      {headings.length === 0 && <p className="faint">{t('outline.empty')}</p>}
      <ol>
        {headings.map((heading, index) => (
          <li key={index} style={{ paddingLeft: (heading.level - 1) * 12 }}>
            <button type="button" onClick={() => go(heading)}>{heading.number !== '' && <span className={classes.outlineNumber}>{heading.number}</span>}<span>{heading.text === '' ? t('outline.untitled') : heading.text}</span></button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
