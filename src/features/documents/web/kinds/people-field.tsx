import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { useT } from '../../../../ui/i18n.ts';
import { listPeople } from '../../../people/contract.ts';

type Props = { readonly label: string; readonly value: readonly string[]; readonly onChange: (ids: string[]) => void; /** Names of those chosen before. */ readonly known: ReadonlyMap<string, string>; readonly disabled: boolean };

/** Several people, found as one types. */
export function PeopleField({ label, value, onChange, known, disabled }: Props): ReactNode {
  const t = useT('people');
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(known);
  const [search] = useDebouncedValue(typed, 200);
  const found = useRead(listPeople, { query: { limit: 20, state: 'active', ...(search === '' ? {} : { search }) } }, { keepPrevious: true, enabled: !disabled });
  const options = (found.data?.items ?? []).map((person) => ({ value: person.id, label: `${person.name} (${person.employeeNumber})` }));
  const kept = value.filter((id) => !options.some((option) => option.value === id)).map((id) => ({ value: id, label: chosen.get(id) ?? known.get(id) ?? id }));
  return (
    <MultiSelect
      label={label} required withAsterisk={false} searchable disabled={disabled} maxValues={20} nothingFoundMessage={t('picker.none')} filter={({ options: all }) => all} data={[...kept, ...options]} value={[...value]} searchValue={typed} onSearchChange={setTyped}
      onChange={(ids) => { setChosen(new Map([...chosen, ...options.map((option) => [option.value, option.label] as const)])); setTyped(''); onChange(ids); }}
    />
  );
}
