import { Button, Group, Select, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { PRODUCT_ROLES, type ProductRole } from '../../../kernel/permission.ts';
import { useAct, useRead } from '../../../ui/api.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { useDates } from '../../../ui/dates.ts';
import { useT } from '../../../ui/i18n.ts';
import { ProblemNote } from '../../../ui/notes.tsx';
import { Page, PageSection } from '../../../ui/page.tsx';
import { ShownOnce } from '../../../ui/shown-once.tsx';
import { createKey, listKeys, revokeKey } from '../contract.ts';

export function ApiKeys(): ReactNode {
  const t = useT('admin');
  const dates = useDates();
  const read = useRead(listKeys);
  const revoke = useAct(revokeKey);
  const role = (name: string): string => { const known = PRODUCT_ROLES.find((one) => one === name); return known === undefined ? name : t(`productRole.${known}`); };
  return (
    <Page title={t('keys')} answer={read.data === undefined ? undefined : t('keysAnswer', { count: read.data.items.filter((key) => key.revokedAt === null).length })}>
      <DataTable
        caption={t('keys')} rows={read.data?.items} rowKey={(row) => row.id} state={read} empty={{ title: t('keysNone') }}
        columns={[
          { key: 'name', header: t('keyName'), cell: (row) => row.name },
          { key: 'role', header: t('keyRole'), cell: (row) => role(row.role) },
          { key: 'created', header: t('keyCreated'), width: '160px', cell: (row) => dates.dayOf(row.createdAt) },
          { key: 'state', header: t('keyState'), width: '220px', cell: (row) => (row.revokedAt === null ? t('keyActive') : t('keyRevoked', { day: dates.dayOf(row.revokedAt) })) },
          { key: 'revoke', header: '', width: '110px', align: 'end', cell: (row) => (row.revokedAt === null ? <Button size="compact-sm" variant="subtle" color="clay" aria-label={t('keyRevokeNamed', { name: row.name })} loading={revoke.isPending} onClick={() => revoke.act({ params: { id: row.id } })}>{t('keyRevoke')}</Button> : null) },
        ]}
      />
      <ProblemNote error={revoke.error} />
      <CreateKey />
    </Page>
  );
}

function CreateKey(): ReactNode {
  const t = useT('admin');
  const [name, setName] = useState('');
  const [role, setRole] = useState<ProductRole>('service');
  const create = useAct(createKey);
  const send = (event: FormEvent): void => { event.preventDefault(); create.act({ body: { name: name.trim(), role } }); };
  const close = (): void => { create.reset(); setName(''); };
  return (
    <PageSection title={t('keyCreate')}>
      <form onSubmit={send}>
        <Group align="flex-end" gap="sm">
          <TextInput w={280} label={t('keyName')} required value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Select w={240} label={t('keyRole')} allowDeselect={false} data={PRODUCT_ROLES.map((one) => ({ value: one, label: t(`productRole.${one}`) }))} value={role} onChange={(value) => setRole(PRODUCT_ROLES.find((one) => one === value) ?? 'service')} />
          <Button type="submit" loading={create.isPending}>{t('keyCreate')}</Button>
        </Group>
        <ProblemNote error={create.error} />
      </form>
      <ShownOnce opened={create.reply !== undefined} title={t('keyToken', { name })} text={t('keyOnce')} value={create.reply?.token ?? ''} onClose={close} />
    </PageSection>
  );
}
