import type { ReactNode } from 'react';
import { DataTable } from '../../../ui/data-table.tsx';
import { useT } from '../../../ui/i18n.ts';
import type { Preview } from './roster-mapping.ts';

const READY = { isPending: false, error: null, refetch: () => undefined };

/** The columns of the file as they are: how full, how varied, examples, and which date formats every value fits. */
export function RosterColumns({ preview }: { readonly preview: Preview }): ReactNode {
  const t = useT('people');
  return (
    <DataTable
      caption={t('roster.step2')} rows={preview.columns} rowKey={(column) => column.name} state={READY} empty={{ title: t('roster.nobody') }}
      columns={[
        { key: 'name', header: t('roster.column'), width: '230px', cell: (column) => <b>{column.name}</b> },
        { key: 'filled', header: t('roster.filled'), width: '90px', align: 'end', cell: (column) => column.filled },
        { key: 'distinct', header: t('roster.distinct'), width: '140px', align: 'end', cell: (column) => column.distinct },
        { key: 'examples', header: t('roster.examples'), cell: (column) => <span className="soft">{column.examples.slice(0, 3).join(' · ')}</span> },
        { key: 'dates', header: t('roster.dates'), width: '300px', wrap: true, cell: (column) => (column.dateFormats.length === 0 ? null : t(column.dateFormats.length === 1 ? 'roster.datesFit' : 'roster.datesTwo', { formats: column.dateFormats.join(', ') })) },
      ]}
    />
  );
}
