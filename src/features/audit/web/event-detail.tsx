import { Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { canonicalJson, type JsonObject } from '../../../kernel/json.ts';
import { useDates } from '../../../ui/dates.ts';
import { useT } from '../../../ui/i18n.ts';
import { ScreenLink } from '../../../ui/link.tsx';
import { Facts } from '../../../ui/page.tsx';
import { wordsOf, type AuditEvent } from './words.ts';
import classes from './trail.module.css';

/** One entry in full, with the canonical text of what it recorded. */
export function EventDetail({ event, onClose }: { readonly event: AuditEvent | null; readonly onClose: () => void }): ReactNode {
  const t = useT('audit');
  return (
    <Modal opened={event !== null} onClose={onClose} size="xl" closeButtonProps={{ 'aria-label': t('event.close') }} title={event === null ? '' : event.seq === null ? t('event.titleUnsealed') : t('event.title', { seq: event.seq })}>
      {event !== null && <Entry event={event} />}
    </Modal>
  );
}

function Entry({ event }: { readonly event: AuditEvent }): ReactNode {
  const t = useT('audit');
  const dates = useDates();
  const actor = (['person', 'service', 'system', 'anonymous'] as const).find((kind) => kind === event.actor.kind);
  return (
    <Stack>
      <Facts items={[
        { label: t('event.at'), value: <>{dates.instant(event.at)}<br /><span className="faint number">{event.at}</span></> },
        { label: t('event.who'), value: <>{event.actor.id === null ? event.actor.name : <ScreenLink to="/audit" search={{ actor: event.actor.id }}>{event.actor.name}</ScreenLink>} <span className="faint">{actor === undefined ? event.actor.kind : t(`actor.${actor}`)}</span></> },
        { label: t('event.what'), value: <>{wordsOf(event.action)} <span className="faint number">{event.action}</span></> },
        { label: t('event.subject'), value: <>{event.subject.kind} <ScreenLink to="/audit" search={{ subject: event.subject.id }}><span className="number">{event.subject.id}</span></ScreenLink></> },
        { label: t('event.why'), value: event.why ?? t('event.noWhy') },
        { label: t('event.request'), value: <span className="number">{event.from.request}</span> },
        { label: t('event.address'), value: event.from.address ?? t('event.none') },
        { label: t('event.session'), value: <span className="number">{event.from.session ?? t('event.none')}</span> },
        { label: t('event.id'), value: <span className="number">{event.id}</span> },
      ]} />
      <section>
        <h3 className={classes.heading}>{t('event.data')}</h3>
        <pre className={classes.data} tabIndex={0}>{JSON.stringify(event.data, null, 2)}</pre>
        <h3 className={classes.heading}>{t('event.canonical')}</h3>
        <pre className={classes.data} tabIndex={0}>{canonicalJson(event.data as JsonObject) /* it came as JSON */}</pre>
      </section>
    </Stack>
  );
}
