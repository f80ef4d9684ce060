import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead } from '../../../ui/api.ts';
import { useDates } from '../../../ui/dates.ts';
import { ConfirmDialog, tellDone } from '../../../ui/dialogs.tsx';
import { useT } from '../../../ui/i18n.ts';
import { ProblemNote } from '../../../ui/notes.tsx';
import { PageSection } from '../../../ui/page.tsx';
import { useMay } from '../../../ui/session.ts';
import { ShownOnce } from '../../../ui/shown-once.tsx';
import { disableAccount, getAccount, invite, unlockAccount } from '../contract.ts';
import { may } from '../permissions.ts';
import { Grants } from './admin-grants.tsx';

export type Account = z.output<typeof getAccount.reply>;
type Props = { readonly personId: string; readonly name: string };

/** Whether a person can sign in, what else they may do, and the acts on that. */
export function AccountPanel({ personId, name }: Props): ReactNode {
  const t = useT('admin');
  const mayRead = useMay(may.readAccounts);
  const mayManage = useMay(may.manageAccounts);
  const read = useRead(getAccount, { params: { id: personId } }, { enabled: mayRead });
  const sentence = useSentence(name);
  if (!mayRead) return null;
  return (
    <PageSection title={t('account')} note={read.data === undefined ? undefined : sentence(read.data)} actions={mayManage && read.data !== undefined && <Acts personId={personId} name={name} account={read.data} />}>
      <ProblemNote error={read.error} retry={read.refetch} />
      {read.data !== undefined && <Grants personId={personId} account={read.data} />}
    </PageSection>
  );
}

function useSentence(name: string): (account: Account) => string {
  const t = useT('admin');
  const dates = useDates();
  return (account) => {
    if (account.state !== 'locked') return t(`${account.state}`, { name });
    return account.lockedUntil === null ? t('lockedOpen', { name }) : t('locked', { name, until: dates.instant(account.lockedUntil) });
  };
}

function Acts({ personId, name, account }: Props & { readonly account: Account }): ReactNode {
  const t = useT('admin');
  const dates = useDates();
  const [disabling, setDisabling] = useState(false);
  const inviting = useAct(invite);
  const unlock = useAct(unlockAccount, { onDone: () => tellDone(t('saved')) });
  const disable = useAct(disableAccount, { onDone: () => { setDisabling(false); tellDone(t('saved')); } });
  const id = { params: { id: personId } };
  const link = inviting.reply;
  return (
    <>
      {account.state === 'locked' && <Button size="xs" variant="default" loading={unlock.isPending} onClick={() => unlock.act({ ...id, body: {} })}>{t('unlock')}</Button>}
      <Button size="xs" variant="default" loading={inviting.isPending} onClick={() => inviting.act({ ...id, body: {} })}>{t(account.state === 'none' ? 'invite' : 'reset')}</Button>
      {account.state !== 'none' && account.state !== 'disabled' && <Button size="xs" variant="default" onClick={() => setDisabling(true)}>{t('disable')}</Button>}
      <ProblemNote error={inviting.error ?? unlock.error} />
      <ShownOnce opened={link !== undefined} title={t('link', { name })} text={link === undefined ? '' : t('linkOnce', { until: dates.instant(link.expiresAt) })} value={link?.url ?? ''} onClose={inviting.reset} />
      <ConfirmDialog opened={disabling} onClose={() => setDisabling(false)} title={t('disableTitle', { name })} action={t('disable')} danger reason={t('reason')} isPending={disable.isPending} error={disable.error} onConfirm={(reason) => disable.act({ ...id, body: { reason } })}>
        {t('disableText')}
      </ConfirmDialog>
    </>
  );
}
