import { Checkbox, MultiSelect, Paper, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../../../ui/i18n.ts';
import { Note } from '../../../ui/notes.tsx';
import { columnOf, DATE_FORMATS, keyFromHeading, withoutKey, type Draft, type Preview } from './roster-mapping.ts';
import { zones } from './zones.ts';

type Props = { readonly preview: Preview; readonly draft: Draft; readonly onChange: (draft: Draft) => void };

export function RosterMapping({ preview, draft, onChange }: Props) {
  const t = useT('people');
  const names = preview.columns.map((column) => column.name);
  const needed = (field: 'employeeNumber' | 'from' | 'site' | 'department') => (
    <Select label={t(`roster.${field}`)} required data={names} searchable value={draft[field] === '' ? null : draft[field]} onChange={(value) => onChange({ ...draft, [field]: value ?? '' })} />
  );
  const optional = (field: 'email' | 'lastDay' | 'role' | 'manager' | 'status') => (
    <Select label={t(`roster.${field}`)} data={names} searchable clearable placeholder={t('roster.notUsed')} value={draft[field]} onChange={(value) => onChange({ ...draft, [field]: value, ...(field === 'status' ? { statusValues: {} } : {}) })} />
  );
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {needed('employeeNumber')}
        <MultiSelect label={t('roster.name')} description={t('roster.nameHelp')} required maxValues={3} data={names} value={draft.name} onChange={(name) => onChange({ ...draft, name })} />
        {optional('email')}
        {needed('from')}
        {optional('lastDay')}
        <Select label={t('roster.dateFormat')} required data={[...DATE_FORMATS]} value={draft.dateFormat} onChange={(value) => onChange({ ...draft, dateFormat: DATE_FORMATS.find((format) => format === value) ?? null })} />
        <Select label={t('roster.lastDayFormat')} description={t('roster.lastDayFormatHelp')} inputWrapperOrder={['label', 'input', 'description', 'error']} clearable disabled={draft.lastDay === null} data={[...DATE_FORMATS]} value={draft.lastDayFormat} onChange={(value) => onChange({ ...draft, lastDayFormat: DATE_FORMATS.find((format) => format === value) ?? null })} />
        {needed('site')}
        {needed('department')}
        {optional('role')}
        {optional('manager')}
        {optional('status')}
        <MultiSelect label={t('roster.attributes')} description={t('roster.attributesHelp')} inputWrapperOrder={['label', 'input', 'description', 'error']} searchable clearable maxValues={50} data={names.filter((name) => keyFromHeading(name) !== null)} value={Object.values(draft.attributes)} onChange={(columns) => onChange({ ...draft, attributes: Object.fromEntries(columns.map((name) => [keyFromHeading(name) ?? name, name])) })} />
      </SimpleGrid>
      <DateEvidence preview={preview} draft={draft} />
      <StatusValues preview={preview} draft={draft} onChange={onChange} />
      <MissingPlaces preview={preview} draft={draft} onChange={onChange} />
    </Stack>
  );
}

/** Why the format is what it is, for each column of days; a file that leaves it open says so, and a person decides. */
function DateEvidence({ preview, draft }: Pick<Props, 'preview' | 'draft'>): ReactNode {
  const t = useT('people');
  const columns = [draft.from, draft.lastDay].flatMap((name) => (name === null ? [] : (columnOf(preview, name) ?? [])));
  return (
    <Stack gap="xs">
      {columns.map((column) => (
        <Note key={column.name} kind={column.dateFormats.length === 1 ? 'info' : 'warn'} title={column.name}>
          {column.dateEvidence ?? t('roster.dateNone', { column: column.name })} {column.dateFormats.length > 1 && t('roster.dateAmbiguous')}
        </Note>
      ))}
    </Stack>
  );
}

const STATES = ['active', 'on_leave', 'left', 'future'] as const;

function StatusValues({ preview, draft, onChange }: Props) {
  const t = useT('people');
  const column = draft.status === null ? null : columnOf(preview, draft.status);
  if (column === null) return null;
  return (
    <Paper withBorder p="md">
      <Text fw={600} mb="xs">{t('roster.statusValues', { column: column.name })}</Text>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
        {[...new Set([...column.examples, ...Object.keys(draft.statusValues)])].map((value) => (
          <Select
            key={value} label={value} clearable data={STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))} value={draft.statusValues[value] ?? null}
            onChange={(next) => { const state = STATES.find((candidate) => candidate === next); onChange({ ...draft, statusValues: state === undefined ? withoutKey(draft.statusValues, value) : { ...draft.statusValues, [value]: state } }); }}
          />
        ))}
      </SimpleGrid>
    </Paper>
  );
}

function MissingPlaces({ preview, draft, onChange }: Props) {
  const t = useT('people');
  const { createMissing } = draft;
  const siteNames = columnOf(preview, draft.site)?.examples ?? [];
  const set = (change: Partial<Draft['createMissing']>) => onChange({ ...draft, createMissing: { ...createMissing, ...change } });
  return (
    <Paper withBorder p="md">
      <Text fw={600} mb="xs">{t('roster.missing')}</Text>
      <Stack gap="sm">
        <Checkbox label={t('roster.createDepartments')} checked={createMissing.departments} onChange={(event) => set({ departments: event.currentTarget.checked })} />
        <Checkbox label={t('roster.createRoles')} checked={createMissing.roles} onChange={(event) => set({ roles: event.currentTarget.checked })} />
        {siteNames.length > 0 && <Text size="sm">{t('roster.createSites')}</Text>}
        {siteNames.length > 1 && <Select label={t('roster.zoneForAll')} w={{ base: '100%', sm: 280 }} placeholder={t('roster.siteSkip')} searchable clearable limit={50} data={zones()} value={null} onChange={(zone) => { if (zone !== null) set({ sites: Object.fromEntries(siteNames.map((name) => [name, zone])) }); }} />}
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
          {[...new Set([...siteNames, ...Object.keys(createMissing.sites)])].map((name) => (
            <Select key={name} label={t('roster.zone', { name })} placeholder={t('roster.siteSkip')} searchable clearable limit={50} data={zones()} value={createMissing.sites[name] ?? null} onChange={(zone) => set({ sites: zone === null ? withoutKey(createMissing.sites, name) : { ...createMissing.sites, [name]: zone } })} />
          ))}
        </SimpleGrid>
      </Stack>
    </Paper>
  );
}
