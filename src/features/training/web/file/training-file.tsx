import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useRead } from '../../../../ui/api.ts';
import { useUrlState } from '../../../../ui/as-of.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import { StatusMark, statusOfTraining } from '../../../../ui/status-mark.tsx';
import type { PersonPartProps } from '../../../people/web/person.tsx';
import { getTrainingFile, zTrainingState } from '../../contract.ts';
import { useT } from '../../../../ui/i18n.ts';
import { RoleBands } from '../ahead/role-bands.tsx';
import { Lapses } from '../lapse/lapses.tsx';
import { NextDue } from '../recurrence/next-due.tsx';
import { Meaning } from '../record/signature-block.tsx';
import { useStateWords } from '../state-words.ts';
import { Timeline } from '../timeline/timeline.tsx';
import { AskQualification } from './ask-qualification.tsx';
import { useMayReadTrainingOf } from './may-read.ts';
import classes from '../standing/standing.module.css';

type File = z.output<typeof getTrainingFile.reply>;
type Obligation = File['obligations'][number];
type FileRecord = File['records'][number];

export function TrainingFileAnswer(props: PersonPartProps): ReactNode {
  const t = useT('overview');
  const mayRead = useMayReadTrainingOf(props);
  const { data } = useRead(getTrainingFile, { params: { id: props.personId } }, { enabled: mayRead });
  if (data === undefined) return null;
  const open = data.obligations.filter((one) => one.until === null);
  const qualified = open.filter((one) => one.state === 'qualified' || (one.state === 'in_window' && one.trainedOn !== null && one.trainedOn.id === one.inForce?.id)).length;
  if (open.length === 0) return t('file.answerNone');
  if (qualified === open.length) return t('file.answerAll', { count: open.length });
  return t('file.answer', { qualified, required: open.length, open: open.length - qualified, overdue: open.filter((one) => one.state === 'overdue').length });
}

/** What is required and why, how it stands, and the records with their signatures. */
export function TrainingFile(props: PersonPartProps): ReactNode {
  return useMayReadTrainingOf(props) ? <Shown {...props} /> : null;
}

function Shown({ personId }: PersonPartProps): ReactNode {
  const t = useT('overview');
  const words = useStateWords();
  const [asked, setAsked] = useUrlState('training');
  const read = useRead(getTrainingFile, { params: { id: personId } });
  const obligationColumns = useObligationColumns();
  const recordColumns = useRecordColumns();
  if (read.error !== null) return <ProblemNote error={read.error} retry={read.refetch} />;
  const state = zTrainingState.options.find((option) => option === asked) ?? null;
  const shown = read.data?.obligations.filter((one) => state === null || one.state === state);
  return (
    <>
      <RoleBands personId={personId} />
      <PageSection title={t('file.obligations')}>
        {read.data !== undefined && read.data.obligations.length > 0 && (
          <div className={classes.counts} role="group" aria-label={t('file.state')}>
            <button type="button" className={classes.count} aria-pressed={state === null} onClick={() => setAsked(null)}><span className={classes.figure}>{read.data.obligations.length}</span><span>{t('standing.all')}</span></button>
            {zTrainingState.options.map((option) => {
              const count = read.data.obligations.filter((one) => one.state === option).length;
              return count === 0 ? null : <button key={option} type="button" className={classes.count} aria-pressed={state === option} onClick={() => setAsked(option)}><span className={classes.figure}>{count}</span><StatusMark status={statusOfTraining(option)} label={words(option)} /></button>;
            })}
          </div>
        )}
        <DataTable caption={t('file.obligations')} columns={obligationColumns} rows={shown} rowKey={(row) => row.id} rowLink={(row) => `/procedures/${row.document.id}`} state={read} empty={{ title: t('file.noObligations') }} />
      </PageSection>
      <NextDue personId={personId} />
      <Timeline personId={personId} />
      <Lapses personId={personId} />
      <AskQualification personId={personId} />
      <PageSection title={t('file.records')}>
        <DataTable caption={t('file.records')} columns={recordColumns} rows={read.data?.records} rowKey={(row) => row.id} rowLink={(row) => `/records/${row.id}`} state={read} empty={{ title: t('file.noRecords') }} />
      </PageSection>
    </>
  );
}

function useObligationColumns(): readonly Column<Obligation>[] {
  const t = useT('overview');
  const words = useStateWords();
  const dates = useDates();
  return [
    { key: 'procedure', header: t('file.procedure'), width: '260px', wrap: true, cell: (row) => <><span className="number">{row.document.number}</span> {row.document.title}</> },
    { key: 'state', header: t('file.state'), width: '230px', cell: (row) => <StatusMark status={statusOfTraining(row.state)} label={words(row.state)} /> },
    { key: 'why', header: t('file.why'), wrap: true, cell: (row) => <span className="soft">{row.sentence}</span> },
    { key: 'trained', header: t('file.trainedOn'), width: '100px', cell: (row) => (row.trainedOn === null ? null : row.recordId === null ? `v${row.trainedOn.label}` : <ScreenLink to={`/records/${row.recordId}`}>{`v${row.trainedOn.label}`}</ScreenLink>) },
    { key: 'due', header: t('file.due'), width: '150px', cell: (row) => (row.overdueSince !== null ? t('file.overdueSince', { day: dates.dayOf(row.overdueSince) }) : row.dueOn === null ? null : dates.nearDay(row.dueOn)), wrap: true },
  ];
}

function useRecordColumns(): readonly Column<FileRecord>[] {
  const t = useT('overview');
  const dates = useDates();
  return [
    { key: 'procedure', header: t('file.procedure'), width: '320px', cell: (row) => <><span className="number">{`${row.document.number} v${row.version.label}`}</span> {row.document.title}</> },
    { key: 'kind', header: t('records.kind'), width: '150px', cell: (row) => (row.kind === 'training' ? t(`recordPath.${row.path}`) : t(`kind.${row.kind}`)) },
    { key: 'score', header: t('records.score'), width: '90px', align: 'end', cell: (row) => (row.score === null ? null : `${row.score} %`) },
    { key: 'at', header: t('records.at'), width: '210px', cell: (row) => dates.instant(row.eventAt) },
    { key: 'signature', header: t('record.signature'), wrap: true, cell: (row) => (row.signature === null ? <span className="soft">{row.reason}</span> : <span className="soft"><Meaning meaning={row.signature.meaning} />{`, ${row.signature.printedName}`}</span>) },
  ];
}
