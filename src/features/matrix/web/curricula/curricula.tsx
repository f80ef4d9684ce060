import type { ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { DataTable } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { LinkButton } from '../../../../ui/link.tsx';
import { Page } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { listCurricula } from '../../curricula/contract.ts';
import { may } from '../../permissions.ts';

export function CurriculumList(): ReactNode {
  const t = useT('curricula');
  const dates = useDates();
  const mayWrite = useMay(may.writeRules);
  const read = useRead(listCurricula, { query: {} });
  return (
    <Page title={t('title')} answer={read.data === undefined ? undefined : t('list.answer', { count: read.data.items.length })} actions={mayWrite && <LinkButton to="/matrix/curricula/new">{t('list.new')}</LinkButton>}>
      <DataTable
        caption={t('title')} rows={read.data?.items} rowKey={(row) => row.id} rowLink={(row) => `/matrix/curricula/${row.id}`} state={read} empty={{ title: t('list.empty') }}
        columns={[
          { key: 'name', header: t('list.name'), width: '280px', cell: (row) => row.name },
          { key: 'number', header: t('list.number'), width: '120px', cell: (row) => <span className="number">{`${row.number} v${row.version}`}</span> },
          { key: 'documents', header: t('list.documents'), wrap: true, cell: (row) => <span className="number">{row.documents.map(({ number }) => number).join(', ')}</span> },
          { key: 'rules', header: t('list.rules'), wrap: true, cell: (row) => (row.rules.length === 0 ? <span className="soft">{t('list.noRules')}</span> : row.rules.map(({ number, name }) => `${number} ${name}`).join(', ')) },
          { key: 'since', header: t('list.since'), width: '140px', cell: (row) => dates.dayOf(row.createdAt) },
        ]}
      />
    </Page>
  );
}
