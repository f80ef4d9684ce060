import { Group, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useRead, useReadPages } from '../../../../ui/api.ts';
import { useUrlState } from '../../../../ui/as-of.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { Page } from '../../../../ui/page.tsx';
import { useMay, useSession } from '../../../../ui/session.ts';
import { may } from '../../permissions.ts';
import { listProposals } from '../../proposals/contract.ts';
import { ApprovalPolicy } from './policy.tsx';
import { changeInWords, outcomeInWords, type ProposalItem } from './words.ts';

const STATES = ['waiting', 'decided'] as const;

/** What waits for a second person, and how that is settled here. */
export function ProposalList(): ReactNode {
  const t = useT('proposals');
  const { personId } = useSession();
  const mayApprove = useMay(may.approveChanges);
  const [wanted, setWanted] = useUrlState('which');
  const state = STATES.find((one) => one === wanted) ?? 'waiting';
  const all = useRead(listProposals, { query: { limit: 500 } }).data?.items;
  const pages = useReadPages(listProposals, { query: { state, limit: 50 } });
  const columns = useColumns(state);
  const mine = mayApprove ? (all?.filter(({ proposedBy }) => proposedBy.id !== personId).length ?? 0) : 0;
  const answer = all === undefined ? undefined : mine > 0 ? t('list.forMe', { count: mine }) : all.length > 0 ? t('list.others', { count: all.length }) : t('list.none');
  return (
    <Page title={t('title')} answer={answer}>
      <Group mb="md"><SegmentedControl aria-label={t('list.which')} value={state} onChange={(value) => setWanted(value === 'waiting' ? null : value)} data={STATES.map((value) => ({ value, label: t(`list.${value}`) }))} /></Group>
      <DataTable
        caption={t('title')} columns={columns} rows={pages.first === undefined ? undefined : pages.items} rowKey={(row) => row.id} rowLink={(row) => `/matrix/proposals/${row.id}`} state={pages}
        empty={{ title: t(state === 'waiting' ? 'list.none' : 'list.noDecided') }} more={pages.more} loadMore={pages.loadMore}
      />
      <ApprovalPolicy />
    </Page>
  );
}

function useColumns(state: (typeof STATES)[number]): readonly Column<ProposalItem>[] {
  const t = useT('proposals');
  const dates = useDates();
  return [
    { key: 'change', header: t('list.change'), wrap: true, cell: (row) => changeInWords(row, t) },
    { key: 'by', header: t('list.by'), width: '180px', cell: (row) => row.proposedBy.name },
    { key: 'on', header: t('list.on'), width: '140px', cell: (row) => dates.dayOf(row.proposedAt) },
    ...(state === 'waiting' ? [] : [{ key: 'outcome', header: t('list.outcome'), wrap: true, cell: (row: ProposalItem) => outcomeInWords(row, t) }]),
  ];
}
