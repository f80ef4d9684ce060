import { Skeleton } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useRead } from '../../../../../ui/api.ts';
import { useDates } from '../../../../../ui/dates.ts';
import { useT } from '../../../../../ui/i18n.ts';
import { Empty, ProblemNote } from '../../../../../ui/notes.tsx';
import { Page, PageSection } from '../../../../../ui/page.tsx';
import { useSession } from '../../../../../ui/session.ts';
import { WaitingApprovals } from '../../../../matrix/web/proposals/waiting.tsx';
import { Lapses } from '../../lapse/lapses.tsx';
import { NextDue } from '../../recurrence/next-due.tsx';
import { getMyTraining } from '../../../contract.ts';
import type { Row } from '../types.ts';
import { DoneTable } from './done-table.tsx';
import { DueList } from './due-list.tsx';
import classes from './my-training.module.css';
import { answerOf, isDueNow } from './words.ts';

/** What must I train on, why, and how long does it take. */
export function MyTraining(): ReactNode {
  const t = useT('training');
  const dates = useDates();
  const { personId } = useSession();
  const training = useRead(getMyTraining);
  const due = training.data?.due;
  const done = training.data?.done;
  const back = due?.filter((row) => !row.locked && row.cause === 'return'); // MTX-09: one set, however many there are
  const others = due?.filter((row) => !row.locked && row.cause !== 'return');
  const now = others?.filter((row) => isDueNow(row, dates));
  const later = others?.filter((row) => !isDueNow(row, dates));
  const answer = due === undefined || done === undefined ? undefined : answerOf(due, done.length, t, dates);
  return (
    <Page title={t('my.title')} answer={training.error === null ? answer : t('my.title')}>
      <ProblemNote error={training.error} retry={training.refetch} />
      <WaitingApprovals />
      {training.isPending && <div className={classes.sheet} aria-busy="true">{[0, 1, 2].map((row) => <div key={row} className={classes.waiting}><Skeleton height={16} width="46%" /><Skeleton height={12} width="70%" /></div>)}</div>}
      {due !== undefined && due.length === 0 && <div className={classes.sheet}><Empty title={t('my.emptyTitle')} text={t('my.emptyText')} /></div>}
      <DuePart title={t('my.back')} note={t('my.backNote', { count: back?.length ?? 0 })} rows={back} />
      <DuePart title={t('my.dueNow')} note={t('my.dueNowNote')} rows={now} />
      <DuePart title={t('my.comingLater')} rows={later} />
      <DuePart title={t('my.waiting')} rows={due?.filter((row) => row.locked)} />
      {personId !== null && <NextDue personId={personId} />}
      {personId !== null && <Lapses personId={personId} own />}
      {done !== undefined && done.length > 0 && <DonePart rows={done} />}
    </Page>
  );
}

function DuePart({ title, note, rows = [] }: { readonly title: string; readonly note?: string; readonly rows?: readonly Row[] | undefined }): ReactNode {
  if (rows.length === 0) return null;
  return <PageSection title={title} note={note}><DueList rows={rows} /></PageSection>;
}

/** As many as one looks back at; the rest on demand. */
const SHOWN = 8;

function DonePart({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const t = useT('training');
  const [all, setAll] = useState(false);
  return (
    <PageSection title={t('my.done')} note={t('my.doneNote', { count: rows.length })}>
      <DoneTable rows={all ? rows : rows.slice(0, SHOWN)} />
      {!all && rows.length > SHOWN && <button type="button" className={classes.showAll} onClick={() => setAll(true)}>{t('my.showAll', { count: rows.length - SHOWN })}</button>}
    </PageSection>
  );
}
