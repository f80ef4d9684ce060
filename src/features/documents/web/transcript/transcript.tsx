import { Button, Skeleton, Textarea } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead } from '../../../../ui/api.ts';
import { useT } from '../../../../ui/i18n.ts';
import { LinkButton } from '../../../../ui/link.tsx';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { Page } from '../../../../ui/page.tsx';
import { getVersion } from '../../contract.ts';
import { getTranscript, putTranscript } from '../../transcript/contract.ts';
import type { VersionDetail } from '../words.tsx';
import classes from './transcript.module.css';

const PdfPages = lazy(async () => ({ default: (await import('../print/pdf-pages.tsx')).PdfPages }));

type Transcript = z.output<typeof getTranscript.reply>;

/** The scanned pages on one side, their text being typed on the other. */
export function TranscriptScreen(): ReactNode {
  const t = useT('transcript');
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const version = useRead(getVersion, { params: { id } });
  const transcript = useRead(getTranscript, { params: { id } }, { fresh: true });
  if (version.data === undefined || transcript.data === undefined) return <Page title={t('title')}><ProblemNote error={version.error ?? transcript.error} retry={transcript.refetch} /></Page>;
  const { number, label, documentId } = version.data;
  const { written, scanned } = transcript.data;
  const answer = written !== null ? t('answerDone', { number, label, name: written.by }) : t(scanned ? 'answer' : 'notScanned', { number, label });
  return (
    <Page title={t('title')} width="full" answer={answer} lead={scanned ? t('why') : undefined} back={{ to: `/procedures/${documentId}?version=${id}`, label: t('back', { number }) }}>
      {scanned && <Desk version={version.data} transcript={transcript.data} />}
    </Page>
  );
}

function Desk({ version, transcript }: { readonly version: VersionDetail; readonly transcript: Transcript }): ReactNode {
  const t = useT('transcript');
  const [text, setText] = useState(transcript.written?.text ?? transcript.start);
  const [saved, setSaved] = useState({ text, sha256: transcript.written?.sha256 ?? null });
  const put = useAct(putTranscript, { onDone: (reply, input) => setSaved({ text: input.body.text, sha256: reply.sha256 }) });
  const changed = text !== saved.text;
  useEffect(() => {
    if (!changed) return undefined;
    const stay = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', stay);
    return () => removeEventListener('beforeunload', stay);
  }, [changed]);
  const save = (): void => put.act({ params: { id: version.id }, body: { text, follows: saved.sha256 } });
  return (
    <div className={classes.split}>
      <div><Suspense fallback={<Skeleton height={600} />}><PdfPages version={version} inForce={null} /></Suspense></div>
      <div>
        {transcript.why !== null && <Note kind="warn">{transcript.why}</Note>}
        <Textarea label={t('text')} description={t('hint')} autosize minRows={24} maxRows={44} readOnly={!transcript.allowed} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <ProblemNote error={put.error} />
        {put.reply !== undefined && !changed && <Note kind="good" title={t('saved', { count: put.reply.sections })}>{put.reply.warnings.map((warning) => <p key={warning}>{warning}</p>)}</Note>}
        <div className={classes.foot}>
          {transcript.allowed && <Button disabled={!changed || text.trim() === ''} loading={put.isPending} onClick={save}>{t('save')}</Button>}
          {changed && <span className="soft" role="status">{t('unsaved')}</span>}
        </div>
      </div>
    </div>
  );
}

/** On the procedure page, where a draft's file is scanned: the way to its text. */
export function TranscriptOfDraft({ version }: { readonly version: VersionDetail }): ReactNode {
  const t = useT('transcript');
  const read = useRead(getTranscript, { params: { id: version.id } }, { enabled: version.mediaType === 'application/pdf', fresh: true });
  if (read.data?.allowed !== true) return null;
  return <LinkButton to={`/versions/${version.id}/transcript`} fullWidth variant="default">{t(read.data.written === null ? 'act' : 'actAgain')}</LinkButton>;
}
