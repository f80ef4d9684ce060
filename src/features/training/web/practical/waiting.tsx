import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useReadPages } from '../../../../ui/api.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useDates, type Dates } from '../../../../ui/dates.ts';
import { useT, type Text } from '../../../../ui/i18n.ts';
import { LinkButton } from '../../../../ui/link.tsx';
import { Page } from '../../../../ui/page.tsx';
import { StatusMark } from '../../../../ui/status-mark.tsx';
import { listToAssess } from '../../practical/contract.ts';

type Row = z.output<typeof listToAssess.reply>['items'][number];

/** Whose practical is next; who waits longest comes first. */
export function ToAssess(): ReactNode {
  const t = useT('practical');
  const dates = useDates();
  const pages = useReadPages(listToAssess, { query: { limit: 50 } });
  const mine = pages.items.filter((row) => row.mine).length;
  const answer = pages.first === undefined ? undefined : pages.items.length === 0 ? t('wait.none') : mine === 0 ? t('wait.notMine', { count: pages.items.length }) : t('wait.answer', { count: mine });
  return (
    <Page title={t('wait.screen')} answer={answer}>
      <DataTable caption={t('wait.screen')} columns={columnsFor(t, dates)} rows={pages.first === undefined ? undefined : pages.items} rowKey={(row) => row.id} state={pages} empty={{ title: t('wait.empty') }} />
      {pages.more && <Group justify="center" mt="md"><Button variant="default" loading={pages.isFetching} onClick={pages.loadMore}>{t('wait.more')}</Button></Group>}
    </Page>
  );
}

function columnsFor(t: Text<'practical'>, dates: Dates): Column<Row>[] {
  return [
    { key: 'person', header: t('wait.person'), width: '220px', wrap: true, cell: (row) => <><strong>{row.person.name}</strong>{row.department !== null && <span className="soft">{` · ${row.department}`}</span>}</> },
    { key: 'procedure', header: t('wait.procedure'), wrap: true, cell: (row) => <><span className="number">{row.document.number}</span>{` ${row.document.title} v${row.versionLabel}`}</> },
    { key: 'since', header: t('wait.since'), width: '140px', cell: (row) => dates.dayOf(row.since) },
    { key: 'last', header: t('wait.last'), width: '190px', cell: (row) => (row.last === null ? <span className="soft">{t('wait.nothing')}</span> : <StatusMark status={row.last ? 'training' : 'missing'} label={t(row.last ? 'wait.good' : 'notYet')} />) },
    { key: 'act', header: t('wait.act'), width: '150px', cell: (row) => <LinkButton to={`/practicals/${row.id}`} size="xs" variant={row.mine ? 'filled' : 'default'} aria-label={t(row.mine ? 'wait.assessFor' : 'wait.openFor', { number: row.document.number, name: row.person.name })}>{t(row.mine ? 'wait.assess' : 'wait.open')}</LinkButton> },
  ];
}
