import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState, type ComponentType, type ReactNode } from 'react';
import { useRead } from '../../../ui/api.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { useDates } from '../../../ui/dates.ts';
import { useT } from '../../../ui/i18n.ts';
import { ScreenLink } from '../../../ui/link.tsx';
import { ProblemNote } from '../../../ui/notes.tsx';
import { Facts, Page, PageSection } from '../../../ui/page.tsx';
import { useMay } from '../../../ui/session.ts';
import { getPerson } from '../contract.ts';
import { may } from '../permissions.ts';
import { Booked } from './person-booked.tsx';
import { AttributeBadges, AttributesDialog } from './person-attributes.tsx';
import { AbsenceDialog, LeavingDialog, MoveDialog } from './person-dialogs.tsx';
import type { MoveEffect } from './move-fields.ts';
import type { PersonDetail } from './words.ts';

/** The training file comes from the training feature, which knows people but not the other way round. */
export type PersonPartProps = { readonly personId: string; readonly name: string; readonly managerId: string | null };
type Props = { readonly Answer: ComponentType<PersonPartProps>; readonly TrainingFile: ComponentType<PersonPartProps>; readonly Account: ComponentType<Pick<PersonPartProps, 'personId' | 'name'>>; readonly Effect: MoveEffect };

export function PersonPage(props: Props): ReactNode {
  const t = useT('people');
  const { id } = useParams({ strict: false }) as { id: string }; // the path of this screen names it
  const read = useRead(getPerson, { params: { id } });
  if (read.data === undefined) return <Page title={t('person.facts')}><ProblemNote error={read.error} retry={read.refetch} /></Page>;
  return <Person person={read.data} {...props} />;
}

function Person({ person, Answer, TrainingFile, Account, Effect }: Props & { readonly person: PersonDetail }): ReactNode {
  const t = useT('people');
  const mayList = useMay(may.listPeople);
  const answer = useAnswer(person);
  const part = { personId: person.id, name: person.name, managerId: person.manager?.id ?? null };
  return (
    <Page title={`${person.name} · ${person.employeeNumber}`} answer={answer} lead={<Answer {...part} />} actions={<PersonActs person={person} Effect={Effect} />} {...(mayList ? { back: { to: '/people', label: t('people') } } : {})}>
      <PersonFacts person={person} />
      <Booked person={person} />
      <TrainingFile {...part} />
      <History person={person} />
      <Account {...part} />
    </Page>
  );
}

function useAnswer(person: PersonDetail): string {
  const t = useT('people');
  const values = { name: person.name, department: person.department?.name ?? '', site: person.site?.name ?? '' };
  if (person.state === 'left') return t('person.left', values);
  return t(person.state === 'active' ? 'person.at' : person.state === 'future' ? 'person.future' : 'person.leave', values);
}

function PersonFacts({ person }: { readonly person: PersonDetail }): ReactNode {
  const t = useT('people');
  return (
    <Facts items={[
      { label: t('person.number'), value: <span className="number">{person.employeeNumber}</span> },
      { label: t('person.email'), value: person.email ?? t('person.noEmail') },
      { label: t('list.roles'), value: person.roles.map((role) => role.name).join(', ') || t('person.noRoles') },
      { label: t('attributes'), value: <AttributeBadges attributes={person.attributes} /> },
      { label: t('list.manager'), value: person.manager === null ? t('person.noManager') : <ScreenLink to={`/people/${person.manager.id}`}>{person.manager.name}</ScreenLink> },
      { label: t('list.state'), value: t(`state.${person.state}`) },
    ]} />
  );
}

function PersonActs({ person, Effect }: { readonly person: PersonDetail; readonly Effect: MoveEffect }): ReactNode {
  const t = useT('people');
  const mayManage = useMay(may.managePeople);
  const [open, setOpen] = useState<'move' | 'attributes' | 'absence' | 'leaving' | null>(null);
  if (!mayManage) return null;
  const close = (): void => setOpen(null);
  const gone = person.state === 'left';
  const why = gone ? t('person.leftWhy') : undefined;
  return (
    <>
      {(['move', 'attributes', 'absence', 'leaving'] as const).map((act) => <Button key={act} variant="default" disabled={gone} title={why} onClick={() => setOpen(act)}>{t(`person.${act}`)}</Button>)}
      <MoveDialog person={person} opened={open === 'move'} onClose={close} Effect={Effect} />
      <AttributesDialog person={person} opened={open === 'attributes'} onClose={close} Effect={Effect} />
      <AbsenceDialog person={person} opened={open === 'absence'} onClose={close} />
      <LeavingDialog person={person} opened={open === 'leaving'} onClose={close} />
    </>
  );
}

/** Periods end before their last member: the day before is the last one that people count. */
function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

const READY = { isPending: false, error: null, refetch: () => undefined };

function History({ person }: { readonly person: PersonDetail }): ReactNode {
  const t = useT('people');
  const dates = useDates();
  const until = (day: string | null) => (day === null ? t('person.open') : dates.day(dayBefore(day)));
  return (
    <PageSection title={t('person.history')}>
      <DataTable
        caption={t('person.employments')} rows={person.employments.toReversed()} rowKey={(row) => `${row.from} ${row.state}`} state={READY} empty={{ title: t('person.noRoles') }}
        columns={[
          { key: 'from', header: t('person.from'), width: '140px', cell: (row) => dates.day(row.from) },
          { key: 'until', header: t('person.until'), width: '140px', cell: (row) => until(row.until) },
          { key: 'state', header: t('list.state'), width: '120px', cell: (row) => t(`state.${row.state}`) },
          { key: 'department', header: t('list.department'), cell: (row) => row.department.name },
          { key: 'site', header: t('list.site'), cell: (row) => row.site.name },
          { key: 'manager', header: t('list.manager'), cell: (row) => row.manager?.name ?? row.managerName ?? t('person.noManager') },
        ]}
      />
      <div style={{ height: 16 }} />
      <DataTable
        caption={t('person.rolePeriods')} rows={person.rolePeriods.toReversed()} rowKey={(row) => `${row.from} ${row.role.id}`} state={READY} empty={{ title: t('person.noRoles') }}
        columns={[
          { key: 'from', header: t('person.from'), width: '140px', cell: (row) => dates.day(row.from) },
          { key: 'until', header: t('person.until'), width: '140px', cell: (row) => until(row.until) },
          { key: 'role', header: t('list.role'), cell: (row) => row.role.name },
        ]}
      />
      {person.attributePeriods.length > 0 && (
        <>
          <div style={{ height: 16 }} />
          <DataTable
            caption={t('attributes.periods')} rows={person.attributePeriods.toReversed()} rowKey={(row) => `${row.from} ${row.key}`} state={READY} empty={{ title: t('attributes.none') }}
            columns={[
              { key: 'from', header: t('person.from'), width: '140px', cell: (row) => dates.day(row.from) },
              { key: 'until', header: t('person.until'), width: '140px', cell: (row) => until(row.until) },
              { key: 'key', header: t('attributes.key'), width: '200px', cell: (row) => row.key },
              { key: 'value', header: t('attributes.value'), cell: (row) => row.value },
            ]}
          />
        </>
      )}
    </PageSection>
  );
}
