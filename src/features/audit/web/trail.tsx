import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useReadPages } from '../../../ui/api.ts';
import { useUrlState } from '../../../ui/as-of.ts';
import { DataTable, type Column } from '../../../ui/data-table.tsx';
import { instantIn, useDates } from '../../../ui/dates.ts';
import { Filters, SearchFilter } from '../../../ui/filters.tsx';
import { useT } from '../../../ui/i18n.ts';
import { Page, PageSection } from '../../../ui/page.tsx';
import { listEvents } from '../contract.ts';
import { changeOf, wordsOf, type AuditEvent } from './words.ts';
import { EventDetail } from './event-detail.tsx';
import { Integrity } from './integrity.tsx';
import classes from './trail.module.css';

export function AuditTrail(): ReactNode {
  const t = useT('audit');
  const { query, any } = useFilter();
  const [opened, setOpened] = useState<AuditEvent | null>(null);
  const pages = useReadPages(listEvents, { query: { limit: 100, ...query } });
  const columns = useColumns(setOpened);
  return (
    <Page title={t('trail')} answer={t(any ? 'list.answerFiltered' : 'list.answer')} lead={t('list.lead')} width="full">
      <Integrity />
      <PageSection title={t('list.entries')}>
        <TrailFilters any={any} />
        <DataTable caption={t('trail')} columns={columns} rows={pages.first === undefined ? undefined : pages.items} rowKey={(row) => row.id} state={pages} more={pages.more} loadMore={pages.loadMore} empty={{ title: t('list.empty') }} />
      </PageSection>
      <EventDetail event={opened} onClose={() => setOpened(null)} />
    </Page>
  );
}

function useFilter() {
  const dates = useDates();
  const [action] = useUrlState('action');
  const [actorId] = useUrlState('actor');
  const [subjectId] = useUrlState('subject');
  const [from] = useUrlState('from');
  const [to] = useUrlState('to');
  const query = {
    ...(action === null ? {} : { action }),
    ...(actorId === null ? {} : { actorId }),
    ...(subjectId === null ? {} : { subjectId }),
    ...(from === null ? {} : { from: instantIn(dates.zone, from, '00:00') }),
    ...(to === null ? {} : { to: instantIn(dates.zone, to, '23:59:59') }),
  };
  return { query, any: Object.keys(query).length > 0 };
}

function TrailFilters({ any }: { readonly any: boolean }): ReactNode {
  const t = useT('audit');
  const navigate = useNavigate();
  return (
    <Filters>
      <SearchFilter name="action" label={`${t('list.action')}, ${t('list.actionHelp')}`} />
      <SearchFilter name="subject" label={t('list.subjectFilter')} />
      <DayFilter name="from" label={t('list.from')} />
      <DayFilter name="to" label={t('list.to')} />
      {any && <Button variant="subtle" onClick={() => void navigate({ to: '/audit' })}>{t('list.clear')}</Button>}
    </Filters>
  );
}

function DayFilter({ name, label }: { readonly name: string; readonly label: string }): ReactNode {
  const [value, setValue] = useUrlState(name);
  return <TextInput type="date" aria-label={label} title={label} value={value ?? ''} onChange={(event) => setValue(event.currentTarget.value === '' ? null : event.currentTarget.value)} />;
}

/** Three lines at most; the entry itself shows all of it. */
function Clamped({ text }: { readonly text: string }): ReactNode {
  return text === '' ? null : <span className={classes.clamped} title={text}>{text}</span>;
}

function useColumns(open: (event: AuditEvent) => void): readonly Column<AuditEvent>[] {
  const t = useT('audit');
  const dates = useDates();
  return [
    { key: 'when', header: t('list.when'), width: '190px', cell: (row) => <button type="button" className={classes.open} aria-label={`${t('list.open')}: ${row.action}, ${dates.instant(row.at)}`} onClick={() => open(row)}>{dates.instant(row.at)}</button> },
    { key: 'who', header: t('list.who'), width: '140px', cell: (row) => row.actor.name },
    { key: 'what', header: t('list.what'), width: '150px', wrap: true, cell: (row) => wordsOf(row.action) },
    { key: 'subject', header: t('list.subject'), width: '100px', cell: (row) => wordsOf(row.subject.kind) },
    { key: 'change', header: t('list.change'), wrap: true, cell: (row) => <Clamped text={changeOf(row.data)} /> },
    { key: 'why', header: t('list.why'), width: '160px', wrap: true, cell: (row) => <Clamped text={row.why ?? ''} /> },
    { key: 'seq', header: t('list.seq'), width: '120px', align: 'end', hideOnPhone: true, cell: (row) => (row.seq === null ? <span className="faint">{t('list.unsealed')}</span> : row.seq) },
  ];
}
