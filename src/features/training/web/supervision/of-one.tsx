import type { ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { PageSection } from '../../../../ui/page.tsx';
import { listExtensions } from '../../supervision/contract.ts';
import classes from '../lapse/lapse.module.css';
import { outcomeWords } from './extensions.tsx';

/** The extensions that an assignment had, beside its record; nothing where there were none. */
export function ExtensionsOf({ recordId }: { readonly recordId: string }): ReactNode {
  const t = useT('supervision');
  const dates = useDates();
  const { data } = useRead(listExtensions, { query: { recordId, limit: 50 } });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <PageSection title={t('ext.title')}>
      <ul className={classes.list}>
        {data.items.map((row) => (
          <li key={row.id}><span>{`${dates.day(row.fromDueOn)} → ${dates.day(row.toDueOn)}`}</span><span className="soft">{t('ext.by', { name: row.requestedBy.name, reason: row.reason })}</span><span className="soft">{outcomeWords(row, t)}</span></li>
        ))}
      </ul>
    </PageSection>
  );
}
