import { MultiSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useRead } from '../../../ui/api.ts';
import { listDocuments } from '../contract.ts';

export type DocumentChoice = { readonly id: string; readonly number: string; readonly title: string };

type Props = {
  readonly label: string;
  readonly description?: string;
  readonly value: readonly DocumentChoice[];
  readonly onChange: (documents: DocumentChoice[]) => void;
  readonly required?: boolean;
};

/** Picks procedures by number or title as one types; what is chosen stays whatever is searched. */
export function DocumentsPicker({ value, onChange, ...rest }: Props) {
  const [typed, setTyped] = useState('');
  const found = useFound(typed);
  const all = new Map([...value, ...found].map((document) => [document.id, document]));
  return (
    <MultiSelect
      {...rest} searchable clearable hidePickedOptions filter={({ options }) => options}
      data={[...all.values()].map(option)} value={value.map((document) => document.id)} searchValue={typed} onSearchChange={setTyped}
      onChange={(ids) => onChange(ids.flatMap((id) => all.get(id) ?? []))}
    />
  );
}

type OneProps = { readonly label: string; readonly placeholder?: string; readonly value: string | null; readonly onChange: (id: string | null) => void; readonly required?: boolean; readonly known?: DocumentChoice | null; readonly w?: number | string };

export function DocumentPicker({ value, onChange, known = null, required = false, ...rest }: OneProps) {
  const [chosen, setChosen] = useState<DocumentChoice | null>(known);
  const [typed, setTyped] = useState(known === null ? '' : option(known).label);
  const found = useFound(chosen !== null && typed === option(chosen).label ? '' : typed);
  const all = new Map([...(chosen === null ? [] : [chosen]), ...found].map((document) => [document.id, document]));
  return (
    <Select
      {...rest} required={required} searchable clearable={!required} filter={({ options }) => options}
      data={[...all.values()].map(option)} value={value} searchValue={typed} onSearchChange={setTyped}
      onChange={(id) => { setChosen(id === null ? null : (all.get(id) ?? null)); onChange(id); }}
    />
  );
}

function useFound(typed: string): DocumentChoice[] {
  const [search] = useDebouncedValue(typed, 200);
  const read = useRead(listDocuments, { query: { limit: 50, ...(search === '' ? {} : { search }) } }, { keepPrevious: true });
  return read.data?.items ?? [];
}

function option(document: DocumentChoice): { value: string; label: string } {
  return { value: document.id, label: `${document.number} ${document.title}` };
}
