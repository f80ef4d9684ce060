import { ActionIcon, Button, Group } from '@mantine/core';
import { IconPencil, IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { z } from 'zod';
import { useAct, useRead } from '../../../../ui/api.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { ConfirmDialog, tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { Page } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { may } from '../../permissions.ts';
import { endTask, listTasks, type zTask } from '../../tasks/contract.ts';
import { TaskDialog } from './task-dialog.tsx';

export type Task = z.output<typeof zTask>;
type Asked = { readonly what: 'add' } | { readonly what: 'change' | 'end'; readonly task: Task } | null;

export function Tasks(): ReactNode {
  const t = useT('tasks');
  const mayWrite = useMay(may.writeTasks);
  const [asked, ask] = useState<Asked>(null);
  const read = useRead(listTasks);
  const columns = useColumns(mayWrite ? ask : null);
  const count = read.data?.items.length;
  return (
    <Page title={t('title')} answer={count === undefined ? undefined : count === 0 ? t('answerNone') : t('answer', { count })} lead={t('lead')} actions={mayWrite && <Button onClick={() => ask({ what: 'add' })}>{t('add')}</Button>}>
      <DataTable caption={t('title')} columns={columns} rows={read.data?.items} rowKey={(row) => row.id} state={read} empty={{ title: t('empty') }} />
      {asked?.what === 'add' && <TaskDialog task={null} onClose={() => ask(null)} />}
      {asked?.what === 'change' && <TaskDialog task={asked.task} onClose={() => ask(null)} />}
      {asked?.what === 'end' && <EndTask task={asked.task} onClose={() => ask(null)} />}
    </Page>
  );
}

function useColumns(ask: ((asked: Asked) => void) | null): readonly Column<Task>[] {
  const t = useT('tasks');
  return [
    { key: 'code', header: t('code'), width: '150px', cell: (row) => <span className="number">{row.code}</span> },
    { key: 'name', header: t('name'), width: '240px', wrap: true, cell: (row) => row.name },
    { key: 'documents', header: t('documents'), wrap: true, cell: (row) => row.documents.map((document) => <span key={document.id}><ScreenLink to={`/procedures/${document.id}`} className="number">{document.number}</ScreenLink>{' '}</span>) },
    { key: 'where', header: t('where'), width: '200px', wrap: true, cell: (row) => [row.department?.name, row.site?.name].filter(Boolean).join(', ') || t('anywhere') },
    { key: 'owner', header: t('owner'), width: '170px', hideOnPhone: true, cell: (row) => row.owner?.name },
    ...(ask === null ? [] : [{ key: 'acts', header: '', width: '90px', cell: (row: Task) => (
      <Group gap={4} wrap="nowrap">
        <ActionIcon variant="subtle" aria-label={t('change', { code: row.code })} onClick={() => ask({ what: 'change', task: row })}><IconPencil size={17} /></ActionIcon>
        <ActionIcon variant="subtle" aria-label={t('end', { code: row.code })} onClick={() => ask({ what: 'end', task: row })}><IconX size={17} /></ActionIcon>
      </Group>
    ) }]),
  ];
}

function EndTask({ task, onClose }: { readonly task: Task; readonly onClose: () => void }): ReactNode {
  const t = useT('tasks');
  const end = useAct(endTask, { onDone: () => { onClose(); tellDone(t('ended')); } });
  return (
    <ConfirmDialog opened onClose={onClose} title={t('endTitle', { code: task.code })} action={t('endButton')} danger reason={t('endReason')} isPending={end.isPending} error={end.error} onConfirm={(reason) => end.act({ params: { id: task.id }, body: { reason } })}>
      <p style={{ margin: 0 }}>{t('endText')}</p>
    </ConfirmDialog>
  );
}
