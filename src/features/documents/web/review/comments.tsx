import { Button, Drawer, Group, Stack, Textarea } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { addComment, reopenComment, replyToComment, resolveComment } from '../../review/contract.ts';
import classes from './review.module.css';
import type { Thread } from './words.ts';

export type CommentsProps = {
  readonly versionId: string;
  /** Null: on the whole version. */
  readonly ordinal: number | null;
  readonly name: string;
  readonly threads: readonly Thread[];
  readonly mayComment: boolean;
};

/** Comments beside a section; on a phone a button that opens them as a sheet. */
export function SectionComments(props: CommentsProps): ReactNode {
  const t = useT('review');
  const phone = useMediaQuery('(max-width: 62em)') ?? false;
  const [opened, setOpened] = useState(false);
  const { threads, mayComment, name } = props;
  const open = threads.filter((thread) => !thread.resolved).length;
  if (!phone) return <div className={classes.margin}><Threads {...props} /></div>;
  if (threads.length === 0 && !mayComment) return null;
  const words = open > 0 ? t('comment.open', { count: open }) : threads.length > 0 ? t('comment.all', { count: threads.length }) : t(props.ordinal === null ? 'comment.addWhole' : 'comment.add');
  return (
    <div className={classes.margin}>
      <Button variant={open > 0 ? 'light' : 'subtle'} size="xs" className={classes.add ?? ''} aria-label={`${words}: ${name}`} onMouseDown={(event) => event.preventDefault()} onClick={() => setOpened(true)}>{words}</Button>
      <Drawer opened={opened} onClose={() => setOpened(false)} position="bottom" size="75%" title={t('comment.of', { section: name })} closeButtonProps={{ 'aria-label': t('comment.of', { section: name }) }}>
        <Stack gap="sm" align="stretch"><Threads {...props} /></Stack>
      </Drawer>
    </div>
  );
}

function Threads({ versionId, ordinal, name, threads, mayComment }: CommentsProps): ReactNode {
  const t = useT('review');
  const [writing, setWriting] = useState<{ readonly quote: string | null } | null>(null);
  return (
    <>
      {threads.map((thread) => <ThreadCard key={thread.id} thread={thread} mayComment={mayComment} />)}
      {mayComment && writing === null && (
        // Pressing must not take away what is marked in the text.
        <Button variant="subtle" size="compact-sm" className={classes.add ?? ''} aria-label={t('comment.addOn', { section: name })} onMouseDown={(event) => event.preventDefault()} onClick={() => setWriting({ quote: markedIn(ordinal) })}>{t(ordinal === null ? 'comment.addWhole' : 'comment.add')}</Button>
      )}
      {writing !== null && <NewComment versionId={versionId} ordinal={ordinal} quote={writing.quote} onClose={() => setWriting(null)} />}
    </>
  );
}

/** The words marked in a section, if they are. */
function markedIn(ordinal: number | null): string | null {
  const selection = getSelection();
  const text = selection?.toString().trim() ?? '';
  const place = selection?.anchorNode ?? null;
  const section = ordinal === null ? null : document.getElementById(`section-${ordinal}`);
  return text !== '' && place !== null && section?.contains(place) === true && section.contains(selection?.focusNode ?? null) ? text.slice(0, 1000) : null;
}

function NewComment({ versionId, ordinal, quote, onClose }: { readonly versionId: string; readonly ordinal: number | null; readonly quote: string | null; readonly onClose: () => void }): ReactNode {
  const t = useT('review');
  const tu = useT('ui');
  const [text, setText] = useState('');
  const add = useAct(addComment, { onDone: onClose });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    add.act({ params: { id: versionId }, body: { sectionOrdinal: ordinal, quote, text: text.trim() } });
  };
  return (
    <form onSubmit={send}>
      <Stack gap="xs">
        {quote !== null && <blockquote className={classes.quote}>{quote}</blockquote>}
        <Textarea label={t('comment.text')} description={t('comment.help')} autosize minRows={2} maxRows={10} value={text} onChange={(event) => setText(event.currentTarget.value)} required withAsterisk={false} data-autofocus autoFocus />
        <ProblemNote error={add.error} />
        <Group gap="xs"><Button type="submit" size="xs" loading={add.isPending} disabled={text.trim() === ''}>{t('comment.save')}</Button><Button size="xs" variant="default" onClick={onClose}>{tu('cancel')}</Button></Group>
      </Stack>
    </form>
  );
}

export function ThreadCard({ thread, mayComment }: { readonly thread: Thread; readonly mayComment: boolean }): ReactNode {
  const t = useT('review');
  const dates = useDates();
  return (
    <article className={classes.thread} data-resolved={thread.resolved || undefined} aria-label={t('comment.thread', { name: thread.entries[0]?.by.name })}>
      <div className={classes.threadHead}><span>{t(thread.resolved ? 'comment.resolved' : 'comment.unresolved')}</span>{!thread.onPresentText && thread.sectionName !== null && <span>{thread.sectionName}</span>}</div>
      {thread.quote !== null && <blockquote className={classes.quote}>{thread.quote}</blockquote>}
      {thread.entries.map((entry) => (
        <div key={entry.id} className={classes.entry}>
          <span className={classes.who}><b>{entry.by.name}</b>{entry.kind === 'resolved' || entry.kind === 'reopened' ? ` ${t(`comment.kind.${entry.kind}`)}` : ''} · {dates.instant(entry.at)}</span>
          {entry.text !== '' && <div>{entry.text}</div>}
        </div>
      ))}
      {mayComment && <ThreadActs thread={thread} />}
    </article>
  );
}

function ThreadActs({ thread }: { readonly thread: Thread }): ReactNode {
  const t = useT('review');
  const tu = useT('ui');
  const [replying, setReplying] = useState(false);
  const [text, setText] = useState('');
  const reply = useAct(replyToComment, { onDone: () => { setReplying(false); setText(''); } });
  const settle = useAct(thread.resolved ? reopenComment : resolveComment);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    reply.act({ params: { id: thread.id }, body: { text: text.trim() } });
  };
  return (
    <>
      {!replying && (
        <div className={classes.threadActs}>
          <Button size="compact-xs" variant="default" onClick={() => setReplying(true)}>{t('comment.reply')}</Button>
          <Button size="compact-xs" variant="default" loading={settle.isPending} onClick={() => settle.act({ params: { id: thread.id }, body: {} })}>{t(thread.resolved ? 'comment.reopen' : 'comment.resolve')}</Button>
        </div>
      )}
      <ProblemNote error={settle.error} />
      {replying && (
        <form onSubmit={send}>
          <Stack gap="xs" mt="xs">
            <Textarea label={t('comment.replyText')} autosize minRows={2} maxRows={8} value={text} onChange={(event) => setText(event.currentTarget.value)} autoFocus />
            <ProblemNote error={reply.error} />
            <Group gap="xs"><Button type="submit" size="xs" loading={reply.isPending} disabled={text.trim() === ''}>{t('comment.send')}</Button><Button size="xs" variant="default" onClick={() => setReplying(false)}>{tu('cancel')}</Button></Group>
          </Stack>
        </form>
      )}
    </>
  );
}
