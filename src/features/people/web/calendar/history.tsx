import type { ReactNode } from 'react';
import { DataTable } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { useT } from '../../../../ui/i18n.ts';
import { PageSection } from '../../../../ui/page.tsx';
import { WEEK } from '../week.ts';
import type { CalendarVersion } from './words.ts';

const READY = { isPending: false, error: null, refetch: () => undefined };

/** Each version of the calendar, with what it changed, by whom and why; newest first. */
export function CalendarHistory({ versions }: { readonly versions: readonly CalendarVersion[] }): ReactNode {
  const t = useT('calendar');
  const dates = useDates();
  const changes = useChanges();
  return (
    <PageSection title={t('history')}>
      <DataTable
        caption={t('history')} rows={versions} rowKey={(row) => String(row.version)} state={READY} empty={{ title: t('none') }}
        columns={[
          { key: 'known', header: t('known'), width: '190px', cell: (row) => (row.knownAt === null ? <span className="soft">{t('first')}</span> : dates.instant(row.knownAt)) },
          { key: 'change', header: t('change'), cell: (row) => changes(row, versions.find((one) => one.version === row.version - 1)) },
          { key: 'reason', header: t('reason'), width: '240px', cell: (row) => row.reason },
          { key: 'by', header: t('by'), width: '150px', cell: (row) => row.by?.name ?? null },
        ]}
      />
    </PageSection>
  );
}

function useChanges(): (row: CalendarVersion, before: CalendarVersion | undefined) => string | null {
  const t = useT('calendar');
  const people = useT('people');
  const week = (days: readonly number[]): string => WEEK.filter((day) => days.includes(day)).map((day) => people(`day.${day}`)).join(' ');
  const named = (days: CalendarVersion['holidays']): string => days.map(({ on, name }) => `${on} ${name}`.trim()).join(', ');
  return (row, before) => {
    if (before === undefined) return null;
    const without = (some: CalendarVersion['holidays'], others: CalendarVersion['holidays']) => some.filter((day) => !others.some((other) => other.on === day.on && other.name === day.name));
    const [added, removed] = [without(row.holidays, before.holidays), without(before.holidays, row.holidays)];
    return [
      ...(row.zone === before.zone ? [] : [t('changeZone', { from: before.zone, to: row.zone })]),
      ...(row.workingDays.join() === before.workingDays.join() ? [] : [t('changeDays', { from: week(before.workingDays), to: week(row.workingDays) })]),
      ...(row.locale === before.locale ? [] : [t('changeLocale', { from: before.locale, to: row.locale })]),
      ...(added.length === 0 ? [] : [t('added', { names: named(added) })]),
      ...(removed.length === 0 ? [] : [t('removed', { names: named(removed) })]),
    ].join(' · ');
  };
}
