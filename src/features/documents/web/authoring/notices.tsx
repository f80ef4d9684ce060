import { Button, Group } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { timeInZone, useDates } from '../../../../ui/dates.ts';
import { ConfirmDialog } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { Note } from '../../../../ui/notes.tsx';
import { useSession } from '../../../../ui/session.ts';
import type { Writing } from './opening.ts';
import { KeptTextDialog } from './kept-text.tsx';
import type { Aside } from './saving.ts';

/** What this window wrote and could not become the text of the draft: where it is now. */
export function AsideNote({ versionId, aside, sentence, onReload }: { readonly versionId: string; readonly aside: Aside; readonly sentence: string; readonly onReload: (() => Promise<void>) | null }): ReactNode {
  const t = useT('authoring');
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Note kind="warn" action={<Group gap="xs"><Button variant="default" size="xs" onClick={() => setOpened(true)}>{t('aside.open')}</Button>{onReload !== null && <Button variant="default" size="xs" onClick={() => void onReload()}>{t('aside.reload')}</Button>}</Group>}>{sentence}</Note>
      <KeptTextDialog versionId={versionId} copyId={opened ? aside.copyId : null} onClose={() => setOpened(false)} />
    </>
  );
}

/** Who writes while this window reads along, and how to write oneself. */
export function ReadingNote({ writing, onOpen }: { readonly writing: Writing; readonly onOpen: (takeOver: boolean) => Promise<void> }): ReactNode {
  const t = useT('authoring');
  const session = useSession();
  const { zone } = useDates();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const open = async (takeOver: boolean): Promise<void> => {
    setBusy(true);
    await onOpen(takeOver);
    setBusy(false);
  };
  const { holder, mayWrite, why } = writing;
  if (writing.state !== 'draft') return <Note>{t('desk.notDraft')}</Note>;
  if (holder === null) return mayWrite ? <Note action={<Button size="xs" loading={busy} onClick={() => void open(false)}>{t('read.write')}</Button>}>{t('read.free')}</Note> : <Note title={t('read.only')}>{why}</Note>;
  const own = holder.personId === session.personId;
  const time = timeInZone(new Date(holder.since), zone);
  return (
    <>
      <Note title={own ? t('read.mine', { time }) : t('read.title', { name: holder.name, time })} action={mayWrite ? <Button variant="default" size="xs" onClick={() => setAsking(true)}>{t('read.takeOver')}</Button> : undefined}>{t('read.text')}</Note>
      <ConfirmDialog opened={asking} onClose={() => setAsking(false)} title={own ? t('take.mineTitle') : t('take.title', { name: holder.name })} action={t('take.button')} isPending={busy} error={null} onConfirm={() => void open(true)}>
        {own ? t('take.mineText') : t('take.text', { name: holder.name })}
      </ConfirmDialog>
    </>
  );
}
