import { Button, Group, SegmentedControl } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead, useReadPages } from '../../../../ui/api.ts';
import { useUrlState } from '../../../../ui/as-of.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useDates, type Dates } from '../../../../ui/dates.ts';
import { ConfirmDialog, tellDone } from '../../../../ui/dialogs.tsx';
import { useT, type Text } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { Page } from '../../../../ui/page.tsx';
import { decideExtension, listExtensions, type zExtension } from '../../supervision/contract.ts';

export type Extension = z.output<typeof zExtension>;
type Asked = { readonly decision: 'approved' | 'declined'; readonly extension: Extension };
const STATES = ['waiting', 'decided'] as const;

/** What waits for quality: later due dates that managers have asked for. */
export function Extensions(): ReactNode {
  const t = useT('supervision');
  const dates = useDates();
  const [wanted, setWanted] = useUrlState('which');
  const [asked, setAsked] = useState<Asked | null>(null);
  const state = STATES.find((one) => one === wanted) ?? 'waiting';
  const waiting = useRead(listExtensions, { query: { state: 'waiting', limit: 500 } }).data?.items.length;
  const pages = useReadPages(listExtensions, { query: { state, limit: 50 } });
  const answer = waiting === undefined ? undefined : waiting === 0 ? t('ext.answerNone') : t('ext.answer', { count: waiting });
  return (
    <Page title={t('ext.screen')} answer={answer}>
      <ProblemNote error={pages.error} retry={pages.refetch} />
      <Group mb="md"><SegmentedControl aria-label={t('work.which')} value={state} onChange={(value) => setWanted(value === 'waiting' ? null : value)} data={STATES.map((value) => ({ value, label: t(`ext.${value}`) }))} /></Group>
      <DataTable caption={t('ext.screen')} columns={columnsFor(t, dates, setAsked)} rows={pages.first === undefined ? undefined : pages.items} rowKey={(row) => row.id} state={pages} empty={{ title: t('ext.answerNone') }} />
      {pages.more && <Group justify="center" mt="md"><Button variant="default" loading={pages.isFetching} onClick={pages.loadMore}>{t('work.more')}</Button></Group>}
      {asked !== null && <Decision {...asked} onClose={() => setAsked(null)} />}
    </Page>
  );
}

export function outcomeWords(row: Extension, t: Text<'supervision'>): string {
  return row.decision === null ? t('ext.waiting') : t('ext.outcomeBy', { outcome: t(`ext.${row.decision}`), name: row.decidedBy?.name ?? '', reason: row.decisionReason ?? '' });
}

function columnsFor(t: Text<'supervision'>, dates: Dates, ask: (asked: Asked) => void): Column<Extension>[] {
  return [
    { key: 'person', header: t('work.person'), width: '180px', cell: (row) => <ScreenLink to={`/people/${row.person.id}`}>{row.person.name}</ScreenLink> },
    { key: 'procedure', header: t('work.procedure'), wrap: true, cell: (row) => <><span className="number">{row.document.number}</span>{` ${row.document.title} v${row.versionLabel}`}</> },
    { key: 'from', header: t('ext.from'), width: '170px', wrap: true, cell: (row) => (row.overdueSince === null ? dates.day(row.fromDueOn) : t('work.overdueSince', { day: dates.dayOf(row.overdueSince) })) },
    { key: 'to', header: t('ext.to'), width: '120px', cell: (row) => dates.day(row.toDueOn) },
    { key: 'reason', header: t('ext.reason'), wrap: true, cell: (row) => t('ext.by', { name: row.requestedBy.name, reason: row.reason }) },
    { key: 'act', header: t('ext.outcome'), width: '200px', wrap: true, cell: (row) => (row.decision === null ? <Acts row={row} t={t} dates={dates} ask={ask} /> : <span className="soft">{outcomeWords(row, t)}</span>) },
  ];
}

function Acts({ row, t, dates, ask }: { readonly row: Extension; readonly t: Text<'supervision'>; readonly dates: Dates; readonly ask: (asked: Asked) => void }): ReactNode {
  const names = { number: row.document.number, name: row.person.name, day: dates.day(row.toDueOn) };
  return (
    <Group gap="xs" wrap="nowrap">
      <Button size="compact-sm" aria-label={t('ext.approveOf', names)} onClick={() => ask({ decision: 'approved', extension: row })}>{t('ext.approve')}</Button>
      <Button size="compact-sm" variant="default" aria-label={t('ext.declineOf', names)} onClick={() => ask({ decision: 'declined', extension: row })}>{t('ext.decline')}</Button>
    </Group>
  );
}

function Decision({ decision, extension, onClose }: Asked & { readonly onClose: () => void }): ReactNode {
  const t = useT('supervision');
  const dates = useDates();
  const decide = useAct(decideExtension, { onDone: () => { tellDone(t('ext.done')); onClose(); } });
  const names = { name: extension.person.name, day: dates.day(extension.toDueOn) };
  return (
    <ConfirmDialog
      opened onClose={onClose} title={t(decision === 'approved' ? 'ext.approveTitle' : 'ext.declineTitle', names)} action={t(decision === 'approved' ? 'ext.approve' : 'ext.decline')} reason={t('ext.decisionReason')}
      onConfirm={(reason) => decide.act({ params: { id: extension.id }, body: { decision, reason } })} isPending={decide.isPending} error={decide.error}
    >
      <p style={{ margin: 0 }}>{t('ext.by', { name: extension.requestedBy.name, reason: extension.reason })}</p>
    </ConfirmDialog>
  );
}
