import { ActionIcon, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconX } from '@tabler/icons-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { z } from 'zod';
import { addressOf, useAct, useRead } from '../../../../ui/api.ts';
import { ConfirmDialog } from '../../../../ui/dialogs.tsx';
import { FilesPick } from '../../../../ui/files-pick.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { addAttachment, describeAttachment, downloadAttachment, listAttachments, orderAttachments, removeAttachment } from '../../attachments/contract.ts';
import { may } from '../../permissions.ts';
import classes from './attachments.module.css';
import { AttachmentList } from './list.tsx';

type Listed = z.output<typeof listAttachments.reply>;
type Item = Listed['items'][number];

/** Forms, drawings and templates of a version; its authors add, describe, order and remove them while it is a draft. */
export function Attachments({ versionId }: { readonly versionId: string }): ReactNode {
  const t = useT('attachments');
  const writes = useMay(may.writeDocuments);
  const read = useRead(listAttachments, { params: { id: versionId } });
  const order = useAct(orderAttachments);
  if (read.data === undefined) return <ProblemNote error={read.error} retry={read.refetch} />;
  const { items, removed, previous, mayChange } = read.data;
  if (items.length === 0 && removed.length === 0 && !mayChange && !writes) return null;
  const move = (index: number, by: number): void => {
    const ids = items.map((item) => item.id);
    const [moved] = ids.splice(index, 1);
    if (moved !== undefined) order.act({ params: { id: versionId }, body: { ids: ids.toSpliced(index + by, 0, moved) } });
  };
  const compared = previous !== null && items.length > 0 ? t('since', { label: previous }) : undefined;
  return (
    <PageSection title={t('title')} {...(compared === undefined ? {} : { note: compared })}>
      {items.length === 0 && <p className="soft">{t('none')}</p>}
      {items.length > 0 && <AttachmentList items={items} withDigest hrefOf={(id) => addressOf(downloadAttachment, { params: { id } })} {...(mayChange ? { acts: (item: Item, index: number) => <ItemActs item={item} first={index === 0} last={index === items.length - 1} busy={order.isPending} onMove={(by) => move(index, by)} /> } : {})} />}
      {removed.length > 0 && previous !== null && <p className="soft">{t('removed', { label: previous, names: removed.map((one) => one.fileName).join(', ') })}</p>}
      <ProblemNote error={order.error} />
      {mayChange && <AddFiles versionId={versionId} />}
    </PageSection>
  );
}

/** One file after the other, so that one that is refused does not keep the others out. */
function AddFiles({ versionId }: { readonly versionId: string }): ReactNode {
  const t = useT('attachments');
  const add = useAct(addAttachment);
  const [now, setNow] = useState<string | null>(null);
  const [failed, setFailed] = useState<readonly { readonly name: string; readonly why: Error }[]>([]);
  const send = async (files: readonly File[]): Promise<void> => {
    setFailed([]);
    for (const file of files) {
      setNow(file.name);
      await add.actAsync({ params: { id: versionId }, body: { description: '' }, file }).catch((why: unknown) => setFailed((others) => [...others, { name: file.name, why: why instanceof Error ? why : new Error(String(why)) }]));
    }
    setNow(null);
  };
  return (
    <div className={`${classes.pick} no-print`}>
      <FilesPick label={t('add')} hint={now === null ? t('addHint') : t('adding', { name: now })} busy={now !== null} onPick={(files) => void send(files)} />
      {failed.map((one) => <div key={one.name} className={classes.failed}><Note kind="bad" title={t('failed', { name: one.name })}>{one.why.message}</Note></div>)}
    </div>
  );
}

type ActsProps = { readonly item: Item; readonly first: boolean; readonly last: boolean; readonly busy: boolean; readonly onMove: (by: number) => void };

function ItemActs({ item, first, last, busy, onMove }: ActsProps): ReactNode {
  const t = useT('attachments');
  const [asked, setAsked] = useState<'describe' | 'remove' | null>(null);
  const remove = useAct(removeAttachment, { onDone: () => setAsked(null) });
  const name = item.fileName;
  return (
    <>
      <ActionIcon variant="subtle" color="gray" aria-label={t('up', { name })} disabled={first || busy} onClick={() => onMove(-1)}><IconArrowUp size={16} aria-hidden="true" /></ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={t('down', { name })} disabled={last || busy} onClick={() => onMove(1)}><IconArrowDown size={16} aria-hidden="true" /></ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={t('describe', { name })} onClick={() => setAsked('describe')}><IconPencil size={16} aria-hidden="true" /></ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={t('remove', { name })} onClick={() => setAsked('remove')}><IconX size={16} aria-hidden="true" /></ActionIcon>
      {asked === 'describe' && <Describe item={item} onClose={() => setAsked(null)} />}
      <ConfirmDialog opened={asked === 'remove'} onClose={() => setAsked(null)} title={t('removeTitle', { name })} action={t('removeAct')} danger isPending={remove.isPending} error={remove.error} onConfirm={() => remove.act({ params: { id: item.id } })}>
        {t('removeText')}
      </ConfirmDialog>
    </>
  );
}

function Describe({ item, onClose }: { readonly item: Item; readonly onClose: () => void }): ReactNode {
  const t = useT('attachments');
  const ui = useT('ui');
  const [text, setText] = useState(item.description);
  const describe = useAct(describeAttachment, { onDone: onClose });
  const save = (event: FormEvent): void => {
    event.preventDefault();
    describe.act({ params: { id: item.id }, body: { description: text.trim() } });
  };
  return (
    <Modal opened onClose={onClose} title={t('describe', { name: item.fileName })} closeButtonProps={{ 'aria-label': ui('close') }}>
      <form onSubmit={save}>
        <Stack gap="sm">
          <TextInput label={t('description')} description={t('descriptionHelp')} value={text} maxLength={500} onChange={(event) => setText(event.currentTarget.value)} data-autofocus />
          <ProblemNote error={describe.error} />
          <Group justify="flex-end" gap="xs"><Button variant="default" onClick={onClose}>{t('cancel')}</Button><Button type="submit" loading={describe.isPending}>{t('save')}</Button></Group>
        </Stack>
      </form>
    </Modal>
  );
}
