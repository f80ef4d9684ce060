import { Button, Group, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct, useRead } from '../../../ui/api.ts';
import { FilePick } from '../../../ui/file-pick.tsx';
import { useT } from '../../../ui/i18n.ts';
import { LinkButton } from '../../../ui/link.tsx';
import { Note, ProblemNote } from '../../../ui/notes.tsx';
import { Page, PageSection } from '../../../ui/page.tsx';
import { fieldProblem } from '../../../ui/problem.ts';
import { beginWriting } from '../authoring/contract.ts';
import { getDocument, uploadVersion, zChangeClass } from '../contract.ts';
import { CarryChoice } from './attachments/carry-choice.tsx';
import { BeginChoice, BeginWords, WayChoice, type Begin, type Way } from './authoring/begin.tsx';
import { ACCEPT, FoundSections } from './found-sections.tsx';
import type { DocumentDetail } from './words.tsx';

export function UploadVersion(): ReactNode {
  const t = useT('documents');
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const read = useRead(getDocument, { params: { id } });
  if (read.data === undefined) return <Page title={t('page.upload')} width="narrow"><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  return <Upload document={read.data} />;
}

function Upload({ document }: { readonly document: DocumentDetail }): ReactNode {
  const t = useT('documents');
  const [label, setLabel] = useState('');
  const navigate = useNavigate();
  const upload = useAct(uploadVersion);
  const begin = useAct(beginWriting, { onDone: (reply) => navigate({ to: `/versions/${reply.id}/write` }) });
  const last = document.versions.toSorted((a, b) => b.ordinal - a.ordinal)[0];
  const [before] = useState(last?.label ?? null); // the one before this upload, also after it
  const back = { to: `/procedures/${document.id}`, label: document.number };
  const done = upload.reply;
  if (done !== undefined) {
    return (
      <Page title={document.title} answer={t('upload.done', { label })} lead={`${t('upload.found', { count: done.sections })} ${t('upload.next')}`} back={back} actions={<><LinkButton to={`/versions/${done.id}/module`}>{t('upload.goQuiz')}</LinkButton><LinkButton variant="default" to={`/procedures/${document.id}`} search={{ version: done.id }}>{t('upload.goPage')}</LinkButton></>}>
        {done.warnings.length > 0 && <Note kind="warn" title={t('upload.warnings')}>{done.warnings.map((warning) => <p key={warning}>{warning}</p>)}</Note>}
        <PageSection title={t('upload.found', { count: done.sections })}><FoundSections versionId={done.id} /></PageSection>
      </Page>
    );
  }
  return (
    <Page title={document.title} answer={t('upload.title', { number: document.number })} lead={t('upload.answer')} back={back} width="narrow">
      <UploadForm
        label={label} onLabel={setLabel} last={before} inForce={document.inForce} isPending={upload.isPending || begin.isPending} error={upload.error ?? begin.error}
        onSend={(body, file) => upload.act({ params: { id: document.id }, body, file })} onBegin={(body, from) => begin.act({ params: { id: document.id }, body: { ...body, from } })}
      />
    </Page>
  );
}

type Fields = { readonly attachments: 'none' | 'in_force'; readonly label: string; readonly changeClass: (typeof zChangeClass.options)[number]; readonly changeSummary: string };
type FormProps = { readonly label: string; readonly onLabel: (label: string) => void; readonly last: string | null; readonly inForce: DocumentDetail['inForce']; readonly isPending: boolean; readonly error: Error | null; readonly onSend: (body: Fields, file: File) => void; readonly onBegin: (body: Fields, from: Begin) => void };

function UploadForm({ label, onLabel, last, inForce, isPending, error, onSend, onBegin }: FormProps): ReactNode {
  const t = useT('documents');
  const [way, setWay] = useState<Way>('upload');
  const [from, setFrom] = useState<Begin>(inForce === null ? 'template' : 'in-force');
  const [file, setFile] = useState<File | null>(null);
  const [changeClass, setChangeClass] = useState<Fields['changeClass']>('major');
  const [changeSummary, setSummary] = useState('');
  const [carry, setCarry] = useState(true);
  const [tried, setTried] = useState(false);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const fields = { label: label.trim(), changeClass, changeSummary: changeSummary.trim(), attachments: carry && inForce !== null ? 'in_force' as const : 'none' as const };
    if (way === 'write') onBegin(fields, from);
    else if (file !== null) onSend(fields, file);
  };
  return (
    <form onSubmit={send}>
      <Stack gap="lg">
        <WayChoice way={way} onWay={setWay} />
        {way === 'write' ? <BeginChoice from={from} onFrom={setFrom} inForce={inForce} /> : <FilePick label={t('upload.file')} hint={t('upload.fileHelp')} accept={ACCEPT} file={file} onPick={setFile} error={tried && file === null ? t('upload.needFile') : null} />}
        <TextInput label={t('upload.label')} description={last === null ? undefined : t('upload.labelHelp', { label: last })} w={240} required value={label} onChange={(event) => onLabel(event.currentTarget.value)} error={fieldProblem(error, 'label')} />
        <Radio.Group label={t('upload.class')} value={changeClass} onChange={(value) => { const parsed = zChangeClass.safeParse(value); if (parsed.success) setChangeClass(parsed.data); }}>
          <Stack gap="xs" mt="xs">
            {zChangeClass.options.map((option) => <Radio key={option} value={option} label={t(`change.${option}`)} description={t(`change.${option}.help`)} />)}
          </Stack>
        </Radio.Group>
        <Textarea label={t('upload.summary')} description={t('upload.summaryHelp')} autosize minRows={3} required value={changeSummary} onChange={(event) => setSummary(event.currentTarget.value)} error={fieldProblem(error, 'changeSummary')} />
        {inForce !== null && <CarryChoice inForce={inForce} carry={carry} onCarry={setCarry} />}
        <ProblemNote error={error} />
        <Group><Button type="submit" loading={isPending}>{way === 'write' ? <BeginWords /> : t('upload.button')}</Button></Group>
      </Stack>
    </form>
  );
}
