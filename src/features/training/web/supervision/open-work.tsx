import { Button, Group, SegmentedControl } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { z } from 'zod';
import { useRead, useReadPages } from '../../../../ui/api.ts';
import { useUrlState } from '../../../../ui/as-of.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useDates, type Dates } from '../../../../ui/dates.ts';
import { useT, type Text } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { Page } from '../../../../ui/page.tsx';
import { StatusMark } from '../../../../ui/status-mark.tsx';
import { listOpenWork } from '../../supervision/contract.ts';
import { Decide } from './decide.tsx';
import { Extend } from './extend.tsx';

export type Work = z.output<typeof listOpenWork.reply>['items'][number];
const STATES = ['all', 'late', 'locked'] as const;
type Asked = { readonly act: 'extend' | 'decide'; readonly work: Work };

/** What is open for those for whom one answers, and what one can do about it. */
export function OpenWork(): ReactNode {
  const t = useT('supervision');
  const dates = useDates();
  const [wanted, setWanted] = useUrlState('which');
  const [asked, setAsked] = useState<Asked | null>(null);
  const state = STATES.find((one) => one === wanted) ?? 'all';
  const pages = useReadPages(listOpenWork, { query: { state, limit: 50 } });
  const answer = useAnswer();
  return (
    <Page title={t('work.screen')} answer={answer}>
      <ProblemNote error={pages.error} retry={pages.refetch} />
      <Group mb="md"><SegmentedControl aria-label={t('work.which')} value={state} onChange={(value) => setWanted(value === 'all' ? null : value)} data={STATES.map((value) => ({ value, label: t(`work.${value}`) }))} /></Group>
      <DataTable caption={t('work.screen')} columns={columnsFor(t, dates, setAsked)} rows={pages.first === undefined ? undefined : pages.items} rowKey={(row) => row.id} state={pages} empty={{ title: t('work.answerNone') }} />
      {pages.more && <Group justify="center" mt="md"><Button variant="default" loading={pages.isFetching} onClick={pages.loadMore}>{t('work.more')}</Button></Group>}
      {asked?.act === 'extend' && <Extend work={asked.work} onClose={() => setAsked(null)} />}
      {asked?.act === 'decide' && <Decide work={asked.work} onClose={() => setAsked(null)} />}
    </Page>
  );
}

/** Who waits comes first, then what is late. */
function useAnswer(): string | undefined {
  const t = useT('supervision');
  const locked = useRead(listOpenWork, { query: { state: 'locked', limit: 500 } }).data;
  const late = useRead(listOpenWork, { query: { state: 'late', limit: 500 } }).data;
  if (locked === undefined || late === undefined) return undefined;
  const parts = [...(locked.items.length > 0 ? [t('work.answerLocked', { count: locked.items.length })] : []), ...(late.items.length > 0 ? [t('work.answerLate', { count: late.items.length })] : [])];
  return parts.length === 0 ? t('work.answerOpen') : parts.join(' ');
}

function columnsFor(t: Text<'supervision'>, dates: Dates, ask: (asked: Asked) => void): Column<Work>[] {
  return [
    { key: 'person', header: t('work.person'), width: '190px', cell: (row) => <ScreenLink to={`/people/${row.person.id}`}>{row.person.name}</ScreenLink> },
    { key: 'procedure', header: t('work.procedure'), wrap: true, cell: (row) => <><span className="number">{row.document.number}</span>{` ${row.document.title} v${row.versionLabel}`}</> },
    { key: 'why', header: t('work.why'), wrap: true, hideOnPhone: true, cell: (row) => <span className="soft">{row.pathWhy}</span> },
    { key: 'due', header: t('work.due'), width: '250px', wrap: true, cell: (row) => <Due row={row} t={t} dates={dates} /> },
    { key: 'act', header: t('work.act'), width: '120px', cell: (row) => <Act row={row} t={t} ask={ask} /> },
  ];
}

function Due({ row, t, dates }: { readonly row: Work; readonly t: Text<'supervision'>; readonly dates: Dates }): ReactNode {
  const notes = [
    ...(row.locked ? [t('work.isLocked', { count: row.attemptsUsed, score: row.lastScore ?? 0 })] : []), ...(row.absent ? [t('work.absent')] : []),
    ...(row.extensions > 0 ? [t('work.extended', { count: row.extensions })] : []), ...(row.waiting === null ? [] : [t('work.asked', { day: dates.day(row.waiting) })]),
  ];
  const late = row.overdueSince !== null;
  return (
    <>
      <StatusMark status={late ? 'overdue' : 'soon'} label={row.overdueSince === null ? t('work.dueOn', { day: dates.nearDay(row.dueOn) }) : t('work.overdueSince', { day: dates.dayOf(row.overdueSince) })} />
      {late && row.extensions > 0 && <div className="soft">{t('work.dueOn', { day: dates.day(row.dueOn) })}</div>}
      {notes.length > 0 && <div className="soft">{notes.join(' · ')}</div>}
    </>
  );
}

function Act({ row, t, ask }: { readonly row: Work; readonly t: Text<'supervision'>; readonly ask: (asked: Asked) => void }): ReactNode {
  const names = { number: row.document.number, name: row.person.name };
  if (row.locked) return <Button size="compact-sm" aria-label={t('work.decideOf', names)} onClick={() => ask({ act: 'decide', work: row })}>{t('work.decide')}</Button>;
  if (row.waiting !== null || row.extensions >= 2) return null;
  return <Button size="compact-sm" variant="default" aria-label={t('work.extendOf', names)} onClick={() => ask({ act: 'extend', work: row })}>{t('work.extend')}</Button>;
}
