import { Button, Group } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useAct, useRead } from '../../../../ui/api.ts';
import { DataTable } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { ConfirmDialog, tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import { confirmHeld, dismissHeld, listHeld } from '../../scim/contract.ts';

/** HR-02: what goes beyond the share, person by person; somebody decides. */
export function Held({ id, count }: { readonly id: string; readonly count: number }): ReactNode {
  const t = useT('directories');
  const dates = useDates();
  const [asked, setAsked] = useState(false);
  const read = useRead(listHeld, { params: { id } });
  const confirm = useAct(confirmHeld, { onDone: (reply) => { setAsked(false); tellDone(t('confirmed', { count: reply.count })); } });
  const dismiss = useAct(dismissHeld, { onDone: (reply) => tellDone(t('dismissed', { count: reply.count })) });
  const one = (userId: string): { params: { id: string }; body: { userIds: string[] } } => ({ params: { id }, body: { userIds: [userId] } });
  return (
    <PageSection title={t('held')} note={t('heldNote')} actions={<Button onClick={() => setAsked(true)}>{t('confirmAll')}</Button>}>
      <ProblemNote error={confirm.error ?? dismiss.error} />
      <DataTable
        caption={t('held')} rows={read.data?.items} rowKey={(row) => row.id} state={read} empty={{ title: t('held') }}
        columns={[
          { key: 'person', header: t('person'), cell: (row) => <ScreenLink to={`/people/${row.personId}`}>{row.name}</ScreenLink> },
          { key: 'number', header: t('number'), width: '130px', cell: (row) => <span className="number">{row.employeeNumber}</span> },
          { key: 'what', header: t('heldWhat'), width: '170px', cell: (row) => t(`held.${row.what}`) },
          { key: 'since', header: t('heldSince'), width: '210px', cell: (row) => dates.instant(row.since) },
          {
            key: 'acts', header: '', width: '240px', align: 'end', wrap: true, cell: (row) => (
              <Group gap="xs" justify="flex-end">
                <Button size="compact-sm" variant="subtle" aria-label={t('dismissNamed', { name: row.name })} onClick={() => dismiss.act(one(row.id))}>{t('dismiss')}</Button>
                <Button size="compact-sm" variant="default" aria-label={t('confirmNamed', { name: row.name })} onClick={() => confirm.act(one(row.id))}>{t('confirm')}</Button>
              </Group>
            ),
          },
        ]}
      />
      <ConfirmDialog opened={asked} onClose={() => setAsked(false)} title={t('confirmAllTitle', { count })} action={t('confirmAll')} isPending={confirm.isPending} error={confirm.error} onConfirm={() => confirm.act({ params: { id }, body: { userIds: null } })}>
        <p>{t('confirmAllText')}</p>
      </ConfirmDialog>
    </PageSection>
  );
}
