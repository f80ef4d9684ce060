import { MultiSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useRead } from '../../../ui/api.ts';
import { useT } from '../../../ui/i18n.ts';
import { listDepartments, listJobRoles, listPeople, listSites } from '../contract.ts';

type One = {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly description?: string;
  readonly required?: boolean;
  readonly placeholder?: string;
  readonly error?: string | null;
  readonly w?: number | string;
};

export function SitePicker({ value, onChange, required = false, ...rest }: One) {
  const read = useRead(listSites);
  const data = (read.data?.items ?? []).map((site) => ({ value: site.id, label: site.name }));
  return <Select {...rest} required={required} searchable clearable={!required} data={data} value={value} onChange={onChange} />;
}

export function DepartmentPicker({ value, onChange, required = false, ...rest }: One) {
  const data = useDepartmentOptions();
  return <Select {...rest} required={required} searchable clearable={!required} limit={200} data={data} value={value} onChange={onChange} />;
}

type Many = Omit<One, 'value' | 'onChange' | 'required'> & { readonly value: readonly string[]; readonly onChange: (ids: string[]) => void };

export function SitesPicker({ value, onChange, ...rest }: Many) {
  const read = useRead(listSites);
  return <MultiSelect {...rest} searchable clearable data={(read.data?.items ?? []).map((site) => ({ value: site.id, label: site.name }))} value={[...value]} onChange={onChange} />;
}

export function JobRolesPicker({ value, onChange, ...rest }: Many) {
  const read = useRead(listJobRoles);
  return <MultiSelect {...rest} searchable clearable limit={100} data={(read.data?.items ?? []).map((role) => ({ value: role.id, label: role.name }))} value={[...value]} onChange={onChange} />;
}

export function DepartmentsPicker({ value, onChange, ...rest }: Many) {
  const data = useDepartmentOptions();
  return <MultiSelect {...rest} searchable clearable limit={200} data={data} value={[...value]} onChange={onChange} />;
}

/** Departments by their whole way from the root, so that two of the same name can be told apart. */
export function useDepartmentOptions(): { value: string; label: string }[] {
  const read = useRead(listDepartments);
  const items = read.data?.items ?? [];
  const names = new Map(items.map((department) => [department.id, department.name]));
  return items
    .map((department) => ({ value: department.id, label: department.path.map((id) => names.get(id) ?? '').join(' › ') || department.name }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
}

type PersonProps = One & { readonly known?: { readonly id: string; readonly name: string } | null; readonly activeOnly?: boolean };

/** Finds people as one types; `known` is shown before anything is typed. */
export function PersonPicker({ value, onChange, known = null, activeOnly = false, required = false, ...rest }: PersonProps) {
  const t = useT('people');
  const [typed, setTyped] = useState(known?.name ?? '');
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(known);
  const [search] = useDebouncedValue(typed, 200);
  const found = useRead(listPeople, { query: { limit: 20, ...(search === '' || search === chosen?.name ? {} : { search }), ...(activeOnly ? { state: 'active' as const } : {}) } }, { keepPrevious: true });
  const options = (found.data?.items ?? []).map((person) => ({ value: person.id, label: `${person.name} (${person.employeeNumber})` }));
  const kept = chosen !== null && !options.some((option) => option.value === chosen.id) ? [{ value: chosen.id, label: chosen.name }] : [];
  return (
    <Select
      {...rest} required={required} searchable clearable={!required} nothingFoundMessage={t('picker.none')} filter={({ options: all }) => all}
      data={[...kept, ...options]} value={value} searchValue={typed} onSearchChange={setTyped}
      onChange={(id) => { const option = options.find((candidate) => candidate.value === id); setChosen(option === undefined ? null : { id: option.value, name: option.label }); onChange(id); }}
    />
  );
}
