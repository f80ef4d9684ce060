import { SegmentedControl, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { ChangeEffect } from '../../../../kernel/effect.ts';
import { DataTable, type Column } from '../../../../ui/data-table.tsx';
import { useDates } from '../../../../ui/dates.ts';
import { PageSection } from '../../../../ui/page.tsx';
import { ScreenLink } from '../../../../ui/link.tsx';
import { useT } from '../../../../ui/i18n.ts';
import classes from './impact.module.css';

export type Effect = ChangeEffect;
type Person = Effect['people'][number];
type Kind = Person['effect'];
const READY = { isPending: false, error: null, refetch: () => undefined };
const KINDS: readonly Kind[] = ['full', 'refresher', 'notice', 'carried_forward', 'required', 'no_longer_required', 'cancelled', 'lapses', 'absent'];
const STEP = 100;

/** What an act would do, found by doing it and rolling it back: in a sentence, by group, and by name. */
export function Impact({ effect, shows }: { readonly effect: Effect; readonly shows: 'approval' | 'rule' | 'person' }): ReactNode {
  const t = useT('overview');
  const figures = shows === 'approval'
    ? [['full', effect.full], ['refresher', effect.refresher], ['notice', effect.notice], ['carriedForward', effect.carriedForward], ['lapses', effect.lapses], ['absent', effect.absent], ['cancelled', effect.cancelled]] as const
    : [['added', effect.obligationsAdded], ['ended', effect.obligationsEnded], ['assigned', effect.assigned], ['cancelled', effect.cancelled], ['absent', effect.absent]] as const;
  return (
    <PageSection title={t('impact.impact')}>
      <dl className={classes.figures}>{figures.map(([name, value]) => <div key={name} data-none={value === 0 || undefined}><dt>{t(`impact.${name}`)}</dt><dd>{value}</dd></div>)}</dl>
      <ByName effect={effect} single={shows === 'person'} />
      {shows !== 'person' && <div className={classes.groups}>
        <Group title={t('impact.byDepartment')} items={effect.byDepartment} />
        <Group title={t('impact.bySite')} items={effect.bySite} />
        <Group title={t('impact.byRole')} items={effect.byRole} />
      </div>}
    </PageSection>
  );
}

export function useImpactSentence(): (effect: Effect) => string {
  const t = useT('overview');
  return (effect) => {
    const count = effect.people.length + effect.more;
    if (count === 0) return t('impact.nobody');
    const hours = effect.hours >= 1 ? t('impact.hours', { hours: Math.round(effect.hours * 10) / 10 }) : effect.hours > 0 ? t('impact.minutes', { minutes: Math.round(effect.hours * 60) }) : t('impact.noHours');
    return `${t('impact.people', { count })}: ${hours}`;
  };
}

function Group({ title, items }: { readonly title: string; readonly items: Effect['bySite'] }): ReactNode {
  const t = useT('overview');
  const most = Math.max(1, ...items.map((item) => item.people));
  return (
    <section>
      <h3 className={classes.groupTitle}>{title}</h3>
      {items.length === 0 && <p className="soft">{t('impact.none')}</p>}
      <ul className={classes.bars}>
        {items.toSorted((a, b) => b.people - a.people).map((item) => (
          <li key={item.name}>
            <span className={classes.barName}>{item.name}</span>
            <span className={classes.bar} aria-hidden="true"><span style={{ width: `${(item.people / most) * 100}%` }} /></span>
            <span className="tabular">{item.people}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `single`: it is about one person, who need not be named in each row. */
function ByName({ effect, single }: { readonly effect: Effect; readonly single: boolean }): ReactNode {
  const t = useT('overview');
  const all = useColumns();
  const columns = single ? all.filter(({ key }) => key === 'document' || key === 'effect' || key === 'due') : all;
  const [kind, setKind] = useState<Kind | null>(null);
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(STEP);
  const present = KINDS.filter((one) => effect.people.some((person) => person.effect === one));
  const found = effect.people.filter((person) => (kind === null || person.effect === kind) && `${person.name} ${person.department ?? ''} ${person.document}`.toLowerCase().includes(search.toLowerCase()));
  return (
    <>
      <div className={classes.tools}>
        {present.length > 1 && <SegmentedControl size="sm" aria-label={t('impact.effect')} value={kind ?? 'all'} onChange={(value) => setKind(KINDS.find((one) => one === value) ?? null)} data={[{ value: 'all', label: t('standing.all') }, ...present.map((one) => ({ value: one, label: t(`effect.${one}`) }))]} />}
        {effect.people.length > 10 && <TextInput type="search" aria-label={t('impact.search')} placeholder={t('impact.search')} value={search} onChange={(event) => setSearch(event.currentTarget.value)} />}
      </div>
      <DataTable caption={t('impact.byName')} columns={columns} rows={found.slice(0, shown)} rowKey={(row) => `${row.id} ${row.document} ${row.effect}`} state={READY} empty={{ title: t('impact.nobody') }} more={found.length > shown} loadMore={() => setShown(shown + STEP)} />
      {effect.more > 0 && <p className="soft">{t('impact.more', { count: effect.more })}</p>}
    </>
  );
}

function useColumns(): readonly Column<Person>[] {
  const t = useT('overview');
  const dates = useDates();
  return [
    { key: 'name', header: t('impact.name'), cell: (row) => <ScreenLink to={`/people/${row.id}`}>{row.name}</ScreenLink> },
    { key: 'department', header: t('impact.department'), cell: (row) => row.department },
    { key: 'site', header: t('impact.site'), width: '130px', cell: (row) => row.site },
    { key: 'document', header: t('impact.document'), width: '140px', cell: (row) => <span className="number">{row.document}</span> },
    { key: 'effect', header: t('impact.effect'), width: '220px', cell: (row) => t(`effect.${row.effect}`) },
    { key: 'due', header: t('impact.due'), width: '130px', cell: (row) => (row.dueOn === null ? null : dates.day(row.dueOn)) },
  ];
}
