import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useT } from './i18n.ts';
import { Note } from './notes.tsx';

type Props = { readonly opened: boolean; readonly title: string; readonly text: string; readonly value: string; readonly onClose: () => void };

/** A secret that the server gives once. It goes only by the button, not by a click beside the dialog. */
export function ShownOnce({ opened, title, text, value, onClose }: Props): ReactNode {
  const t = useT('ui');
  const clipboard = useClipboard();
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="lg" closeOnClickOutside={false} closeOnEscape={false} withCloseButton={false}>
      <Stack>
        <Note kind="warn">{text}</Note>
        <TextInput aria-label={title} readOnly value={value} className="number" onFocus={(event) => event.currentTarget.select()} data-autofocus />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => clipboard.copy(value)}>{t(clipboard.copied ? 'copied' : 'copy')}</Button>
          <Button onClick={onClose}>{t('done')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
