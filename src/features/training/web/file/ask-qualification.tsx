import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useRead } from '../../../../ui/api.ts';
import { instantIn, useDates } from '../../../../ui/dates.ts';
import { ScreenLink } from '../../../../ui/link.tsx';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { PageSection } from '../../../../ui/page.tsx';
import { StatusMark } from '../../../../ui/status-mark.tsx';
import { DocumentPicker } from '../../../documents/web/pickers.tsx';
import type { PersonPartProps } from '../../../people/web/person.tsx';
import { getQualification } from '../../qualification/contract.ts';
import { useT } from '../../../../ui/i18n.ts';
import classes from './ask.module.css';

/** "Is X qualified on Y at T, and why": one question, one sentence, its evidence. */
export function AskQualification({ personId }: Pick<PersonPartProps, 'personId'>): ReactNode {
  const t = useT('overview');
  const dates = useDates();
  const [document, setDocument] = useState<string | null>(null);
  const [at, setAt] = useState('');
  const [asked, setAsked] = useState<{ document: string; at?: string } | null>(null);
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    const [day, time] = at.split('T');
    if (document !== null) setAsked({ document, ...(day === undefined || day === '' || time === undefined ? {} : { at: instantIn(dates.zone, day, time) }) });
  };
  const read = useRead(getQualification, { query: { person: personId, document: '', ...asked } }, { enabled: asked !== null, fresh: true });
  return (
    <PageSection title={t('ask.title')}>
      <form className={classes.form} onSubmit={ask}>
        <DocumentPicker w="100%" label={t('ask.document')} placeholder={t('ask.pick')} required value={document} onChange={setDocument} />
        <TextInput type="datetime-local" label={`${t('ask.at')} (${dates.zone})`} value={at} onChange={(event) => setAt(event.currentTarget.value)} />
        <Button type="submit" variant="default" disabled={document === null} loading={asked !== null && read.isFetching}>{t('ask.button')}</Button>
      </form>
      <ProblemNote error={read.error} retry={read.refetch} />
      {asked !== null && read.data !== undefined && (
        <div className={classes.answer} role="status">
          <StatusMark status={read.data.qualified ? 'qualified' : 'missing'} label={t(read.data.qualified ? 'ask.yes' : 'ask.no')} />
          <p>{read.data.sentence}</p>
          <ul>
            {read.data.versionInForce !== null && <li>{t('ask.version', { label: read.data.versionInForce.label })}</li>}
            {read.data.required ? read.data.reasons.map((reason) => <li key={reason.text}>{reason.text}</li>) : <li>{t('ask.notRequired')}</li>}
            {read.data.recordIds.map((id) => <li key={id}><ScreenLink to={`/records/${id}`}>{t('ask.records')}</ScreenLink></li>)}
          </ul>
        </div>
      )}
    </PageSection>
  );
}
