import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useRead } from '../../../../ui/api.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useDates, type Dates } from '../../../../ui/dates.ts';
import { useT, type Text } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { Note } from '../../../../ui/notes.tsx';
import { Page } from '../../../../ui/page.tsx';
import { listSweeps } from '../../sweeps/contract.ts';

type Sweep = z.output<typeof listSweeps.reply>['items'][number];

/** The last checks of everything: when, of how many people, what was found, and what became of it. */
export function Sweeps(): ReactNode {
  const t = useT('sweeps');
  const dates = useDates();
  const read = useRead(listSweeps);
  const [last] = read.data?.items ?? [];
  const answer = read.data === undefined ? undefined : last === undefined ? t('answer.none') : last.brokeOff ? t('answer.brokeOff') : last.drift === 0 ? t('answer.good', { people: last.people }) : t('answer.drift', { count: last.drift, people: last.people });
  return (
    <Page title={t('title')} answer={answer}>
      {read.data?.missing === true && <Note kind="warn" title={t('missing')}>{t('missing.text')}</Note>}
      <p className="soft">{t('help')}</p>
      <DataTable caption={t('title')} columns={columnsFor(t, dates)} rows={read.data?.items} rowKey={(row) => row.id} state={read} empty={{ title: t('none') }} />
    </Page>
  );
}

function columnsFor(t: Text<'sweeps'>, dates: Dates): Column<Sweep>[] {
  return [
    { key: 'when', header: t('when'), width: '210px', cell: (row) => <ScreenLink to={`/matrix/sweeps/${row.id}`}>{dates.instant(row.startedAt)}</ScreenLink> },
    { key: 'cause', header: t('cause'), width: '160px', cell: (row) => row.by?.name ?? t(`cause.${row.cause}`) },
    { key: 'people', header: t('people'), width: '90px', align: 'end', cell: (row) => row.people },
    { key: 'took', header: t('took'), width: '90px', align: 'end', cell: (row) => t('seconds', { seconds: row.seconds }) },
    { key: 'found', header: t('found'), width: '150px', cell: (row) => (row.brokeOff ? t('found.brokeOff') : row.drift === 0 ? t('found.nothing') : t('found.some', { count: row.drift })) },
    { key: 'review', header: t('review'), wrap: true, cell: (row) => reviewWords(row, t, dates) },
  ];
}

export function reviewWords({ review, drift, brokeOff }: Pick<Sweep, 'review' | 'drift' | 'brokeOff'>, t: Text<'sweeps'>, dates: Dates): string {
  if (review !== null) return t('review.by', { note: review.note, name: review.by.name, day: dates.dayOf(review.at) });
  return drift > 0 || brokeOff ? t('review.waits') : '';
}
