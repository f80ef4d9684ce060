import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState, type ComponentType, type ReactNode } from 'react';
import { useAct, useRead } from '../../../../ui/api.ts';
import { useDates } from '../../../../ui/dates.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { Note, ProblemNote } from '../../../../ui/notes.tsx';
import { Page } from '../../../../ui/page.tsx';
import { getCalendar, setCalendar } from '../../calendar/contract.ts';
import { writeHolidays } from '../../calendar/rules.ts';
import { WEEK } from '../week.ts';
import { CalendarFields, inputOf, type Draft } from './fields.tsx';
import { CalendarHistory } from './history.tsx';
import { byYear, type CalendarInput, type SiteCalendar } from './words.ts';

/** The effect comes from the training feature, which knows people but not the other way round. */
export type CalendarEffectProps = { readonly siteId: string; readonly input: CalendarInput };
type Props = { readonly Effect: ComponentType<CalendarEffectProps> };

export function SiteCalendarPage({ Effect }: Props): ReactNode {
  const t = useT('calendar');
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const read = useRead(getCalendar, { params: { id } });
  const back = { to: '/organisation', label: t('back') };
  if (read.data === undefined) return <Page title={t('screen')} back={back}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  return <Site key={read.data.versions[0]?.version ?? 0} site={read.data} Effect={Effect} />;
}

function useAnswer(site: SiteCalendar): string {
  const t = useT('calendar');
  const people = useT('people');
  const year = useDates().today.slice(0, 4);
  const count = byYear(site.holidays).find((one) => one.year === year)?.count ?? 0;
  return t('answer', { name: site.name, days: WEEK.filter((day) => site.workingDays.includes(day)).map((day) => people(`day.${day}`)).join(' '), holidays: t('holidays', { count }), year, zone: site.zone });
}

function Site({ site, Effect }: Props & { readonly site: SiteCalendar }): ReactNode {
  const t = useT('calendar');
  const start: Draft = { zone: site.zone, locale: site.locale, days: site.workingDays.map(String), text: writeHolidays(site.holidays) };
  const [draft, setDraft] = useState(start);
  const [seen, setSeen] = useState<CalendarInput | null>(null);
  const input = inputOf(draft);
  const same = (other: CalendarInput | null): boolean => input !== null && JSON.stringify(input) === JSON.stringify(other);
  const unchanged = same(inputOf(start));
  const fresh = seen !== null && same(seen);
  return (
    <Page title={`${site.name} · ${site.code}`} answer={useAnswer(site)} lead={t('lead')} back={{ to: '/organisation', label: t('back') }}>
      <Stack gap="lg">
        <CalendarFields draft={draft} onChange={setDraft} />
        {!fresh && (
          <Group>
            <Button disabled={input === null || unchanged} onClick={() => setSeen(input)}>{t('preview')}</Button>
            <span className="soft">{t(input === null ? 'incomplete' : unchanged ? 'unchanged' : 'previewFirst')}</span>
          </Group>
        )}
      </Stack>
      {seen !== null && !fresh && !unchanged && <Note kind="warn">{t('stale')}</Note>}
      {fresh && <><Effect siteId={site.id} input={seen} /><Save siteId={site.id} input={seen} /></>}
      <CalendarHistory versions={site.versions} />
    </Page>
  );
}

function Save({ siteId, input }: CalendarEffectProps): ReactNode {
  const t = useT('calendar');
  const [reason, setReason] = useState('');
  const save = useAct(setCalendar, { onDone: () => tellDone(t('saved')) });
  return (
    <Stack gap="md" maw={860} mt="lg">
      <Textarea label={t('reason')} description={t('reasonHelp')} required autosize minRows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <ProblemNote error={save.error} />
      <Group><Button loading={save.isPending} disabled={reason.trim() === ''} onClick={() => save.act({ params: { id: siteId }, body: { ...input, reason: reason.trim() } })}>{t('save')}</Button></Group>
    </Stack>
  );
}
