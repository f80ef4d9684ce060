import { Button, CloseButton, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead } from '../../../../ui/api.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { Empty, ProblemNote } from '../../../../ui/notes.tsx';
import { Page, PageSection } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { SignForm } from '../../../../ui/sign.tsx';
import { getPerson } from '../../../people/contract.ts';
import { PersonPicker } from '../../../people/web/pickers.tsx';
import { may } from '../../permissions.ts';
import { getAssessorLists, proposeAssessors, putAssessors } from '../../practical/contract.ts';
import { SignatureBlock } from '../record/signature-block.tsx';

type Lists = z.output<typeof getAssessorLists.reply>;
type Named = { readonly id: string; readonly name: string };

/** Who may assess a new version before anybody is qualified on it: the signed lists, the one in force first. */
export function AssessorsPage(): ReactNode {
  const t = useT('practical');
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const read = useRead(getAssessorLists, { params: { id } });
  const mayName = useMay(may.nameAssessors);
  const [naming, setNaming] = useState(false);
  if (read.data === undefined) return <Page title={t('list.screen')}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  const { lists, practical, number, title, label, documentId } = read.data;
  const current = lists[0];
  const answer = !practical ? t('list.noPractical') : current === undefined || current.people.length === 0 ? t('list.none') : t('list.answer', { names: current.people.map(({ name }) => name).join(', ') });
  return (
    <Page width="narrow" title={`${t('list.screen')} · ${number} v${label}`} answer={answer} lead={t('list.lead')} back={{ to: `/procedures/${documentId}`, label: `${number} ${title}` }} actions={practical && mayName && <Button onClick={() => setNaming(true)}>{t('list.change')}</Button>}>
      {lists.length === 0 ? <Empty title={t('list.empty')} /> : lists.map((list) => (
        <PageSection key={list.number} title={t('list.number', { number: list.number })} note={list.people.length === 0 ? t('list.nobody') : list.people.map(({ name }) => name).join(', ')}>
          <p>{list.reason}</p>
          {list.signature !== null && <SignatureBlock signature={list.signature} />}
        </PageSection>
      ))}
      {naming && <NameDialog versionId={id} people={current?.people ?? []} onClose={() => setNaming(false)} />}
    </Page>
  );
}

function NameDialog({ versionId, people, onClose }: { readonly versionId: string; readonly people: Lists['lists'][number]['people']; readonly onClose: () => void }): ReactNode {
  const t = useT('practical');
  const ui = useT('ui');
  const [named, setNamed] = useState<readonly Named[]>(people);
  const [reason, setReason] = useState('');
  const params = { id: versionId };
  const body = { personIds: named.map((one) => one.id), reason: reason.trim() };
  const propose = useAct(proposeAssessors, { refresh: false });
  const put = useAct(putAssessors, { onDone: () => { tellDone(t('list.signed')); onClose(); } });
  if (propose.reply !== undefined) {
    return <Modal opened onClose={onClose} size="lg" title={t('list.sign')} closeButtonProps={{ 'aria-label': ui('close') }}><SignForm statement={propose.reply.statement} reload={() => propose.act({ params, body })} action={t('list.act')} isPending={put.isPending} error={put.error} onCancel={onClose} onSign={(signing) => put.act({ params, body: { ...body, ...signing } })} /></Modal>;
  }
  return (
    <Modal opened onClose={onClose} title={t('list.change')} closeButtonProps={{ 'aria-label': ui('close') }}>
      <form onSubmit={(event) => { event.preventDefault(); propose.act({ params, body }); }}>
        <Stack gap="sm">
          {named.map((one) => <Group key={one.id} justify="space-between"><span>{one.name}</span><CloseButton aria-label={t('list.remove', { name: one.name })} onClick={() => setNamed(named.filter(({ id }) => id !== one.id))} /></Group>)}
          <AddPerson key={named.length} onAdd={(one) => { if (!named.some(({ id }) => id === one.id)) setNamed([...named, one]); }} />
          <Textarea label={t('list.reason')} required withAsterisk={false} autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <ProblemNote error={propose.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>{ui('cancel')}</Button>
            <Button type="submit" loading={propose.isPending} disabled={reason.trim() === ''}>{t('list.review')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function AddPerson({ onAdd }: { readonly onAdd: (person: Named) => void }): ReactNode {
  const t = useT('practical');
  const [chosen, setChosen] = useState<string | null>(null);
  const person = useRead(getPerson, { params: { id: chosen ?? '' } }, { enabled: chosen !== null });
  const found = person.data;
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <PersonPicker label={t('list.person')} activeOnly value={chosen} onChange={setChosen} w="100%" />
      <Button variant="default" disabled={found === undefined || chosen === null} onClick={() => { if (found !== undefined) onAdd({ id: found.id, name: found.name }); }}>{t('list.add')}</Button>
    </Group>
  );
}
