import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { useT } from '../../../../ui/i18n.ts';
import { listAttachments } from '../../attachments/contract.ts';

type Props = { readonly inForce: { readonly id: string; readonly label: string }; readonly carry: boolean; readonly onCarry: (carry: boolean) => void };

/** Whether a new draft begins with the attachments of the version in force; not asked where there are none. */
export function CarryChoice({ inForce, carry, onCarry }: Props): ReactNode {
  const t = useT('attachments');
  const items = useRead(listAttachments, { params: { id: inForce.id } }).data?.items ?? [];
  if (items.length === 0) return null;
  return <Checkbox checked={carry} onChange={(event) => onCarry(event.currentTarget.checked)} label={t('carry', { count: items.length, label: inForce.label })} description={t('carryHelp', { names: items.map((item) => item.fileName).join(', ') })} />;
}
