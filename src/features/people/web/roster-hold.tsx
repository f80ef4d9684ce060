import { Button, Group, NumberInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useAct } from '../../../ui/api.ts';
import { ConfirmDialog, tellDone } from '../../../ui/dialogs.tsx';
import { useT } from '../../../ui/i18n.ts';
import { Note } from '../../../ui/notes.tsx';
import { Problem } from '../../../ui/problem.ts';
import { importRoster, setRosterHold } from '../contract.ts';
import type { Mapping, Preview } from './roster-mapping.ts';

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

/** Sends a file that will be held: it is kept, and its page opens, where it is confirmed or discarded. */
export function useKeepHeld(): { readonly act: (file: File, mapping: Mapping, sheet: string | null) => void; readonly isPending: boolean; readonly error: Error | null } {
  const navigate = useNavigate();
  const send = useAct(importRoster, { onDone: () => navigate({ to: '/people' }) }); // it was within the share after all
  const heldId = send.error instanceof Problem && send.error.code === 'roster-held' ? String(send.error.facts['heldId']) : null;
  const act = (file: File, mapping: Mapping, sheet: string | null): void => {
    void send.actAsync({ body: { mapping, sheet }, file }).catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'roster-held') void navigate({ to: `/people/held/${String(error.facts['heldId'])}` });
    });
  };
  return { act, isPending: send.isPending, error: heldId === null ? send.error : null };
}
