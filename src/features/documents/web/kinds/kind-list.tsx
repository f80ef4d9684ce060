import type { ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { LinkButton } from '../../../../ui/link.tsx';
import { Page } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { listTypes } from '../../kinds/contract.ts';
import { may } from '../../kinds/permissions.ts';
import type { TypeRow } from './draft.ts';

export function KindList(): ReactNode {
  const t = useT('kinds');
  const read = useRead(listTypes);
  const manages = useMay(may.manageTypes);
  const columns = useColumns();
  return (
    <Page title={t('title')} answer={read.data === undefined ? undefined : t('list.answer', { count: read.data.items.length })} lead={t('list.lead')} actions={manages && <LinkButton to="/document-types/new">{t('list.new')}</LinkButton>}>
      <DataTable caption={t('title')} columns={columns} rows={read.data?.items} rowKey={(row) => row.id} rowLink={(row) => `/document-types/${row.id}`} state={read} empty={{ title: t('list.empty') }} />
    </Page>
  );
}

function useColumns(): readonly Column<TypeRow>[] {
  const t = useT('kinds');
  return [
    { key: 'code', header: t('list.code'), width: '140px', cell: (row) => <span className="number">{row.code}</span> },
    { key: 'name', header: t('list.name'), cell: (row) => row.name },
    { key: 'numbering', header: t('list.numbering'), width: '200px', cell: (row) => <span className="number">{row.numbering}</span> },
    { key: 'route', header: t('list.route'), width: '220px', cell: (row) => (row.route.stages.length === 0 ? t('route.none') : t('route.stages', { count: row.route.stages.length })) },
    { key: 'documents', header: t('list.documents'), width: '110px', align: 'end', hideOnPhone: true, cell: (row) => row.documents },
  ];
}
