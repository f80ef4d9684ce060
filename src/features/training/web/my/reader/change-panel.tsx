import { SegmentedControl } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { useT } from '../../../../../ui/i18n.ts';
import type { Section } from '../types.ts';
import classes from './change-panel.module.css';
import { wordDiff, type Piece } from './word-diff.ts';

/** Beside a changed section: what changed, word by word, or the text as it was. */
export function ChangePanel({ section }: { readonly section: Section }): ReactNode {
  const t = useT('training');
  const [view, setView] = useState('changes');
  if (section.change === null) return null;
  if (section.change === 'added' || section.oldHtml === null) return <aside className={classes.panel}><p className={classes.label}>{t('reader.added')}</p><p className={classes.note}>{t('reader.addedText')}</p></aside>;
  return (
    <aside className={classes.panel} aria-label={t('reader.whatChanged')}>
      <SegmentedControl size="xs" value={view} onChange={setView} data={[{ value: 'changes', label: t('reader.whatChanged') }, { value: 'before', label: t('reader.before') }]} fullWidth />
      {view === 'changes' ? <Changes oldHtml={section.oldHtml} newHtml={section.html} /> : <Old html={section.oldHtml} />}
    </aside>
  );
}

function Changes({ oldHtml, newHtml }: { readonly oldHtml: string; readonly newHtml: string }): ReactNode {
  const t = useT('training');
  const pieces = useMemo(() => wordDiff(oldHtml, newHtml), [oldHtml, newHtml]);
  if (pieces === null) return <Old html={oldHtml} />;
  if (pieces.length === 0) return <p className={classes.note}>{t('reader.onlyFormat')}</p>;
  return <p className={classes.diff}>{pieces.map((piece, index) => <DiffPiece key={index} piece={piece} />)}</p>;
}

function DiffPiece({ piece }: { readonly piece: Piece }): ReactNode {
  if (piece.kind === 'inserted') return <ins>{piece.text}</ins>;
  if (piece.kind === 'deleted') return <del>{piece.text}</del>;
  return piece.kind === 'gap' ? <span className={classes.gap}>{' … '}</span> : piece.text;
}

function Old({ html }: { readonly html: string }): ReactNode {
  return <div className={`prose ${classes.old}`} dangerouslySetInnerHTML={{ __html: html }} />; // sanitised by the server when it was uploaded
}
