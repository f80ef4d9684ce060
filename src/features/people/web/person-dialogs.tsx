import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct } from '../../../ui/api.ts';
import { useDates } from '../../../ui/dates.ts';
import { tellDone } from '../../../ui/dialogs.tsx';
import { useT } from '../../../ui/i18n.ts';
import { ProblemNote } from '../../../ui/notes.tsx';
import { endEmployment, movePerson, setAbsence } from '../contract.ts';
import { trainingChange, type Change, type MoveEffect } from './move-fields.ts';
import { DepartmentPicker, JobRolesPicker, PersonPicker, SitePicker } from './pickers.tsx';
import type { PersonDetail } from './words.ts';

type Props = { readonly person: PersonDetail; readonly opened: boolean; readonly onClose: () => void };
type FrameProps = { readonly text: string; readonly button: string; readonly isPending: boolean; readonly error: Error | null; readonly onClose: () => void; readonly onSend: () => void; readonly children: ReactNode };

function DialogForm({ text, button, isPending, error, onClose, onSend, children }: FrameProps): ReactNode {
  const t = useT('people');
  const send = (event: FormEvent): void => { event.preventDefault(); onSend(); };
  return (
    <form onSubmit={send}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">{text}</Text>
        {children}
        <ProblemNote error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" loading={isPending}>{button}</Button>
        </Group>
      </Stack>
    </form>
  );
}

export function MoveDialog({ person, opened, onClose, Effect }: Props & { readonly Effect: MoveEffect }): ReactNode {
  const t = useT('people');
  return <Modal opened={opened} onClose={onClose} title={t('move.title', { name: person.name })} size="xl" closeButtonProps={{ 'aria-label': t('cancel') }}><Move person={person} onClose={onClose} Effect={Effect} /></Modal>;
}

function Move({ person, onClose, Effect }: Omit<Props, 'opened'> & { readonly Effect: MoveEffect }): ReactNode {
  const t = useT('people');
  const dates = useDates();
  const [from, setFrom] = useState(dates.today);
  const [siteId, setSite] = useState(person.site?.id ?? null);
  const [departmentId, setDepartment] = useState(person.department?.id ?? null);
  const [managerId, setManager] = useState(person.manager?.id ?? null);
  const held = person.roles.map((role) => role.id);
  const [roleIds, setRoles] = useState<readonly string[]>(held);
  const move = useAct(movePerson, { onDone: () => { onClose(); tellDone(t('saved')); } });
  const body: Change = {
    from,
    ...(siteId === null || siteId === person.site?.id ? {} : { siteId }),
    ...(departmentId === null || departmentId === person.department?.id ? {} : { departmentId }),
    ...(managerId === (person.manager?.id ?? null) ? {} : { managerId }),
    ...(roleIds.length === held.length && roleIds.every((id) => held.includes(id)) ? {} : { roleIds: [...roleIds] }),
  };
  const asked = trainingChange(body);
  const send = (): void => move.act({ params: { id: person.id }, body });
  return (
    <DialogForm text={t('move.text')} button={t('move.button')} isPending={move.isPending} error={move.error} onClose={onClose} onSend={send}>
      <TextInput type="date" label={t('move.from')} required value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
      <SitePicker label={t('list.site')} required value={siteId} onChange={setSite} />
      <DepartmentPicker label={t('list.department')} required value={departmentId} onChange={setDepartment} />
      <PersonPicker label={t('list.manager')} known={person.manager} activeOnly value={managerId} onChange={setManager} />
      <JobRolesPicker label={t('list.roles')} value={roleIds} onChange={setRoles} />
      {asked !== null && <Effect personIds={[person.id]} change={asked} />}
    </DialogForm>
  );
}

export function AbsenceDialog({ person, opened, onClose }: Props): ReactNode {
  const t = useT('people');
  return <Modal opened={opened} onClose={onClose} title={t('absence.title', { name: person.name })} closeButtonProps={{ 'aria-label': t('cancel') }}><Absence person={person} onClose={onClose} /></Modal>;
}

function Absence({ person, onClose }: Omit<Props, 'opened'>): ReactNode {
  const t = useT('people');
  const dates = useDates();
  const [from, setFrom] = useState(dates.today);
  const [until, setUntil] = useState('');
  const absence = useAct(setAbsence, { onDone: () => { onClose(); tellDone(t('saved')); } });
  return (
    <DialogForm text={t('absence.text')} button={t('absence.button')} isPending={absence.isPending} error={absence.error} onClose={onClose} onSend={() => absence.act({ params: { id: person.id }, body: { from, until: until === '' ? null : until } })}>
      <TextInput type="date" label={t('absence.from')} required value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
      <TextInput type="date" label={t('absence.until')} description={t('absence.untilHelp')} min={from} value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
    </DialogForm>
  );
}

export function LeavingDialog({ person, opened, onClose }: Props): ReactNode {
  const t = useT('people');
  return <Modal opened={opened} onClose={onClose} title={t('leaving.title', { name: person.name })} closeButtonProps={{ 'aria-label': t('cancel') }}><Leaving person={person} onClose={onClose} /></Modal>;
}

function Leaving({ person, onClose }: Omit<Props, 'opened'>): ReactNode {
  const t = useT('people');
  const dates = useDates();
  const [lastDay, setLastDay] = useState(dates.today);
  const leave = useAct(endEmployment, { onDone: () => { onClose(); tellDone(t('saved')); } });
  return (
    <DialogForm text={t('leaving.text')} button={t('leaving.button')} isPending={leave.isPending} error={leave.error} onClose={onClose} onSend={() => leave.act({ params: { id: person.id }, body: { lastDay } })}>
      <TextInput type="date" label={t('leaving.lastDay')} required value={lastDay} onChange={(event) => setLastDay(event.currentTarget.value)} />
    </DialogForm>
  );
}
