import { Button, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct } from '../../../ui/api.ts';
import { useDates } from '../../../ui/dates.ts';
import { useT } from '../../../ui/i18n.ts';
import { ProblemNote } from '../../../ui/notes.tsx';
import { Page } from '../../../ui/page.tsx';
import { fieldProblem } from '../../../ui/problem.ts';
import { hirePerson } from '../contract.ts';
import { DepartmentPicker, JobRolesPicker, PersonPicker, SitePicker } from './pickers.tsx';

export function HirePerson(): ReactNode {
  const t = useT('people');
  const navigate = useNavigate();
  const dates = useDates();
  const [texts, setTexts] = useState({ employeeNumber: '', name: '', email: '', from: dates.today });
  const [siteId, setSite] = useState<string | null>(null);
  const [departmentId, setDepartment] = useState<string | null>(null);
  const [managerId, setManager] = useState<string | null>(null);
  const [roleIds, setRoles] = useState<readonly string[]>([]);
  const hire = useAct(hirePerson, { onDone: (reply) => navigate({ to: `/people/${reply.id}` }) });
  const text = (field: keyof typeof texts) => ({ value: texts[field], onChange: (event: { currentTarget: { value: string } }) => { const { value } = event.currentTarget; setTexts((before) => ({ ...before, [field]: value })); }, error: fieldProblem(hire.error, field) });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (siteId === null || departmentId === null) return;
    hire.act({ body: { employeeNumber: texts.employeeNumber.trim(), name: texts.name.trim(), email: texts.email.trim() === '' ? null : texts.email.trim(), from: texts.from, siteId, departmentId, managerId, roleIds: [...roleIds] } });
  };
  return (
    <Page title={t('people')} answer={t('hire.title')} lead={t('hire.answer')} width="narrow" back={{ to: '/people', label: t('people') }}>
      <form onSubmit={send}>
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput label={t('person.number')} required {...text('employeeNumber')} />
            <TextInput label={t('list.name')} required autoComplete="off" {...text('name')} />
          </SimpleGrid>
          <TextInput label={t('person.email')} type="email" description={t('hire.emailHelp')} autoComplete="off" {...text('email')} />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput type="date" label={t('hire.from')} required {...text('from')} />
            <SitePicker label={t('list.site')} required value={siteId} onChange={setSite} />
            <DepartmentPicker label={t('list.department')} required value={departmentId} onChange={setDepartment} />
            <PersonPicker label={t('list.manager')} placeholder={t('hire.managerHelp')} activeOnly value={managerId} onChange={setManager} />
          </SimpleGrid>
          <JobRolesPicker label={t('list.roles')} value={roleIds} onChange={setRoles} />
          <ProblemNote error={hire.error} />
          <Group><Button type="submit" loading={hire.isPending} disabled={siteId === null || departmentId === null}>{t('hire.button')}</Button></Group>
        </Stack>
      </form>
    </Page>
  );
}
