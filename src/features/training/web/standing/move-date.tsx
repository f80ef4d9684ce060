import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead } from '../../../../ui/api.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { useMay } from '../../../../ui/session.ts';
import { SignForm } from '../../../../ui/sign.tsx';
import { getDateChange, moveDate } from '../../../documents/lifecycle/contract.ts';
import type { VersionRow } from '../../../documents/web/words.tsx';
import { may } from '../../permissions.ts';
import { previewDate, type zRedated } from '../../readiness/contract.ts';

type Redated = z.output<typeof zRedated>;
const READY = { isPending: false, error: null, refetch: () => undefined };

/** The new day, whose due dates it moves, the reason, and the signature where the time for training gets short. */
export function MoveDate({ version, onClose }: { readonly version: VersionRow; readonly onClose: () => void }): ReactNode {
  const t = useT('lifecycle');
  const tu = useT('ui');
  const dates = useDates();
  const [day, setDay] = useState(version.effectiveOn ?? '');
  const [reason, setReason] = useState('');
  const changed = day !== '' && day !== version.effectiveOn;
  const change = useRead(getDateChange, { params: { id: version.id }, query: { effectiveOn: day } }, { enabled: changed, fresh: true });
  const move = useAct(moveDate, { onDone: () => { tellDone(t('move.done', { day: dates.day(day) })); onClose(); } });
  const possible = changed && change.data !== undefined && change.error === null;
  const send = (signing?: { readonly statement: string; readonly password: string }): void => move.act({ params: { id: version.id }, body: { effectiveOn: day, reason: reason.trim(), ...(signing === undefined ? {} : { signing }) } });
  const signed = possible && change.data.needsSignature;
  return (
    <Modal opened onClose={onClose} size="lg" title={t('move.title', { label: version.label })} closeButtonProps={{ 'aria-label': tu('close') }}>
      <Stack gap="md">
        <TextInput type="date" label={t('move.date')} required w={220} value={day} onChange={(event) => setDay(event.currentTarget.value)} data-autofocus />
        {changed && <ProblemNote error={change.error} />}
        {possible && <Effect version={version} day={day} atOnce={change.data.atOnce} />}
        {signed && <Note kind="warn">{t('move.short', { days: change.data.days, minimum: change.data.minimumDays })}</Note>}
        <Textarea label={t('move.reason')} required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        {signed
          ? <SignForm statement={change.data.statement} statementError={change.error} reload={change.refetch} action={t('move.sign')} isPending={move.isPending} error={move.error} disabled={reason.trim() === ''} onSign={send} onCancel={onClose} />
          : (
            <>
              <ProblemNote error={move.error} />
              <Group justify="flex-end" gap="xs">
                <Button variant="default" onClick={onClose} disabled={move.isPending}>{tu('cancel')}</Button>
                <Button loading={move.isPending} disabled={!possible || reason.trim() === ''} onClick={() => send()}>{t('move.save')}</Button>
              </Group>
            </>
          )}
      </Stack>
    </Modal>
  );
}

function Effect({ version, day, atOnce }: { readonly version: VersionRow; readonly day: string; readonly atOnce: boolean }): ReactNode {
  const t = useT('lifecycle');
  const dates = useDates();
  const mayRead = useMay(may.previewImpact);
  const read = useRead(previewDate, { params: { id: version.id }, query: { effectiveOn: day } }, { enabled: mayRead, fresh: true });
  if (read.data === undefined) return <ProblemNote error={read.error} retry={read.refetch} />;
  const { changed, completed, overdue, items, more } = read.data;
  const columns: readonly Column<Redated>[] = [
    { key: 'person', header: t('move.person'), cell: (row) => row.person.name },
    { key: 'from', header: t('move.from'), width: '130px', cell: (row) => dates.day(row.from) },
    { key: 'to', header: t('move.to'), width: '130px', cell: (row) => dates.day(row.to) },
  ];
  return (
    <div>
      <p style={{ margin: '0 0 8px' }}>{atOnce && `${t('move.at')} `}{changed === 0 ? t('move.none') : t('move.effect', { count: changed })} {t('move.kept', { completed, overdue })}</p>
      {items.length > 0 && <DataTable caption={t('move.table')} columns={columns} rows={items.slice(0, 8)} rowKey={(row) => row.id} state={READY} empty={{ title: t('move.none') }} />}
      {items.length + more > 8 && <p className="soft">{t('move.more', { count: items.length + more - 8 })}</p>}
    </div>
  );
}
