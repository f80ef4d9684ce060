import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useRead } from '../../../ui/api.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { timeInZone, useDates } from '../../../ui/dates.ts';
import { useT } from '../../../ui/i18n.ts';
import { ScreenLink } from '../../../ui/link.tsx';
import { Page, PageSection } from '../../../ui/page.tsx';
import { useMay } from '../../../ui/session.ts';
import { listDepartments, listJobRoles, listSites } from '../contract.ts';
import { may } from '../permissions.ts';
import { AddDepartment, AddJobRole, AddSite } from './organisation-forms.tsx';
import { WEEK } from './week.ts';

export function Organisation(): ReactNode {
  const t = useT('people');
  const sites = useRead(listSites);
  const departments = useRead(listDepartments);
  const roles = useRead(listJobRoles);
  const known = sites.data !== undefined && departments.data !== undefined && roles.data !== undefined;
  return (
    <Page title={t('org.title')} answer={known ? t('org.answer', { sites: t('org.siteCount', { count: sites.data.items.length }), departments: t('org.departmentCount', { count: departments.data.items.length }), roles: t('org.roleCount', { count: roles.data.items.length }) }) : undefined}>
      <Sites />
      <Departments />
      <Roles />
    </Page>
  );
}

function Sites(): ReactNode {
  const t = useT('people');
  const calendar = useT('calendar');
  const dates = useDates();
  const read = useRead(listSites);
  return (
    <PageSection title={t('org.sites')} actions={<Adder label={t('org.addSite')} Form={AddSite} />}>
      <DataTable
        caption={t('org.sites')} rows={read.data?.items} rowKey={(row) => row.id} state={read} empty={{ title: t('org.noSites') }}
        columns={[
          { key: 'name', header: t('org.name'), cell: (row) => <PeopleLink name={row.name} filter={{ site: row.id }} /> },
          { key: 'code', header: t('org.code'), width: '110px', cell: (row) => <span className="number">{row.code}</span> },
          { key: 'zone', header: t('org.zone'), width: '190px', cell: (row) => row.zone },
          { key: 'now', header: t('org.now'), width: '120px', cell: (row) => timeInZone(dates.now(), row.zone) },
          { key: 'days', header: t('org.workingDays'), width: '220px', cell: (row) => WEEK.filter((day) => row.workingDays.includes(day)).map((day) => t(`day.${day}`)).join(' ') },
          { key: 'holidays', header: t('org.holidays'), width: '110px', align: 'end', cell: (row) => <ScreenLink to={`/organisation/sites/${row.id}`} aria-label={calendar('openSite', { name: row.name, days: t('org.holidaysCount', { count: row.holidays.length }) })}>{t('org.holidaysCount', { count: row.holidays.length })}</ScreenLink> },
        ]}
      />
    </PageSection>
  );
}



/** The tree, each department under the one it belongs to, indented by depth. */
function Departments(): ReactNode {
  const t = useT('people');
  const read = useRead(listDepartments);
  const names = new Map((read.data?.items ?? []).map((row) => [row.id, row.name]));
  const way = (path: readonly string[]) => path.map((id) => names.get(id) ?? '').join('\u0000');
  const rows = read.data?.items.toSorted((a, b) => way(a.path).localeCompare(way(b.path)));
  return (
    <PageSection title={t('org.departments')} actions={<Adder label={t('org.addDepartment')} Form={AddDepartment} />}>
      <DataTable
        caption={t('org.departments')} rows={rows} rowKey={(row) => row.id} state={read} empty={{ title: t('org.noDepartments') }}
        columns={[
          { key: 'name', header: t('org.name'), cell: (row) => <span style={{ paddingLeft: Math.max(0, row.path.length - 1) * 22 }}><PeopleLink name={row.name} filter={{ department: row.id }} /></span> },
          { key: 'code', header: t('org.code'), width: '160px', cell: (row) => <span className="number">{row.code}</span> },
          { key: 'parent', header: t('org.parent'), width: '300px', hideOnPhone: true, cell: (row) => (row.parentId === null ? null : <span className="soft">{names.get(row.parentId)}</span>) },
        ]}
      />
    </PageSection>
  );
}

function Roles(): ReactNode {
  const t = useT('people');
  const read = useRead(listJobRoles);
  return (
    <PageSection title={t('org.roles')} actions={<Adder label={t('org.addRole')} Form={AddJobRole} />}>
      <DataTable
        caption={t('org.roles')} rows={read.data?.items} rowKey={(row) => row.id} state={read} empty={{ title: t('org.noRoles') }}
        columns={[
          { key: 'name', header: t('org.name'), cell: (row) => <PeopleLink name={row.name} filter={{ role: row.id }} /> },
          { key: 'code', header: t('org.code'), width: '260px', cell: (row) => <span className="number">{row.code}</span> },
        ]}
      />
    </PageSection>
  );
}

function PeopleLink({ name, filter }: { readonly name: string; readonly filter: Record<string, string> }): ReactNode {
  const t = useT('people');
  const mayList = useMay(may.listPeople);
  return mayList ? <ScreenLink to="/people" search={filter} aria-label={t('org.openPeople', { name })}>{name}</ScreenLink> : name;
}

function Adder({ label, Form }: { readonly label: string; readonly Form: (props: { readonly opened: boolean; readonly onClose: () => void }) => ReactNode }): ReactNode {
  const mayManage = useMay(may.manageOrganisation);
  const [opened, setOpened] = useState(false);
  if (!mayManage) return null;
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpened(true)}>{label}</Button>
      <Form opened={opened} onClose={() => setOpened(false)} />
    </>
  );
}
