import { Button } from '@mantine/core';
import { useEditorState, type Editor } from '@tiptap/react';
import { useState, type ReactNode } from 'react';
import { useAct } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { ConfirmDialog } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { PersonPicker } from '../../../people/web/pickers.tsx';
import { nameCoAuthor } from '../../authoring/contract.ts';
import classes from './desk.module.css';
import type { Writing } from './opening.ts';
import { KeptTextDialog } from './kept-text.tsx';

const WORDS_PER_MINUTE = 200; // as training counts it

type Props = { readonly versionId: string; readonly writing: Writing; readonly editor: Editor; readonly writes: boolean };

/** Beside the text: how long it is, who writes, what was kept aside, and when it becomes the content of the version. */
export function Side({ versionId, writing, editor, writes }: Props): ReactNode {
  const t = useT('authoring');
  return (
    <aside className={classes.side} aria-label={t('people.title')}>
      <Counts editor={editor} />
      <People versionId={versionId} writing={writing} writes={writes} />
      {writing.keptTexts.length > 0 && <Kept versionId={versionId} writing={writing} />}
      {writes && <p className={classes.rule}><ScreenLink to={`/versions/${versionId}/module`}>{t('desk.quiz')}</ScreenLink></p>}
      {writes && <p className={classes.rule}>{t('desk.rule', { label: writing.label })}</p>}
    </aside>
  );
}

function Counts({ editor }: { readonly editor: Editor }): ReactNode {
  const t = useT('authoring');
  const { words, characters } = useEditorState({ editor, selector: ({ editor: present }) => {
    const text = present.state.doc.textBetween(0, present.state.doc.content.size, ' ');
    return { words: text.match(/\S+/gu)?.length ?? 0, characters: text.length };
  } });
  return <p className={classes.counts}>{t('count.words', { count: words })} · {t('count.characters', { count: characters })}<br />{t('count.minutes', { count: Math.max(1, Math.ceil(words / WORDS_PER_MINUTE)) })}</p>;
}

function People({ versionId, writing, writes }: { readonly versionId: string; readonly writing: Writing; readonly writes: boolean }): ReactNode {
  const t = useT('authoring');
  const [adding, setAdding] = useState(false);
  const [personId, setPerson] = useState<string | null>(null);
  const [named, setNamed] = useState<Writing['coAuthors']>([]);
  const name = useAct(nameCoAuthor, { onDone: (reply) => { setAdding(false); setNamed((before) => [...before, reply]); } });
  const coAuthors = [...writing.coAuthors, ...named.filter((one) => !writing.coAuthors.some(({ id }) => id === one.id))];
  return (
    <section>
      <p className={classes.sideTitle}>{t('people.title')}</p>
      <ul className={classes.people}>
        <li>{writing.author.name} <span className="faint">{t('people.author')}</span></li>
        {coAuthors.map((person) => <li key={person.id}>{person.name} <span className="faint">{t('people.coAuthor')}</span></li>)}
      </ul>
      {writes && <Button variant="subtle" size="compact-sm" onClick={() => setAdding(true)}>{t('people.add')}</Button>}
      <ConfirmDialog opened={adding} onClose={() => setAdding(false)} title={t('people.addTitle')} action={t('people.button')} isPending={name.isPending} error={name.error} onConfirm={() => { if (personId !== null) name.act({ params: { id: versionId }, body: { personId } }); }}>
        <p>{t('people.addText')}</p>
        <PersonPicker label={t('people.person')} value={personId} onChange={setPerson} required />
      </ConfirmDialog>
    </section>
  );
}

function Kept({ versionId, writing }: { readonly versionId: string; readonly writing: Writing }): ReactNode {
  const t = useT('authoring');
  const dates = useDates();
  const [copyId, setCopy] = useState<string | null>(null);
  return (
    <section>
      <p className={classes.sideTitle}>{t('kept.title')}</p>
      <ul className={classes.people}>
        {writing.keptTexts.map((copy) => {
          const values = { name: copy.person.name, time: dates.instant(copy.keptAt) };
          return <li key={copy.id}><button type="button" className={classes.link} aria-label={t('kept.open', values)} onClick={() => setCopy(copy.id)}>{t('kept.by', values)}</button> <span className="faint">{t(`kept.${copy.cause}`)}</span></li>;
        })}
      </ul>
      <KeptTextDialog versionId={versionId} copyId={copyId} onClose={() => setCopy(null)} />
    </section>
  );
}
