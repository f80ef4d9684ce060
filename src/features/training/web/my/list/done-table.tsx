import type { ReactNode } from 'react';
import { DataTable, type Column } from '../../../../../ui/data-table.tsx';
import { useDates, type Dates } from '../../../../../ui/dates.ts';
import { useT, type Text } from '../../../../../ui/i18n.ts';
import { StatusMark } from '../../../../../ui/status-mark.tsx';
import type { Row } from '../types.ts';
import { pathWords } from './words.ts';

const READY = { isPending: false, error: null, refetch: () => undefined };

/** What is behind me; a row opens its record. */
export function DoneTable({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const t = useT('training');
  const dates = useDates();
  return <DataTable caption={t('my.done')} columns={columnsFor(t, dates)} rows={rows} rowKey={(row) => row.id} rowLink={(row) => (row.recordId === null ? null : `/records/${row.recordId}`)} state={READY} empty={{ title: t('my.emptyTitle') }} />;
}

function columnsFor(t: Text<'training'>, dates: Dates): Column<Row>[] {
  return [
    { key: 'document', header: t('my.document'), cell: (row) => <><span className="number">{row.document.number}</span>{` ${row.document.title}`}</> },
    { key: 'version', header: t('my.version'), width: '90px', cell: (row) => row.version.label },
    { key: 'path', header: t('my.pathColumn'), width: '230px', cell: (row) => pathWords(row, t) },
    { key: 'outcome', header: t('my.outcome'), width: '250px', cell: (row) => <span title={row.closedWhy ?? undefined}><StatusMark status={row.closedAs === 'completed' ? 'qualified' : 'exempt'} label={t(`outcome.${row.closedAs ?? 'completed'}`)} /></span> },
    { key: 'closed', header: t('my.closed'), width: '130px', cell: (row) => (row.closedAt === null ? '' : dates.dayOf(row.closedAt)) },
  ];
}
