import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { useUrlState } from '../../../../ui/as-of.ts';
import { Filters, SearchFilter, SelectFilter } from '../../../../ui/filters.tsx';
import { listJobRoles, listSites } from '../../../people/contract.ts';
import { DepartmentFilter } from '../../../people/web/department-filter.tsx';
import { useT } from '../../../../ui/i18n.ts';
import type { GridFilter } from './rows.ts';

/** The filters of the grid as they stand in the address. */
export function useGridFilter(): GridFilter & { readonly documents: string | null; readonly any: boolean } {
  const [search] = useUrlState('search');
  const [siteId] = useUrlState('site');
  const [departmentId] = useUrlState('department');
  const [roleId] = useUrlState('role');
  const [documents] = useUrlState('documents');
  return { search, siteId, departmentId, roleId, documents, any: [search, siteId, departmentId, roleId, documents].some((value) => value !== null) };
}

export function GridFilters({ any }: { readonly any: boolean }): ReactNode {
  const t = useT('overview');
  const navigate = useNavigate();
  const sites = useRead(listSites).data?.items ?? [];
  const roles = useRead(listJobRoles).data?.items ?? [];
  return (
    <Filters>
      <SearchFilter name="search" label={t('grid.search')} />
      <SearchFilter name="documents" label={t('grid.documents')} />
      <SelectFilter name="site" label={t('grid.site')} options={sites.map((site) => ({ value: site.id, label: site.name }))} />
      <DepartmentFilter name="department" label={t('grid.department')} />
      <SelectFilter name="role" label={t('grid.role')} options={roles.map((role) => ({ value: role.id, label: role.name }))} />
      {any && <Button variant="subtle" onClick={() => void navigate({ to: '/matrix' })}>{t('grid.clear')}</Button>}
    </Filters>
  );
}
