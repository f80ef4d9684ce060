import { Button } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EditorContent, useEditor, type Editor } from '@tiptap/react';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { addressOf, call, useAct } from '../../../../ui/api.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { readAgain } from '../../../../ui/refresh.ts';
import { useSession } from '../../../../ui/session.ts';
import { getFigure, getWriting, putWriting } from '../../authoring/contract.ts';
import { watchActivity } from './activity.ts';
import classes from './desk.module.css';
import { useFigures } from './figures.tsx';
import { AsideNote, ReadingNote } from './notices.tsx';
import type { Opened, Writing } from './opening.ts';
import { Outline } from './outline.tsx';
import { SaveStatus } from './save-status.tsx';
import { startSaving, type Aside, type Saver, type SaveState } from './saving.ts';
import { Side } from './side.tsx';
import { cleanPasted } from './text/paste.ts';
import { extensions } from './text/schema.ts';
import textClasses from './text/text.module.css';
import { Toolbar } from './toolbar.tsx';

const READ_ALONG_MS = 3000;

export type DeskProps = { readonly versionId: string; readonly client: string; readonly opened: Opened; readonly onOpen: (takeOver: boolean) => Promise<void>; readonly problem: Error | null };

export function Desk({ versionId, client, opened, onOpen, problem }: DeskProps): ReactNode {
  const t = useT('authoring');
  const { personId } = useSession();
  const queries = useQueryClient();
  const [state, setState] = useState<SaveState>({ kind: 'saved', at: opened.writing.savedAt });
  const [ahead, setAhead] = useState(opened.writing.ahead);
  const [takenOver, setTakenOver] = useState(false);
  const [writing, setWriting] = useState<Writing>(opened.writing);
  const saver = useRef<Saver | null>(null);
  const writes = opened.writes && !takenOver && state.kind !== 'aside';
  const editor = useText(versionId, opened, (text) => { setAhead(true); saver.current?.changed(text); });
  const put = useAct(putWriting, { onDone: (reply) => { setAhead(false); tellDone(t('desk.putDone', { count: reply.sections })); } });
  useEffect(() => {
    if (!opened.writes) return undefined;
    const started = startSaving({ versionId, personId, client, base: opened.writing.revision, onState: setState, onTakenOver: () => setTakenOver(true) });
    saver.current = started;
    return () => void leave(started, versionId, client).then(() => readAgain(queries));
  }, [versionId, personId, client, opened, queries]);
  useEffect(() => { editor.setEditable(writes, false); }, [editor, writes]);
  useReadingAlong(!writes, versionId, client, opened, editor, setWriting);
  const putNow = async (): Promise<void> => {
    if ((await saver.current?.flush()) === true) put.act({ params: { id: versionId }, body: { client } });
  };
  const figures = useFigures(versionId, editor);
  const { number, title, label, documentId } = writing;
  return (
    <div className={classes.desk}>
      <header className={classes.bar}>
        <Link to={`/procedures/${documentId}` as never} search={{ version: versionId } as never} className={classes.back ?? ''}><IconChevronLeft size={20} stroke={1.7} aria-hidden="true" /><span className={classes.backWords}>{t('desk.back', { number })}</span></Link>{/* addresses are data */}
        <h1 className={classes.name} aria-label={t('desk.name', { number, title, label })}><span className="number">{number}</span> <span className={classes.title}>{title}</span> <span className={classes.version}>{t('desk.version', { label })}</span></h1>
        {writes && <SaveStatus state={state} ahead={ahead} />}
        {writes && <Button size="sm" disabled={!ahead} loading={put.isPending} onClick={() => void putNow()}>{t('desk.put')}</Button>}
      </header>
      {writes && <Toolbar editor={editor} onFigure={figures.pick} onSave={() => void saver.current?.flush()} />}
      <div className={classes.notes}>
        <ProblemNote error={problem ?? put.error ?? figures.error} />
        {figures.unreadable && <Note kind="bad">{t('figure.unreadable')}</Note>}
        {put.reply !== undefined && put.reply.warnings.length > 0 && <Note kind="warn" title={t('desk.warnings')}>{put.reply.warnings.map((warning) => <p key={warning}>{warning}</p>)}</Note>}
        <Aside state={state} opened={opened} takenOver={takenOver} versionId={versionId} onReload={() => onOpen(false)} />
        {!writes && state.kind !== 'aside' && <ReadingNote writing={writing} onOpen={onOpen} />}
      </div>
      <div className={classes.columns}>
        <Outline editor={editor} />
        <div className={classes.sheet}>
          <EditorContent editor={editor} className={`prose ${textClasses.text}`} />
        </div>
        <Side versionId={versionId} writing={writing} editor={editor} writes={writes} />
      </div>
      {figures.input}
    </div>
  );
}

function Aside({ state, opened, takenOver, versionId, onReload }: { readonly state: SaveState; readonly opened: Opened; readonly takenOver: boolean; readonly versionId: string; readonly onReload: () => Promise<void> }): ReactNode {
  const t = useT('authoring');
  if (state.kind === 'aside') return <AsideNote versionId={versionId} aside={state.aside} sentence={sentenceFor(state.aside, t)} onReload={onReload} />;
  if (takenOver) return <Note kind="warn" action={<Button variant="default" size="xs" onClick={() => void onReload()}>{t('aside.reload')}</Button>}>{t('aside.takenOver')}</Note>;
  return opened.aside === null ? null : <AsideNote versionId={versionId} aside={opened.aside} sentence={t('aside.found')} onReload={null} />;
}

function sentenceFor(aside: Aside, t: ReturnType<typeof useT<'authoring'>>): string {
  return t(`aside.${aside.cause}`, { name: aside.holder?.name ?? '' });
}

/** The text as an editor; `onChange` hears of changes that a person made. */
function useText(versionId: string, opened: Opened, onChange: (text: ReturnType<Editor['getJSON']>) => void): Editor {
  const t = useT('authoring');
  const heard = useRef(onChange);
  heard.current = onChange;
  const parts = useMemo(() => extensions((figure) => addressOf(getFigure, { params: { id: versionId, figure } }), t('text.placeholder')), [versionId, t]);
  return useEditor({
    extensions: parts, content: opened.content, editable: opened.writes, injectCSS: false, shouldRerenderOnTransaction: false,
    editorProps: { attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': t('text.label'), spellcheck: 'true', lang: 'en' }, transformPastedHTML: cleanPasted },
    onUpdate: ({ editor, transaction }) => {
      if (transaction.docChanged && editor.isEditable) heard.current(editor.getJSON());
    },
  });
}

/** While somebody else writes, their text appears as it is saved. */
function useReadingAlong(on: boolean, versionId: string, client: string, opened: Opened, editor: Editor, onWriting: (writing: Writing) => void): void {
  const revision = useRef(opened.writing.revision);
  useEffect(() => {
    if (!on || !opened.writing.state.startsWith('draft')) return undefined;
    const activity = watchActivity();
    const timer = setInterval(() => {
      if (document.visibilityState === 'hidden' || activity.isIdle()) return;
      void call(getWriting, { params: { id: versionId }, query: { client, after: revision.current } }).then((writing) => {
        onWriting(writing);
        if (writing.text === null || writing.revision === revision.current || opened.writes) return;
        revision.current = writing.revision;
        editor.commands.setContent(writing.text, { emitUpdate: false });
      }, () => undefined); // no answer: asked again in a moment
    }, READ_ALONG_MS);
    return () => {
      clearInterval(timer);
      activity.stop();
    };
  }, [on, versionId, client, opened, editor, onWriting]);
}

/** Leaving puts the text into the version, when all of it was saved; what cannot be put is put before submitting. */
async function leave(saver: Saver, versionId: string, client: string): Promise<void> {
  const whole = await saver.stop();
  const writing = whole ? await call(getWriting, { params: { id: versionId }, query: {} }).catch(() => null) : null;
  if (writing?.ahead === true) await call(putWriting, { params: { id: versionId }, body: { client } }).catch(() => undefined);
}
