import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useRead } from '../../../../ui/api.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useDates, type Dates } from '../../../../ui/dates.ts';
import { useT, type Text } from '../../../../ui/i18n.ts';
import { PageSection } from '../../../../ui/page.tsx';
import { listNextDue } from '../../recurrence/contract.ts';

type Row = z.output<typeof listNextDue.reply>['items'][number];

/** "Next due … because …" for each qualification that ends; nothing where none does. */
export function NextDue({ personId }: { readonly personId: string }): ReactNode {
  const t = useT('recurrence');
  const dates = useDates();
  const read = useRead(listNextDue, { params: { id: personId }, query: {} });
  if (read.data === undefined || read.data.items.length === 0) return null;
  return (
    <PageSection title={t('nextDue')} note={t('nextDueNote')}>
      <DataTable caption={t('nextDue')} columns={columnsFor(t, dates)} rows={read.data.items} rowKey={(row) => row.document.id} rowLink={(row) => `/procedures/${row.document.id}`} state={read} empty={{ title: t('noneDue') }} />
    </PageSection>
  );
}

function columnsFor(t: Text<'recurrence'>, dates: Dates): Column<Row>[] {
  return [
    { key: 'document', header: t('document'), width: '300px', wrap: true, cell: (row) => <><span className="number">{row.document.number}</span> {row.document.title}</> },
    { key: 'due', header: t('dueOn'), width: '130px', cell: (row) => dates.nearDay(row.dueOn) },
    { key: 'opens', header: t('opensOn'), width: '130px', hideOnPhone: true, cell: (row) => dates.nearDay(row.opensOn) },
    { key: 'why', header: t('why'), wrap: true, cell: (row) => <span className="soft">{row.sentence}</span> },
  ];
}
