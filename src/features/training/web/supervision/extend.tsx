import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useAct } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { requestExtension } from '../../supervision/contract.ts';
import type { Work } from './open-work.tsx';

/** The manager asks for a later day, with the reason (TRN-03). */
export function Extend({ work, onClose }: { readonly work: Work; readonly onClose: () => void }): ReactNode {
  const t = useT('supervision');
  const ui = useT('ui');
  const dates = useDates();
  const [dueOn, setDueOn] = useState('');
  const [reason, setReason] = useState('');
  const request = useAct(requestExtension, { onDone: (reply) => { tellDone(t('extend.done', { day: dates.day(reply.dueOn) })); onClose(); } });
  return (
    <Modal opened onClose={onClose} title={t('extend.title', { number: work.document.number, name: work.person.name })} closeButtonProps={{ 'aria-label': ui('close') }}>
      <form onSubmit={(event) => { event.preventDefault(); request.act({ params: { id: work.id }, body: { dueOn, reason: reason.trim() } }); }}>
        <Stack gap="sm">
          <p className="soft" style={{ margin: 0 }}>{t('extend.text')}</p>
          <TextInput type="date" label={t('extend.day')} required withAsterisk={false} min={work.dueOn > dates.today ? work.dueOn : dates.today} value={dueOn} onChange={(event) => setDueOn(event.currentTarget.value)} data-autofocus />
          <Textarea label={t('extend.reason')} required withAsterisk={false} autosize minRows={2} maxRows={8} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <ProblemNote error={request.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} disabled={request.isPending}>{ui('cancel')}</Button>
            <Button type="submit" loading={request.isPending} disabled={dueOn === '' || reason.trim() === ''}>{t('extend.act')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
