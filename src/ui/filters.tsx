import { Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useUrlState } from './as-of.ts';
import classes from './filters.module.css';

/** A row of filters above a table. */
export function Filters({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className={`${classes.filters} no-print`} role="search">{children}</div>;
}

export type FilterProps = { readonly name: string; readonly label: string };

/** Search text that stands in the address as `?name=`; waits until typing pauses. */
export function SearchFilter({ name, label }: FilterProps): ReactNode {
  const [value, setValue] = useUrlState(name);
  const [text, setText] = useState(value ?? '');
  const typed = useRef(false);
  const save = useDebouncedCallback((next: string) => { typed.current = false; setValue(next); }, 250);
  useEffect(() => {
    if (!typed.current) setText(value ?? '');
  }, [value]);
  return <TextInput className={classes.search ?? ''} type="search" aria-label={label} placeholder={label} leftSection={<IconSearch size={16} aria-hidden="true" />} value={text} onChange={(event) => { typed.current = true; setText(event.currentTarget.value); save(event.currentTarget.value); }} />;
}

export type SelectFilterProps = FilterProps & { readonly options: readonly { readonly value: string; readonly label: string }[] };

/** One of several values, in the address as `?name=`; clearing it shows all. */
export function SelectFilter({ name, label, options }: SelectFilterProps): ReactNode {
  const [value, setValue] = useUrlState(name);
  return <Select className={classes.select ?? ''} aria-label={label} placeholder={label} data={options} value={value} onChange={setValue} clearable searchable={options.length > 10} />;
}
