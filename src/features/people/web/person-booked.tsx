import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCalendarEvent } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useAct } from '../../../ui/api.ts';
import { useDates } from '../../../ui/dates.ts';
import { tellDone } from '../../../ui/dialogs.tsx';
import { useT } from '../../../ui/i18n.ts';
import { ProblemNote } from '../../../ui/notes.tsx';
import { PageSection } from '../../../ui/page.tsx';
import { useMay } from '../../../ui/session.ts';
import { takeBackChange } from '../contract.ts';
import { may } from '../permissions.ts';
import type { PersonDetail } from './words.ts';

/** What is entered for a later day; it can be taken back until the day has begun. */
export function Booked({ person }: { readonly person: PersonDetail }): ReactNode {
  const t = useT('people');
  const dates = useDates();
  const mayManage = useMay(may.managePeople);
  const act = useAct(takeBackChange, { onDone: () => tellDone(t('booked.done')) });
  if (person.booked.length === 0) return null;
  return (
    <PageSection title={t('booked')}>
      <Stack gap="xs">
        {person.booked.map(({ on, kinds }) => (
          <Group key={on} gap="sm" wrap="wrap" justify="space-between">
            <Group gap="sm" wrap="nowrap"><IconCalendarEvent size={18} aria-hidden="true" /><Text>{t('booked.line', { day: dates.day(on), what: sentence(person, on, kinds.map((kind) => t(`booked.${kind}`)).join(', ')) })}</Text></Group>
            {mayManage && <Button variant="default" size="xs" loading={act.isPending} aria-label={t('booked.takeBackOf', { day: dates.day(on) })} onClick={() => act.act({ params: { id: person.id }, body: { on } })}>{t('booked.takeBack')}</Button>}
          </Group>
        ))}
        <ProblemNote error={act.error} />
      </Stack>
    </PageSection>
  );
}

/** The kind of change, and where it leads. */
function sentence(person: PersonDetail, on: string, kind: string): string {
  const place = person.employments.find(({ from }) => from === on);
  const names = [
    ...person.rolePeriods.filter(({ from }) => from === on).map(({ role }) => role.name), ...(place === undefined ? [] : [place.department.name, place.site.name]),
    ...person.attributePeriods.filter(({ from }) => from === on).map(({ key, value }) => `${key}: ${value}`),
  ];
  return names.length === 0 ? kind : `${kind} (${names.join(', ')})`;
}
