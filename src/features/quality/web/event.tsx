import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useRead } from '../../../ui/api.ts';
import { useDates } from '../../../ui/dates.ts';
import { useT } from '../../../ui/i18n.ts';
import { ScreenLink } from '../../../ui/link.tsx';
import { ProblemNote } from '../../../ui/notes.tsx';
import { Facts, Page, PageSection } from '../../../ui/page.tsx';
import { getQualityEvent } from '../contract.ts';
import { EventState, type EventRow } from './list.tsx';

export function QualityEventPage(): ReactNode {
  const t = useT('quality');
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const read = useRead(getQualityEvent, { params: { id } });
  const event = read.data;
  return (
    <Page title={event === undefined ? t('events') : `${event.number} · ${t(`kind.${event.kind}`)}`} answer={event?.title} back={{ to: '/quality-events', label: t('events') }} actions={event !== undefined && <EventState state={event.state} />}>
      <ProblemNote error={read.error} retry={read.refetch} />
      {event !== undefined && <Detail event={event} />}
    </Page>
  );
}

function Detail({ event }: { readonly event: EventRow }): ReactNode {
  const t = useT('quality');
  const dates = useDates();
  const { document, version } = event;
  return (
    <>
      <Facts items={[
        { label: t('list.severity'), value: t(`severity.${event.severity}`) },
        { label: t('event.document'), value: document === null ? '–' : <ScreenLink to={`/procedures/${document.id}`} search={{ version: version?.id }}>{`${document.number}${version === null ? '' : ` v${version.label}`} ${document.title}`}</ScreenLink> },
        { label: t('event.site'), value: event.site?.name ?? t('event.allSites') },
        { label: t('event.source'), value: t(`source.${event.source}`) },
        { label: t('event.occurred'), value: dates.instant(event.occurredAt) },
        { label: t('event.openedBy'), value: event.openedBy?.name ?? t('event.system') },
      ]} />
      <PageSection title={t('event.text')}><p style={{ maxWidth: '68ch', margin: 0, whiteSpace: 'pre-line' }}>{event.text}</p></PageSection>
    </>
  );
}
