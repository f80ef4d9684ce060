import { Button, Group, Modal, Select, Stack, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct, useRead } from '../../../../ui/api.ts';
import { ConfirmDialog, tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { LinkButton } from '../../../../ui/link.tsx';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { SignDialog } from '../../../../ui/sign.tsx';
import { PersonPicker } from '../../../people/web/pickers.tsx';
import { sendBack } from '../../contract.ts';
import { getStepStatement, reassignStep, signStep, takeBack } from '../../review/contract.ts';
import type { ReviewPage, Step } from './words.ts';

/** What the reader can do with the review: sign, approve, send or take back. */
export function ReviewActs({ page }: { readonly page: ReviewPage }): ReactNode {
  const t = useT('review');
  const [open, setOpen] = useState<string | null>(null);
  const { version, may } = page;
  const close = (): void => setOpen(null);
  const mine = may.steps.flatMap((one) => (one.allowed ? (page.review?.steps.find((step) => step.id === one.stepId) ?? []) : []));
  return (
    <>
      {may.sendBack && <Button variant="default" onClick={() => setOpen('sendBack')}>{t('act.sendBack')}</Button>}
      {may.takeBack && <Button variant="default" onClick={() => setOpen('takeBack')}>{t('act.takeBack')}</Button>}
      {mine.map((step) => <Button key={step.id} onClick={() => setOpen(step.id)} aria-label={mine.length > 1 ? `${t('act.sign')} ${step.name}` : undefined}>{t(step.meaning === 'approved' ? 'act.signApproval' : 'act.sign')}</Button>)}
      {may.approve.allowed && <LinkButton to={`/versions/${version.id}/approve`}>{t('act.approve')}</LinkButton>}
      {mine.map((step) => <SignStep key={step.id} step={step} page={page} opened={open === step.id} onClose={close} />)}
      <SendBack page={page} opened={open === 'sendBack'} onClose={close} />
      <TakeBack page={page} opened={open === 'takeBack'} onClose={close} />
    </>
  );
}

type DialogProps = { readonly page: ReviewPage; readonly opened: boolean; readonly onClose: () => void };

function SignStep({ step, page, opened, onClose }: DialogProps & { readonly step: Step }): ReactNode {
  const t = useT('review');
  const statement = useRead(getStepStatement, { params: { id: step.id } }, { enabled: opened, fresh: true });
  const sign = useAct(signStep, { onDone: () => { onClose(); tellDone(t('sign.done')); } });
  const unresolved = page.threads.filter((thread) => !thread.resolved).length;
  return (
    <SignDialog
      opened={opened} onClose={onClose} title={t('sign.title', { step: step.name })} action={t(step.meaning === 'approved' ? 'sign.buttonApproved' : 'sign.button')}
      statement={statement.data?.statement} statementError={statement.error} reload={statement.refetch}
      onSign={(signing) => sign.act({ params: { id: step.id }, body: signing })} isPending={sign.isPending} error={sign.error}
    >
      {unresolved > 0 && <Note kind="warn">{t('sign.unresolved', { count: unresolved })}</Note>}
    </SignDialog>
  );
}

function SendBack({ page: { version }, opened, onClose }: DialogProps): ReactNode {
  const t = useT('review');
  const navigate = useNavigate();
  const run = useAct(sendBack, { onDone: () => { onClose(); tellDone(t('sendBack.done', { name: version.author.name })); void navigate({ to: '/reviews' }); } });
  return (
    <ConfirmDialog opened={opened} onClose={onClose} title={t('sendBack.title', { number: version.number, label: version.label })} action={t('act.sendBack')} danger reason={t('reason')} isPending={run.isPending} error={run.error} onConfirm={(reason) => run.act({ params: { id: version.id }, body: { reason } })}>
      {t('sendBack.text')}
    </ConfirmDialog>
  );
}

function TakeBack({ page: { version }, opened, onClose }: DialogProps): ReactNode {
  const t = useT('review');
  const run = useAct(takeBack, { onDone: onClose });
  return (
    <ConfirmDialog opened={opened} onClose={onClose} title={t('takeBack.title', { number: version.number, label: version.label })} action={t('act.takeBack')} danger reason={t('reason')} isPending={run.isPending} error={run.error} onConfirm={(reason) => run.act({ params: { id: version.id }, body: { reason } })}>
      {t('takeBack.text')}
    </ConfirmDialog>
  );
}

/** Document control gives a step to somebody else, with the reason. */
export function Reassign({ step }: { readonly step: Step }): ReactNode {
  const t = useT('review');
  const tu = useT('ui');
  const [opened, setOpened] = useState(false);
  const [fromId, setFrom] = useState<string | null>(null);
  const [toId, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const close = (): void => { setOpened(false); setTo(null); setReason(''); };
  const give = useAct(reassignStep, { onDone: () => { close(); tellDone(t('reassign.done')); } });
  const choose = step.role === null && step.missing.length > 1;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (toId !== null) give.act({ params: { id: step.id }, body: { fromId: choose ? fromId : null, toId, reason: reason.trim() } });
  };
  return (
    <>
      <Button size="compact-xs" variant="subtle" mt={6} ml={-8} aria-label={`${t('act.reassign')}: ${step.name}`} onClick={() => setOpened(true)}>{t('act.reassign')}</Button>
      <Modal opened={opened} onClose={close} title={t('reassign.title', { step: step.name })} closeButtonProps={{ 'aria-label': tu('close') }}>
        <form onSubmit={send}>
          <Stack gap="sm">
            {choose && <Select label={t('reassign.from')} required withAsterisk={false} data={step.missing.map((person) => ({ value: person.id, label: person.name }))} value={fromId} onChange={setFrom} />}
            <PersonPicker label={t('reassign.to')} required activeOnly value={toId} onChange={setTo} />
            <Textarea label={t('reason')} required withAsterisk={false} autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
            <ProblemNote error={give.error} />
            <Group justify="flex-end" gap="xs"><Button variant="default" onClick={close}>{tu('cancel')}</Button><Button type="submit" loading={give.isPending} disabled={toId === null || reason.trim() === '' || (choose && fromId === null)}>{t('act.reassign')}</Button></Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
