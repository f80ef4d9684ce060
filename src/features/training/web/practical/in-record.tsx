import type { ReactNode } from 'react';
import type { z } from 'zod';
import { DataTable } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { PageSection } from '../../../../ui/page.tsx';
import { StatusMark } from '../../../../ui/status-mark.tsx';
import type { zRecord } from '../../contract.ts';

const READY = { isPending: false, error: null, refetch: () => undefined };

/** The verdict of the practical with its repetitions, those that did not go well too; nothing where none was asked for. */
export function PracticalOfRecord({ practical }: { readonly practical: z.output<typeof zRecord>['practical'] }): ReactNode {
  const t = useT('practical');
  const dates = useDates();
  if (practical === null) return null;
  return (
    <PageSection title={t('record.title')} note={t('record.note', { digest: `${practical.practicalSha256.slice(0, 12)}…` })}>
      <DataTable
        caption={t('record.title')} rows={practical.repetitions} rowKey={(row) => row.id} state={READY} empty={{ title: t('wait.nothing') }}
        columns={[
          { key: 'number', header: t('record.number'), width: '150px', cell: (row) => `${row.number} · ${t(`stage.${row.stage}`)}` },
          { key: 'verdict', header: t('record.verdict'), width: '180px', cell: (row) => <StatusMark status={row.competent ? 'qualified' : 'missing'} label={t(row.competent ? 'competent' : 'notYet')} /> },
          { key: 'assessor', header: t('record.assessor'), cell: (row) => row.assessor.name },
          { key: 'at', header: t('record.at'), cell: (row) => dates.instant(row.at) },
          { key: 'place', header: t('record.place'), wrap: true, cell: (row) => (row.batch === null ? row.place : t('placeBatch', { place: row.place, batch: row.batch })) },
        ]}
      />
    </PageSection>
  );
}
