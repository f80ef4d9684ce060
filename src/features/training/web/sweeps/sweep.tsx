import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead } from '../../../../ui/api.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT, type Text } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { Page } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { may } from '../../permissions.ts';
import { getSweep, reviewSweep } from '../../sweeps/contract.ts';
import { reviewWords } from './sweeps.tsx';

type Drift = z.output<typeof getSweep.reply>['items'][number];

/** What one check found, for whom, and what became of it. */
export function SweepPage(): ReactNode {
  const t = useT('sweeps');
  const dates = useDates();
  const { id = '' } = useParams({ strict: false });
  const mayReview = useMay(may.reviewSweeps);
  const [noting, setNoting] = useState(false);
  const read = useRead(getSweep, { params: { id } });
  const { data } = read;
  if (data === undefined) return <Page title={t('one')}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  const waits = data.review === null && (data.drift > 0 || data.brokeOff);
  const answer = data.brokeOff ? t('one.brokeOff') : data.drift === 0 ? t('one.good', { people: data.people }) : t('one.answer', { count: data.drift, people: data.people });
  const words = reviewWords(data, t, dates);
  return (
    <Page title={dates.instant(data.startedAt)} answer={answer} actions={waits && mayReview ? <Button onClick={() => setNoting(true)}>{t('one.note')}</Button> : undefined}>
      {words !== '' && <p><b>{t('review')}:</b> {words}</p>}
      {data.drift > 0 && <DataTable caption={t('one')} columns={columnsFor(t)} rows={data.items.map((item, index) => ({ ...item, index }))} rowKey={(row) => String(row.index)} state={read} empty={{ title: t('one.none') }} />}
      {data.items.length > 0 && data.items.length < data.drift && <p className="soft">{t('one.first', { shown: data.items.length, count: data.drift })}</p>}
      {noting && <Noting id={id} onClose={() => setNoting(false)} />}
    </Page>
  );
}

function columnsFor(t: Text<'sweeps'>): Column<Drift & { readonly index: number }>[] {
  return [
    { key: 'person', header: t('one.person'), width: '190px', cell: (row) => <ScreenLink to={`/people/${row.person.id}`}>{row.person.name}</ScreenLink> },
    { key: 'procedure', header: t('one.procedure'), wrap: true, cell: (row) => <ScreenLink to={`/procedures/${row.document.id}`}><span className="number">{row.document.number}</span> {row.document.title}</ScreenLink> },
    { key: 'what', header: t('one.what'), wrap: true, cell: (row) => t(`what.${row.what}`, { version: row.version ?? '' }) },
    { key: 'mended', header: t('one.mended'), width: '120px', cell: (row) => t(row.mended ? 'one.yes' : 'one.no') },
  ];
}

function Noting({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const t = useT('sweeps');
  const ui = useT('ui');
  const [note, setNote] = useState('');
  const review = useAct(reviewSweep, { onDone: () => { tellDone(t('one.noted')); onClose(); } });
  return (
    <Modal opened onClose={onClose} title={t('one.note')} closeButtonProps={{ 'aria-label': ui('close') }}>
      <form onSubmit={(event) => { event.preventDefault(); review.act({ params: { id }, body: { note: note.trim() } }); }}>
        <Stack gap="sm">
          <Textarea label={t('one.noteLabel')} required withAsterisk={false} autosize minRows={3} maxRows={10} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
          <ProblemNote error={review.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} disabled={review.isPending}>{ui('cancel')}</Button>
            <Button type="submit" loading={review.isPending} disabled={note.trim() === ''}>{t('one.save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
