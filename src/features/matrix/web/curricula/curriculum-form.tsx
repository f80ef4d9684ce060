import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState, type ComponentType, type ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead } from '../../../../ui/api.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { Page } from '../../../../ui/page.tsx';
import { SignDialog } from '../../../../ui/sign.tsx';
import { DocumentsPicker, type DocumentChoice } from '../../../documents/web/pickers.tsx';
import { createCurriculum, getCurriculum, proposeCurriculum, reviseCurriculum, type zCurriculumInput } from '../../curricula/contract.ts';
import { ProposeDialog, useSecondPerson } from '../proposals/propose.tsx';
import type { CurriculumDetail } from './curriculum.tsx';

type Input = z.input<typeof zCurriculumInput>;
export type CurriculumEffectProps = { readonly curriculumId: string | null; readonly input: Input };
type Props = { readonly Effect: ComponentType<CurriculumEffectProps> };

export function NewCurriculum({ Effect }: Props): ReactNode {
  return <Form current={null} Effect={Effect} />;
}

export function ReviseCurriculum({ Effect }: Props): ReactNode {
  const t = useT('curricula');
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const read = useRead(getCurriculum, { params: { id }, query: {} });
  if (read.data === undefined) return <Page title={t('title')} {...(read.error === null ? {} : { answer: t('page.gone') })}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  return <Form current={read.data} Effect={Effect} />;
}

function Form({ current, Effect }: Props & { readonly current: CurriculumDetail | null }): ReactNode {
  const t = useT('curricula');
  const [name, setName] = useState(current?.name ?? '');
  const [documents, setDocuments] = useState<readonly DocumentChoice[]>(current?.documents ?? []);
  const [seen, setSeen] = useState<Input | null>(null);
  const [signing, setSigning] = useState(false);
  const secondPerson = useSecondPerson();
  const input = name.trim() === '' || documents.length === 0 ? null : { name: name.trim(), documentIds: documents.map(({ id }) => id) };
  const fresh = seen !== null && JSON.stringify(seen) === JSON.stringify(input);
  const answer = current === null ? t('form.new') : t('form.revise', { name: current.name });
  const lead = current === null ? t('form.newLead') : t('form.reviseLead', { version: current.version + 1 });
  return (
    <Page title={t('title')} answer={answer} lead={lead} back={{ to: current === null ? '/matrix/curricula' : `/matrix/curricula/${current.id}`, label: current?.name ?? t('title') }}>
      <Stack gap="lg" maw={860}>
        <TextInput label={t('form.name')} description={t('form.nameHelp')} required value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <DocumentsPicker label={t('form.documents')} description={t('form.documentsHelp')} required value={documents} onChange={setDocuments} />
        <Group>
          <Button variant={fresh ? 'default' : 'filled'} disabled={input === null} onClick={() => setSeen(input)}>{t('form.preview')}</Button>
          <Button variant={fresh ? 'filled' : 'default'} disabled={!fresh || secondPerson === undefined} onClick={() => setSigning(true)}>{t(secondPerson === true ? 'form.propose' : 'form.sign')}</Button>
          {!fresh && <span className="soft">{t(input === null ? 'form.incomplete' : 'form.first')}</span>}
        </Group>
      </Stack>
      {seen !== null && !fresh && <Note kind="warn">{t('form.stale')}</Note>}
      {seen !== null && <Effect curriculumId={current?.id ?? null} input={seen} />}
      {signing && input !== null && secondPerson === true && <ProposeDialog change={{ kind: 'curriculum', curriculumId: current?.id ?? null, curriculum: input }} onClose={() => setSigning(false)} />}
      {signing && input !== null && secondPerson === false && <Sign current={current} input={input} onClose={() => setSigning(false)} />}
    </Page>
  );
}

function Sign({ current, input, onClose }: { readonly current: CurriculumDetail | null; readonly input: Input; readonly onClose: () => void }): ReactNode {
  const t = useT('curricula');
  const navigate = useNavigate();
  const statement = useRead(proposeCurriculum, { body: { ...input, curriculumId: current?.id ?? null } }, { fresh: true });
  const onDone = (reply: { readonly id: string }): void => { tellDone(t('form.saved')); void navigate({ to: `/matrix/curricula/${reply.id}` }); };
  const create = useAct(createCurriculum, { onDone });
  const revise = useAct(reviseCurriculum, { onDone });
  const used = current === null ? create : revise;
  return (
    <SignDialog
      opened onClose={onClose} title={t('form.signTitle')} action={t('form.signButton')} statement={statement.data?.statement} statementError={statement.error} reload={statement.refetch} isPending={used.isPending} error={used.error}
      onSign={(signing) => { if (current === null) create.act({ body: { ...input, ...signing } }); else revise.act({ params: { id: current.id }, body: { ...input, ...signing } }); }}
    />
  );
}
