import type { ReactNode, Ref } from 'react';
import { useT, type Text } from '../../../../ui/i18n.ts';
import { ChangedMarks, ChangedWords, Words } from './changed-words.tsx';
import classes from './compare.module.css';
import type { Comparison, Entry, SectionName } from './types.ts';

type EntryProps = { readonly entry: Entry; readonly comparison: Comparison; readonly brief: boolean; readonly current: boolean; readonly ref?: Ref<HTMLElement> | undefined };

/** One section of a comparison: old on the left, new on the right; in one text where there is no room for both. */
export function EntryView({ entry, comparison, brief, current, ref }: EntryProps): ReactNode {
  const t = useT('compare');
  const title = titleOf(entry, t);
  return (
    <section ref={ref} className={classes.entry} data-kind={entry.kind} data-current={current || undefined} aria-label={title} tabIndex={entry.kind === 'unchanged' ? undefined : -1}>
      <header className={classes.entryHead}>
        <h2 className={classes.entryTitle} data-level={Math.min((entry.new ?? entry.old)?.level ?? 1, 3)}>
          {entry.heading === null ? title : <>{entry.new?.number !== null && `${entry.new?.number ?? ''} `}{entry.heading.map((run, index) => <Words key={index} piece={run} />)}</>}
        </h2>
        <span className={classes.kind} data-kind={entry.kind}>{t(`kind.${entry.kind === 'moved' && entry.changed ? 'movedAndChanged' : entry.kind}`)}</span>
      </header>
      {notesOf(entry, t).map((note) => <p key={note} className={classes.note}>{note}</p>)}
      <Body entry={entry} comparison={comparison} brief={brief} />
      <ChangedMarks marks={entry.marks} />
    </section>
  );
}

function Body({ entry, comparison: { from, to }, brief }: Pick<EntryProps, 'entry' | 'comparison' | 'brief'>): ReactNode {
  const t = useT('compare');
  const { changes } = entry;
  const differs = changes.some((run) => run.kind !== 'unchanged');
  if (changes.length === 0) return <p className={classes.note}>{t('noText')}</p>;
  if (!differs) return brief ? <p className={classes.note}>{t('note.sameWords')}</p> : <div className={classes.whole}><ChangedWords runs={changes} /></div>;
  const oneSided = entry.kind === 'added' || entry.kind === 'removed';
  if (oneSided) return <div className={classes.sides} data-only={entry.kind}><div className={classes.side}><ChangedWords runs={changes} /></div></div>;
  return (
    <>
      <div className={classes.sides}>
        <div className={classes.side}><p className={classes.sideName}>{t('old', { label: from.label })}</p><ChangedWords runs={changes} side="old" brief={brief} /></div>
        <div className={classes.side}><p className={classes.sideName}>{t('new', { label: to.label })}</p><ChangedWords runs={changes} side="new" brief={brief} /></div>
      </div>
      <div className={classes.inline}><ChangedWords runs={changes} brief={brief} /></div>
    </>
  );
}

export function titleOf(entry: Entry, t: Text<'compare'>): string {
  const name = entry.new ?? entry.old;
  return name === null ? '' : called(name, t);
}

function called({ number, heading, ordinal }: SectionName, t: Text<'compare'>): string {
  return [number, heading].filter((part) => part !== null && part !== '').join(' ') || t('untitled', { ordinal });
}

/** Where it was, what it was split into or put together from, and which number it had. */
function notesOf(entry: Entry, t: Text<'compare'>): string[] {
  const { old, new: present, movedFrom, alsoOld, alsoNew } = entry;
  const list = (names: readonly SectionName[]): string => names.toSorted((a, b) => a.ordinal - b.ordinal).map((name) => called(name, t)).join(', ');
  const notes: string[] = [];
  if (old !== null && present !== null) {
    if (alsoNew.length > 0) notes.push(t('note.split', { was: called(old, t), parts: list([present, ...alsoNew]) }));
    if (alsoOld.length > 0) notes.push(t('note.merged', { parts: list([old, ...alsoOld]) }));
    if (entry.kind === 'moved') notes.push(movedFrom === null ? t('note.movedFirst', { was: called(old, t) }) : t('note.movedAfter', { was: called(old, t), after: called(movedFrom, t) }));
    else if (old.number !== present.number && alsoNew.length === 0) notes.push(old.number === null ? t('note.noNumber') : t('note.number', { number: old.number }));
  }
  if (entry.rough) notes.push(t('note.rough'));
  return notes;
}
