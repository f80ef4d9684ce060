import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useRead } from '../../../../ui/api.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import type { CalendarEffectProps } from '../../../people/web/calendar/site.tsx';
import { previewCalendar, type zMovedDue } from '../../calendar/contract.ts';

type MovedDue = z.output<typeof zMovedDue>;
const READY = { isPending: false, error: null, refetch: () => undefined };

/** Which due dates a calendar would move, from when to when, before it is saved (TRN-03). */
export function CalendarEffect({ siteId, input }: CalendarEffectProps): ReactNode {
  const t = useT('calendar');
  const read = useRead(previewCalendar, { params: { id: siteId }, body: input }, { fresh: true });
  const columns = useColumns();
  if (read.data === undefined) return read.error === null ? <Stack mt="xl" role="status" aria-label={t('computing')}><Skeleton height={24} width={280} /><Skeleton height={140} /></Stack> : <ProblemNote error={read.error} retry={read.refetch} />;
  const { moved, moments, people, open, overdue, extended, items, more } = read.data;
  return (
    <PageSection title={t('effect')}>
      <Note>{moved === 0 ? t('effectNone') : t('effectMoves', { count: moved, people: t('people', { count: people }) })} {moments > 0 && t('moments', { count: moments })}</Note>
      <p className="soft">{t('kept', { open, overdue, extended })}</p>
      {items.length > 0 && <DataTable caption={t('table')} columns={columns} rows={items} rowKey={(row) => row.id} state={READY} empty={{ title: t('effectNone') }} />}
      {more > 0 && <p className="soft">{t('more', { count: more })}</p>}
    </PageSection>
  );
}

function useColumns(): readonly Column<MovedDue>[] {
  const t = useT('calendar');
  const dates = useDates();
  return [
    { key: 'person', header: t('person'), cell: (row) => <ScreenLink to={`/people/${row.person.id}`}>{row.person.name}</ScreenLink> },
    { key: 'department', header: t('department'), cell: (row) => row.department },
    { key: 'document', header: t('document'), width: '140px', cell: (row) => <span className="number">{row.document}</span> },
    { key: 'from', header: t('from'), width: '140px', cell: (row) => dates.day(row.from) },
    { key: 'to', header: t('to'), width: '140px', cell: (row) => dates.day(row.to) },
  ];
}
