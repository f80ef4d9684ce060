import { Button, Group, NumberInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useAct } from '../../../ui/api.ts';
import { ConfirmDialog, tellDone } from '../../../ui/dialogs.tsx';
import { useT } from '../../../ui/i18n.ts';
import { Note } from '../../../ui/notes.tsx';
import { setRosterHold } from '../contract.ts';
import type { Preview } from './roster-mapping.ts';

/** HR-02: why this file is held, and from which share on files are. */
export function RosterHold({ preview, mayConfirm }: { readonly preview: Preview; readonly mayConfirm: boolean }): ReactNode {
  const t = useT('people');
  const [share, setShare] = useState<number>(preview.holdShare);
  const [open, setOpen] = useState(false);
  const set = useAct(setRosterHold, { refresh: false, onDone: () => { setOpen(false); tellDone(t('roster.shareSet')); } });
  const change = mayConfirm ? <Button variant="default" size="xs" onClick={() => setOpen(true)}>{t('roster.shareChange')}</Button> : null;
  return (
    <>
      {preview.hold === null
        ? <Group gap="sm" mb="md"><span className="soft">{t('roster.shareNow', { share: set.reply?.share ?? preview.holdShare })}</span>{change}</Group>
        : <Note kind="warn" title={t('roster.heldTitle')} action={change}>{t('roster.held', preview.hold)} {mayConfirm ? t('roster.heldConfirm') : t('roster.heldWhy')}</Note>}
      <ConfirmDialog opened={open} onClose={() => setOpen(false)} title={t('roster.shareTitle')} action={t('roster.shareSave')} reason={t('roster.shareReason')} isPending={set.isPending} error={set.error} onConfirm={(reason) => set.act({ body: { share, reason } })}>
        <NumberInput label={t('roster.share')} min={1} max={100} suffix=" %" allowDecimal={false} value={share} onChange={(value) => setShare(Number(value))} />
      </ConfirmDialog>
    </>
  );
}
