import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useReadPages } from '../../../../ui/api.ts';
import { useUrlState } from '../../../../ui/as-of.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import { StatusMark } from '../../../../ui/status-mark.tsx';
import type { getCoverage } from '../../coverage/contract.ts';
import { listCovering } from '../../coverage/contract.ts';
import type { Where } from './coverage.tsx';

type Row = z.output<typeof listCovering.reply>['items'][number];
type Props = { readonly where: Where; readonly items: z.output<typeof getCoverage.reply>['items'] };

/** The people behind the number that was opened; which one stands in the address. */
export function Covering({ where, items }: Props): ReactNode {
  const t = useT('coverage');
  const [list, setList] = useUrlState('list');
  const [id = '', is, shift] = (list ?? '').split('~');
  const task = items.find((one) => one.task.id === id)?.task;
  const query = { ...where, ...(is === 'missing' || is === 'qualified' ? { is } as const : {}), ...(shift === undefined ? {} : { shift }) };
  const read = useReadPages(listCovering, { params: { id }, query }, { enabled: task !== undefined });
  const columns = useColumns();
  if (task === undefined) return null;
  return (
    <PageSection title={t('people', { task: task.name, shift: shift === undefined ? t('all') : shift === '' ? t('noShift') : shift })} note={read.first === undefined ? undefined : t('peopleNote', { count: read.first.total })} actions={<Button variant="subtle" size="xs" onClick={() => setList(null)}>{t('close')}</Button>}>
      <DataTable caption={t('tasks')} columns={columns} rows={read.first === undefined ? undefined : read.items} rowKey={(row) => row.person.id} rowLink={(row) => `/people/${row.person.id}`} state={read} empty={{ title: t('nobody') }} more={read.more} loadMore={read.loadMore} />
    </PageSection>
  );
}

function useColumns(): readonly Column<Row>[] {
  const t = useT('coverage');
  return [
    { key: 'person', header: t('person'), width: '220px', cell: (row) => row.person.name },
    { key: 'state', header: t('state'), width: '150px', cell: (row) => <StatusMark status={row.qualified ? 'qualified' : 'missing'} label={t(row.qualified ? 'qualified' : 'notQualified')} /> },
    { key: 'shift', header: t('shift'), width: '110px', cell: (row) => row.shift },
    { key: 'department', header: t('department'), width: '180px', hideOnPhone: true, cell: (row) => row.department },
    { key: 'lacks', header: t('lacks'), wrap: true, cell: (row) => row.missing.map((document) => <span key={document.id}><ScreenLink to={`/procedures/${document.id}`} className="number">{document.number}</ScreenLink>{' '}</span>) },
  ];
}
