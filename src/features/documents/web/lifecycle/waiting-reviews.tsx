import type { ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { Note } from '../../../../ui/notes.tsx';
import { listReviews } from '../../periodic/contract.ts';
import classes from './lifecycle.module.css';

/** Overdue periodic reviews that wait for the reader: as owner, or because they went on to quality. */
export function WaitingPeriodicReviews(): ReactNode {
  const t = useT('lifecycle');
  const dates = useDates();
  const read = useRead(listReviews, { query: { waiting: 'me', limit: 20 } });
  if (read.data === undefined || read.data.items.length === 0) return null;
  return (
    <div className={classes.waiting}>
      <Note kind="warn" title={t('review.waiting', { count: read.data.total })}>
        <ul className={classes.list}>
          {read.data.items.map((row) => <li key={row.id}><ScreenLink to={`/procedures/${row.id}`}>{t('review.waitingLine', { number: row.number, title: row.title, day: row.dueOn === null ? '' : dates.day(row.dueOn) })}</ScreenLink></li>)}
        </ul>
      </Note>
    </div>
  );
}
