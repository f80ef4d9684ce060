import { Badge, Checkbox, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../../../../ui/i18n.ts';
import { readHolidays } from '../../calendar/rules.ts';
import { WEEK } from '../week.ts';
import { zones } from '../zones.ts';
import { byYear, LOCALES, type CalendarInput } from './words.ts';

/** As it is typed: the holidays as text. */
export type Draft = { readonly zone: string; readonly locale: string; readonly days: readonly string[]; readonly text: string };

/** Null as long as a row of the list is wrong, or no day is worked. */
export function inputOf(draft: Draft): CalendarInput | null {
  const { holidays, bad } = readHolidays(draft.text);
  if (bad.length > 0 || draft.days.length === 0) return null;
  return { zone: draft.zone, locale: draft.locale, workingDays: draft.days.map(Number).toSorted((a, b) => a - b), holidays: [...holidays] };
}

export function CalendarFields({ draft, onChange }: { readonly draft: Draft; readonly onChange: (draft: Draft) => void }): ReactNode {
  const t = useT('calendar');
  const people = useT('people');
  return (
    <Stack gap="md" maw={860}>
      <Group gap="md" grow preventGrowOverflow={false}>
        <Select miw={220} label={t('zone')} required allowDeselect={false} searchable limit={50} data={zones()} value={draft.zone} onChange={(zone) => onChange({ ...draft, zone: zone ?? draft.zone })} />
        <Select miw={220} label={t('locale')} allowDeselect={false} data={[...new Set([...LOCALES, draft.locale])]} value={draft.locale} onChange={(locale) => onChange({ ...draft, locale: locale ?? draft.locale })} />
      </Group>
      <Checkbox.Group label={t('workingDays')} required value={[...draft.days]} onChange={(days) => onChange({ ...draft, days })}>
        <Group mt="xs" gap="md">{WEEK.map((day) => <Checkbox key={day} value={String(day)} label={people(`day.${day}`)} />)}</Group>
      </Checkbox.Group>
      <Holidays draft={draft} onChange={onChange} />
    </Stack>
  );
}

function Holidays({ draft, onChange }: { readonly draft: Draft; readonly onChange: (draft: Draft) => void }): ReactNode {
  const t = useT('calendar');
  const { holidays, bad } = readHolidays(draft.text);
  const wrong = bad.slice(0, 5).map(({ row, text, why }) => t(why === 'twice' ? 'twice' : 'noDate', { row, text: text.slice(0, 60) }));
  const error = bad.length === 0 ? null : <>{wrong.map((line) => <span key={line} style={{ display: 'block' }}>{line}</span>)}{bad.length > 5 && t('moreBad', { count: bad.length - 5 })}</>;
  return (
    <div>
      <Textarea label={t('list')} description={t('listHelp')} autosize minRows={6} maxRows={20} styles={{ input: { fontVariantNumeric: 'tabular-nums' } }} value={draft.text} onChange={(event) => onChange({ ...draft, text: event.currentTarget.value })} error={error} />
      {holidays.length > 0 && (
        <Group gap={6} mt="xs" role="list" aria-label={t('years')}>
          {byYear(holidays).map(({ year, count }) => <Badge key={year} role="listitem" variant="default" tt="none" fw={500}><Text span inherit fw={700}>{year}</Text>: {t('holidays', { count })}</Badge>)}
        </Group>
      )}
    </div>
  );
}
