import { Button, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState, type ComponentType, type ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead } from '../../../../ui/api.ts';
import { DataTable } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { ConfirmDialog, tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { Facts, Page, PageSection } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { confirmHeldFile, discardHeldFile, getHeldFile } from '../../held/contract.ts';
import { may } from '../../permissions.ts';
import { Rejected, RosterEffect } from '../roster-effect.tsx';

type Held = z.output<typeof getHeldFile.reply>;
type Now = NonNullable<Held['now']>;

/** HR-02: a held roster file, what it would do now, and the decision about it. */
export function HeldFile({ TrainingEffect }: { readonly TrainingEffect: ComponentType<{ readonly id: string }> }): ReactNode {
  const t = useT('held');
  const dates = useDates();
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const read = useRead(getHeldFile, { params: { id } }, { fresh: true });
  const back = { to: '/people/held', label: t('title') };
  if (read.data === undefined) return <Page title={t('one')} back={back}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  const { file, now, later } = read.data;
  const named = { name: file.fileName, by: file.decidedByName ?? '' };
  return (
    <Page title={t('one')} answer={t(`one.${file.state}`, { ...named, ...(now?.preview.hold ?? file.hold) })} lead={t('facts', { by: file.byName, at: dates.instant(file.at), share: file.hold.share })} back={back} actions={now === null ? undefined : <Decide file={file} now={now} again={read.refetch} />}>
      {now === null ? <Decided file={file} /> : (
        <>
          {later !== null && <Note kind="warn">{t(later.imported ? 'laterImported' : 'laterWaiting', { name: later.fileName, at: dates.instant(later.at) })}</Note>}
          <Difference now={now} />
          <RosterEffect preview={now.preview} />
          {now.preview.rejected.length > 0 && <Rejected rows={now.preview.rejected} />}
          <TrainingEffect id={id} />
        </>
      )}
    </Page>
  );
}

function Decide({ file, now, again }: { readonly file: Held['file']; readonly now: Now; readonly again: () => unknown }): ReactNode {
  const t = useT('held');
  const mayConfirm = useMay(may.confirmRoster);
  const [asked, setAsked] = useState<'confirm' | 'discard' | null>(null);
  const params = { id: file.id };
  const confirm = useAct(confirmHeldFile, { onDone: (reply) => { setAsked(null); tellDone(t('confirmed', reply.counts)); } });
  const discard = useAct(discardHeldFile, { onDone: () => { setAsked(null); tellDone(t('discarded')); } });
  const close = (): void => {
    setAsked(null);
    if (confirm.error !== null || discard.error !== null) void again(); // it does something else now, or somebody was quicker
    confirm.reset();
    discard.reset();
  };
  return (
    <>
      <Button variant="default" onClick={() => setAsked('discard')}>{t('discard')}</Button>
      <Button disabled={!mayConfirm} title={mayConfirm ? undefined : t('whyNot')} onClick={() => setAsked('confirm')}>{t('confirm')}</Button>
      <ConfirmDialog opened={asked === 'confirm'} onClose={close} title={t('confirmTitle', { name: file.fileName })} action={t('confirm')} reason={t('confirmReason')} isPending={confirm.isPending} error={confirm.error} onConfirm={(reason) => confirm.act({ params, body: { reason, effect: now.effect } })}>
        <Text size="sm">{t('confirmText', now.preview.hold ?? file.hold)}</Text>
      </ConfirmDialog>
      <ConfirmDialog opened={asked === 'discard'} onClose={close} title={t('discardTitle', { name: file.fileName })} action={t('discard')} danger reason={t('discardReason')} isPending={discard.isPending} error={discard.error} onConfirm={(reason) => discard.act({ params, body: { reason } })}>
        <Text size="sm">{t('discardText')}</Text>
      </ConfirmDialog>
    </>
  );
}

function Difference({ now: { differs, difference } }: { readonly now: Now }): ReactNode {
  const t = useT('held');
  const people = useT('people');
  const [shown, setShown] = useState(false);
  if (differs.more + differs.fewer + differs.otherwise === 0) return <Note kind="good">{t('same')}</Note>;
  const rows = (['more', 'fewer', 'otherwise'] as const).flatMap((how) => difference[how].map((line) => ({ ...line, how })));
  return (
    <>
      <Note kind="warn" title={t('differs')} action={shown ? undefined : <Button variant="default" size="xs" onClick={() => setShown(true)}>{t('show')}</Button>}>{t('moreCount', { count: differs.more, fewer: differs.fewer, otherwise: differs.otherwise })}</Note>
      {shown && (
        <DataTable
          caption={t('differs')} rows={rows} rowKey={(row) => `${row.how} ${row.number}`} state={{ isPending: false, error: null, refetch: () => undefined }} empty={{ title: t('same') }}
          columns={[
            { key: 'how', header: t('difference'), width: '190px', cell: (row) => t(row.how) },
            { key: 'number', header: people('roster.employeeNumber'), width: '160px', cell: (row) => <span className="number">{row.number}</span> },
            { key: 'name', header: people('roster.who'), width: '220px', cell: (row) => row.name },
            { key: 'what', header: people('roster.what'), wrap: true, cell: (row) => row.what },
          ]}
        />
      )}
    </>
  );
}

function Decided({ file }: { readonly file: Held['file'] }): ReactNode {
  const t = useT('held');
  const dates = useDates();
  return (
    <PageSection title={t('decided')} note={t('gone')}>
      <Facts items={[
        { label: t('decided'), value: file.decidedAt === null ? '' : dates.instant(file.decidedAt) },
        { label: t('became'), value: t(`state.${file.state}`, { by: file.decidedByName ?? '' }) },
        { label: t('why'), value: file.why },
        { label: t('digest'), value: <span className="number" style={{ overflowWrap: 'anywhere' }}>{file.sha256}</span> },
      ]} />
    </PageSection>
  );
}
