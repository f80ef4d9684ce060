import type { ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import { listLapses } from '../../lapse/contract.ts';
import classes from './lapse.module.css';

/** The notice to whoever was trained, but is not required to be: the new version takes the qualification away (IMP-03). */
export function Lapses({ personId, own = false }: { readonly personId: string; readonly own?: boolean }): ReactNode {
  const t = useT('lapse');
  const dates = useDates();
  const { data } = useRead(listLapses, { params: { id: personId } });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <PageSection title={t('title')} note={t(own ? 'note' : 'noteOther')}>
      <ul className={classes.list}>
        {data.items.map((item) => (
          <li key={item.id}>
            <ScreenLink to={`/procedures/${item.document.id}`}><span className="number">{item.document.number}</span> {item.document.title}</ScreenLink>
            <span className="soft">{t(item.state, { trained: item.trainedOn.label, label: item.version.label, day: dates.dayOf(item.effectiveAt) })}</span>
          </li>
        ))}
      </ul>
    </PageSection>
  );
}
