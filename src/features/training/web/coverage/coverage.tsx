import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useRead } from '../../../../ui/api.ts';
import { useUrlState } from '../../../../ui/as-of.ts';
import { Filters, SelectFilter } from '../../../../ui/filters.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { Empty, ProblemNote } from '../../../../ui/notes.tsx';
import { Page, PageSection } from '../../../../ui/page.tsx';
import { listSites } from '../../../people/contract.ts';
import { DepartmentFilter } from '../../../people/web/department-filter.tsx';
import { getCoverage } from '../../coverage/contract.ts';
import { Covering } from './covering.tsx';
import { SinglePoints } from './single-points.tsx';
import classes from './coverage.module.css';

type Row = z.output<typeof getCoverage.reply>['items'][number];
type Count = Pick<Row, 'qualified' | 'missing' | 'cover'>;
/** Where coverage is asked for; it stands in the address. */
export type Where = { readonly siteId?: string; readonly departmentId?: string };

export function Coverage(): ReactNode {
  const t = useT('coverage');
  const [site] = useUrlState('site');
  const [department] = useUrlState('department');
  const sites = useRead(listSites);
  const where: Where = { ...(site === null ? {} : { siteId: site }), ...(department === null ? {} : { departmentId: department }) };
  const read = useRead(getCoverage, { query: where }, { keepPrevious: true });
  const items = read.data?.items;
  const safe = items?.filter((item) => item.cover === 'enough').length ?? 0;
  return (
    <Page title={t('title')} answer={items === undefined ? undefined : items.length === 0 ? t('answerNone') : t('answer', { safe, count: items.length })} lead={t('lead')}>
      <Filters>
        <SelectFilter name="site" label={t('site')} options={(sites.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))} />
        <DepartmentFilter name="department" label={t('department')} />
      </Filters>
      <PageSection title={t('tasks')}>
        <ProblemNote error={read.error} retry={read.refetch} />
        {items !== undefined && (items.length === 0 ? <Empty title={t('empty')} /> : <Table items={items} />)}
      </PageSection>
      <Covering where={where} items={items ?? []} />
      <SinglePoints where={where} />
    </Page>
  );
}

function Table({ items }: { readonly items: readonly Row[] }): ReactNode {
  const t = useT('coverage');
  const shifts = [...new Set(items.flatMap((item) => item.shifts.map((one) => one.shift ?? '')))].toSorted((a, b) => (a === '' ? 1 : b === '' ? -1 : a.localeCompare(b)));
  const columns = shifts.length === 1 && shifts[0] === '' ? [] : shifts;
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('tasks')}>
      <table className={classes.table}>
        <thead><tr><th scope="col">{t('task')}</th><th scope="col">{t('all')}</th>{columns.map((shift) => <th key={shift} scope="col">{shift === '' ? t('noShift') : shift}</th>)}</tr></thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.task.id}>
              <th scope="row"><span className="number">{item.task.code}</span><span className={classes.name}>{item.task.name}</span></th>
              <td><Figures row={item} count={item} shift={null} /></td>
              {columns.map((shift) => <td key={shift}><InShift row={item} shift={shift} /></td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Of a shift in which nobody is concerned by the task, there is nothing to be afraid of. */
function InShift({ row, shift }: { readonly row: Row; readonly shift: string }): ReactNode {
  const t = useT('coverage');
  const count = row.shifts.find((one) => (one.shift ?? '') === shift);
  return count === undefined ? <span className="faint" title={t('notConcerned')}>–</span> : <Figures row={row} count={count} shift={shift} />;
}

/** The number of qualified people, in words where it is none or one, and of those still to be trained. Each opens its list. */
function Figures({ row: { task }, count, shift }: { readonly row: Row; readonly count: Count; readonly shift: string | null }): ReactNode {
  const t = useT('coverage');
  const [chosen, choose] = useUrlState('list');
  const key = (is: string): string => [task.id, is, ...(shift === null ? [] : [shift])].join('~');
  const before = <span className="visually-hidden">{t('cellBefore', { task: task.code, shift: shift === null ? t('all') : shift === '' ? t('noShift') : shift })} </span>;
  return (
    <span className={classes.cell}>
      <button type="button" className={classes.figure} data-cover={count.cover} aria-pressed={chosen === key('qualified')} onClick={() => choose(key('qualified'))}>
        {before}{count.qualified}<span className="visually-hidden"> {t('cellAfter')} </span>{count.cover !== 'enough' && <span className={classes.word}>{t(`cover.${count.cover}`)}</span>}
      </button>
      {count.missing > 0 && <button type="button" className={classes.missing} onClick={() => choose(key('missing'))}>{before}{t('missing', { count: count.missing })}</button>}
    </span>
  );
}
