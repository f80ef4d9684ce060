import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useRead } from '../../../../ui/api.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { Note } from '../../../../ui/notes.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import { StatusMark } from '../../../../ui/status-mark.tsx';
import { listSinglePoints } from '../../coverage/contract.ts';
import type { Where } from './coverage.tsx';

type Row = z.output<typeof listSinglePoints.reply>['items'][number];

export function SinglePoints({ where }: { readonly where: Where }): ReactNode {
  const t = useT('coverage');
  const read = useRead(listSinglePoints, { query: where }, { keepPrevious: true });
  const columns = useColumns();
  return (
    <PageSection title={t('single')} note={t('singleNote')}>
      <DataTable caption={t('single')} columns={columns} rows={read.data?.items} rowKey={(row) => row.document.id} rowLink={(row) => `/procedures/${row.document.id}`} state={read} empty={{ title: t('singleEmpty') }} />
      {read.data?.more === true && <Note kind="info">{t('singleMore')}</Note>}
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
