import { Button, Stack } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useUrlState } from '../../../ui/as-of.ts';
import { useAct } from '../../../ui/api.ts';
import { useT } from '../../../ui/i18n.ts';
import { LinkButton } from '../../../ui/link.tsx';
import { Note, ProblemNote } from '../../../ui/notes.tsx';
import { acceptInvitation } from '../contract.ts';
import { Bare } from './bare.tsx';
import { isGood, NewPasswordFields, NO_PASSWORD } from './new-password.tsx';

/** The one-time link that an administrator gave: the first password, or a new one. */
export function Invitation(): ReactNode {
  const t = useT('access');
  const [inQuery] = useUrlState('token');
  const token = inQuery ?? new URLSearchParams(location.hash.slice(1)).get('token') ?? location.hash.slice(1);
  const [password, setPassword] = useState(NO_PASSWORD);
  const accept = useAct(acceptInvitation);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    accept.act({ body: { token, password: password.next } });
  };
  if (accept.reply !== undefined) return <Bare title={t('invitation.answer')}><Note kind="good">{t('invitation.done')}</Note><LinkButton to="/" fullWidth size="md">{t('signIn.act')}</LinkButton></Bare>;
  if (token === '') return <Bare title={t('invitation.answer')}><Note kind="warn">{t('invitation.noToken')}</Note></Bare>;
  return (
    <Bare title={t('invitation.answer')} lead={t('invitation.lead')}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <NewPasswordFields value={password} onChange={setPassword} />
          <ProblemNote error={accept.error} />
          <Button type="submit" size="md" fullWidth loading={accept.isPending} disabled={!isGood(password)}>{t('invitation.act')}</Button>
        </Stack>
      </form>
    </Bare>
  );
}
