import { Button, PasswordInput, Skeleton, Stack } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct, useRead } from '../../../ui/api.ts';
import { useT } from '../../../ui/i18n.ts';
import { ProblemNote } from '../../../ui/notes.tsx';
import type { AgreementProps } from '../../../ui/sign.tsx';
import { acceptAgreement, getAgreement } from '../contract.ts';
import classes from './agreement.module.css';

/** The signature agreement, accepted once before the first signature (SIG-03). */
export function AgreementForm({ onAccepted }: AgreementProps): ReactNode {
  const t = useT('access');
  const agreement = useRead(getAgreement);
  const accept = useAct(acceptAgreement, { onDone: onAccepted });
  const [password, setPassword] = useState('');
  const statement = agreement.data?.statement;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (statement !== undefined) accept.act({ body: { statement, password } });
    setPassword('');
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <p className={classes.lead}>{t('agreement.lead')}</p>
        {statement === undefined ? <Skeleton height={120} /> : <blockquote className={classes.statement}>{statement}</blockquote>}
        <ProblemNote error={agreement.error} retry={agreement.refetch} />
        <PasswordInput label={t('signIn.password')} autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} required withAsterisk={false} data-autofocus />
        <ProblemNote error={accept.error} />
        <div className={classes.buttons}><Button type="submit" loading={accept.isPending} disabled={statement === undefined || password === ''}>{t('agreement.act')}</Button></div>
      </Stack>
    </form>
  );
}
