import type { ReactNode } from 'react';
import { useReadPages } from '../../../../ui/api.ts';
import { useUrlState } from '../../../../ui/as-of.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { StatusMark, statusOfTraining } from '../../../../ui/status-mark.tsx';
import { getDocumentTraining, zTrainingState } from '../../contract.ts';
import { may } from '../../permissions.ts';
import { useT } from '../../../../ui/i18n.ts';
import { useStateWords, type TrainingState } from '../state-words.ts';
import classes from './standing.module.css';

type Props = { readonly documentId: string };
type Row = ReturnType<typeof useStanding>['items'][number];

function useStanding(documentId: string, state: TrainingState | null, enabled: boolean) {
  return useReadPages(getDocumentTraining, { params: { id: documentId }, query: { limit: 50, ...(state === null ? {} : { state }) } }, { enabled });
}

/** "412 of 430 people are qualified", under the answer of a procedure's page. */
export function StandingAnswer({ documentId }: Props): ReactNode {
  const t = useT('overview');
  const mayRead = useMay(may.readOverview);
  const { first } = useStanding(documentId, null, mayRead);
  if (first === undefined) return null;
  if (first.required === 0) return t('standing.answerNone');
  return t(first.qualified === first.required ? 'standing.answerAll' : 'standing.answer', { qualified: first.qualified, required: first.required });
}

/** How many are in which state; each number opens its people. The state stands in the address. */
export function Standing({ documentId }: Props): ReactNode {
  const t = useT('overview');
  const words = useStateWords();
  const mayRead = useMay(may.readOverview);
  const [asked, setAsked] = useUrlState('standing');
  const state = zTrainingState.options.find((option) => option === asked) ?? null;
  const all = useStanding(documentId, null, mayRead);
  const pages = useStanding(documentId, state, mayRead);
  const columns = useColumns();
  if (!mayRead) return null;
  const counts = all.first?.counts;
  return (
    <PageSection title={t('standing.title')}>
      <div className={classes.counts} role="group" aria-label={t('standing.state')}>
        <button type="button" className={classes.count} aria-pressed={state === null} onClick={() => setAsked(null)}>
          <span className={classes.figure}>{all.first?.required ?? ''}</span>
          <span>{t('standing.all')}</span>
        </button>
        {zTrainingState.options.filter((option) => option !== 'not_required' && (counts?.[option] ?? 0) > 0).map((option) => (
          <button key={option} type="button" className={classes.count} aria-pressed={state === option} onClick={() => setAsked(option)}>
            <span className={classes.figure}>{counts?.[option] ?? 0}</span>
            <StatusMark status={statusOfTraining(option)} label={words(option)} />
          </button>
        ))}
      </div>
      <DataTable
        caption={t('standing.who')} columns={columns} rows={pages.first === undefined ? undefined : pages.items} rowKey={(row) => row.person.id} rowLink={(row) => `/people/${row.person.id}`}
        state={pages} more={pages.more} loadMore={pages.loadMore} empty={{ title: t(all.first?.required === 0 ? 'standing.answerNone' : 'standing.nobody') }}
      />
    </PageSection>
  );
}

function useColumns(): readonly Column<Row>[] {
  const t = useT('overview');
  const words = useStateWords();
  const dates = useDates();
  return [
    { key: 'person', header: t('standing.person'), cell: (row) => row.person.name },
    { key: 'department', header: t('standing.department'), width: '150px', hideOnPhone: true, cell: (row) => row.department },
    { key: 'site', header: t('standing.site'), width: '100px', hideOnPhone: true, cell: (row) => row.site },
    { key: 'state', header: t('standing.state'), width: '170px', cell: (row) => <StatusMark status={statusOfTraining(row.state)} label={words(row.state)} /> },
    { key: 'due', header: t('standing.due'), width: '110px', cell: (row) => (row.dueOn === null ? null : dates.nearDay(row.dueOn)) },
    { key: 'trained', header: t('standing.trainedOn'), width: '96px', cell: (row) => (row.trainedOn === null ? null : row.recordId === null ? `v${row.trainedOn.label}` : <ScreenLink to={`/records/${row.recordId}`} aria-label={`${t('standing.openRecord')}: ${row.person.name} v${row.trainedOn.label}`}>{`v${row.trainedOn.label}`}</ScreenLink>) },
  ];
}
