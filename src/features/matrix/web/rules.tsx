import type { ReactNode } from 'react';
import { useRead } from '../../../ui/api.ts';
import { useUrlState } from '../../../ui/as-of.ts';
import { DataTable, type Column } from '../../../ui/data-table.tsx';
import { useDates } from '../../../ui/dates.ts';
import { Filters, SearchFilter } from '../../../ui/filters.tsx';
import { useT } from '../../../ui/i18n.ts';
import { LinkButton } from '../../../ui/link.tsx';
import { Page } from '../../../ui/page.tsx';
import { useMay } from '../../../ui/session.ts';
import { listRules } from '../contract.ts';
import { may } from '../permissions.ts';
import { ruleInWords, type Rule } from './words.ts';

export function RuleList(): ReactNode {
  const t = useT('matrix');
  const mayWrite = useMay(may.writeRules);
  const [search] = useUrlState('search');
  const read = useRead(listRules, { query: {} });
  const columns = useColumns();
  const wanted = (search ?? '').toLowerCase();
  const rows = read.data?.items.filter((rule) => [`${rule.number}`, rule.name, ruleInWords(rule, t), ...rule.curricula.map((one) => one.name), ...rule.documents.map((one) => `${one.number} ${one.title}`)].join(' ').toLowerCase().includes(wanted));
  return (
    <Page title={t('rules')} answer={read.data === undefined ? undefined : t('list.answer', { count: read.data.items.length })} actions={mayWrite && <LinkButton to="/matrix/rules/new">{t('list.new')}</LinkButton>}>
      <Filters><SearchFilter name="search" label={t('list.search')} /></Filters>
      <DataTable
        caption={t('rules')} columns={columns} rows={rows} rowKey={(row) => row.id} rowLink={(row) => `/matrix/rules/${row.id}`} state={read}
        empty={{ title: search === null ? t('list.empty') : t('list.noMatch', { search }) }}
      />
    </Page>
  );
}

function useColumns(): readonly Column<Rule>[] {
  const t = useT('matrix');
  const dates = useDates();
  return [
    { key: 'name', header: t('list.name'), width: '250px', cell: (row) => row.name },
    { key: 'number', header: t('list.number'), width: '90px', cell: (row) => <span className="number">{`${row.number} v${row.version}`}</span> },
    { key: 'who', header: t('list.audience'), wrap: true, cell: (row) => ruleInWords(row, t) },
    { key: 'documents', header: t('list.documents'), width: '240px', cell: (row) => (row.curricula.length > 0 ? [...row.curricula.map((one) => one.name), ...(row.documents.length === 0 ? [] : [t('list.documentsCount', { count: row.documents.length })])].join(', ') : row.documents.length > 3 ? t('list.documentsCount', { count: row.documents.length }) : <span className="number">{row.documents.map((one) => one.number).join(', ')}</span>) },
    { key: 'period', header: t('list.period'), width: '200px', cell: (row) => (row.until === null ? t('period.from', { from: dates.day(row.from) }) : t('period.fromUntil', { from: dates.day(row.from), until: dates.day(row.until) })) },
  ];
}
