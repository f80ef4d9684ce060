import { SegmentedControl } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useT } from '../../../../../ui/i18n.ts';
import { ChangedMarks, ChangedWords } from '../../../../documents/web/compare/changed-words.tsx';
import type { Section } from '../types.ts';
import classes from './change-panel.module.css';

/** Beside a changed section: what changed, word by word, or the text as it was. */
export function ChangePanel({ section }: { readonly section: Section }): ReactNode {
  const t = useT('training');
  const [view, setView] = useState('changes');
  if (section.change === null) return null;
  if (section.change === 'added' || section.oldHtml === null) return <aside className={classes.panel}><p className={classes.label}>{t('reader.added')}</p><p className={classes.note}>{t('reader.addedText')}</p></aside>;
  return (
    <aside className={classes.panel} aria-label={t('reader.whatChanged')}>
      <SegmentedControl size="xs" value={view} onChange={setView} data={[{ value: 'changes', label: t('reader.whatChanged') }, { value: 'before', label: t('reader.before') }]} fullWidth />
      {view === 'changes' ? <Changes section={section} before={section.oldHtml} /> : <Old html={section.oldHtml} />}
    </aside>
  );
}

/** The server compared them; only versions too large for that are shown as they were. */
function Changes({ section: { changes, headingChanges, marks }, before }: { readonly section: Section; readonly before: string }): ReactNode {
  const t = useT('training');
  if (changes === null) return <Old html={before} />;
  const words = changes.some((run) => run.kind !== 'unchanged');
  return (
    <>
      {headingChanges !== null && <ChangedWords runs={headingChanges} />}
      {words && <ChangedWords runs={changes} brief />}
      {!words && headingChanges === null && marks.length === 0 && <p className={classes.note}>{t('reader.onlyFormat')}</p>}
      <ChangedMarks marks={marks} />
    </>
  );
}

function Old({ html }: { readonly html: string }): ReactNode {
  return <div className={`prose ${classes.old}`} dangerouslySetInnerHTML={{ __html: html }} />; // sanitised by the server when it was uploaded
}
