import { Button, Group, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { useUrlState } from '../../../../ui/as-of.ts';
import { useOverviewT } from '../overview-text.ts';
import { DepartmentPicker, JobRolePicker, SitePicker } from '../../../people/web/pickers.tsx';
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
  const t = useOverviewT();
  const [site, setSite] = useUrlState('site');
  const [department, setDepartment] = useUrlState('department');
  const [role, setRole] = useUrlState('role');
  const navigate = useNavigate();
  return (
    <Group gap="sm" mb="sm" align="flex-end">
      <SearchField name="search" label={t('grid.search')} />
      <SearchField name="documents" label={t('grid.documents')} />
      <SitePicker w={150} label={t('grid.site')} placeholder={t('grid.any')} value={site} onChange={setSite} />
      <DepartmentPicker w={210} label={t('grid.department')} placeholder={t('grid.any')} value={department} onChange={setDepartment} />
      <JobRolePicker w={190} label={t('grid.role')} placeholder={t('grid.any')} value={role} onChange={setRole} />
      {any && <Button variant="subtle" onClick={() => void navigate({ to: '.', search: (before: Record<string, unknown>) => ('asOf' in before ? { asOf: before['asOf'] } : {}) } as never)}>{t('grid.clear')}</Button>}
    </Group>
  );
}

function SearchField({ name, label }: { readonly name: string; readonly label: string }): ReactNode {
  const [value, setValue] = useUrlState(name);
  const [typed, setTyped] = useState(value ?? '');
  const later = useDebouncedCallback((next: string) => setValue(next === '' ? null : next), 250);
  return <TextInput w={200} label={label} leftSection={<IconSearch size={16} />} value={typed} onChange={(event) => { setTyped(event.currentTarget.value); later(event.currentTarget.value); }} />;
}
