import { Button, Checkbox, Fieldset, Group, NumberInput, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useAct } from '../../../../ui/api.ts';
import { tellDone } from '../../../../ui/dialogs.tsx';
import { useT } from '../../../../ui/i18n.ts';
import { ProblemNote } from '../../../../ui/notes.tsx';
import { changeMapping } from '../../scim/contract.ts';
import { DepartmentPicker, SitePicker } from '../pickers.tsx';
import { Attributes, Translations } from './mapping-lists.tsx';
import { RequiredSource, SourceSelect, type Mapping, type PartProps } from './mapping-source.tsx';

/** Which attribute and group of the directory gives what; it counts from the next call on. */
export function MappingForm({ id, mapping, readOnly }: { readonly id: string; readonly mapping: Mapping; readonly readOnly: boolean }): ReactNode {
  const t = useT('directories');
  const [draft, setDraft] = useState(mapping);
  const save = useAct(changeMapping, { onDone: () => tellDone(t('map.saved')) });
  const set = (change: Partial<Mapping>): void => setDraft((present) => ({ ...present, ...change }));
  const send = (event: FormEvent): void => { event.preventDefault(); save.act({ params: { id }, body: draft }); };
  return (
    <form onSubmit={send}>
      <Fieldset disabled={readOnly} variant="unstyled">
        <Stack gap="lg">
          <PersonPart draft={draft} set={set} />
          <PlacePart draft={draft} set={set} />
          <GroupPart draft={draft} set={set} />
          <Translations draft={draft} set={set} />
          <Attributes draft={draft} set={set} />
          <LeavePart draft={draft} set={set} />
          <HoldPart draft={draft} set={set} />
          <ProblemNote error={save.error} />
          {!readOnly && <Group><Button type="submit" loading={save.isPending} disabled={JSON.stringify(draft) === JSON.stringify(mapping)}>{t('map.save')}</Button></Group>}
        </Stack>
      </Fieldset>
    </form>
  );
}

function PersonPart({ draft, set }: PartProps): ReactNode {
  const t = useT('directories');
  return (
    <Fieldset legend={t('map.person')}>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <RequiredSource label={t('map.employeeNumber')} value={draft.employeeNumber} onChange={(employeeNumber) => set({ employeeNumber })} />
        <RequiredSource label={t('map.name')} value={draft.name} onChange={(name) => set({ name })} />
        <SourceSelect label={t('map.email')} value={draft.email} onChange={(email) => set({ email })} />
      </SimpleGrid>
      <Checkbox mt="md" label={t('map.assign')} checked={draft.assignNumbers} onChange={(event) => set({ assignNumbers: event.currentTarget.checked })} />
    </Fieldset>
  );
}

function PlacePart({ draft, set }: PartProps): ReactNode {
  const t = useT('directories');
  const { createMissing } = draft;
  return (
    <Fieldset legend={t('map.place')}>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <SourceSelect label={t('map.department')} value={draft.department} onChange={(department) => set({ department })} />
        <SourceSelect label={t('map.site')} value={draft.site} onChange={(site) => set({ site })} />
        <SourceSelect label={t('map.role')} value={draft.role} onChange={(role) => set({ role })} />
        <DepartmentPicker label={t('map.defaultDepartment')} placeholder={t('map.noDefault')} value={draft.defaultDepartmentId} onChange={(defaultDepartmentId) => set({ defaultDepartmentId })} />
        <SitePicker label={t('map.defaultSite')} placeholder={t('map.noDefault')} value={draft.defaultSiteId} onChange={(defaultSiteId) => set({ defaultSiteId })} />
      </SimpleGrid>
      <Stack mt="md" gap="xs">
        <Checkbox label={t('map.manager')} checked={draft.manager} onChange={(event) => set({ manager: event.currentTarget.checked })} />
        <Checkbox label={t('map.createDepartments')} checked={createMissing.departments} onChange={(event) => set({ createMissing: { ...createMissing, departments: event.currentTarget.checked } })} />
        <Checkbox label={t('map.createRoles')} checked={createMissing.roles} onChange={(event) => set({ createMissing: { ...createMissing, roles: event.currentTarget.checked } })} />
      </Stack>
    </Fieldset>
  );
}

function GroupPart({ draft, set }: PartProps): ReactNode {
  const t = useT('directories');
  const field = (gives: 'role' | 'site' | 'department', label: string): ReactNode => (
    <TextInput label={label} placeholder={t('map.prefixNone')} maxLength={100} value={draft.groupPrefixes[gives] ?? ''} onChange={(event) => set({ groupPrefixes: { ...draft.groupPrefixes, [gives]: event.currentTarget.value === '' ? null : event.currentTarget.value } })} />
  );
  return (
    <Fieldset legend={t('map.groups')}>
      <p style={{ marginTop: 0 }}>{t('map.groupsNote')}</p>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>{field('role', t('map.prefixRole'))}{field('site', t('map.prefixSite'))}{field('department', t('map.prefixDepartment'))}</SimpleGrid>
    </Fieldset>
  );
}

const NO_LEAVE: NonNullable<Mapping['leave']> = { state: null, words: [], from: null, until: null, inactive: false };

function LeavePart({ draft, set }: PartProps): ReactNode {
  const t = useT('directories');
  const leave = draft.leave ?? NO_LEAVE;
  const put = (change: Partial<typeof leave>): void => {
    const next = { ...leave, ...change };
    set({ leave: next.state === null && next.from === null ? null : next });
  };
  return (
    <Fieldset legend={t('map.leave')}>
      <p style={{ marginTop: 0 }}>{t('map.leaveNote')}</p>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <SourceSelect label={t('map.leaveState')} value={leave.state} onChange={(state) => put({ state })} />
        <TagsInput label={t('map.leaveWords')} maxTags={50} maxLength={100} disabled={leave.state === null} value={[...leave.words]} onChange={(words) => put({ words })} />
        <SourceSelect label={t('map.leaveFrom')} value={leave.from} onChange={(from) => put({ from })} />
        <SourceSelect label={t('map.leaveUntil')} value={leave.until} onChange={(until) => put({ until })} />
      </SimpleGrid>
      <Checkbox mt="md" disabled={leave.state === null} label={t('map.leaveInactive')} checked={leave.inactive} onChange={(event) => put({ inactive: event.currentTarget.checked })} />
    </Fieldset>
  );
}

function HoldPart({ draft: { hold }, set }: PartProps): ReactNode {
  const t = useT('directories');
  const field = (name: keyof Mapping['hold'], label: string, min: number, max: number): ReactNode => (
    <NumberInput label={label} min={min} max={max} clampBehavior="strict" allowDecimal={false} required value={hold[name]} onChange={(value) => { if (typeof value === 'number') set({ hold: { ...hold, [name]: value } }); }} />
  );
  return (
    <Fieldset legend={t('map.hold')}>
      <p style={{ marginTop: 0 }}>{t('map.holdNote')}</p>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>{field('leavingPercent', t('map.leaving'), 0, 100)}{field('movingPercent', t('map.moving'), 0, 100)}{field('hours', t('map.hours'), 1, 720)}{field('least', t('map.least'), 0, 10_000)}</SimpleGrid>
    </Fieldset>
  );
}
