import type { ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { LinkButton } from '../../../../ui/link.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import { useMay } from '../../../../ui/session.ts';
import { may } from '../../permissions.ts';
import { getRecurrence } from '../../recurrence/contract.ts';
import classes from './recurrence.module.css';

/** How often a procedure is trained again, and by which signature. */
export function RecurrenceSection({ documentId }: { readonly documentId: string }): ReactNode {
  const t = useT('recurrence');
  const dates = useDates();
  const mayChange = useMay(may.setRecurrence);
  const { data } = useRead(getRecurrence, { params: { id: documentId }, query: {} });
  if (data === undefined || (!data.recurs && data.versions.length === 0 && !mayChange)) return null;
  const current = data.versions[0];
  return (
    <PageSection title={t('title')} actions={mayChange && <LinkButton size="xs" variant="default" to={`/procedures/${documentId}/recurrence`}>{t('change')}</LinkButton>}>
      <div className={classes.card}>
        {data.sentences.map((sentence, index) => <p key={sentence} data-lead={index === 0 || undefined}>{sentence}</p>)}
        {current !== undefined && <p className={classes.signed}>{`${t('signed', { version: current.version, name: current.signature?.printedName ?? '', day: dates.dayOf(current.signedAt) })}. ${current.reason}`}</p>}
      </div>
    </PageSection>
  );
}
