import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useReadPages } from '../../../../ui/api.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import { StatusMark } from '../../../../ui/status-mark.tsx';
import { listSinglePoints } from '../../coverage/contract.ts';
import type { Where } from './coverage.tsx';

type Row = z.output<typeof listSinglePoints.reply>['items'][number];

export function SinglePoints({ where }: { readonly where: Where }): ReactNode {
  const t = useT('coverage');
  const read = useReadPages(listSinglePoints, { query: where });
  const columns = useColumns();
  return (
    <PageSection title={t('single')} note={read.first === undefined || read.first.total === 0 ? t('singleNote') : t('singleCount', { count: read.first.total })}>
      <DataTable caption={t('single')} columns={columns} rows={read.first === undefined ? undefined : read.items} rowKey={(row) => row.document.id} rowLink={(row) => `/procedures/${row.document.id}`} state={read} empty={{ title: t('singleEmpty') }} more={read.more} loadMore={read.loadMore} />
    </PageSection>
  );
}

function useColumns(): readonly Column<Row>[] {
  const t = useT('coverage');
  const risk = useT('documents');
  return [
    { key: 'procedure', header: t('procedure'), wrap: true, cell: (row) => <><span className="number">{row.document.number}</span> {row.document.title}</> },
    { key: 'risk', header: t('risk'), width: '110px', cell: (row) => risk(`risk.${row.document.risk}`) },
    { key: 'state', header: t('qualified'), width: '140px', cell: (row) => <StatusMark status={row.cover === 'nobody' ? 'overdue' : 'soon'} label={t(`cover.${row.cover}`)} /> },
    { key: 'person', header: t('onlyOne'), width: '230px', cell: (row) => (row.person === null ? null : <ScreenLink to={`/people/${row.person.id}`}>{row.person.name}</ScreenLink>) },
  ];
}
