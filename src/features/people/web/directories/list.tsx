import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct, useRead } from '../../../../ui/api.ts';
import { DataTable } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { Page } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { ShownOnce } from '../../../../ui/shown-once.tsx';
import { may } from '../../permissions.ts';
import { createConnection, listConnections } from '../../scim/contract.ts';
import { ConnectionState } from './state.tsx';
import { ValidFor, type ValidDays } from './valid-for.tsx';

export function Directories(): ReactNode {
  const t = useT('directories');
  const dates = useDates();
  const mayManage = useMay(may.manageDirectories);
  const read = useRead(listConnections);
  const [adding, setAdding] = useState(false);
  const connect = mayManage ? <Button onClick={() => setAdding(true)}>{t('connect')}</Button> : undefined;
  return (
    <Page title={t('title')} answer={read.data === undefined ? undefined : t('answer', { count: read.data.items.filter((row) => row.revokedAt === null).length })} lead={t('lead')} actions={connect}>
      <DataTable
        caption={t('title')} rows={read.data?.items} rowKey={(row) => row.id} rowLink={(row) => `/directories/${row.id}`} state={read} empty={{ title: t('none'), text: t('noneText') }}
        columns={[
          { key: 'name', header: t('name'), cell: (row) => row.name },
          { key: 'kind', header: t('kind'), width: '180px', cell: (row) => t(`kind.${row.kind}`) },
          { key: 'state', header: t('state'), width: '260px', cell: (row) => <ConnectionState connection={row} /> },
          { key: 'users', header: t('users'), width: '100px', align: 'end', cell: (row) => row.users },
          { key: 'groups', header: t('groups'), width: '100px', align: 'end', cell: (row) => row.groups, hideOnPhone: true },
          { key: 'last', header: t('lastCall'), width: '220px', cell: (row) => (row.lastUsedAt === null ? t('never') : dates.instant(row.lastUsedAt)) },
        ]}
      />
      <Connect opened={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}

function Connect({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }): ReactNode {
  const t = useT('directories');
  const tu = useT('ui');
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<'entra' | 'okta' | 'other'>('entra');
  const [validDays, setValid] = useState<ValidDays>(365);
  const create = useAct(createConnection);
  const send = (event: FormEvent): void => { event.preventDefault(); create.act({ body: { name: name.trim(), kind, validDays } }); };
  const kinds = (['entra', 'okta', 'other'] as const).map((value) => ({ value, label: t(`kind.${value}`) }));
  return (
    <>
      <Modal opened={opened && create.reply === undefined} onClose={onClose} title={t('connect')} closeButtonProps={{ 'aria-label': tu('close') }}>
        <form onSubmit={send}>
          <Stack gap="md">
            <Select label={t('kind')} allowDeselect={false} data={kinds} value={kind} onChange={(value) => setKind(kinds.find((one) => one.value === value)?.value ?? 'other')} />
            <TextInput label={t('name')} required maxLength={100} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
            <ValidFor value={validDays} onChange={setValid} />
            <ProblemNote error={create.error} />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>{tu('cancel')}</Button>
              <Button type="submit" loading={create.isPending}>{t('connect')}</Button>
            </Group>
          </Stack>
        </form>
      </Modal>
      <ShownOnce opened={create.reply !== undefined} title={t('tokenTitle', { name })} text={t('tokenOnce')} value={create.reply?.token ?? ''} onClose={() => void navigate({ to: `/directories/${create.reply?.id ?? ''}` })} />
    </>
  );
}
