import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../../../../ui/i18n.ts';

export type ValidDays = number | null;
const CHOICES = ['180', '365', '730', 'never'] as const;

export function ValidFor({ value, onChange }: { readonly value: ValidDays; readonly onChange: (days: ValidDays) => void }): ReactNode {
  const t = useT('directories');
  return <Select label={t('valid')} allowDeselect={false} data={CHOICES.map((one) => ({ value: one, label: t(`valid.${one}`) }))} value={value === null ? 'never' : String(value)} onChange={(chosen) => onChange(chosen === 'never' || chosen === null ? null : Number(chosen))} />;
}
