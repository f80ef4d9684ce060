import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useT } from './i18n.ts';
import { ProblemNote } from './notes.tsx';

export type ConfirmProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children?: ReactNode;
  /** Names the act. */
  readonly action: string;
  readonly danger?: boolean;
  /** Label of the reason to be given; without it none is asked for. */
  readonly reason?: string;
  readonly onConfirm: (reason: string) => void;
  readonly isPending: boolean;
  readonly error: Error | null;
};

/** Asks before an act, and for its reason where one is needed; the refusal shows in place. */
export function ConfirmDialog(props: ConfirmProps): ReactNode {
  const t = useT('ui');
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title} closeButtonProps={{ 'aria-label': t('close') }}>
      <ConfirmForm {...props} />
    </Modal>
  );
}

function ConfirmForm({ onClose, children, action, danger = false, reason, onConfirm, isPending, error }: ConfirmProps): ReactNode {
  const t = useT('ui');
  const [text, setText] = useState('');
  const confirm = (event: FormEvent): void => {
    event.preventDefault();
    onConfirm(text.trim());
  };
  return (
    <form onSubmit={confirm}>
      <Stack gap="sm">
        {children}
        {reason !== undefined && <Textarea label={reason} value={text} onChange={(event) => setText(event.currentTarget.value)} autosize minRows={2} maxRows={8} required withAsterisk={false} data-autofocus />}
        <ProblemNote error={error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} disabled={isPending}>{t('cancel')}</Button>
          <Button type="submit" loading={isPending} {...(danger ? { color: 'clay' } : {})} disabled={reason !== undefined && text.trim() === ''}>{action}</Button>
        </Group>
      </Stack>
    </form>
  );
}

/** A short message that something is done; it goes by itself. */
export function tellDone(message: string): void {
  notifications.show({ message, color: 'sea', autoClose: 5000, withBorder: true, closeButtonProps: { 'aria-label': i18next.t('ui:close') } });
}
