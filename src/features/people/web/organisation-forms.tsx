import { Button, Checkbox, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct } from '../../../ui/api.ts';
import { useT } from '../../../ui/i18n.ts';
import { ProblemNote } from '../../../ui/notes.tsx';
import { createDepartment, createJobRole, createSite } from '../contract.ts';
import { DepartmentPicker } from './pickers.tsx';
import { WEEK } from './week.ts';
import { zones } from './zones.ts';

type DialogProps = { readonly opened: boolean; readonly onClose: () => void };
type Named = { readonly code: string; readonly name: string };
type FormProps = { readonly isPending: boolean; readonly error: Error | null; readonly onSend: (named: Named) => void; readonly onClose: () => void; readonly children?: ReactNode };

/** Code and name, which each part of the organisation has. */
function NamedForm({ isPending, error, onSend, onClose, children }: FormProps): ReactNode {
  const t = useT('people');
  const [name, setName] = useState('');
  const [code, setCode] = useState('');
  const send = (event: FormEvent): void => { event.preventDefault(); onSend({ name: name.trim(), code: code.trim() }); };
  return (
    <form onSubmit={send}>
      <Stack gap="md">
        <TextInput label={t('org.name')} required data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput label={t('org.code')} required value={code} onChange={(event) => setCode(event.currentTarget.value)} />
        {children}
        <ProblemNote error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" loading={isPending}>{t('org.add')}</Button>
        </Group>
      </Stack>
    </form>
  );
}

export function AddJobRole({ opened, onClose }: DialogProps): ReactNode {
  const t = useT('people');
  const create = useAct(createJobRole, { onDone: onClose });
  return <Modal opened={opened} onClose={onClose} title={t('org.addRole')} closeButtonProps={{ 'aria-label': t('cancel') }}><NamedForm isPending={create.isPending} error={create.error} onClose={onClose} onSend={(body) => create.act({ body })} /></Modal>;
}

export function AddDepartment({ opened, onClose }: DialogProps): ReactNode {
  const t = useT('people');
  const [parentId, setParent] = useState<string | null>(null);
  const create = useAct(createDepartment, { onDone: onClose });
  return (
    <Modal opened={opened} onClose={onClose} title={t('org.addDepartment')} closeButtonProps={{ 'aria-label': t('cancel') }}>
      <NamedForm isPending={create.isPending} error={create.error} onClose={onClose} onSend={(body) => create.act({ body: { ...body, parentId } })}>
        <DepartmentPicker label={t('org.parent')} placeholder={t('org.root')} value={parentId} onChange={setParent} />
      </NamedForm>
    </Modal>
  );
}

export function AddSite({ opened, onClose }: DialogProps): ReactNode {
  const t = useT('people');
  const [zone, setZone] = useState<string | null>(null);
  const [locale, setLocale] = useState('en');
  const [days, setDays] = useState<string[]>(['1', '2', '3', '4', '5']);
  const [holidays, setHolidays] = useState('');
  const create = useAct(createSite, { onDone: onClose });
  const lines = holidays.split(/\s+/u).filter((line) => line !== '');
  const bad = lines.find((line) => !/^\d{4}-\d\d-\d\d$/u.test(line) || Number.isNaN(Date.parse(line)));
  return (
    <Modal opened={opened} onClose={onClose} title={t('org.addSite')} closeButtonProps={{ 'aria-label': t('cancel') }}>
      <NamedForm isPending={create.isPending} error={create.error} onClose={onClose} onSend={(body) => { if (zone !== null && bad === undefined) create.act({ body: { ...body, zone, locale, workingDays: days.map(Number), holidays: lines } }); }}>
        <Select label={t('org.zone')} required searchable limit={50} data={zones()} value={zone} onChange={setZone} />
        <Select label={t('org.locale')} allowDeselect={false} data={['en', 'en-GB', 'en-US', 'en-IE', 'de', 'fr', 'es', 'it', 'ja']} value={locale} onChange={(value) => setLocale(value ?? 'en')} />
        <Checkbox.Group label={t('org.workingDays')} value={days} onChange={setDays}><Group mt="xs" gap="sm">{WEEK.map((day) => <Checkbox key={day} value={String(day)} label={t(`day.${day}`)} />)}</Group></Checkbox.Group>
        <Textarea label={t('org.holidays')} description={t('org.holidaysHelp')} autosize minRows={2} value={holidays} onChange={(event) => setHolidays(event.currentTarget.value)} error={bad === undefined ? null : t('org.holidaysBad', { value: bad })} />
      </NamedForm>
    </Modal>
  );
}
