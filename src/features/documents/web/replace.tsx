import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useAct } from '../../../ui/api.ts';
import { FilePick } from '../../../ui/file-pick.tsx';
import { useT } from '../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../ui/notes.tsx';
import { replaceContent } from '../contract.ts';
import { ACCEPT } from './found-sections.tsx';
import type { VersionDetail } from './words.tsx';

type Props = { readonly version: VersionDetail; readonly opened: boolean; readonly onClose: () => void };

export function ReplaceFile({ version, opened, onClose }: Props): ReactNode {
  const t = useT('documents');
  const [file, setFile] = useState<File | null>(null);
  const replace = useAct(replaceContent);
  const close = (): void => { setFile(null); replace.reset(); onClose(); };
  return (
    <Modal opened={opened} onClose={close} title={t('replace.title', { label: version.label })} closeButtonProps={{ 'aria-label': t('cancel') }}>
      <Stack>
        <FilePick label={t('upload.file')} hint={t('upload.fileHelp')} accept={ACCEPT} file={file} onPick={setFile} />
        <ProblemNote error={replace.error} />
        {replace.reply !== undefined && <Note kind="good" title={t('replace.done', { count: replace.reply.sections })}>{replace.reply.warnings.map((warning) => <p key={warning}>{warning}</p>)}</Note>}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>{t('cancel')}</Button>
          <Button disabled={file === null} loading={replace.isPending} onClick={() => { if (file !== null) replace.act({ params: { id: version.id }, body: {}, file }); }}>{t('replace.button')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
