import { ExtensionsOf } from '../supervision/of-one.tsx';
import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useRead } from '../../../../ui/api.ts';
import { DataTable } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { Facts, Page, PageSection } from '../../../../ui/page.tsx';
import { useSession } from '../../../../ui/session.ts';
import { StatusMark } from '../../../../ui/status-mark.tsx';
import { getRecord, type zRecord } from '../../contract.ts';
import { useT } from '../../../../ui/i18n.ts';
import { PracticalOfRecord } from '../practical/in-record.tsx';
import { SignatureBlock } from './signature-block.tsx';
import classes from './record.module.css';

export type RecordDetail = z.output<typeof zRecord>;
const READY = { isPending: false, error: null, refetch: () => undefined };

export function RecordPage(): ReactNode {
  const t = useT('overview');
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const read = useRead(getRecord, { params: { id } });
  if (read.data === undefined) return <Page title={t('record.title')}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  return <Shown record={read.data} />;
}

function Shown({ record }: { readonly record: RecordDetail }): ReactNode {
  const t = useT('overview');
  const dates = useDates();
  const session = useSession();
  const values = { person: record.person.name, number: record.document.number, label: record.version.label, at: dates.instant(record.eventAt) };
  return (
    <Page
      title={t('record.title')} answer={t(record.kind === 'training' ? 'record.answer' : 'record.answerCarried', values)} back={{ to: `/people/${record.person.id}`, label: t('record.file', { person: record.person.name }) }}
      actions={<Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>{t('record.print')}</Button>}
    >
      <FactsOf record={record} />
      <PageSection title={t('record.signature')}>{record.signature === null ? <p className="soft">{t('record.noSignature')}</p> : <SignatureBlock signature={record.signature} />}</PageSection>
      <Attempts record={record} />
      <PracticalOfRecord practical={record.practical} />
      <ExtensionsOf recordId={record.id} />
      <Reading record={record} />
      <p className={classes.printed}>{t('record.uncontrolled', { at: dates.instant(dates.now().toISOString()), who: session.name })}</p>
    </Page>
  );
}

function FactsOf({ record }: { readonly record: RecordDetail }): ReactNode {
  const t = useT('overview');
  const dates = useDates();
  return (
    <>
      <Facts items={[
        { label: t('record.person'), value: <ScreenLink to={`/people/${record.person.id}`}>{record.person.name}</ScreenLink> },
        { label: t('record.document'), value: <ScreenLink to={`/procedures/${record.document.id}`} search={{ version: record.version.id }}>{record.document.number} {record.document.title}</ScreenLink> },
        { label: t('record.version'), value: `v${record.version.label}` },
        { label: t('record.path'), value: record.kind === 'training' ? t(`recordPath.${record.path}`) : t(`kind.${record.kind}`) },
        { label: t('record.score'), value: record.score === null ? t('records.noScore') : `${record.score} %` },
        { label: t('record.eventAt'), value: `${dates.instant(record.eventAt)} (${record.zone})` },
        { label: t('record.enteredAt'), value: dates.instant(record.enteredAt) },
        { label: t('record.validUntil'), value: record.validUntil === null ? t('record.unlimited') : dates.instant(record.validUntil) },
        ...(record.reason === null ? [] : [{ label: t('record.reason'), value: record.reason }]),
      ]} />
      <div className={classes.digests}>
        <Facts items={[{ label: t('record.content'), value: <code className={classes.digest}>{record.contentSha256}</code> }]} />
        <Facts items={[{ label: t('record.digest'), value: <code className={classes.digest}>{record.digest}</code> }]} />
      </div>
    </>
  );
}

function Attempts({ record }: { readonly record: RecordDetail }): ReactNode {
  const t = useT('overview');
  const dates = useDates();
  return (
    <PageSection title={t('record.attempts')}>
      {record.attempts.length === 0 ? <p className="soft">{t('record.noAttempts')}</p> : (
        <DataTable
          caption={t('record.attempts')} rows={record.attempts} rowKey={(row) => String(row.number)} state={READY} empty={{ title: t('record.noAttempts') }}
          columns={[
            { key: 'number', header: t('record.attempt'), width: '100px', cell: (row) => row.number },
            { key: 'started', header: t('record.started'), cell: (row) => dates.instant(row.startedAt) },
            { key: 'submitted', header: t('record.submitted'), cell: (row) => dates.instant(row.submittedAt) },
            { key: 'score', header: t('record.score'), width: '90px', align: 'end', cell: (row) => `${row.score} %` },
            { key: 'result', header: t('record.result'), width: '150px', cell: (row) => <StatusMark status={row.passed ? 'qualified' : 'missing'} label={t(row.passed ? 'record.passed' : 'record.failed')} /> },
          ]}
        />
      )}
    </PageSection>
  );
}

function Reading({ record }: { readonly record: RecordDetail }): ReactNode {
  const t = useT('overview');
  const dates = useDates();
  const seconds = record.reading.reduce((sum, part) => sum + part.seconds, 0);
  if (record.reading.length === 0) return <PageSection title={t('record.reading')}><p className="soft">{t('record.noReading')}</p></PageSection>;
  return (
    <PageSection title={t('record.reading')} note={t('record.readingTotal', { sections: record.reading.length, time: minutesAndSeconds(seconds) })}>
      <DataTable
        caption={t('record.reading')} rows={record.reading} rowKey={(row) => String(row.ordinal)} state={READY} empty={{ title: t('record.noReading') }}
        columns={[
          { key: 'section', header: t('record.section'), width: '100px', cell: (row) => row.ordinal },
          { key: 'first', header: t('record.firstSeen'), cell: (row) => dates.instant(row.firstSeenAt) },
          { key: 'last', header: t('record.lastSeen'), cell: (row) => dates.instant(row.lastSeenAt) },
          { key: 'time', header: t('record.time'), width: '110px', align: 'end', cell: (row) => minutesAndSeconds(row.seconds) },
        ]}
      />
    </PageSection>
  );
}

function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
