import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useRead } from '../../../../ui/api.ts';
import { useUrlState } from '../../../../ui/as-of.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { Filters, SelectFilter } from '../../../../ui/filters.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { Empty, Note } from '../../../../ui/notes.tsx';
import { Page, PageSection } from '../../../../ui/page.tsx';
import { StatusMark } from '../../../../ui/status-mark.tsx';
import { listJobRoles, listSites } from '../../../people/contract.ts';
import { getRoleStanding } from '../../roles/contract.ts';

type Reply = z.output<typeof getRoleStanding.reply>;
const SHOWN = ['all', 'ready', 'not_ready'] as const;

/** One role: who is ready for it, what the others miss, and its procedures. */
export function RolePage(): ReactNode {
  const t = useT('roles');
  const roles = useRead(listJobRoles).data?.items ?? [];
  const sites = useRead(listSites).data?.items ?? [];
  const [id] = useUrlState('role');
  const [siteId] = useUrlState('site');
  const [asked, ask] = useUrlState('is');
  const is: 'ready' | 'not_ready' | null = asked === 'ready' || asked === 'not_ready' ? asked : null;
  const query = { ...(siteId === null ? {} : { siteId }), ...(is === null ? {} : { is } satisfies { is: 'ready' | 'not_ready' }) };
  const read = useRead(getRoleStanding, { params: { id: id ?? '' }, query }, { enabled: id !== null, keepPrevious: true });
  const data = id === null ? undefined : read.data;
  const columns = usePeopleColumns();
  const role = roles.find((one) => one.id === id)?.name ?? '';
  return (
    <Page title={t('title')} answer={id === null ? undefined : data === undefined ? undefined : data.people === 0 ? t('answerNone', { role }) : t('answer', { ready: data.ready, count: data.people, role })} lead={<>{t('lead')}{data !== undefined && data.absent > 0 && ` ${t('absentToo', { count: data.absent })}`}</>}>
      <Filters>
        <SelectFilter name="role" label={t('pick')} options={roles.map((one) => ({ value: one.id, label: one.name }))} />
        <SelectFilter name="site" label={t('site')} options={sites.map((one) => ({ value: one.id, label: one.name }))} />
      </Filters>
      {id === null ? <Empty title={t('pickFirst')} /> : (
        <>
          <PageSection title={t('people')} actions={<SegmentedControl size="xs" aria-label={t('show')} value={is ?? 'all'} onChange={(next) => ask(next === 'all' ? null : next)} data={SHOWN.map((value) => ({ value, label: t(value) }))} />}>
            <DataTable caption={t('people')} columns={columns} rows={data?.items} rowKey={(row) => row.person.id} rowLink={(row) => `/people/${row.person.id}`} state={read} empty={{ title: t('nobody') }} />
            {data !== undefined && data.more > 0 && <Note kind="info">{t('more', { count: data.more })}</Note>}
          </PageSection>
          <Documents documents={data?.documents} state={read} />
        </>
      )}
    </Page>
  );
}

function usePeopleColumns(): readonly Column<Reply['items'][number]>[] {
  const t = useT('roles');
  return [
    { key: 'person', header: t('person'), width: '210px', cell: (row) => row.person.name },
    { key: 'state', header: t('state'), width: '130px', cell: (row) => <StatusMark status={row.absent ? 'absent' : row.ready ? 'qualified' : 'missing'} label={t(row.absent ? 'absent' : row.ready ? 'ready' : 'not_ready')} /> },
    { key: 'department', header: t('department'), width: '170px', hideOnPhone: true, cell: (row) => row.department },
    { key: 'site', header: t('siteColumn'), width: '110px', hideOnPhone: true, cell: (row) => row.site },
    { key: 'missing', header: t('missing'), wrap: true, cell: (row) => row.missing.map((document) => <span key={document.id}><ScreenLink to={`/procedures/${document.id}`} className="number" fw={document.risk === 'critical' ? 700 : 400}>{document.number}</ScreenLink>{' '}</span>) },
  ];
}

function Documents({ documents, state }: { readonly documents: Reply['documents'] | undefined; readonly state: { readonly isPending: boolean; readonly error: Error | null; readonly refetch: () => unknown } }): ReactNode {
  const t = useT('roles');
  const words = useT('documents');
  const columns: readonly Column<Reply['documents'][number]>[] = [
    { key: 'procedure', header: t('procedure'), wrap: true, cell: (row) => <><span className="number">{row.document.number}</span> {row.document.title}</> },
    { key: 'risk', header: t('risk'), width: '120px', cell: (row) => words(`risk.${row.document.risk}`) },
    { key: 'qualified', header: t('qualified'), width: '150px', align: 'end', cell: (row) => <span className="tabular">{t('of', { qualified: row.qualified, required: row.required })}</span> },
  ];
  return (
    <PageSection title={t('documents')} note={t('documentsNote')}>
      <DataTable caption={t('documents')} columns={columns} rows={documents} rowKey={(row) => row.document.id} rowLink={(row) => `/procedures/${row.document.id}`} state={state} empty={{ title: t('noDocuments') }} />
    </PageSection>
  );
}
