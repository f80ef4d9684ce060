import { Button, Group, Switch, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useAct, useRead } from '../../../../ui/api.ts';
import { DataTable } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { ConfirmDialog } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { Facts, Page, PageSection } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { ShownOnce } from '../../../../ui/shown-once.tsx';
import { may } from '../../permissions.ts';
import { getConnection, listCalls, renewKey, revokeConnection } from '../../scim/contract.ts';
import { Held } from './held.tsx';
import { MappingForm } from './mapping-form.tsx';
import { stateOf } from './state.tsx';
import { ValidFor, type ValidDays } from './valid-for.tsx';

export function DirectoryPage(): ReactNode {
  const t = useT('directories');
  const dates = useDates();
  const mayManage = useMay(may.manageDirectories);
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const read = useRead(getConnection, { params: { id } });
  const back = { to: '/directories', label: t('title') };
  const row = read.data;
  if (row === undefined) return <Page title={t('one')} back={back}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  const state = stateOf(row, dates.now().getTime());
  const canChange = mayManage && row.revokedAt === null;
  return (
    <Page title={t(`kind.${row.kind}`)} answer={t(`one.${state}`, { name: row.name, users: t('userCount', { count: row.users }) })} back={back} actions={canChange ? <Acts id={id} name={row.name} /> : undefined}>
      {row.held > 0 && <Held id={id} count={row.held} />}
      <PageSection title={t('connection')}>
        <Address value={row.address} />
        <Facts items={[
          { label: t('tokenMade'), value: dates.instant(row.tokenMadeAt) },
          { label: t('tokenUntil'), value: row.expiresAt === null ? t('noEnd') : dates.instant(row.expiresAt) },
          { label: t('lastCall'), value: row.lastUsedAt === null ? t('never') : dates.instant(row.lastUsedAt) },
          { label: t('users'), value: row.users },
          { label: t('groups'), value: row.groups },
        ]} />
      </PageSection>
      <Calls id={id} />
      <PageSection title={t('mapping')}><MappingForm key={row.id} id={id} mapping={row.mapping} readOnly={!canChange} /></PageSection>
    </Page>
  );
}

function Address({ value }: { readonly value: string }): ReactNode {
  const t = useT('directories');
  const tu = useT('ui');
  const clipboard = useClipboard();
  return (
    <Group gap="xs" align="flex-end" mb="md" wrap="nowrap">
      <TextInput label={t('address')} readOnly value={value} classNames={{ input: 'number' }} maw={480} style={{ flex: 1, minWidth: 0 }} onFocus={(event) => event.currentTarget.select()} />
      <Button variant="default" style={{ flex: 'none' }} onClick={() => clipboard.copy(value)}>{tu(clipboard.copied ? 'copied' : 'copy')}</Button>
    </Group>
  );
}

function Acts({ id, name }: { readonly id: string; readonly name: string }): ReactNode {
  const t = useT('directories');
  const [asked, setAsked] = useState<'renew' | 'disconnect' | null>(null);
  const [validDays, setValid] = useState<ValidDays>(365);
  const close = (): void => setAsked(null);
  const renew = useAct(renewKey, { onDone: close });
  const revoke = useAct(revokeConnection, { onDone: close });
  return (
    <>
      <Button variant="default" onClick={() => setAsked('renew')}>{t('renew')}</Button>
      <Button variant="default" color="clay" onClick={() => setAsked('disconnect')}>{t('disconnect')}</Button>
      <ConfirmDialog opened={asked === 'renew'} onClose={close} title={t('renew')} action={t('renew')} isPending={renew.isPending} error={renew.error} onConfirm={() => renew.act({ params: { id }, body: { validDays } })}>
        <Note kind="warn">{t('renewText')}</Note>
        <ValidFor value={validDays} onChange={setValid} />
      </ConfirmDialog>
      <ConfirmDialog opened={asked === 'disconnect'} onClose={close} title={t('disconnectTitle', { name })} action={t('disconnect')} danger isPending={revoke.isPending} error={revoke.error} onConfirm={() => revoke.act({ params: { id } })}>
        <p>{t('disconnectText')}</p>
      </ConfirmDialog>
      <ShownOnce opened={renew.reply !== undefined} title={t('tokenTitle', { name })} text={t('tokenOnce')} value={renew.reply?.token ?? ''} onClose={renew.reset} />
    </>
  );
}

function Calls({ id }: { readonly id: string }): ReactNode {
  const t = useT('directories');
  const dates = useDates();
  const [problems, setProblems] = useState(false);
  const read = useRead(listCalls, { params: { id }, query: { problems: problems ? 'true' : 'false' } }, { keepPrevious: true });
  return (
    <PageSection title={t('calls')} actions={<Switch label={t('callsProblems')} checked={problems} onChange={(event) => setProblems(event.currentTarget.checked)} />}>
      <DataTable
        caption={t('calls')} rows={read.data?.items.slice(0, 15)} rowKey={(row) => `${row.at} ${row.method} ${row.path} ${row.status}`} state={read} empty={{ title: t(problems ? 'callsNoProblems' : 'callsNone') }}
        columns={[
          { key: 'what', header: t('call.what'), cell: (row) => <span className="number" title={row.path}>{`${row.method} ${shortened(row.path)}`}</span> },
          { key: 'at', header: t('call.at'), width: '210px', cell: (row) => dates.instant(row.at) },
          { key: 'status', header: t('call.status'), width: '90px', cell: (row) => row.status },
          { key: 'problem', header: t('call.problem'), wrap: true, cell: (row) => row.problem ?? '' },
        ]}
      />
    </PageSection>
  );
}

/** The path without what is the same in all, and ids by their ends. */
function shortened(path: string): string {
  return path.replace('/scim/v2', '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{20,}([0-9a-f]{6})/giu, '…$1').slice(0, 60);
}
