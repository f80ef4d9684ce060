import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useReadPages } from '../../../ui/api.ts';
import { useUrlState } from '../../../ui/as-of.ts';
import { DataTable, type Column } from '../../../ui/data-table.tsx';
import { useDates } from '../../../ui/dates.ts';
import { Filters, SearchFilter, SelectFilter } from '../../../ui/filters.tsx';
import { useT } from '../../../ui/i18n.ts';
import { Page } from '../../../ui/page.tsx';
import { listQualityEvents, zState, type zQualityEvent } from '../contract.ts';

export type EventRow = z.output<typeof zQualityEvent>;

export function QualityEvents(): ReactNode {
  const t = useT('quality');
  const [search] = useUrlState('search');
  const state = zState.safeParse(useUrlState('state')[0]);
  const pages = useReadPages(listQualityEvents, { query: { limit: 100, ...(search === null ? {} : { search }), ...(state.success ? { state: state.data } : {}) } });
  const total = pages.first?.total;
  const any = search !== null || state.success;
  return (
    <Page title={t('events')} answer={total === undefined ? undefined : t(state.success && state.data === 'open' ? 'list.open' : 'list.answer', { count: total })} lead={t('list.lead')}>
      <Filters>
        <SearchFilter name="search" label={t('list.search')} />
        <SelectFilter name="state" label={t('list.state')} options={zState.options.map((option) => ({ value: option, label: t(`state.${option}`) }))} />
      </Filters>
      <DataTable
        caption={t('events')} columns={useColumns()} rows={pages.first === undefined ? undefined : pages.items} rowKey={(row) => row.id} rowLink={(row) => `/quality-events/${row.id}`} state={pages}
        more={pages.more} loadMore={pages.loadMore} empty={{ title: t(any ? 'list.empty' : 'list.emptyAll') }}
      />
    </Page>
  );
}

export function EventState({ state }: { readonly state: EventRow['state'] }): ReactNode {
  const t = useT('quality');
  return <Badge variant="outline" tt="none" fw={600} color={state === 'open' ? 'clay' : 'gray'}>{t(`state.${state}`)}</Badge>;
}

function useColumns(): readonly Column<EventRow>[] {
  const t = useT('quality');
  const dates = useDates();
  return [
    { key: 'number', header: t('list.number'), width: '110px', cell: (row) => <span className="number">{row.number}</span> },
    { key: 'title', header: t('list.title'), wrap: true, cell: (row) => row.title },
    { key: 'kind', header: t('list.kind'), width: '130px', hideOnPhone: true, cell: (row) => t(`kind.${row.kind}`) },
    { key: 'severity', header: t('list.severity'), width: '110px', cell: (row) => t(`severity.${row.severity}`) },
    { key: 'opened', header: t('list.opened'), width: '130px', cell: (row) => dates.dayOf(row.openedAt) },
    { key: 'state', header: t('list.state'), width: '110px', cell: (row) => <EventState state={row.state} /> },
  ];
}
