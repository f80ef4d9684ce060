import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useRead, useReadPages } from '../../../ui/api.ts';
import { useUrlState } from '../../../ui/as-of.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { Filters, SearchFilter } from '../../../ui/filters.tsx';
import { useT } from '../../../ui/i18n.ts';
import { ProblemNote } from '../../../ui/notes.tsx';
import { Page } from '../../../ui/page.tsx';
import { getPerson, listPeople } from '../../people/contract.ts';
import { AccountPanel } from './admin-account.tsx';

/** Finds the person whose account is to be looked at. */
export function Accounts(): ReactNode {
  const t = useT('admin');
  const tp = useT('people');
  const [search] = useUrlState('search');
  const pages = useReadPages(listPeople, { query: { limit: 50, ...(search === null ? {} : { search }) } });
  return (
    <Page title={t('accounts')} answer={t('accountsAnswer')} lead={t('accountsLead')}>
      <Filters><SearchFilter name="search" label={tp('list.search')} /></Filters>
      <DataTable
        caption={t('accounts')} rows={pages.first === undefined ? undefined : pages.items} rowKey={(row) => row.id} rowLink={(row) => `/accounts/${row.id}`} state={pages} more={pages.more} loadMore={pages.loadMore} empty={{ title: tp('list.empty') }}
        columns={[
          { key: 'name', header: tp('list.name'), cell: (row) => row.name },
          { key: 'number', header: tp('list.number'), width: '140px', cell: (row) => <span className="number">{row.employeeNumber}</span> },
          { key: 'email', header: tp('person.email'), cell: (row) => row.email },
          { key: 'department', header: tp('list.department'), cell: (row) => row.department?.name },
          { key: 'state', header: tp('list.state'), width: '120px', cell: (row) => tp(`state.${row.state}`) },
        ]}
      />
    </Page>
  );
}

export function AccountPage(): ReactNode {
  const t = useT('admin');
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const read = useRead(getPerson, { params: { id } });
  const back = { to: '/accounts', label: t('accounts') };
  if (read.data === undefined) return <Page title={t('account')} back={back}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  return <Page title={read.data.employeeNumber} answer={t('accountOf', { name: read.data.name })} back={back}><AccountPanel personId={id} name={read.data.name} /></Page>;
}
