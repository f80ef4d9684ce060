import { Button, Select } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { useUrlState } from '../../../../ui/as-of.ts';
import { Filters, SearchFilter, SelectFilter } from '../../../../ui/filters.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { useMay } from '../../../../ui/session.ts';
import { zRisk } from '../../../documents/contract.ts';
import { listTypes } from '../../../documents/kinds/contract.ts';
import { listCurricula } from '../../../matrix/curricula/contract.ts';
import { may as matrix } from '../../../matrix/permissions.ts';
import { getPerson, listJobRoles, listPeople, listSites } from '../../../people/contract.ts';
import { may as people } from '../../../people/permissions.ts';
import { DepartmentFilter } from '../../../people/web/department-filter.tsx';
import { zCellState } from '../../grid/contract.ts';
import { GROUPINGS, SORTS } from '../../grid/types.ts';
import { useCellWords } from './words.ts';

/** The filters of the grid; they stand in the address, so a link is a view. */
export function GridFilters({ any, more }: { readonly any: boolean; readonly more: boolean }): ReactNode {
  const t = useT('grid');
  const navigate = useNavigate();
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }) === true; // there the people come first
  const [isOpen, setOpen] = useState(more && !isPhone);
  return (
    <Filters>
      <SearchFilter name="search" label={t('filter.search')} />
      <SearchFilter name="documents" label={t('filter.documents')} />
      {(isOpen || !isPhone) && <PlaceFilters />}
      {isOpen && <MoreFilters />}
      <Button variant="subtle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t(isOpen ? 'filter.fewer' : 'filter.more')}</Button>
      {(any || more) && <Button variant="subtle" onClick={() => void navigate({ to: '/matrix' })}>{t('filter.clear')}</Button>}
    </Filters>
  );
}

function PlaceFilters(): ReactNode {
  const t = useT('grid');
  const words = useCellWords();
  const sites = useRead(listSites).data?.items ?? [];
  const roles = useRead(listJobRoles).data?.items ?? [];
  return (
    <>
      <SelectFilter name="site" label={t('filter.site')} options={sites.map((site) => ({ value: site.id, label: site.name }))} />
      <DepartmentFilter name="department" label={t('filter.department')} />
      <SelectFilter name="role" label={t('filter.role')} options={roles.map((role) => ({ value: role.id, label: role.name }))} />
      <SelectFilter name="state" label={t('filter.state')} options={zCellState.options.filter((state) => state !== 'not_required').map((state) => ({ value: state, label: words(state) }))} />
    </>
  );
}

function MoreFilters(): ReactNode {
  const t = useT('grid');
  const mayList = useMay(people.listPeople);
  const mayCurricula = useMay(matrix.readMatrix);
  const curricula = useRead(listCurricula, {}, { enabled: mayCurricula }).data?.items ?? [];
  const types = useRead(listTypes).data?.items ?? [];
  return (
    <>
      <SelectFilter name="group" label={t('filter.group')} options={GROUPINGS.map((group) => ({ value: group, label: t(`group.${group}`) }))} />
      <SelectFilter name="sort" label={t('filter.sort')} options={SORTS.map((sort) => ({ value: sort, label: t(`sort.${sort}`) }))} />
      {mayList && <PersonFilter name="manager" label={t('filter.manager')} />}
      <SelectFilter name="type" label={t('filter.type')} options={types.map((type) => ({ value: type.code, label: type.name }))} />
      <SelectFilter name="risk" label={t('filter.risk')} options={zRisk.options.map((risk) => ({ value: risk, label: t(`risk.${risk}`) }))} />
      {curricula.length > 0 && <SelectFilter name="curriculum" label={t('filter.curriculum')} options={curricula.map((curriculum) => ({ value: curriculum.id, label: curriculum.name }))} />}
      {mayList && <PersonFilter name="owner" label={t('filter.owner')} />}
    </>
  );
}

/** Finds people as one types; whoever stands in the address is shown by name. */
function PersonFilter({ name, label }: { readonly name: string; readonly label: string }): ReactNode {
  const [value, setValue] = useUrlState(name);
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 200);
  const chosen = useRead(getPerson, { params: { id: value ?? '' } }, { enabled: value !== null }).data;
  const found = useRead(listPeople, { query: { limit: 20, ...(search === '' || search === chosen?.name ? {} : { search }) } }, { keepPrevious: true }).data?.items ?? [];
  const options = found.map((person) => ({ value: person.id, label: person.name }));
  const kept = value === null || options.some((option) => option.value === value) ? [] : [{ value, label: chosen?.name ?? '' }];
  return <Select w={190} aria-label={label} placeholder={label} searchable clearable filter={({ options: all }) => all} data={[...kept, ...options]} value={value} onChange={setValue} searchValue={typed} onSearchChange={setTyped} />;
}
