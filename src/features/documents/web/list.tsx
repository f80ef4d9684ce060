import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useRead, useReadPages } from '../../../ui/api.ts';
import { useUrlState } from '../../../ui/as-of.ts';
import { DataTable, type Column } from '../../../ui/data-table.tsx';
import { useDates } from '../../../ui/dates.ts';
import { Filters, SearchFilter, SelectFilter } from '../../../ui/filters.tsx';
import { useT } from '../../../ui/i18n.ts';
import { LinkButton } from '../../../ui/link.tsx';
import { Page } from '../../../ui/page.tsx';
import { useMay } from '../../../ui/session.ts';
import { listDocuments, zRisk, zVersionState } from '../contract.ts';
import { may } from '../permissions.ts';
import { listTypes } from '../kinds/contract.ts';
import { ReviewMark } from './lifecycle/reviews.tsx';
import { RiskWord, StateWord, type DocumentRow } from './words.tsx';

export function ProcedureList(): ReactNode {
  const t = useT('documents');
  const filter = useFilter();
  const mayWrite = useMay(may.writeDocuments);
  const pages = useReadPages(listDocuments, { query: { limit: 100, ...filter.query } });
  const columns = useColumns();
  const total = pages.first?.total;
  return (
    <Page
      title={t('procedures')}
      answer={total === undefined ? undefined : t(filter.any ? 'list.answer' : 'list.answerAll', { count: total })}
      actions={mayWrite && <LinkButton to="/procedures/new">{t('list.register')}</LinkButton>}
    >
      <ListFilters any={filter.any} />
      <DataTable
        caption={t('procedures')} columns={columns} rows={pages.first === undefined ? undefined : pages.items} rowKey={(row) => row.id} rowLink={(row) => `/procedures/${row.id}`} state={pages}
        more={pages.more} loadMore={pages.loadMore} empty={{ title: t(filter.any ? 'list.empty' : 'list.emptyAll') }}
      />
    </Page>
  );
}

function useFilter() {
  const [search] = useUrlState('search');
  const [type] = useUrlState('type');
  const risk = zRisk.safeParse(useUrlState('risk')[0]);
  const state = zVersionState.safeParse(useUrlState('state')[0]);
  const query = {
    ...(search === null ? {} : { search }),
    ...(type === null ? {} : { type }),
    ...(risk.success ? { risk: risk.data } : {}),
    ...(state.success ? { state: state.data } : {}),
  };
  return { query, any: Object.keys(query).length > 0 };
}

function ListFilters({ any }: { readonly any: boolean }): ReactNode {
  const t = useT('documents');
  const navigate = useNavigate();
  const types = useRead(listTypes);
  return (
    <Filters>
      <SearchFilter name="search" label={t('list.search')} />
      <SelectFilter name="risk" label={t('list.risk')} options={zRisk.options.map((risk) => ({ value: risk, label: t(`risk.${risk}`) }))} />
      <SelectFilter name="type" label={t('list.type')} options={(types.data?.items ?? []).map((type) => ({ value: type.code, label: type.name }))} />
      <SelectFilter name="state" label={t('list.state')} options={zVersionState.options.map((state) => ({ value: state, label: t(`state.${state}`) }))} />
      {any && <Button variant="subtle" onClick={() => void navigate({ to: '/procedures' })}>{t('list.clear')}</Button>}
    </Filters>
  );
}

/** What somebody has to do about a periodic review shows beside the title. */
const ASKS: readonly string[] = ['overdue', 'revision_needed', 'retirement_needed'];

function useColumns(): readonly Column<DocumentRow>[] {
  const t = useT('documents');
  const dates = useDates();
  return [
    { key: 'number', header: t('list.number'), width: '128px', cell: (row) => <span className="number">{row.number}</span> },
    { key: 'title', header: t('list.title'), cell: (row) => <>{row.title}{ASKS.includes(row.review.state) && <> <ReviewMark state={row.review.state} /></>}</> },
    { key: 'risk', header: t('list.risk'), width: '92px', cell: (row) => <RiskWord risk={row.risk} /> },
    { key: 'inForce', header: t('list.inForce'), width: '210px', cell: (row) => (row.retiredAt !== null ? t('state.retired') : row.inForce === null ? <span className="faint">{t('list.none')}</span> : <span><span className="number">{`v${row.inForce.label}`}</span> <span className="soft">{t('list.since', { day: dates.dayOf(row.inForce.effectiveAt) })}</span></span>) },
    { key: 'coming', header: t('list.coming'), width: '240px', cell: (row) => (row.coming === null ? null : <span><span className="number">{`v${row.coming.label}`}</span> <StateWord state={row.coming.state} />{row.coming.effectiveOn !== null && <span className="soft"> {row.coming.state === 'approved' && dates.daysUntil(row.coming.effectiveOn) <= 0 ? t('list.waits') : dates.day(row.coming.effectiveOn)}</span>}</span>) },
    { key: 'owner', header: t('list.owner'), width: '160px', hideOnPhone: true, cell: (row) => row.owner.name },
  ];
}
