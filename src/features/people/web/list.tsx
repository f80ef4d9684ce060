import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useReadPages, useRead } from '../../../ui/api.ts';
import { useUrlState } from '../../../ui/as-of.ts';
import { DataTable, type Column } from '../../../ui/data-table.tsx';
import { Filters, SearchFilter, SelectFilter } from '../../../ui/filters.tsx';
import { useT } from '../../../ui/i18n.ts';
import { LinkButton } from '../../../ui/link.tsx';
import { Page } from '../../../ui/page.tsx';
import { useMay } from '../../../ui/session.ts';
import { listJobRoles, listPeople, listSites } from '../contract.ts';
import { may } from '../permissions.ts';
import { DepartmentFilter } from './department-filter.tsx';
import { PERSON_STATES, type PersonRow } from './words.ts';

export function PeopleList(): ReactNode {
  const t = useT('people');
  const mayManage = useMay(may.managePeople);
  const { query, any } = useFilter();
  const pages = useReadPages(listPeople, { query: { limit: 100, ...query } });
  const columns = useColumns();
  const total = pages.first?.total;
  return (
    <Page
      title={t('people')} answer={total === undefined ? undefined : t(any ? 'list.answerFiltered' : 'list.answer', { count: total })}
      actions={mayManage && <><LinkButton variant="default" to="/people/roster">{t('list.import')}</LinkButton><LinkButton to="/people/new">{t('list.hire')}</LinkButton></>}
    >
      <PeopleFilters any={any} />
      <DataTable
        caption={t('people')} columns={columns} rows={pages.first === undefined ? undefined : pages.items} rowKey={(row) => row.id} rowLink={(row) => `/people/${row.id}`} state={pages}
        more={pages.more} loadMore={pages.loadMore} empty={{ title: t(any ? 'list.empty' : 'list.emptyAll') }}
      />
    </Page>
  );
}

function useFilter() {
  const [search] = useUrlState('search');
  const [siteId] = useUrlState('site');
  const [departmentId] = useUrlState('department');
  const [roleId] = useUrlState('role');
  const [managerId] = useUrlState('manager');
  const [asked] = useUrlState('state');
  const state = PERSON_STATES.find((one) => one === asked);
  const query = {
    ...(search === null ? {} : { search }),
    ...(siteId === null ? {} : { siteId }),
    ...(departmentId === null ? {} : { departmentId }),
    ...(roleId === null ? {} : { roleId }),
    ...(managerId === null ? {} : { managerId }),
    ...(state === undefined ? {} : { state }),
  };
  return { query, any: Object.keys(query).length > 0 };
}

function PeopleFilters({ any }: { readonly any: boolean }): ReactNode {
  const t = useT('people');
  const navigate = useNavigate();
  const sites = useRead(listSites).data?.items ?? [];
  const roles = useRead(listJobRoles).data?.items ?? [];
  return (
    <Filters>
      <SearchFilter name="search" label={t('list.search')} />
      <SelectFilter name="site" label={t('list.site')} options={sites.map((site) => ({ value: site.id, label: site.name }))} />
      <DepartmentFilter name="department" label={t('list.department')} />
      <SelectFilter name="role" label={t('list.role')} options={roles.map((role) => ({ value: role.id, label: role.name }))} />
      <SelectFilter name="state" label={t('list.state')} options={PERSON_STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))} />
      {any && <Button variant="subtle" onClick={() => void navigate({ to: '/people' })}>{t('list.clear')}</Button>}
    </Filters>
  );
}

function useColumns(): readonly Column<PersonRow>[] {
  const t = useT('people');
  return [
    { key: 'name', header: t('list.name'), width: '210px', cell: (row) => row.name },
    { key: 'number', header: t('list.number'), width: '110px', cell: (row) => <span className="number">{row.employeeNumber}</span> },
    { key: 'roles', header: t('list.roles'), cell: (row) => row.roles.map((role) => role.name).join(', ') },
    { key: 'department', header: t('list.department'), cell: (row) => row.department?.name ?? null },
    { key: 'site', header: t('list.site'), width: '120px', cell: (row) => row.site?.name ?? null },
    { key: 'manager', header: t('list.manager'), width: '170px', hideOnPhone: true, cell: (row) => row.manager?.name ?? null },
    { key: 'state', header: t('list.state'), width: '110px', cell: (row) => <span className={row.state === 'active' ? undefined : 'soft'}>{t(`state.${row.state}`)}</span> },
  ];
}
