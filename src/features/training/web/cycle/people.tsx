import type { ReactNode } from 'react';
import { addressOf, useReadPages } from '../../../../ui/api.ts';
import { useShownMoment, useUrlState } from '../../../../ui/as-of.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { ExportMenu, type ExportFormat } from '../../../../ui/export-menu.tsx';
import { Filters, SearchFilter } from '../../../../ui/filters.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import { StatusMark, type Status } from '../../../../ui/status-mark.tsx';
import { exportCycle, listCycle } from '../../cycle/contract.ts';
import { OUTCOMES, type CycleOutcome } from '../../cycle/types.ts';
import standing from '../standing/standing.module.css';
import type { Cycle } from './cycle.tsx';

type Line = ReturnType<typeof useLines>['items'][number];
const MARKS: Readonly<Record<CycleOutcome, Status>> = { in_time: 'qualified', late: 'qualified', carried_forward: 'previous', open: 'training', overdue: 'overdue', absent: 'absent', superseded: 'missing', cancelled: 'exempt' };

function useLines(versionId: string, outcome: CycleOutcome | null, search: string) {
  return useReadPages(listCycle, { params: { id: versionId }, query: { limit: 100, ...(outcome === null ? {} : { outcome }), ...(search === '' ? {} : { search }) } });
}

/** Everybody whom the revision affected; each number opens its people, and the list leaves as a file as it is shown. */
export function CyclePeople({ versionId, counts, affected }: { readonly versionId: string; readonly counts: Cycle['counts']; readonly affected: number }): ReactNode {
  const t = useT('cycle');
  const asOf = useShownMoment();
  const [asked, setAsked] = useUrlState('outcome');
  const [typed] = useUrlState('person');
  const search = typed ?? '';
  const outcome = OUTCOMES.find((one) => one === asked) ?? null;
  const pages = useLines(versionId, outcome, search);
  const columns = useColumns();
  const address = (format: ExportFormat): string => addressOf(exportCycle, { params: { id: versionId }, query: { asOf, outcome, search, format } });
  return (
    <PageSection title={t('people')} actions={affected > 0 && <ExportMenu address={address} size="xs" />}>
      <div className={standing.counts} role="group" aria-label={t('people.outcome')}>
        <button type="button" className={standing.count} aria-pressed={outcome === null} onClick={() => setAsked(null)}><span className={standing.figure}>{affected}</span><span>{t('people.all')}</span></button>
        {OUTCOMES.filter((one) => counts[one] > 0).map((one) => (
          <button key={one} type="button" className={standing.count} aria-pressed={outcome === one} onClick={() => setAsked(one)}><span className={standing.figure}>{counts[one]}</span><StatusMark status={MARKS[one]} label={t(`outcome.${one}`)} /></button>
        ))}
      </div>
      {affected > 10 && <Filters><SearchFilter name="person" label={t('people.search')} /></Filters>}
      <DataTable caption={t('people')} columns={columns} rows={pages.first === undefined ? undefined : pages.items} rowKey={(row) => row.person.id} state={pages} more={pages.more} loadMore={pages.loadMore} empty={{ title: t(affected === 0 ? 'answerNobody' : 'people.empty') }} />
    </PageSection>
  );
}

function useColumns(): readonly Column<Line>[] {
  const t = useT('cycle');
  const dates = useDates();
  return [
    { key: 'person', header: t('people.person'), cell: (row) => <ScreenLink to={`/people/${row.person.id}`}>{row.person.name}</ScreenLink> },
    { key: 'department', header: t('people.department'), width: '150px', hideOnPhone: true, cell: (row) => row.department },
    { key: 'outcome', header: t('people.outcome'), width: '180px', wrap: true, cell: (row) => <span title={row.closedWhy ?? undefined}><StatusMark status={MARKS[row.outcome]} label={t(`outcome.${row.outcome}`)} /></span> },
    { key: 'path', header: t('people.path'), width: '150px', wrap: true, cell: (row) => (row.path === null ? null : `${t(`path.${row.path}`)}${row.covers.length > 1 ? `, ${t('people.covers', { labels: row.covers.join(', ') })}` : ''}`) },
    { key: 'assigned', header: t('people.assigned'), width: '112px', cell: (row) => (row.assignedAt === null ? null : dates.dayOf(row.assignedAt)) },
    { key: 'due', header: t('people.due'), width: '112px', cell: (row) => (row.dueOn === null ? null : dates.day(row.dueOn)) },
    { key: 'completed', header: t('people.completed'), width: '112px', cell: (row) => (row.completedAt === null ? null : dates.dayOf(row.completedAt)) },
    { key: 'evidence', header: t('people.evidence'), width: '92px', cell: (row) => (row.recordId === null ? null : <ScreenLink to={`/records/${row.recordId}`} aria-label={t('people.recordOf', { person: row.person.name })}>{t('people.record')}</ScreenLink>) },
  ];
}
