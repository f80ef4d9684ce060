import type { ReactNode } from 'react';
import { useDates } from '../../../../../ui/dates.ts';
import { useT } from '../../../../../ui/i18n.ts';
import { LinkButton } from '../../../../../ui/link.tsx';
import { StatusMark } from '../../../../../ui/status-mark.tsx';
import type { Row } from '../types.ts';
import classes from './due-list.module.css';
import { dueWords, pathWords, statusOf } from './words.ts';

/** Each training that is due: what, why, how long, until when; one button begins it, unless all attempts are used up (ASM-05). */
export function DueList({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  return <ul className={classes.list}>{rows.map((row) => <DueItem key={row.id} row={row} />)}</ul>;
}

function DueItem({ row }: { readonly row: Row }): ReactNode {
  const t = useT('training');
  const dates = useDates();
  const names = { number: row.document.number, title: row.document.title };
  const begun = row.openedAt !== null;
  return (
    <li className={classes.item} data-locked={row.locked || undefined}>
      <div className={classes.what}>
        <h3 className={classes.title}><span className="number">{row.document.number}</span> <span>{row.document.title}</span></h3>
        <p className={classes.path}>{`${pathWords(row, t)} · ${t('my.minutes', { count: row.minutes })} · ${t('flow.version', { label: row.version.label })}`}</p>
        <p className={classes.why}>{t('my.why', { why: row.why })}{row.pathWhy !== null && <><br />{row.pathWhy}</>}</p>
      </div>
      <div className={classes.due}>
        <StatusMark status={statusOf(row)} label={dueWords(row, t, dates)} />
        {begun && !row.locked && row.overdueSince !== null && <span className={classes.begun}>{t('my.begun')}</span>}
      </div>
      {row.locked
        ? <p className={classes.locked}>{t('my.locked')}</p>
        : <LinkButton to={`/training/${row.id}`} className={classes.act ?? ''} size="md" variant={row.overdueSince !== null || begun ? 'filled' : 'light'} aria-label={t(begun ? 'my.continueNamed' : 'my.startNamed', names)}>{t(begun ? 'my.continue' : 'my.start')}</LinkButton>}
    </li>
  );
}
