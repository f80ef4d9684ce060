import { Button, Group, SegmentedControl } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { DataTable } from '../../../ui/data-table.tsx';
import { useT } from '../../../ui/i18n.ts';
import { PageSection } from '../../../ui/page.tsx';
import type { Preview } from './roster-mapping.ts';

const KINDS = ['hired', 'changed', 'leaving', 'unchanged', 'rejected'] as const;
type Kind = (typeof KINDS)[number];
const READY = { isPending: false, error: null, refetch: () => undefined };
const STEP = 200;

/** Each count opens the rows behind it. */
export function RosterEffect({ preview }: { readonly preview: Preview }): ReactNode {
  const t = useT('people');
  const [kind, setKind] = useState<Kind>(() => KINDS.find((one) => preview.counts[one] > 0) ?? 'hired');
  return (
    <>
      <SegmentedControl fullWidth aria-label={t('roster.what')} value={kind} onChange={(value) => setKind(KINDS.find((one) => one === value) ?? 'hired')} data={KINDS.map((one) => ({ value: one, label: `${t(`roster.${one}`)} ${preview.counts[one]}` }))} mb="md" />
      {kind === 'rejected' ? <Rejected rows={preview.rejected} /> : <Changes key={kind} all={preview.changes.filter((change) => change.kind === kind)} />}
      <Warnings rows={preview.warnings} />
    </>
  );
}

type Aspect = Preview['changes'][number]['aspects'][number];

/** Rows by what they change: whose manager, whose department, who is back. */
function Changes({ all }: { readonly all: Preview['changes'] }): ReactNode {
  const t = useT('people');
  const [shown, setShown] = useState(STEP);
  const [only, setOnly] = useState<Aspect | null>(null);
  const counts = new Map<Aspect, number>();
  for (const aspect of all.flatMap(({ aspects }) => aspects)) counts.set(aspect, (counts.get(aspect) ?? 0) + 1);
  const rows = only === null ? all : all.filter(({ aspects }) => aspects.includes(only));
  return (
    <>
    {counts.size > 1 && (
      <Group gap="xs" mb="md" role="group" aria-label={t('roster.aspects')}>
        {[...counts].map(([aspect, count]) => <Button key={aspect} size="xs" variant={only === aspect ? 'filled' : 'default'} aria-pressed={only === aspect} onClick={() => setOnly(only === aspect ? null : aspect)}>{t(`roster.aspect.${aspect}`)} {count}</Button>)}
      </Group>
    )}
    <DataTable
      caption={t('roster.what')} rows={rows.slice(0, shown)} rowKey={(row) => String(row.row)} state={READY} empty={{ title: t('roster.nobody') }} more={rows.length > shown} loadMore={() => setShown(shown + STEP)}
      columns={[
        { key: 'row', header: t('roster.row'), width: '80px', align: 'end', cell: (row) => row.row },
        { key: 'number', header: t('roster.employeeNumber'), width: '160px', cell: (row) => <span className="number">{row.employeeNumber}</span> },
        { key: 'who', header: t('roster.who'), width: '220px', cell: (row) => row.name },
        { key: 'what', header: t('roster.what'), wrap: true, cell: (row) => row.sentence },
      ]}
    />
    </>
  );
}

export function Rejected({ rows }: { readonly rows: Preview['rejected'] }): ReactNode {
  const t = useT('people');
  const [shown, setShown] = useState(STEP);
  return (
    <PageSection title={`${t('roster.rejected')} (${rows.length})`}>
      <DataTable
        caption={t('roster.rejected')} rows={rows.slice(0, shown)} rowKey={(row) => `${row.row} ${row.field} ${row.reason}`} state={READY} empty={{ title: t('roster.nobody') }} more={rows.length > shown} loadMore={() => setShown(shown + STEP)}
        columns={[
          { key: 'row', header: t('roster.row'), width: '80px', align: 'end', cell: (row) => row.row },
          { key: 'field', header: t('roster.field'), width: '170px', cell: (row) => row.field },
          { key: 'value', header: t('roster.value'), width: '220px', cell: (row) => (row.value === '' ? <span className="faint">{t('roster.empty')}</span> : row.value) },
          { key: 'reason', header: t('roster.reason'), wrap: true, cell: (row) => row.reason },
        ]}
      />
    </PageSection>
  );
}

export function Warnings({ rows }: { readonly rows: Preview['warnings'] }): ReactNode {
  const t = useT('people');
  const [shown, setShown] = useState(50);
  if (rows.length === 0) return null;
  return (
    <PageSection title={`${t('roster.warnings')} (${rows.length})`}>
      <DataTable
        caption={t('roster.warnings')} rows={rows.slice(0, shown)} rowKey={(row) => `${row.row ?? ''} ${row.field} ${row.message}`} state={READY} empty={{ title: t('roster.nobody') }} more={rows.length > shown} loadMore={() => setShown(shown + STEP)}
        columns={[
          { key: 'row', header: t('roster.row'), width: '80px', align: 'end', cell: (row) => row.row },
          { key: 'field', header: t('roster.field'), width: '170px', cell: (row) => row.field },
          { key: 'message', header: t('roster.reason'), wrap: true, cell: (row) => row.message },
        ]}
      />
    </PageSection>
  );
}
