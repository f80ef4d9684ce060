import { Button, Group, Modal, Radio, Stack, TextInput, Textarea } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { z } from 'zod';
import { addressOf, useAct, useRead } from '../../../../ui/api.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { Page, PageSection } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { endCopy, getControlledCopy, issueCopy, listCopies, zCopyEnd, type zControlledCopy } from '../../copies/contract.ts';
import { may } from '../../permissions.ts';
import type { DocumentDetail } from '../words.tsx';

type Copy = z.output<typeof zControlledCopy>;

/** The register of a document's controlled copies, with what is to be recalled. */
export function ControlledCopies({ document }: { readonly document: DocumentDetail }): ReactNode {
  const t = useT('copies');
  const mayIssue = useMay(may.issueCopies);
  const [issuing, setIssuing] = useState(false);
  const read = useRead(listCopies, { query: { documentId: document.id } }, { enabled: mayIssue });
  const columns = useColumns(false);
  if (!mayIssue) return null;
  const recall = read.data?.items.filter((copy) => copy.toRecall).length ?? 0;
  return (
    <PageSection title={t('title')} actions={document.inForce !== null && <Button variant="default" size="xs" onClick={() => setIssuing(true)}>{t('issue')}</Button>}>
      {recall > 0 && <Note kind="warn">{t('recall', { count: recall })}</Note>}
      {read.data?.items.length === 0 ? <p className="soft">{t('none')}</p> : <DataTable caption={t('title')} columns={columns} rows={read.data?.items} rowKey={(copy) => copy.id} state={read} empty={{ title: t('none') }} />}
      {document.inForce !== null && <IssueDialog opened={issuing} onClose={() => setIssuing(false)} versionId={document.inForce.id} label={document.inForce.label} />}
    </PageSection>
  );
}

/** Every copy that is out of a version no longer in force, over all documents. */
export function CopiesToRecall(): ReactNode {
  const t = useT('copies');
  const read = useRead(listCopies, { query: {} });
  const columns = useColumns(true);
  const count = read.data?.items.length;
  return (
    <Page title={t('title')} answer={count === undefined ? undefined : count === 0 ? t('answerNone') : t('recall', { count })}>
      <DataTable caption={t('title')} columns={columns} rows={read.data?.items} rowKey={(copy) => copy.id} state={read} empty={{ title: t('answerNone') }} />
    </Page>
  );
}

function useColumns(withDocument: boolean): readonly Column<Copy>[] {
  const t = useT('copies');
  const dates = useDates();
  const document: Column<Copy> = { key: 'document', header: t('document'), cell: (copy) => <ScreenLink to={`/procedures/${copy.document.id}`}><span className="number">{copy.document.number}</span> {copy.document.title}</ScreenLink> };
  return [
    ...(withDocument ? [document] : []),
    { key: 'copy', header: t('copy'), width: '64px', cell: (copy) => copy.number },
    { key: 'version', header: t('version'), width: '84px', cell: (copy) => `v${copy.version.label}` },
    { key: 'holder', header: t('holder'), cell: (copy) => copy.holder },
    { key: 'issued', header: t('issued'), width: '220px', hideOnPhone: true, cell: (copy) => t('by', { day: dates.dayOf(copy.issuedAt), name: copy.issuer.name }) },
    { key: 'state', header: t('state'), width: '180px', cell: (copy) => (copy.endedAt !== null && copy.endedAs !== null ? t('ended', { how: t(`end.${copy.endedAs}`), day: dates.dayOf(copy.endedAt) }) : copy.toRecall ? <b>{t('toRecall')}</b> : t('out')) },
    { key: 'act', header: t('act'), width: '230px', cell: (copy) => <CopyActs copy={copy} /> },
  ];
}

function CopyActs({ copy }: { readonly copy: Copy }): ReactNode {
  const t = useT('copies');
  const [ending, setEnding] = useState(false);
  if (copy.endedAt !== null) return null;
  return (
    <Group gap="xs" wrap="nowrap" className="no-print">
      {!copy.toRecall && <Button component="a" variant="default" size="compact-sm" href={addressOf(getControlledCopy, { params: { id: copy.id } })} download>{t('print', { number: copy.number })}</Button>}
      <Button variant="default" size="compact-sm" onClick={() => setEnding(true)}>{t('end', { number: copy.number })}</Button>
      <EndDialog opened={ending} onClose={() => setEnding(false)} copy={copy} />
    </Group>
  );
}

type IssueProps = { readonly opened: boolean; readonly onClose: () => void; readonly versionId: string; readonly label: string };

function IssueDialog({ opened, onClose, versionId, label }: IssueProps): ReactNode {
  const t = useT('copies');
  const ui = useT('ui');
  const [holder, setHolder] = useState('');
  const issue = useAct(issueCopy, { onDone: () => { setHolder(''); onClose(); } });
  const save = (event: FormEvent): void => {
    event.preventDefault();
    issue.act({ params: { id: versionId }, body: { holder } });
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t('issueTitle', { label })} closeButtonProps={{ 'aria-label': ui('close') }}>
      <form onSubmit={save}>
        <Stack gap="sm">
          <TextInput label={t('holder')} description={t('holderHelp')} value={holder} onChange={(event) => setHolder(event.currentTarget.value)} maxLength={120} required withAsterisk={false} data-autofocus />
          <ProblemNote error={issue.error} />
          <Group justify="flex-end" gap="xs"><Button variant="default" onClick={onClose}>{t('cancel')}</Button><Button type="submit" loading={issue.isPending} disabled={holder.trim() === ''}>{t('save')}</Button></Group>
        </Stack>
      </form>
    </Modal>
  );
}

function EndDialog({ opened, onClose, copy }: { readonly opened: boolean; readonly onClose: () => void; readonly copy: Copy }): ReactNode {
  const t = useT('copies');
  const ui = useT('ui');
  const [as, setAs] = useState<Copy['endedAs']>(null);
  const [note, setNote] = useState('');
  const ended = useAct(endCopy, { onDone: onClose });
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (as !== null) ended.act({ params: { id: copy.id }, body: { as, note: note.trim() === '' ? null : note.trim() } });
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t('endTitle', { number: copy.number, holder: copy.holder })} closeButtonProps={{ 'aria-label': ui('close') }}>
      <form onSubmit={save}>
        <Stack gap="sm">
          <Radio.Group label={t('endHow')} value={as ?? ''} onChange={(value) => setAs(zCopyEnd.nullable().catch(null).parse(value))}>
            <Stack gap={6} mt={6}>{zCopyEnd.options.map((option) => <Radio key={option} value={option} label={t(`end.${option}`)} />)}</Stack>
          </Radio.Group>
          <Textarea label={t('note')} value={note} maxLength={1000} onChange={(event) => setNote(event.currentTarget.value)} autosize minRows={2} />
          <ProblemNote error={ended.error} />
          <Group justify="flex-end" gap="xs"><Button variant="default" onClick={onClose}>{t('cancel')}</Button><Button type="submit" loading={ended.isPending} disabled={as === null}>{t('endSave')}</Button></Group>
        </Stack>
      </form>
    </Modal>
  );
}
