import { Button, Group, Select } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { PRODUCT_ROLES } from '../../../kernel/permission.ts';
import { useAct, useRead } from '../../../ui/api.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { useDates } from '../../../ui/dates.ts';
import { useT } from '../../../ui/i18n.ts';
import { ProblemNote } from '../../../ui/notes.tsx';
import { useMay } from '../../../ui/session.ts';
import { listDepartments, listSites } from '../../people/contract.ts';
import { DepartmentPicker, SitePicker } from '../../people/web/pickers.tsx';
import { grantRole, revokeRole } from '../contract.ts';
import { may } from '../permissions.ts';
import type { Account } from './admin-account.tsx';

const GRANTABLE = PRODUCT_ROLES.filter((role): role is Exclude<typeof role, 'learner' | 'service'> => role !== 'learner' && role !== 'service');
const READY = { isPending: false, error: null, refetch: () => undefined };
type Props = { readonly personId: string; readonly account: Account };

export function Grants({ personId, account }: Props): ReactNode {
  const t = useT('admin');
  const dates = useDates();
  const mayManage = useMay(may.manageAccounts);
  const revoke = useAct(revokeRole);
  const where = useWhere();
  return (
    <>
      <p className="soft">{t('grantsHelp')}</p>
      <DataTable
        caption={t('grants')} rows={account.grants} rowKey={(row) => row.id} state={READY} empty={{ title: t('noGrants') }}
        columns={[
          { key: 'role', header: t('role'), cell: (row) => t(`productRole.${row.role}`) },
          { key: 'scope', header: t('scope'), cell: (row) => where(row) },
          { key: 'since', header: t('grantedAt'), width: '160px', cell: (row) => dates.dayOf(row.grantedAt) },
          ...(mayManage ? [{ key: 'revoke', header: '', width: '130px', align: 'end' as const, cell: (row: Account['grants'][number]) => <Button size="compact-sm" variant="subtle" color="clay" aria-label={t('revokeRole', { role: t(`productRole.${row.role}`) })} loading={revoke.isPending} onClick={() => revoke.act({ params: { id: row.id } })}>{t('revoke')}</Button> }] : []),
        ]}
      />
      <ProblemNote error={revoke.error} />
      {mayManage && <GrantForm personId={personId} />}
    </>
  );
}

function GrantForm({ personId }: { readonly personId: string }): ReactNode {
  const t = useT('admin');
  const [role, setRole] = useState<(typeof GRANTABLE)[number] | null>(null);
  const [siteId, setSite] = useState<string | null>(null);
  const [departmentId, setDepartment] = useState<string | null>(null);
  const grant = useAct(grantRole, { onDone: () => { setRole(null); setSite(null); setDepartment(null); } });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (role !== null) grant.act({ params: { id: personId }, body: { role, siteId, departmentId } });
  };
  return (
    <form onSubmit={send}>
      <Group align="flex-end" mt="md" gap="sm">
        <Select w={220} label={t('role')} data={GRANTABLE.map((one) => ({ value: one, label: t(`productRole.${one}`) }))} value={role} onChange={(value) => setRole(GRANTABLE.find((one) => one === value) ?? null)} />
        <SitePicker w={200} label={t('site')} placeholder={t('everywhere')} value={siteId} onChange={setSite} />
        <DepartmentPicker w={260} label={t('department')} placeholder={t('everywhere')} value={departmentId} onChange={setDepartment} />
        <Button type="submit" variant="default" disabled={role === null} loading={grant.isPending}>{t('grant')}</Button>
      </Group>
      <ProblemNote error={grant.error} />
    </form>
  );
}

function useWhere(): (grant: { readonly siteId: string | null; readonly departmentId: string | null }) => string {
  const t = useT('admin');
  const sites = useRead(listSites).data?.items ?? [];
  const departments = useRead(listDepartments).data?.items ?? [];
  return ({ siteId, departmentId }) => {
    const parts = [sites.find((site) => site.id === siteId)?.name, departments.find((department) => department.id === departmentId)?.name].filter((name) => name !== undefined);
    return parts.length === 0 ? t('everywhere') : parts.join(', ');
  };
}
