import { Button, PasswordInput, Stack } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct, useRead } from '../../../ui/api.ts';
import { useDates } from '../../../ui/dates.ts';
import { tellDone } from '../../../ui/dialogs.tsx';
import { useT } from '../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../ui/notes.tsx';
import { Facts, Page, PageSection } from '../../../ui/page.tsx';
import { changePassword, getAgreement, getMe } from '../contract.ts';
import { AgreementForm } from './agreement.tsx';
import { isGood, NewPasswordFields, NO_PASSWORD } from './new-password.tsx';

/** Who I am here, my password, my electronic signature. */
export function Account(): ReactNode {
  const t = useT('access');
  const me = useRead(getMe).data;
  const answer = me === undefined ? undefined : t(me.agreementAcceptedAt === null ? 'account.answerNotReady' : 'account.answerReady', { name: me.name });
  return (
    <Page width="narrow" title={t('account.title')} answer={answer}>
      {me !== undefined && (
        <Facts items={[
          { label: t('account.employeeNumber'), value: <span className="number">{me.employeeNumber}</span> },
          { label: t('account.email'), value: me.email ?? t('account.noEmail') },
          { label: t('account.site'), value: me.site?.name ?? me.organisation.name },
          { label: t('account.zone'), value: me.site?.zone ?? me.organisation.zone },
          { label: t('account.roles'), value: me.roles.map((role) => t(`role.${role}`)).join(', ') },
        ]} />
      )}
      <PageSection title={t('account.signature')}><Agreement /></PageSection>
      <PageSection title={t('account.password')}><ChangePassword /></PageSection>
    </Page>
  );
}

function Agreement(): ReactNode {
  const t = useT('access');
  const dates = useDates();
  const agreement = useRead(getAgreement);
  if (agreement.data === undefined) return <ProblemNote error={agreement.error} retry={agreement.refetch} />;
  if (agreement.data.acceptedAt === null) return <AgreementForm onAccepted={() => tellDone(t('agreement.done'))} />;
  return <Note kind="good" title={t('agreement.accepted', { when: dates.instant(agreement.data.acceptedAt) })}>{agreement.data.statement}</Note>;
}

function ChangePassword(): ReactNode {
  const t = useT('access');
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState(NO_PASSWORD);
  const change = useAct(changePassword, {
    onDone: () => {
      setCurrent('');
      setPassword(NO_PASSWORD);
      tellDone(t('account.changed'));
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.act({ body: { current, next: password.next } });
  };
  return (
    <form onSubmit={submit} style={{ maxWidth: 420 }}>
      <Stack gap="sm">
        <PasswordInput label={t('account.current')} autoComplete="current-password" value={current} onChange={(event) => setCurrent(event.currentTarget.value)} required withAsterisk={false} />
        <NewPasswordFields value={password} onChange={setPassword} />
        <ProblemNote error={change.error} />
        <div><Button type="submit" loading={change.isPending} disabled={current === '' || !isGood(password)}>{t('account.change')}</Button></div>
      </Stack>
    </form>
  );
}
