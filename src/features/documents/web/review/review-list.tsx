import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useReadPages } from '../../../../ui/api.ts';
import { useUrlState } from '../../../../ui/as-of.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { Page } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { StatusMark } from '../../../../ui/status-mark.tsx';
import { may as mayDocuments } from '../../permissions.ts';
import { listReviews } from '../../review/contract.ts';
import { may } from '../../review/permissions.ts';
import { WaitingPeriodicReviews } from '../lifecycle/waiting-reviews.tsx';
import classes from './review.module.css';
import type { WaitingRow } from './words.ts';

type Shown = 'me' | 'mine' | 'all';

/** What waits for the reader, the most overdue first. */
export function ReviewList(): ReactNode {
  const t = useT('review');
  const [asked, setAsked] = useUrlState('show');
  const writes = useMay(mayDocuments.submitVersion);
  const controls = useMay(may.controlReviews);
  const shown: Shown = asked === 'mine' || asked === 'all' ? asked : 'me';
  const pages = useReadPages(listReviews, { query: { waiting: shown, limit: 100 } });
  const columns = useColumns(shown);
  const choices = [{ value: 'me', label: t('list.showMe') }, ...(writes ? [{ value: 'mine', label: t('list.showMine') }] : []), ...(controls ? [{ value: 'all', label: t('list.showAll') }] : [])];
  const answer = useAnswer(shown, pages.first);
  return (
    <Page title={t('title')} answer={answer}>
      {choices.length > 1 && <SegmentedControl aria-label={t('list.show')} mb="md" data={choices} value={shown} onChange={(value) => setAsked(value === 'me' ? null : value)} />}
      {shown === 'me' && <WaitingPeriodicReviews />}
      <DataTable
        caption={t('list.caption')} columns={columns} rows={pages.first === undefined ? undefined : pages.items} rowKey={(row) => row.stepId} rowLink={(row) => `/versions/${row.versionId}/review`}
        state={pages} more={pages.more} loadMore={pages.loadMore} empty={shown === 'me' ? { title: t('list.emptyMe'), text: t('list.emptyMeText') } : { title: t('list.emptyOther') }}
      />
    </Page>
  );
}

function useAnswer(shown: Shown, first: { readonly total: number; readonly overdue: number } | undefined): string | undefined {
  const t = useT('review');
  if (first === undefined) return undefined;
  const { total: count, overdue } = first;
  if (count === 0) return t(shown === 'me' ? 'list.none' : shown === 'mine' ? 'list.mineNone' : 'list.allNone');
  return `${t(`list.${shown}`, { count })}${overdue === 0 ? '' : ` ${t('list.overdue', { count: overdue })}`}`;
}

function useColumns(shown: Shown): readonly Column<WaitingRow>[] {
  const t = useT('review');
  const dates = useDates();
  return [
    { key: 'procedure', header: t('list.procedure'), cell: (row) => <span><span className="number">{`${row.number} v${row.label}`}</span> {row.title}</span> },
    { key: 'step', header: t('list.step'), width: '230px', cell: (row) => <span>{row.step}{row.onBehalfOf !== null && <span className="soft"> {t('list.onBehalf', { name: row.onBehalfOf.name })}</span>}</span> },
    ...(shown === 'me' ? [] : [{ key: 'waitingFor', header: t('list.waitingFor'), width: '260px', cell: (row: WaitingRow) => row.waitingFor.replace(`${row.step}: `, '') }]),
    ...(shown === 'mine' ? [] : [{ key: 'author', header: t('list.author'), width: '150px', hideOnPhone: true, cell: (row: WaitingRow) => row.author.name }]),
    { key: 'submitted', header: t('list.submitted'), width: '120px', hideOnPhone: true, cell: (row) => dates.dayOf(row.submittedAt) },
    { key: 'due', header: t('list.due'), width: '150px', cell: (row) => (row.dueOn === null ? null : row.overdue ? <StatusMark status="overdue" label={dates.nearDay(row.dueOn)} /> : <span className={classes.due}>{dates.nearDay(row.dueOn)}</span>) },
    { key: 'comments', header: t('list.comments'), width: '130px', align: 'end', hideOnPhone: true, cell: (row) => (row.unresolved === 0 ? '' : row.unresolved) },
  ];
}
