import { Button, Group, Modal, NumberInput, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct, useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { PersonPicker } from '../../../people/web/pickers.tsx';
import { zRisk } from '../../contract.ts';
import { changeFacts, getFactsHistory } from '../../facts/contract.ts';
import { may } from '../../facts/permissions.ts';
import type { DocumentDetail } from '../words.tsx';
import classes from './lifecycle.module.css';

/** The button, and its dialog. */
export function ChangeFacts({ document }: { readonly document: DocumentDetail }): ReactNode {
  const t = useT('lifecycle');
  const tu = useT('ui');
  const [open, setOpen] = useState(false);
  if (!useMay(may.changeFacts) || document.retiredAt !== null) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>{t('facts.change')}</Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={t('facts.title', { number: document.number })} closeButtonProps={{ 'aria-label': tu('close') }}>
        <FactsForm document={document} onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function FactsForm({ document, onClose }: { readonly document: DocumentDetail; readonly onClose: () => void }): ReactNode {
  const t = useT('lifecycle');
  const td = useT('documents');
  const tu = useT('ui');
  const [facts, setFacts] = useState({ title: document.title, ownerId: document.owner.id, risk: document.risk, reviewMonths: document.reviewMonths });
  const [reason, setReason] = useState('');
  const change = useAct(changeFacts, { onDone: () => { tellDone(t('facts.done')); onClose(); } });
  const save = (event: FormEvent): void => {
    event.preventDefault();
    change.act({ params: { id: document.id }, body: { ...facts, reason: reason.trim() } });
  };
  return (
    <form onSubmit={save}>
      <Stack gap="sm">
        <TextInput label={t('facts.name')} required value={facts.title} onChange={(event) => setFacts({ ...facts, title: event.currentTarget.value })} />
        <PersonPicker label={t('facts.owner')} required known={document.owner} value={facts.ownerId} onChange={(id) => { if (id !== null) setFacts({ ...facts, ownerId: id }); }} />
        <Select label={t('facts.risk')} description={facts.risk === document.risk ? undefined : t('facts.riskHelp')} required allowDeselect={false} data={zRisk.options.map((risk) => ({ value: risk, label: td(`risk.${risk}`) }))} value={facts.risk} onChange={(value) => setFacts({ ...facts, risk: zRisk.options.find((risk) => risk === value) ?? facts.risk })} />
        <NumberInput label={t('facts.review')} required min={1} max={120} allowDecimal={false} value={facts.reviewMonths} onChange={(value) => setFacts({ ...facts, reviewMonths: Number(value) })} />
        <Textarea label={t('facts.reason')} required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <ProblemNote error={change.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} disabled={change.isPending}>{tu('cancel')}</Button>
          <Button type="submit" loading={change.isPending} disabled={reason.trim() === '' || facts.title.trim() === ''}>{t('facts.save')}</Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What was changed about the document itself, newest first; nothing where nothing was. */
export function FactsHistory({ documentId }: { readonly documentId: string }): ReactNode {
  const t = useT('lifecycle');
  const td = useT('documents');
  const dates = useDates();
  const read = useRead(getFactsHistory, { params: { id: documentId } });
  if (read.data === undefined || read.data.items.length === 0) return null;
  const word = (field: string, value: string): string => (field === 'risk' ? td(`risk.${zRisk.parse(value)}`) : value);
  return (
    <PageSection title={t('facts.history')}>
      <ul className={classes.list}>
        {read.data.items.map((one) => (
          <li key={one.id}>
            {one.changes.map(({ field, from, to }) => t('facts.line', { field: t(`facts.field.${field}`), from: word(field, from), to: word(field, to) })).join('; ')}
            <div className="soft">{t('facts.by', { name: one.changedBy?.name ?? t('facts.system'), at: dates.instant(one.changedAt), reason: one.reason })}</div>
          </li>
        ))}
      </ul>
    </PageSection>
  );
}
