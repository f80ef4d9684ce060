import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { Navigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct, useRead } from '../../../ui/api.ts';
import { useT } from '../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../ui/notes.tsx';
import { getSetup, signIn } from '../contract.ts';
import { Bare } from './bare.tsx';

/** Shown wherever someone is not signed in; afterwards the address they wanted is there. */
export function SignIn({ note }: { readonly note?: string }): ReactNode {
  const t = useT('access');
  const setup = useRead(getSetup);
  const session = useAct(signIn);
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  if (setup.data?.needed === true) return <Navigate to="/set-up" replace />;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    session.act({ body: { login, password } });
  };
  return (
    <Bare title={setup.data?.organisation ?? t('signIn.answer')}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {note !== undefined && <Note kind="good">{note}</Note>}
          <TextInput label={t('signIn.login')} value={login} onChange={(event) => setLogin(event.currentTarget.value)} autoComplete="username" autoCapitalize="none" spellCheck={false} required withAsterisk={false} autoFocus size="md" />
          <PasswordInput label={t('signIn.password')} value={password} onChange={(event) => setPassword(event.currentTarget.value)} autoComplete="current-password" required withAsterisk={false} size="md" />
          <ProblemNote error={session.error} />
          <Button type="submit" size="md" fullWidth loading={session.isPending}>{t('signIn.act')}</Button>
        </Stack>
      </form>
      <p className="faint" style={{ margin: '18px 0 0', fontSize: '0.875rem' }}>{t('signIn.help')}</p>
    </Bare>
  );
}
