import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useT } from '../../../../ui/i18n.ts';
import type { zScimMapping } from '../../scim/contract.ts';
import { SOURCES, type Source } from '../../scim/types.ts';

export type Mapping = z.output<typeof zScimMapping>;
export type PartProps = { readonly draft: Mapping; readonly set: (change: Partial<Mapping>) => void };

type SourceProps = { readonly label: string; readonly value: Source | null; readonly onChange: (source: Source | null) => void };

export function SourceSelect({ label, value, onChange }: SourceProps): ReactNode {
  const t = useT('directories');
  return <Select label={label} searchable clearable placeholder={t('map.notTaken')} data={SOURCES.map((source) => ({ value: source, label: t(`source.${source}`) }))} value={value} onChange={(chosen) => onChange(SOURCES.find((source) => source === chosen) ?? null)} />;
}

export function RequiredSource({ label, value, onChange }: { readonly label: string; readonly value: Source; readonly onChange: (source: Source) => void }): ReactNode {
  const t = useT('directories');
  return <Select label={label} searchable allowDeselect={false} data={SOURCES.map((source) => ({ value: source, label: t(`source.${source}`) }))} value={value} onChange={(chosen) => onChange(SOURCES.find((source) => source === chosen) ?? value)} />;
}
