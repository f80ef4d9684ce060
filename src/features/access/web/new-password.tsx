import { PasswordInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../../../ui/i18n.ts';

export const SHORTEST_PASSWORD = 12;
export type NewPassword = { readonly next: string; readonly again: string };
export const NO_PASSWORD: NewPassword = { next: '', again: '' };

export function isGood(password: NewPassword): boolean {
  return password.next.length >= SHORTEST_PASSWORD && password.next === password.again;
}

/** A new password, twice; says what is missing while it is typed. */
export function NewPasswordFields({ value, onChange }: { readonly value: NewPassword; readonly onChange: (value: NewPassword) => void }): ReactNode {
  const t = useT('access');
  const missing = SHORTEST_PASSWORD - value.next.length;
  return (
    <>
      <PasswordInput label={t('password.new')} description={value.next !== '' && missing > 0 ? t('password.short', { count: missing }) : t('password.rule')} autoComplete="new-password" value={value.next} onChange={(event) => onChange({ ...value, next: event.currentTarget.value })} required withAsterisk={false} minLength={SHORTEST_PASSWORD} />
      <PasswordInput label={t('password.repeat')} autoComplete="new-password" value={value.again} onChange={(event) => onChange({ ...value, again: event.currentTarget.value })} error={value.again.length >= value.next.length && value.again !== value.next ? t('password.differs') : undefined} required withAsterisk={false} />
    </>
  );
}
